"""The commands that look at the content: check, review, schema."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.console import load, put_right, stop, stop_at_errors
from archive.terminal import tell

if TYPE_CHECKING:
    from archive.content import Content
    from archive.problem import Problem
    from archive.selection import Selection

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.command()
@PATHS
@click.option("--against", metavar="REF", help="Compare with the addresses of that commit.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github"]),
    default="text",
    help="github: annotations and a summary for a workflow.",
)
@click.option("--site", is_flag=True, help="Check the built site instead of the content.")
@click.pass_obj
def check(root: Path, paths: tuple[Path, ...], against: str | None, form: str, site: bool) -> None:
    """Check the content and print every problem; exit status 1 where there is an error.

    With PATHS, files or folders below content/, only their problems are printed. With --against:
    an address that the content of that commit has, and this one has not, is one.
    """
    if site:
        if paths or against is not None:
            raise click.UsageError("--site stands alone: it checks what was built")
        _check_site(root, form)
        return
    from archive.cache import FOLDER, Cache

    put_right(root)
    work = Cache(root / FOLDER)
    name = repr(("check", *(str(path.absolute()) for path in paths)))
    # A commit is no file, and what a workflow reads is written for it each time.
    plain = against is None and form == "text"
    told = work.recall(name, [root / "content", root / "schemas"], []) if plain else None
    if told is not None:
        stop_at_errors(*told[:2])
        tell(told[2])
        return

    from archive import schema as schemas
    from archive.check import much_alike, unused_captures

    content, problems = load(root, work)
    chosen = _select(paths, root, content)
    problems = sorted(
        [
            *problems,
            *unused_captures(content),
            *much_alike(content, work),
            *schemas.stale(content),
        ]
    )
    # Where records are wrong, their addresses are gone for now; that is no news.
    if against is not None and not any(problem.severity == "error" for problem in problems):
        problems = sorted([*problems, *_vanished(root, content, against)])
    shown = chosen.of(problems)
    others = [f"Problems of other files: {len(problems) - len(shown)}."] * (problems != shown)
    notes = [*others, *_waiting(content, chosen)]
    if form == "github":
        _annotate(root, shown, notes)
        if any(problem.severity == "error" for problem in shown):
            sys.exit(1)
        return
    records = [item.path for item in content.articles] + [item.path for item in content.missions]
    count = sum(map(chosen.holds, records))
    if paths:
        done = f"{count} of the files named are articles or missions: no errors."
    else:
        done = f"{len(content.articles)} articles and {len(content.missions)} missions: no errors."
    done = "\n".join([done, *notes])
    if plain:
        work.remember(name, [], (shown, " ".join(others), done))
    stop_at_errors(shown, " ".join(others))
    tell(done)


@click.command()
@PATHS
@click.option("--all", "every", is_flag=True, help="Print every line, not ten of each kind.")
@click.pass_obj
def review(root: Path, paths: tuple[Path, ...], every: bool) -> None:
    """Print what waits for a person: no date, no outlet, tags and texts not confirmed, and more.

    Each line says what to change, or which command to run. With PATHS only for those files.
    """
    from dataclasses import replace

    from archive.review import SHOWN
    from archive.review import review as look
    from archive.review import tell as review_text

    put_right(root)
    content, problems = load(root)
    chosen = _select(paths, root, content)
    groups = [
        replace(group, waiting=tuple(item for item in group.waiting if chosen.holds(item.path)))
        for group in look(content)
    ]
    groups = [group for group in groups if group.waiting]
    errors = sum(problem.severity == "error" for problem in chosen.of(problems))
    if errors:
        tell(f"Errors: {errors}. Mend these first: python build.py check", err=True)
    tell(review_text(groups, None if every else SHOWN) or "Nothing waits for a person.")


@click.command()
@click.pass_obj
def schema(root: Path) -> None:
    """Write the JSON Schemas by which editors know the keys and names of the content."""
    from archive import schema as schemas

    content, _ = load(root)
    try:
        changed = schemas.write(content, root)
    except OSError as error:
        stop(f"{error.filename} cannot be written ({error.strerror})")
    for name in changed:
        tell(f"Wrote {name}")
    if not changed:
        tell("The schemas are as they should be.")


def _check_site(root: Path, form: str) -> None:
    """Inspect the built site; exit status 1 where there is an error."""
    from archive.inspection import inspect

    put_right(root)
    try:
        problems = inspect(root / "site")
    except OSError as error:
        stop(f"The site cannot be read ({error.strerror}: {error.filename})")
    if form == "github":
        _annotate(root, problems, [])
        if any(problem.severity == "error" for problem in problems):
            sys.exit(1)
        return
    stop_at_errors(problems, "")
    tell("Every link, title and size of the site is right.")


def _select(paths: tuple[Path, ...], root: Path, content: Content) -> Selection:
    from archive.selection import SelectionError, select

    try:
        return select(paths, root, content)
    except SelectionError as error:
        raise click.UsageError(str(error)) from None


def _vanished(root: Path, content: Content, against: str) -> list[Problem]:
    from archive import permanence

    try:
        before = permanence.content_of(root, against)
        return permanence.vanished(content, before, against)
    except permanence.HistoryError as error:
        stop(str(error))


def _waiting(content: Content, chosen: Selection) -> list[str]:
    """How many articles wait for a person: no problem, but to be known."""
    from archive.review import unconfirmed

    count = sum(
        bool(unconfirmed(content, article)) and article.rights != "withdrawn"
        for article in content.articles
        if chosen.holds(article.path)
    )
    noun = "article holds" if count == 1 else "articles hold"
    return [f"{count} {noun} what nobody has confirmed: python build.py review"] * (count > 0)


def _annotate(root: Path, problems: list[Problem], notes: list[str]) -> None:
    """Print annotations; put the table into the run's summary, or print it where there is none."""
    from archive import annotations

    prefix = ""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    if workspace and root.resolve().is_relative_to(Path(workspace).resolve()):
        inside = root.resolve().relative_to(Path(workspace).resolve()).as_posix()
        prefix = "" if inside == "." else f"{inside}/"
    problems = annotations.errors_first(problems)
    for problem in problems:
        tell(annotations.annotation(problem, prefix))
    for note in notes:
        tell(annotations.notice(note))
    table = annotations.summary(problems, notes)
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    if not file:
        click.echo(table, nl=False)
        return
    try:
        with Path(file).open("a", encoding="utf-8") as out:
            out.write(table)
    except OSError as error:
        tell(f"The summary cannot be written ({error.strerror}: {file})", err=True)
