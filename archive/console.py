"""The console: what the commands share: reading the content, locking it, telling, stopping."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from archive.terminal import tell

if TYPE_CHECKING:
    from archive.content import Content
    from archive.problem import Problem
    from archive.work import Work


def put_right(root: Path) -> None:
    """Put right what a killed command left, unless another command is at work just now."""
    from archive import new_files, publish

    site = root / "site"
    try:
        if publish.is_broken(site) or any(new_files.left(root / "content")):
            with publish.only_one(site):
                publish.repair(site)
                new_files.repair(root / "content")
            tell("Put right what a command that was stopped had left.", err=True)
    except publish.PublishError:
        return
    except OSError as error:
        stop(f"{error.filename} cannot be put right ({error.strerror})")


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep other commands from writing at the same time."""
    from archive import publish

    try:
        with publish.only_one(root / "site"):
            yield
    except publish.PublishError as error:
        stop(str(error))


def load(root: Path, work: Work | None = None) -> tuple[Content, list[Problem]]:
    """Read and check the content of a project; stop where there is none."""
    from archive.load import load_content

    folder = root / "content"
    if not folder.is_dir():
        stop(f"{folder} is not there. Restore it from the repository")
    return load_content(folder, work)


def stop_at_errors(problems: Iterable[Problem], last: str) -> None:
    """Print all problems; exit with status 1 where one of them is an error."""
    errors = 0
    for problem in problems:
        say(problem)
        errors += problem.severity == "error"
    if errors:
        count = "1 problem." if errors == 1 else f"{errors} problems."
        stop(f"{count} {last}".strip())


def inside(root: Path, file: Path) -> str:
    """A path as problems print it, where the file lies in the project; else as it was given."""
    try:
        return file.resolve().relative_to(root).as_posix()
    except ValueError:
        return file.as_posix()


def say(problem: Problem) -> None:
    """Print a problem."""
    tell(str(problem), err=True)


def stop(message: str) -> NoReturn:
    """Print why the command ends here; exit status 1."""
    tell(message, err=True)
    sys.exit(1)
