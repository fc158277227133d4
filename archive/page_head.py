"""The head of a saved page: what its meta elements say, by their names."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archive.lines import plain

LONGEST = 5000


@dataclass(frozen=True)
class Head:
    """The page's meta elements by name, in lower case; the first of each name counts."""

    named: Mapping[str, str]

    def first(self, *names: str) -> str | None:
        """What the first of these names says, as far as one of them is there."""
        return next((self.named[name] for name in names if name in self.named), None)


def head_of(tree: Any) -> Head:
    """Read the meta elements of a page's lxml tree."""
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = one_line(meta.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().casefold()
            if name and content:
                named.setdefault(name, content)
    return Head(named)


def one_line(text: str | None) -> str:
    """A text as one line, without entities that were escaped twice."""
    if not text:
        return ""
    return " ".join(plain(html.unescape(text[:LONGEST])).split())
