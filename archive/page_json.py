"""The JSON-LD of a saved page: what schema.org's terms say of its article.

The terms are those of https://schema.org/Article; a page may hold several objects, in a list, in
a graph, or one inside the other, and now and then in JSON that is broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MAX_DEPTH = 8
MAX_OBJECTS = 2000
LONGEST = 2_000_000
ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
PAGE = re.compile(r"^WebPage$")
COMMA = re.compile(r",(?=\s*[}\]])")
# What a browser takes out of a script before reading it.
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
                      r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)?\s*;?\s*$")  # fmt: skip
PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,40})"')
STATED = re.compile(r'"@type"\s*:\s*"\w*(?:Article|BlogPosting)"')
HEADLINE = re.compile(r'"headline"\s*:\s*("(?:[^"\\]|\\.){1,300}")')


@dataclass(frozen=True)
class Article:
    """What JSON-LD says of the page's article; empty where it says nothing."""

    headline: str | None = None
    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    base: str | None = None


def article_of(tree: Any, title: str | None = None) -> Article:
    """The article that the page's JSON-LD describes.

    Of several, the one with the headline `title`, else the first.
    """
    scripts = [
        (element.text or "")[:LONGEST]
        for element in tree.iter("script")
        if "ld+json" in (element.get("type") or "").casefold()
    ]
    objects: list[dict[str, Any]] = []
    for script in scripts:
        objects += _objects(_parse(script))
    articles = [found for found in objects if _is_a(ARTICLE, found)] or [
        found for found in objects if _is_a(PAGE, found)
    ]
    if not articles:
        return _salvaged(scripts)
    wanted = _key(title)
    same = [item for item in articles if wanted and _key(_text(item.get("headline"))) == wanted]
    named = {
        item["@id"]: item for item in objects if isinstance(item.get("@id"), str) and "name" in item
    }
    return _article((same or articles)[0], named)


def _parse(script: str) -> Any:
    """The JSON of a script, also where it has a comma too many or something behind it."""
    script = WRAPPING.sub("", script).strip()
    for text in (script, COMMA.sub("", script)):
        try:
            # Line feeds inside strings are forbidden, and common.
            return json.JSONDecoder(strict=False).raw_decode(text)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Every object of the data, outer ones first; what an ItemList lists is not the page's own."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    count = 0
    while waiting and count < MAX_OBJECTS:
        item, depth = waiting.pop(0)
        count += 1
        if isinstance(item, list):
            waiting += [(inner, depth + 1) for inner in item[:200] if depth < MAX_DEPTH]
        elif isinstance(item, dict):
            yield item
            waiting += [
                (inner, depth + 1)
                for name, inner in item.items()
                if depth < MAX_DEPTH
                and isinstance(inner, dict | list)
                and name not in ("itemListElement", "hasPart", "citation", "relatedLink")
            ]


def _is_a(kind: re.Pattern[str], item: dict[str, Any]) -> bool:
    types = item.get("@type")
    types = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.search(name) for name in types)


def _article(item: dict[str, Any], named: dict[str, dict[str, Any]]) -> Article:
    publisher = _resolved(item.get("publisher"), named)
    authors = _resolved(item.get("author"), named) or _resolved(item.get("creator"), named)
    addresses = [item.get("url"), item.get("mainEntityOfPage"), item.get("@id")]
    found = [_address(_resolved(address, {})) for address in addresses]
    return Article(
        headline=_text(item.get("headline")) or _text(item.get("name")),
        published=_text(item.get("datePublished")),
        outlet=_name(publisher[0]) if publisher else None,
        language=_text(item.get("inLanguage")),
        authors=tuple(_people(authors)),
        addresses=tuple(address for address in found if address),
        base=_address(publisher[:1]) if publisher else None,
    )


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> list[Any]:
    """A value as a list, with references to other objects of the page followed."""
    values = value if isinstance(value, list) else [value]
    return [
        named.get(item["@id"], item)
        if isinstance(item, dict) and isinstance(item.get("@id"), str) and "name" not in item
        else item
        for item in values[:20]
        if item
    ]


def _people(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, dict) and "Organization" in str(value.get("@type")):
            continue
        name = _name(value)
        if name:
            yield name


def _name(value: Any) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _address(values: list[Any]) -> str | None:
    for value in values:
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        text = _text(value)
        if text and text.startswith(("http://", "https://")):
            return text
    return None


def _text(value: Any) -> str | None:
    """A value that is a text, or the first of a list of texts."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _key(text: str | None) -> str:
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def _salvaged(scripts: list[str]) -> Article:
    """Headline and date from JSON that cannot be read but calls itself an article."""
    for script in scripts:
        if _parse(script) is None and STATED.search(script):
            published, headline = PUBLISHED.search(script), HEADLINE.search(script)
            try:
                title = json.loads(headline[1], strict=False) if headline else None
            except ValueError:
                title = None
            return Article(headline=title, published=published[1] if published else None)
    return Article()
