"""The command line: each command is a list of verbs, and imports only what it uses."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archive.build_command import build, build_options
from archive.capture_command import add, clean, explain
from archive.check_command import check, review, schema
from archive.console import alone, load, put_right, stop, stop_at_errors
from archive.serve_command import serve
from archive.terminal import tell
from archive.workflow_command import submission, summary


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@build_options
@click.pass_context
def main(context: click.Context, frozen: bool, base_url: str | None, verbose: bool) -> None:
    """Build the archive's site from content/ into site/.

    Without a command: add articles for captures that have none, check everything, build.
    """
    if context.invoked_subcommand is None:
        context.invoke(build, frozen=frozen, base_url=base_url, verbose=verbose)
    elif frozen or base_url or verbose:
        raise click.UsageError("these options belong after the word build, or alone")


for command in (add, build, check, clean, explain, review, schema, serve, submission, summary):
    main.add_command(command)


@main.command("zip")
@click.pass_obj
def make_zip(root: Path) -> None:
    """Put a zip of the built site into it, to be read without a network."""
    from archive import offline

    put_right(root)
    with alone(root):
        try:
            made, long = offline.write_zip(root / "site")
        except offline.OfflineError as error:
            stop(str(error))
        except OSError as error:
            stop(f"The zip cannot be written ({error.strerror}: {error.filename})")
    for name in long:
        tell(f"Too long a path for some folders on Windows: {name}", err=True)
    shown = made.relative_to(root).as_posix()
    tell(f"Wrote {shown} ({made.stat().st_size:,} bytes). The home page links to it.")


@main.command()
@click.option("--part", default="1/1", metavar="N/M", help="Ask for one part of M: 2/4.")
@click.option("--minutes", default=10.0, type=click.FloatRange(0.1), help="Stop then (10).")
@click.pass_obj
def links(root: Path, part: str, minutes: float) -> None:
    """Ask the web for each address the content names; print the dead ones."""
    try:
        from archive.links import NoNetworkError, agent_of, check_links, links_of, part_of
    except ModuleNotFoundError as error:
        stop(f"{error.name} is missing. Run: python -m pip install --editable '.[links]'")

    content, _ = load(root)
    try:
        found = part_of(links_of(content), part)
        agent, seconds = agent_of(content.site), minutes * 60
        with click.progressbar(length=len({link.url for link in found}), file=sys.stderr) as bar:
            problems = check_links(found, agent, seconds=seconds, tell=lambda: bar.update(1))
    except ValueError as error:
        raise click.UsageError(f"--part: {error}") from None
    except NoNetworkError as error:
        stop(str(error))
    stop_at_errors(problems, "")
    tell("No address is known to be dead.")
