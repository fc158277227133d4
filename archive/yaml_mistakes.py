"""Mistakes in YAML: on which line one was made, and what to write there.

PyYAML says where its reading ended, which is often a line after the mistake.
"""

from __future__ import annotations

import re

import yaml

KEY = re.compile(r"\s*(?:- )?([^\s:#\"'\[{-][^:\[{]*?):(?=\s|$)")
VALUE = re.compile(r"(\s*(?:- )?[\w-]+:)\s+(\S.*)")
# A value in quotes, to its end, and what may follow it on its line.
QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*(?:#.*)?""")
SIGNS = "[]{}*&!%@`|>'\"-?,#"
CUT = re.compile(r"\s*(?:- )?[\w-]+:\s+[^\s\"'\[{|>#].*?([ \t]#.*)")


def locate(text: str, error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line (from 1) of a mistake that keeps `text` from being read, and what to do there."""
    rows = text.split("\n")
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    at = min(mark.line if mark else 0, len(rows) - 1)
    opened = min(context.line if context else at, len(rows) - 1)
    what, while_ = str(error.problem or ""), str(error.context or "")
    if re.match(r"[ ]*\t", rows[at]):
        return at + 1, "begins with a tab. Indent with spaces"
    if "scanning a quoted scalar" in while_:
        return opened + 1, _unclosed(rows[opened])
    if "parsing a flow" in while_ and at > opened:
        sign, closing = ("{", "}") if "mapping" in while_ else ("[", "]")
        return opened + 1, f"has a {sign} that is never closed. Put {closing} behind the last entry"
    if "unknown escape" in what:
        return at + 1, "has a backslash inside double quotes. Write it twice: \\\\"
    wrong = _wrong_quotes(rows, at)
    if wrong is not None:
        return wrong
    if "simple key" in while_:
        return opened + 1, _no_key(rows[opened])
    if "document start" in what:
        at = next((number for number, row in enumerate(rows[: at + 1]) if row.startswith(" ")), at)
        return at + 1, "begins with spaces. Delete them"
    if "mapping values" in what:
        return _colon(rows, at, mark.column if mark else 0)
    return at + 1, _by_sign(rows[at]) or _by_shape(rows[at], what)


def key_at(text: str, line: int) -> str:
    """The key that a line (from 1) sets or belongs to, or "" where it has none."""
    rows = text.split("\n")[:line]
    if not rows:
        return ""
    own = KEY.match(rows[-1])
    if own is None and rows[-1][:1] in (" ", "-"):
        above = (KEY.match(row) for row in reversed(rows) if row[:1] not in (" ", "-", ""))
        own = next(above, None)
    return own[1].strip() if own else ""


def cut_off(text: str) -> list[tuple[int, str]]:
    """The lines (from 1) on which " #" begins a comment behind a value, with that comment."""
    found = []
    for number, row in enumerate(text.split("\n"), 1):
        match = CUT.fullmatch(row)
        if match:
            found.append((number, match[1].strip()))
    return found


def _unclosed(row: str) -> str:
    sign = "'" if re.search(r":\s+'|^\s*- '", row) else '"'
    return f"has a quotation mark that is never closed. Put {sign} at the end of the value"


def _wrong_quotes(rows: list[str], at: int) -> tuple[int, str] | None:
    """The nearest line, up to the one where reading ended, whose quotes do not fit."""
    for number in range(at, max(-1, at - 20), -1):
        match = VALUE.fullmatch(rows[number])
        if match is None or match[2][0] not in "\"'" or QUOTED.fullmatch(match[2]):
            continue
        value = match[2].rstrip()
        if value.count(value[0]) == 1:
            return number + 1, _unclosed(rows[number])
        inner = value[1:-1] if value[-1] == value[0] else value
        return number + 1, f"has a quotation mark inside its quotes. {_instead(match[1], inner)}"
    return None


def _no_key(row: str) -> str:
    text = row.strip()
    if re.match(r"[\w-]+:\S", text):
        return f"needs a space after the colon. Write {text.replace(':', ': ', 1)[:120]}"
    if re.fullmatch(r"[\w-]+", text):
        return f"has no colon. Write {text[:80]}: and its value, or delete the line"
    return (
        f"holds {text[:80]!r}, which has not the form key: value. Write a key before it, or put "
        "the text below the second ---"
    )


def _colon(rows: list[str], at: int, column: int) -> tuple[int, str]:
    """A colon too many, or a line that another one above it has swallowed."""
    row = rows[at]
    key = KEY.match(row)
    if key is not None and key.end(1) >= column:
        above = next((number for number in range(at - 1, -1, -1) if rows[number].strip()), None)
        if row.startswith(" "):
            return at + 1, f"begins with spaces. Delete those before {key[1]}"
        if above is not None and KEY.match(rows[above]) is None:
            return above + 1, _no_key(rows[above])
    match = VALUE.fullmatch(row)
    if match is None:
        return at + 1, 'A value with ": " in it must stand in "quotes"'
    return at + 1, f'holds ": ", so its value must stand in "quotes". {_instead(*match.groups())}'


def _by_sign(row: str) -> str | None:
    match = VALUE.fullmatch(row)
    if match is None or match[2][0] not in SIGNS:
        return None
    head, value = match.groups()
    return f'has a value that begins with {value[0]}. Put it in "quotes". {_instead(head, value)}'


def _by_shape(row: str, what: str) -> str:
    if row.lstrip()[:1] in tuple("@`%"):
        return f"begins with {row.lstrip()[0]}. Write a key, a colon and a space before it"
    if "expected" in what and row.startswith(" "):
        return "is not indented like the lines around it. Give it as many spaces as they have"
    return f"cannot be read ({what or 'unreadable'}). Each line must have the form key: value"


def _instead(head: str, value: str) -> str:
    """The line as it should be, where it is short enough to be written out."""
    if len(value) > 150:
        return "Use the other kind of quotes, or leave such marks out"
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    written = f"'{value}'" if '"' in value and "'" not in value else f'"{plain}"'
    return f"Write {head.strip()} {written}"
