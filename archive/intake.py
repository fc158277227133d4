"""Intake: the captures that are handed in at once, and what became of them.

Each is told of as it is done; on a terminal a bar shows how far it is, and with many captures only
those are listed that need a person. A table closes it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from archive.add import Added
from archive.content import DROPPED
from archive.draft import NOTHING_LEFT
from archive.problem import Problem
from archive.terminal import tell

# More captures than this get a bar on a terminal, and are not all listed there.
MANY = 20
ADDED = "added"
SAME = "already there: the same capture"
OTHER = "already there: the same article in another capture"
NOTHING = "nothing left after cleaning"
PERSON = "added, but needs a person: its notes say why"
REFUSED = "not added: its line says why"
# On a terminal: to the start of the line, and delete it.
CLEAR = "\r\x1b[K"


def files_in(paths: Iterable[Path]) -> tuple[list[Path], int]:
    """The files named, and those below the folders named, sorted; each once.

    Hidden files and what a browser saves beside a page (NAME_files/ beside NAME.html) are passed
    over; the number tells how many files these are.
    """
    found: dict[Path, None] = {}
    passed = 0
    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        inner = sorted(item for item in path.rglob("*") if not item.is_dir())
        parts = _parts_of_pages(inner)
        for item in inner:
            below = item.relative_to(path)
            if any(part.startswith(".") for part in below.parts) or parts & set(item.parents):
                passed += 1
            elif not item.name.endswith(DROPPED):
                found[item] = None
    return list(found), passed


def _parts_of_pages(files: Iterable[Path]) -> set[Path]:
    """The folders in which browsers keep the pictures and scripts of saved pages."""
    pages = [file for file in files if file.suffix.casefold() in (".html", ".htm", ".xhtml")]
    return {page.with_name(page.stem + end) for page in pages for end in ("_files", ".files")}


class Intake:
    """Tells of captures, `count` in all, as they are done."""

    def __init__(self, count: int, tell_problems: bool = True) -> None:
        self.count = count
        self.tell_problems = tell_problems
        self.kinds: Counter[str] = Counter()
        many = count > MANY
        self.brief = many and sys.stdout.isatty()
        self.bar: Any = None
        if many and sys.stderr.isatty():
            self.bar = click.progressbar(
                length=count, label="Adding", show_pos=True, file=sys.stderr
            )
        self.stack = ExitStack()

    def __enter__(self) -> Intake:
        if self.bar is not None:
            self.stack.enter_context(self.bar)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stack.__exit__(kind, error, trace)

    def tell(self, outcome: Added | Problem) -> None:
        """Count what became of one capture, and print it where it is to be listed."""
        kind = kind_of(outcome)
        self.kinds[kind] += 1
        if isinstance(outcome, Problem):
            if self.tell_problems:
                self._print([str(outcome)], err=True)
        elif self.brief:
            notes = outcome.doubts if outcome.outcome == "added" else outcome.unknown
            if notes:
                self._print(_lines(outcome, notes))
        else:
            self._print(_lines(outcome, outcome.unknown))
        if self.bar is not None:
            self.bar.update(1)

    def table(self) -> str:
        """How many captures there were of each kind; nothing for a single one."""
        if self.count < 2:
            return ""
        kinds = [ADDED, PERSON, SAME, OTHER, NOTHING, *([REFUSED] if self.kinds[REFUSED] else [])]
        rows = [(self.kinds[kind], kind) for kind in kinds]
        done = sum(self.kinds.values())
        rows.append((done, "captures" if done == self.count else f"of {self.count:,} captures"))
        width = max(5, *(len(f"{number:,}") for number, _ in rows))
        told = [f"{number:>{width},}  {words}" for number, words in rows]
        return "\n".join(["", *told[:-1], "-" * width, told[-1]])

    def advice(self) -> list[str]:
        """What to do next."""
        if self.count < 2:
            return []
        told = []
        if self.kinds[PERSON]:
            told.append(
                "Compare what needs a person with its capture: "
                "python build.py explain --diff ARTICLE"
            )
        if self.kinds[NOTHING] or self.kinds[REFUSED]:
            told.append(
                "Mend the captures that were not added, or leave them out, and run the same "
                "command again: what is done stays done"
            )
        if self.kinds[ADDED] or self.kinds[PERSON]:
            told.append("Complete the new articles, then run: python build.py check")
        return told

    def _print(self, lines: list[str], err: bool = False) -> None:
        if self.bar is not None:
            click.echo(CLEAR, err=True, nl=False)
        for line in lines:
            tell(line, err=err)


def kind_of(outcome: Added | Problem) -> str:
    """The row of the table that an outcome belongs to."""
    if isinstance(outcome, Problem):
        return NOTHING if outcome.message.startswith(NOTHING_LEFT) else REFUSED
    if outcome.outcome == "already there":
        return SAME if outcome.same_capture else OTHER
    return PERSON if outcome.doubts else ADDED


def _lines(outcome: Added, notes: Iterable[str]) -> list[str]:
    what = "added, needs a person" if outcome.doubts else outcome.outcome
    head = f"{what}: {outcome.article} (from {outcome.capture})"
    return [head, *(f"  {note}" for note in notes)]
