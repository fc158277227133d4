"""What the search reads of an article's page: a page of the marked elements alone.

Pagefind parses every tag of a page, and most of a page is around the article. Without that it takes
a fifth less time, and the page stays the same where only what is around the article changes.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from archive.pagefind import SearchError

HEAD = b"<!doctype html>\n<html>"
MARK = b"data-pagefind-"
BODY = b"data-pagefind-body"
LANGUAGE = re.compile(rb'<meta name="archive:language" content="([a-z]{2})"')
VOID = {b"meta", b"img", b"input", b"link", b"br", b"hr", b"source", b"area", b"wbr", b"col"}

# The inside of a tag. What stands between quotation marks may hold any sign, < and > too.
QUOTED = rb"\"[^\"]*\"|'[^']*'"
ANY = rb"(?:[^<>\"']++|" + QUOTED + rb")*+"
PLAIN = rb"(?:[^<>\"'\s]++|\s++(?!data-pagefind-)|" + QUOTED + rb")*+"
# Everything up to a tag that is none of these. A comment or a script may hold what looks like one.
SKIPPED = (
    rb"[^<]*+(?:(?:<(?!!--|script\b|style\b)%b>|<!--.*?-->|<script\b%b>.*?</script>"
    rb"|<style\b%b>.*?</style>|<(?![a-zA-Z/!]))[^<]*+)*+"
)
OTHERS = re.compile(SKIPPED % (rb"[a-zA-Z/!]" + PLAIN, PLAIN, PLAIN), re.DOTALL)
MARKED = re.compile(rb"<([a-zA-Z][a-zA-Z0-9-]*)" + ANY + rb">")


@dataclass(frozen=True)
class SearchPage:
    """What Pagefind reads of a page: its language, the page's bytes, and their hash."""

    language: str
    html: bytes
    digest: str


def read_page(name: str, html: bytes) -> SearchPage | None:
    """The page `name` (its path in the site) as Pagefind gets it; None where it has no body for it.

    Each outermost element with an attribute of Pagefind's stays as it is; the rest is left out. A
    page whose elements cannot be told apart stays whole. SearchError where it names no language.
    """
    if BODY not in html:
        return None
    parts = _marked(html)
    if parts is not None and not any(BODY in part for part in parts):
        return None
    language = LANGUAGE.search(html)
    if language is None:
        raise SearchError(
            f"{name} does not say its language, so it cannot be indexed. "
            'templates/article.html must hold <meta name="archive:language" content="…">'
        )
    kept = html if parts is None else b"\n".join([HEAD, *parts, b"</html>"])
    return SearchPage(language[1].decode(), kept, hashlib.sha256(kept).hexdigest())


def _marked(html: bytes) -> list[bytes] | None:
    """The outermost elements that carry a mark; None where the end of one is not found."""
    parts: list[bytes] = []
    at = 0
    while html.find(MARK, at) >= 0:
        start = _after(OTHERS, html, at)
        if start == len(html):
            break
        tag = MARKED.match(html, start)
        if tag is None:
            return None
        name = tag[1]
        at = tag.end() if name.lower() in VOID else _end(html, name, tag.end())
        if at == 0:
            return None
        parts.append(html[start:at])
    return parts


def _end(html: bytes, name: bytes, at: int) -> int:
    """Where the element ends whose start tag ends at `at`; 0 where that is not found."""
    inner = re.compile(SKIPPED % (rb"(?!/?%b\b)[a-zA-Z/!]%b" % (name, ANY), ANY, ANY), re.DOTALL)
    own = re.compile(rb"<(/?)%b%b>" % (name, ANY))
    depth = 1
    while depth:
        tag = own.match(html, _after(inner, html, at))
        if tag is None:
            return 0
        depth += -1 if tag[1] else 1
        at = tag.end()
    return at


def _after(pattern: re.Pattern[bytes], html: bytes, at: int) -> int:
    found = pattern.match(html, at)
    return found.end() if found is not None else at
