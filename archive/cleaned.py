"""Cleaned: what cleaning makes of a capture, as records that other stages read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "item", "quotation"]


@dataclass(frozen=True)
class Block:
    """A block of the article's body: plain text of the source, no Markdown."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Dropped:
    """A passage left out: its text, the reason in plain words, its line (from 1)."""

    text: str
    reason: str
    line: int


@dataclass(frozen=True)
class PageFacts:
    """What a saved page says of itself; all None for plain text."""

    author: str | None = None
    date: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Cleaned:
    """The article of a capture.

    Without an article `title` is empty and there are no blocks. `certain` is False where a
    person should look.
    """

    title: str
    dek: str | None
    blocks: tuple[Block, ...]
    dropped: tuple[Dropped, ...]
    certain: bool
    facts: PageFacts = PageFacts()
