"""What cleaning dropped of a capture, and why: the file that stands beside it.

One passage after the other: its line in the capture and the reason, then its text, indented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.clean import Dropped

HEAD = re.compile(r"line (\d+): (.+)")
INDENT = "    "


def dump(dropped: Iterable[Dropped], capture: str, cleaned_with: str) -> str:
    """Write the passages that the cleaner dropped of the capture of that name."""
    passages = list(dropped)
    rows = [f"What cleaning left out of {capture} (cleaner {cleaned_with})"]
    if not passages:
        rows += ["", "Nothing."]
    for passage in passages:
        rows += ["", f"line {passage.line}: {passage.reason}"]
        rows += [INDENT + row for row in passage.text.split("\n")]
    return "\n".join(rows) + "\n"


def parse(text: str) -> list[Dropped]:
    """Read the passages back; lines that are none of `dump`'s are passed over."""
    passages: list[Dropped] = []
    for row in text.split("\n"):
        head = HEAD.fullmatch(row)
        if head:
            passages.append(Dropped(text="", reason=head[2], line=int(head[1])))
        elif row.startswith(INDENT) and passages:
            last = passages[-1]
            row = row.removeprefix(INDENT)
            joined = f"{last.text}\n{row}" if last.text else row
            passages[-1] = Dropped(text=joined, reason=last.reason, line=last.line)
    return passages
