"""The commands that read captures: add, clean, explain."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.console import alone, inside, load, put_right, say, stop, stop_at_errors
from archive.terminal import tell

if TYPE_CHECKING:
    from archive.content import Content
    from archive.draft import Draft
    from archive.problem import Problem


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def add(root: Path, files: tuple[Path, ...]) -> None:
    """Store captures and write an article for each of them.

    FILES are captures, or folders of them. A run that was stopped goes on when it is run again.
    """
    from archive.intake import files_in

    put_right(root)
    content, problems = load(root)
    stop_at_errors(problems, "Nothing was added.")
    found, passed = files_in(files)
    if not found:
        stop(f"There is no file in {' or '.join(path.as_posix() for path in files)}")
    if passed:
        tell(f"Passed over: {passed} hidden files and parts of saved pages.", err=True)
    with alone(root):
        problems = add_captures(content, [(path, path.as_posix()) for path in found], advise=True)
    if problems:
        sys.exit(1)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def clean(root: Path, file: Path) -> None:
    """Print the cleaned article of a capture: title, dek, then the body as Markdown."""
    from archive.draft import head_of

    draft = _draft(root, file)
    tell("\n\n".join([*head_of(draft.cleaned), draft.body.strip()]))
    for doubt in draft.doubts:
        tell(doubt, err=True)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--diff", is_flag=True, help="Print the capture against its article instead.")
@click.pass_obj
def explain(root: Path, file: Path, diff: bool) -> None:
    """Print what cleaning drops of a capture and why, and the evidence for each tag.

    FILE is a capture or an article's file. With --diff: each line of the capture and of its
    article; " " stands in both, "-" in the capture alone, with the reason, "+" in the article
    alone.
    """
    from archive.comparison import compare_article, compare_draft, compare_file
    from archive.explain import explain_article, explain_draft
    from archive.problem import Problem

    if file.suffix == ".md" and "/articles/" in f"/{inside(root, file)}":
        content, problems = load(root)
        where = inside(root, file)
        article = next((item for item in content.articles if item.path == where), None)
        if article is None:
            for problem in problems:
                if problem.path == where:
                    say(problem)
            stop(f"{file.as_posix()} is not an article of this archive that can be read")
        told = compare_article(where, content) if diff else explain_article(article, content)
    elif diff:
        content, _ = load(root)
        found = compare_file(file, file.as_posix(), content)
        told = found or compare_draft(_draft(root, file), file.as_posix())
    else:
        told = explain_draft(_draft(root, file))
    if isinstance(told, Problem):
        stop(str(told))
    tell(told)


def add_captures(
    content: Content, paths: list[tuple[Path, str]], advise: bool = False
) -> list[Problem]:
    """Add captures; `advise` prints the problems, and what to do next."""
    from archive.add import add as add_all
    from archive.intake import Intake

    intake = Intake(len(paths), tell_problems=advise)
    try:
        with intake:
            problems = add_all(paths, content, intake.tell, today=datetime.date.today())
    except KeyboardInterrupt:
        tell(intake.table())
        tell("Stopped. What is done stays done: the same command goes on from here.", err=True)
        sys.exit(130)
    told = [intake.table(), *(intake.advice() if advise else [])]
    for text in filter(None, told):
        tell(text)
    return problems


def _draft(root: Path, file: Path) -> Draft:
    from archive.capture import read_capture
    from archive.draft import Drafter
    from archive.problem import Problem

    capture = read_capture(file)
    if isinstance(capture, Problem):
        stop(str(capture))
    content, problems = load(root)
    stop_at_errors((item for item in problems if "/articles/" not in item.path), "")
    draft = Drafter(content).draft(capture, file.as_posix())
    if isinstance(draft, Problem):
        stop(str(draft))
    return draft
