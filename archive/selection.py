"""The selection: the files of the content that a report is to be about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archive.content import Content, dropped_name
from archive.problem import Problem


class SelectionError(ValueError):
    """A path that is no file of the content; the message says why and what to do."""


@dataclass(frozen=True)
class Selection:
    """Paths as problems print them: of files, and of folders with everything below.

    None of them selects everything.
    """

    paths: frozenset[str] | None

    def holds(self, path: str) -> bool:
        """True for a selected file, and for a file in a selected folder."""
        if self.paths is None or path in self.paths:
            return True
        parts = path.split("/")
        return any("/".join(parts[:end]) in self.paths for end in range(1, len(parts)))

    def of(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems of selected files, and those of other files that name a selected one."""
        return [
            problem
            for problem in problems
            if self.holds(problem.path)
            or (self.paths and any(_names(problem.message, path) for path in self.paths))
        ]


def select(paths: Iterable[Path], root: Path, content: Content) -> Selection:
    """The selection of files and folders given on the command line; no path selects everything.

    A path may be relative to the working folder or to the project `root`. With an article goes
    its capture, and what was left out of it. SelectionError for a path that is not there, or
    not below content/.
    """
    paths = list(paths)
    folder = content.root.resolve()
    chosen: set[str] = set()
    for path in paths:
        found = next((one for one in (path, root / path) if one.exists()), None)
        if found is None:
            raise SelectionError(f"{path} is not there. Is its name right?")
        real = found.resolve()
        if folder.is_relative_to(real):
            return Selection(None)
        if not real.is_relative_to(folder):
            raise SelectionError(
                f"{path} is not below {content.shown(content.root)}/, where the content is. "
                "Name files or folders there"
            )
        chosen.add(f"{content.root.name}/{real.relative_to(folder).as_posix()}")
    if not paths:
        return Selection(None)
    named = Selection(frozenset(chosen))
    for article in content.with_rests().articles:
        if article.capture is not None and named.holds(article.path):
            beside = f"{content.root.name}/captures"
            chosen |= {f"{beside}/{article.capture}", f"{beside}/{dropped_name(article.capture)}"}
    return Selection(frozenset(chosen))


def _names(message: str, path: str) -> bool:
    """True where a message names a file, and not one whose name only begins so."""
    at = message.find(path)
    return at >= 0 and path.endswith((".md", ".yml", ".txt", ".html")) and message[at - 1 : at] in (
        "", " ", "'", '"',
    )  # fmt: skip
