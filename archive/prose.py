"""Prose: what is made of an article's text, once, when its file is read."""

from __future__ import annotations

import re
import zlib
from array import array
from dataclasses import dataclass

from archive import markup
from archive.article import Article

LONG_WORD = re.compile(r"[^\W\d_]{5,}")


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of an article as pages show it.

    `packed` is its safe HTML, packed; `summary` and `excerpt` are what lists show of it where the
    archive may show all or an excerpt; `words` says how many words it has. `long_words` are the
    words of five letters and more in title, dek and text, each as a number (`long_words_of`).
    `mark` is a digest of the file it comes from.
    """

    packed: bytes
    summary: str
    excerpt: str
    words: int
    long_words: bytes
    mark: bytes

    @property
    def html(self) -> str:
        """The safe HTML of the text."""
        return zlib.decompress(self.packed).decode()

    @property
    def text(self) -> str:
        """The text that a reader sees, a line for each block."""
        return markup.text_of(self.html)


def prose_of(article: Article, mark: bytes = b"") -> Prose:
    """Convert the body of an article."""
    body = markup.converted(article.body)
    return Prose(
        packed=zlib.compress(body.html.encode(), 1),
        summary=article.dek or markup.summary(None, body.opening),
        excerpt=article.dek or markup.excerpt(None, body.opening),
        words=len(body.text.split()),
        long_words=long_words_of(" ".join([article.title, article.dek or "", body.text])),
        mark=mark,
    )


def long_words_of(text: str) -> bytes:
    """The words of five letters and more of a text as sorted numbers of 32 bits, each once."""
    words = set(LONG_WORD.findall(text.casefold()))
    return array("I", sorted(zlib.crc32(word.encode()) for word in words)).tobytes()


def numbers(long_words: bytes) -> frozenset[int]:
    """The numbers that `long_words_of` has put together."""
    return frozenset(array("I", long_words))
