"""What cleaning dropped of a capture, and why: the file that stands beside it.

First what was in doubt, then one passage after the other: its line in the capture and the reason,
then its text, indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.cleaned import Dropped

HEAD = re.compile(r"line ([0-9]{1,9}): (.+)")
INDENT = "    "
NOTHING = "Nothing."
DOUBT = "in doubt: "


def dump(
    dropped: Iterable[Dropped], capture: str, cleaned_with: str, doubts: Iterable[str] = ()
) -> str:
    """Write the passages that the cleaner dropped of the capture of that name.

    `doubts` say in plain words why a person should compare the article with the capture.
    """
    passages = list(dropped)
    rows = [f"What cleaning left out of {capture} (cleaner {cleaned_with})"]
    rows += [f"{DOUBT}{' '.join(doubt.split())}" for doubt in doubts]
    if not passages:
        rows += ["", NOTHING]
    for passage in passages:
        rows += ["", f"line {passage.line}: {passage.reason}"]
        rows += [INDENT + row for row in passage.text.split("\n")]
    return "\n".join(rows) + "\n"


def parse(text: str) -> list[Dropped]:
    """Read the passages back; lines that are none of `dump`'s are passed over."""
    passages: list[tuple[int, str, list[str]]] = []
    for row in text.replace("\r\n", "\n").split("\n"):
        head = HEAD.fullmatch(row)
        if head:
            passages.append((int(head[1]), head[2], []))
        elif row.startswith(INDENT) and passages:
            passages[-1][2].append(row.removeprefix(INDENT))
    return [Dropped("\n".join(rows), reason, line) for line, reason, rows in passages]


def doubts(text: str) -> tuple[str, ...]:
    """Why a person should compare the article with the capture; they stand before the passages."""
    rows = text.replace("\r\n", "\n").split("\n")
    return tuple(row.removeprefix(DOUBT) for row in rows if row.startswith(DOUBT))


def says_nothing(text: str) -> bool:
    """True where the file says that nothing was dropped."""
    return any(row.rstrip() == NOTHING for row in text.split("\n"))
