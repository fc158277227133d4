"""Inert text: words of others set into Markdown so that nothing in them comes alive.

Where GitHub shows Markdown it makes links, pictures, mentions of people and references to issues
of what it finds, and lets some HTML through. In code it does none of that. So every word that a
stranger may have written stands in a code span or in a fenced block whose marks are longer than
any in the text.
"""

from __future__ import annotations

import re
import unicodedata

SPAN = 300
BLOCK = 60_000
_TICKS = re.compile(r"`+")


def span(text: str, longest: int = SPAN) -> str:
    """The text as a code span of one line, also in a cell of a table; cut after `longest`.

    A vertical bar, which would end the cell, becomes a broken one.
    """
    words = visible(" ".join(text.split()), longest).replace("|", "¦")
    if not words:
        return "—"
    marks = _longer_than(words, 1)
    room = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{marks}{room}{words}{room}{marks}"


def block(text: str, longest: int = BLOCK) -> str:
    """The text as a fenced block of its own lines; cut after `longest` characters."""
    words = visible(text.replace("\r\n", "\n").replace("\r", "\n").strip("\n"), longest)
    marks = _longer_than(words, 3)
    return f"{marks}text\n{words}\n{marks}"


def visible(text: str, longest: int) -> str:
    """The text, cut, with names for what is not to be seen: <U+202E> turns the writing round."""
    cut = text[:longest] + (" […]" if len(text) > longest else "")
    return "".join(
        f"<U+{ord(sign):04X}>" if _is_unseen(sign) else sign for sign in cut.expandtabs(4)
    )


def _is_unseen(sign: str) -> bool:
    return sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _longer_than(text: str, least: int) -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)
