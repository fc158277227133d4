"""Prose: what is made of an article's text, once, when its file is read."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from archive import markup


@dataclass(frozen=True)
class Prose:
    """The text of an article as pages show it.

    `packed` is its safe HTML, packed; `summary` and `excerpt` are what lists show of it where the
    archive may show all or an excerpt; `words` says how many words it has. `mark` is a digest of
    the file it comes from.
    """

    packed: bytes
    summary: str
    excerpt: str
    words: int
    mark: bytes

    @property
    def html(self) -> str:
        """The safe HTML of the text."""
        return zlib.decompress(self.packed).decode()

    @property
    def text(self) -> str:
        """The text that a reader sees, a line for each block."""
        return markup.text_of(self.html)


def prose_of(source: str, dek: str | None, mark: bytes = b"") -> Prose:
    """Convert the Markdown of an article; lists show its dek where it has one."""
    body = markup.converted(source)
    return Prose(
        packed=zlib.compress(body.html.encode(), 1),
        summary=dek or markup.summary(None, body.opening),
        excerpt=dek or markup.excerpt(None, body.opening),
        # Between two words of it there is one blank or one end of a line.
        words=body.text.count(" ") + body.text.count("\n") + bool(body.text),
        mark=mark,
    )
