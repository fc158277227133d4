"""The facts of a saved page: title, author, date, outlet, address and language, as it states them.

JSON-LD (schema.org) comes first, then Open Graph and the other meta elements, then the page's own
marks (`<time>`, a byline), then what trafilatura and htmldate find. What none of them states is
left out.
"""

from __future__ import annotations

import copy
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from trafilatura.metadata import Document, extract_metadata

from archive.cleaned import PageFacts
from archive.page_date import DATE_OPTIONS, date_of
from archive.page_head import Head, head_of, one_line
from archive.page_json import Article, article_of
from archive.page_names import author_of, full_names, names_in, outlet_name, outlet_of

LANGUAGES = {"en": "en", "da": "da", "no": "no", "nb": "no", "nn": "no", "sv": "sv"}
LONGEST = 300
SAVED_FROM = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl: )(https?://[^\s>]+)")
SEPARATORS = (" | ", " - ", " – ", " — ", " :: ", " » ", " · ")


def facts_of(tree: Any, text: str = "") -> tuple[str | None, PageFacts]:
    """The title of a page, as far as it has one, and what else it says of itself.

    `tree` is the page's lxml tree, `text` its source: a browser notes in a comment where a page
    was saved from. A date is an ISO 8601 day, month or year, as exact as the page states it.
    """
    head = head_of(tree)
    stated = article_of(tree, head.first("og:title", "twitter:title"))
    url = _address(tree, head, stated, text)
    outlet = outlet_of(head, stated)
    author = author_of(tree, head, stated, outlet)
    if not (outlet and author):
        found = _found(tree)
        outlet = outlet or outlet_name(found.sitename) or _host(url)
        # An author may have been found before the outlet of the same name.
        author = names_in([author or ""], {outlet or ""}) or full_names(found.author, outlet)
    facts = PageFacts(
        author=author,
        date=date_of(tree, head, stated, url),
        outlet=outlet,
        url=url,
        language=_language(tree, head, stated),
    )
    return _title(tree, head, stated, (outlet, stated.outlet)), facts


def _found(tree: Any) -> Any:
    """What trafilatura makes of the page's head and bylines; nothing where it gives up.

    It takes any author in JSON-LD, of a comment or of what a review is about, for the page's:
    JSON-LD is kept from it.
    """
    tree = copy.deepcopy(tree)
    for script in list(tree.iter("script")):
        script.drop_tree()
    try:
        return extract_metadata(tree, date_config=dict(DATE_OPTIONS))
    except Exception:
        # A page can break a parser in ways that nobody listed; it then says nothing of itself.
        return Document()


def _title(tree: Any, head: Head, stated: Article, outlets: tuple[str | None, ...]) -> str | None:
    """The headline that stands on the page, where it is the one that the page's head names."""
    headings = [one_line("".join(element.itertext())) for element in tree.iter("h1")]
    headings = [text for text in headings if 0 < len(text) <= LONGEST]
    named = [
        without_outlet(one_line(text), outlets)
        for text in (stated.headline, head.first("og:title", "twitter:title", "dc.title"))
        if one_line(text)
    ]
    window = next((one_line("".join(element.itertext())) for element in tree.iter("title")), "")
    for text in headings:
        if any(_alike(text, name) for name in (*named, window)):
            return text
    if named:
        return named[0][:LONGEST] or None
    # The window's title may be the outlet's alone, and so may a heading be.
    own = without_outlet(window, (*outlets, *headings))
    if len(headings) == 1 and (own == window or not own):
        return headings[0]
    return own[:LONGEST] or None


def without_outlet(title: str, outlets: tuple[str | None, ...]) -> str:
    """A page's title without the outlet's name at its end: "Frigate to sail | The Paper"."""
    names = {outlet.casefold() for outlet in outlets if outlet}
    for sign in SEPARATORS:
        head, found, tail = title.rpartition(sign)
        if found and head and tail.strip().casefold() in names:
            title = head.strip()
    return title


def _alike(one: str, other: str) -> bool:
    first = set(re.findall(r"\w+", one.casefold()))
    second = set(re.findall(r"\w+", other.casefold()))
    return (
        bool(first)
        and len(first & second) >= 0.6 * min(len(first), len(second))
        and len(first & second) >= 0.4 * len(first | second)
    )


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _address(tree: Any, head: Head, stated: Article, text: str) -> str | None:
    """The page's own address: the canonical one, never the outlet's front page."""
    named = head.first("og:url", "twitter:url")
    canonical = [
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").casefold().split()
    ]
    saved = SAVED_FROM.search(text[:4000])
    for address in (*canonical, named, *stated.addresses, saved[1] if saved else None):
        if not address:
            continue
        try:
            whole = urljoin(named or stated.base or "", address.strip())
            parts = urlsplit(whole)
            host = parts.hostname or ""
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", host)
            and (parts.path.strip("/") or parts.query)
            and not re.search(r"[\s<>\"]", whole)
        ):
            return str(parts._replace(fragment="").geturl())
    return None


def _language(tree: Any, head: Head, stated: Article) -> str | None:
    names = (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang") or tree.get("xml:lang"),
        stated.language,
        head.first("og:locale"),
        head.first("content-language", "language", "dc.language"),
    )
    for name in names:
        code = re.split(r"[-_,;\s]", (name or "").strip().casefold())[0]
        if code:
            return LANGUAGES.get(code)
    return None
