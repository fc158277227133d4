r"""Shapes: the plain kinds of Markdown blocks, whose HTML is known without a parser.

Most blocks of an article are paragraphs of words with a link here and there, short headings, flat
lists and quotations. Python-Markdown takes many times as long for these. What a block here gives
is what Python-Markdown gives, to the character; what is in doubt is left to it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

# What a text holds that is written as `archive.markup.escape` writes it.
_ESCAPED = r"[\\`*_\[\]#.)+-]"
# Words, without any sign that could be markup but what stands for one character.
_WORDS = rf"(?=\S)(?:[^\\`*_\[\]<>\t]|\\{_ESCAPED})+(?<=\S)"
# An address in which no sign could be markup, a bracket or an entity.
_ADDRESS = r"(?:https?://|mailto:)(?:[^\s\\`*\[\]()<>\"'&]|&(?![#\w]*;))+"
# A sign, with as much after it as shows what it stands for. Where that is nothing, a parser must
# read the block. It begins with a set, since only so a search for it is fast.
_SIGN = re.compile(
    r"[\\`*_\[\]<>&]"
    rf"(?:(?<=\\)(?P<escaped>{_ESCAPED})"
    r"|(?<=&)(?P<entity>(?:#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z0-9]+);)"
    r"|(?<=&)(?P<and>)(?![#\w]*;)"
    rf"|(?<=\[)(?<!!\[)(?P<label>{_WORDS})\]\((?P<address>{_ADDRESS})\)"
    rf"|(?<=\*)(?P<two>\*?)(?P<stressed>{_WORDS})\*(?P=two)(?!\*))?"
)
# What a line may not begin with: blanks, and signs of headings, lists, rules and quotations.
_LEAD = r"[\s\-+#=:>]|\d+\.\s"
_BEGIN = re.compile(rf"(?!{_LEAD})\S")
# An end of a line between lines that are not both of a plain paragraph.
_BREAK = re.compile(rf"\n(?:(?<=\s\n)|{_LEAD})")
_HEADING = re.compile(r"(#{1,6}) +(\S|\S[^\n]*\S)")
_ESCAPE = re.compile(r"\\.")
_ENTRY = re.compile(r"(?:[-*]|([0-9]+\.)) (\S.*)")
# What may change how other blocks are read: links that are defined apart, odd ends of lines.
_ACROSS = re.compile(r"\n[^\S\n]+(?:\n|\Z)")


class _Shape(NamedTuple):
    """A plain block: its kind (paragraph, heading, list, quotation) and its HTML."""

    kind: str
    html: str


_EDGE = _Shape("edge", "")


class _DoubtError(Exception):
    """A block is no plain one."""


def stretches(text: str) -> Iterator[tuple[bool, str]]:
    """Split a Markdown text without control characters into stretches, in order.

    Each is (True, its HTML) or (False, Markdown that a parser must read).
    """
    if "]:" in text or "\r" in text or _ACROSS.search(f"\n{text}"):
        yield False, text
        return
    blocks = text.strip("\n").split("\n\n")
    shapes = _on_their_own([_shape(block) for block in blocks])
    pairs = zip(shapes, blocks, strict=True)
    for kind, group in itertools.groupby(pairs, lambda pair: pair[0] and pair[0].kind):
        if kind is None:
            yield False, "\n\n".join(block for _, block in group)
            continue
        made = "\n".join(shape.html for shape, _ in group if shape is not None)
        # Quotations that follow each other are one.
        yield True, f"<blockquote>\n{made}\n</blockquote>" if kind == "quotation" else made


def _on_their_own(shapes: list[_Shape | None]) -> list[_Shape | None]:
    """Leave out lists and quotations that may be one with the block before or after them."""
    lists = [shape is not None and shape.kind == "list" for shape in shapes]
    for at in range(1, len(shapes)):
        if lists[at - 1] and lists[at]:
            shapes[at - 1] = shapes[at] = None
    for _ in ("down", "up"):
        before: _Shape | None = _EDGE
        for at, shape in enumerate(shapes):
            if before is None and shape is not None and shape.kind in ("list", "quotation"):
                shapes[at] = None
            before = shapes[at]
        shapes.reverse()
    return shapes


def _shape(block: str) -> _Shape | None:
    """The shape of a block, None where a parser must read it."""
    first = block[:1]
    try:
        if "\t" in block:
            return None
        if first == "#":
            return _heading(block)
        if first == ">":
            return _quotation(block)
        if first in "-*" or first.isdigit():
            entries = _list(block)
            if entries is not None:
                return entries
        return _Shape("paragraph", _paragraph(block))
    except _DoubtError:
        return None


def _heading(block: str) -> _Shape | None:
    found = _HEADING.fullmatch(block)
    if found is None or "#" in _ESCAPE.sub("", found[2]):
        return None
    level = len(found[1])
    return _Shape("heading", f"<h{level}>{_inline(found[2])}</h{level}>")


def _quotation(block: str) -> _Shape | None:
    rows = block.split("\n")
    if not all(row.startswith("> ") or row == ">" for row in rows):
        return None
    paragraphs = "\n".join(row[2:] for row in rows).split("\n\n")
    return _Shape("quotation", "\n".join(map(_paragraph, paragraphs)))


def _list(block: str) -> _Shape | None:
    """A list of which each line is an entry, all of one kind."""
    found = [_ENTRY.fullmatch(row) for row in block.split("\n")]
    entries = [entry for entry in found if entry is not None and _is_line(entry[2])]
    kinds = {entry[1] is None for entry in entries}
    if len(entries) < len(found) or len(kinds) > 1:
        return None
    made = "\n".join(f"<li>{_inline(entry[2])}</li>" for entry in entries)
    tag = "ul" if True in kinds else "ol"
    return _Shape("list", f"<{tag}>\n{made}\n</{tag}>")


def _is_line(text: str) -> bool:
    return _BEGIN.match(text) is not None and not text[-1].isspace()


def _paragraph(text: str) -> str:
    """The HTML of a paragraph; raises `_DoubtError` where it may be more than one."""
    if not _is_line(text) or ("\n" in text and _BREAK.search(text)):
        raise _DoubtError
    return f"<p>{_inline(text)}</p>"


def _inline(text: str) -> str:
    """The HTML of words, links and stress; raises `_DoubtError` where there may be more."""
    return _SIGN.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    what = found.lastgroup
    if what == "address":
        address = found["address"].replace("&", "&amp;")
        return f'<a href="{address}">{_words(found["label"])}</a>'
    if what == "stressed":
        tag = "strong" if found["two"] else "em"
        return f"<{tag}>{_words(found['stressed'])}</{tag}>"
    return _character(found)


def _words(text: str) -> str:
    return _SIGN.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    what = found.lastgroup
    if what == "escaped":
        return found[0][1]
    if what == "entity":
        return found[0]
    if what == "and":
        return "&amp;"
    raise _DoubtError
