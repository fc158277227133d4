"""The names on a saved page: who wrote its article, and which outlet published it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from archive.page_head import Head, one_line
from archive.page_json import Article

AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "byl")
OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher")
NAMELESS_WORDS = """
the admin administrator author editor editorial staff newsroom redaktion redaktionen web webmaster
user guest by af unknown none null press news service desk online
"""
NAMELESS = frozenset(NAMELESS_WORDS.split())
ADDRESS = re.compile(r"(?:https?:)?//")
NO_NAME = re.compile(r"[\d@/\\<>{}|:]|\bwww\.|\.(?:com|dk|org|net)\b")
AND = re.compile(r"\s*(?:[,;|]|\s(?:and|og|&)\s)\s*")
PARTICLES = frozenset({"af", "al", "bin", "de", "den", "der", "di", "du", "el", "la", "van", "von"})
BY = re.compile(
    r"^(?:(?:(?:written|story|words|analysis|review|opinion|skrevet) )?(?:by|af|av)|tekst|text)\b"
    r"[:\s]+",
    re.IGNORECASE,
)
BYLINES = (
    "//*[@rel='author' or @itemprop='author'][not(.//*[@itemprop='name'])] | "
    "//*[@itemprop='author']//*[@itemprop='name']"
)


def author_of(tree: Any, head: Head, stated: Article, outlet: str | None) -> str | None:
    """Who wrote it, by JSON-LD, by the head, by the byline's markup."""
    no_author = {name for name in (outlet, stated.outlet) if name}
    sources = (
        stated.authors,
        [head.first(name) or "" for name in AUTHORS],
        ["".join(element.itertext()) for element in tree.xpath(BYLINES)[:5]],
    )
    return next(filter(None, (names_in(source, no_author) for source in sources)), None)


def names_in(texts: Iterable[str], outlets: set[str]) -> str | None:
    """People's names among texts, never the outlet's name or an address."""
    names: dict[str, str] = {}
    no_author = {word for outlet in outlets for word in outlet.casefold().split()} | NAMELESS
    for text in texts:
        for name in AND.split(BY.sub("", one_line(text))):
            if _is_name(name, no_author):
                names.setdefault(name.casefold(), name)
    return ", ".join(names.values()) or None


def full_names(text: str | None, outlet: str | None) -> str | None:
    """The names in a text that is nothing but full names; a guess at a byline is no more."""
    parts = [part for part in AND.split(text or "") if part]
    no_author = set((outlet or "").casefold().split()) | NAMELESS
    if not parts or not all(" " in part and _is_name(part, no_author) for part in parts):
        return None
    return ", ".join(dict.fromkeys(parts))


def _is_name(text: str, no_author: set[str]) -> bool:
    """True for a few words with capitals that are more than the outlet's name."""
    words = text.split()
    if not words or len(text) > 60 or len(words) > 6 or NO_NAME.search(text):
        return False
    if any(word == word.casefold() for word in words if word not in PARTICLES):
        return False
    return not no_author.issuperset(text.casefold().split())


def outlet_of(head: Head, stated: Article) -> str | None:
    """The outlet's name, by JSON-LD and then by the head."""
    names = (stated.outlet, *(head.first(name) for name in OUTLETS))
    return next(filter(None, map(outlet_name, names)), None)


def outlet_name(name: str | None) -> str | None:
    """An outlet's name, or None for what is an address or too long to be one."""
    text = re.split(r" [|–—-] ", one_line(name).lstrip("@"))[0]
    return text if text and len(text) <= 80 and not ADDRESS.match(text) else None
