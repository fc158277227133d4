"""Characters that no text of the archive holds: controls, changes of direction, non-characters.

Controls command a terminal, a change of direction turns round what stands beside a text, and no
XML may hold the others. Captures keep them, byte for byte; everything made of a capture does not.
"""

from __future__ import annotations

import re
import unicodedata

# Tab, line feed and carriage return are not among them; the next line and its kind (0x85, 2028,
# 2029) are, since some programs end a line there and others do not.
_PLANES = "".join(f"{chr(0x10000 * n + 0xFFFE)}{chr(0x10000 * n + 0xFFFF)}" for n in range(17))
_UNWANTED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    f"\ud800-\udfff\ufdd0-\ufdef{_PLANES}"
)
UNWANTED = re.compile(f"[{_UNWANTED}]")
# Control, format (marks of direction among them), lone surrogates, line and paragraph ends.
UNSEEN = frozenset(["Cc", "Cf", "Cs", "Zl", "Zp"])


def without(text: str) -> str:
    """The text without such characters; the ends of lines among them become spaces."""
    if text.replace("\n", "").isprintable():
        return text  # none of them is printable, and this is known in a tenth of the time
    return UNWANTED.sub(lambda found: " " if found[0].isspace() else "", text)


def named(character: str) -> str:
    r"""A character as people look it up.

    >>> named("\x1b")
    'U+001B'
    """
    return f"U+{ord(character):04X}"


def visible(text: str) -> str:
    r"""The text for a terminal: what could command it, or is not seen, as an escape.

    Tabs and line feeds stay.

    >>> visible("a\x1b[31mb")
    'a\\x1b[31mb'
    """
    if text.isprintable():
        return text
    return "".join(
        ascii(character)[1:-1]
        if character not in "\t\n"
        and (unicodedata.category(character) in UNSEEN or UNWANTED.match(character))
        else character
        for character in text
    )
