"""The commands that workflows call: summary, submission."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from archive.console import alone, load, put_right, stop, stop_at_errors
from archive.terminal import tell


@click.command()
@click.option("--against", metavar="REF", required=True, help="The commit to compare with.")
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    required=True,
    help="Where the articles of captures that have none are written.",
)
@click.pass_obj
def summary(root: Path, against: str, output: Path) -> None:
    """Print, as Markdown, which articles are new or changed, and what captures would become."""
    from archive import permanence
    from archive.summary import summary as summary_of

    content, _ = load(root)
    try:
        before = permanence.content_of(root, against)
    except permanence.HistoryError as error:
        stop(str(error))
    told = summary_of(content, before, output / "content", datetime.date.today())
    click.echo(told, nl=False)


@click.command()
@click.option(
    "--event",
    metavar="FILE",
    type=click.Path(path_type=Path),
    required=True,
    help="The file in which GitHub tells of the issue that was accepted.",
)
@click.option(
    "--output",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    required=True,
    help="Where the pull request and its files are written.",
)
@click.pass_obj
def submission(root: Path, event: Path, output: Path) -> None:
    """Make an article and a pull request of an issue form that a maintainer accepted."""
    from archive.pull_request import hand_in
    from archive.submission import EventError, RefusedError, read_event

    put_right(root)
    content, problems = load(root)
    stop_at_errors(problems, "Nothing was added.")
    try:
        with alone(root):
            added = hand_in(read_event(event), content, output, datetime.date.today())
    except (EventError, RefusedError) as error:
        stop(str(error))
    tell(f"added: {added.article}")
    for note in added.unknown:
        tell(f"  {note}")
