"""The command line: each command is a list of verbs, and imports only what it uses."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.check_command import check, review, schema
from archive.console import alone, inside, load, put_right, say, stop, stop_at_errors
from archive.serve_command import serve
from archive.terminal import tell
from archive.workflow_command import submission, summary

if TYPE_CHECKING:
    from archive.cache import Cache
    from archive.catalogue import Archive
    from archive.content import Content
    from archive.draft import Draft
    from archive.problem import Problem
    from archive.progress import Progress

F = TypeVar("F", bound=Callable[..., Any])
Told = tuple[str, list[str], list[str]]


def _build_options(function: F) -> F:
    for option in (
        click.option("--frozen", is_flag=True, help="Write nothing under content/."),
        click.option("--base-url", metavar="URL", help="The site's public address."),
        click.option("--verbose", is_flag=True, help="Tell where the time went."),
    ):
        function = option(function)
    return function


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@_build_options
@click.pass_context
def main(context: click.Context, frozen: bool, base_url: str | None, verbose: bool) -> None:
    """Build the archive's site from content/ into site/.

    Without a command: add articles for captures that have none, check everything, build.
    """
    if context.invoked_subcommand is None:
        context.invoke(build, frozen=frozen, base_url=base_url, verbose=verbose)
    elif frozen or base_url or verbose:
        raise click.UsageError("these options belong after the word build, or alone")


for command in (check, review, schema, serve, submission, summary):
    main.add_command(command)


@main.command()
@_build_options
@click.pass_obj
def build(root: Path, frozen: bool, base_url: str | None, verbose: bool) -> None:
    """Build the site (the same as no command at all)."""
    from archive.cache import FOLDER, Cache
    from archive.progress import Progress
    from archive.work import no_collection

    started = time.perf_counter()
    site, inputs = root / "site", (root / "content", root / "schemas")
    put_right(root)
    progress = Progress(shown=True)
    work = Cache(root / FOLDER, progress)
    name = f"build {base_url} {frozen}"
    told = work.recall(name, inputs, [site])
    if told is None:
        with no_collection():
            keep = partial(work.remember, name, [site])
            told = _build(root, work, progress, base_url, frozen, keep)
        counts = f"Built {told[0]}"
    else:
        for line in told[1]:
            tell(line, err=True)
        counts = f"Nothing has changed: {told[0]}"
    for line in progress.table() if verbose else ():
        tell(line, err=True)
    for line in told[2]:
        tell(line, err=True)
    tell(f"{counts} in {time.perf_counter() - started:.1f} s. Open site/index.html")


def _build(
    root: Path,
    work: Cache,
    progress: Progress,
    base_url: str | None,
    frozen: bool,
    keep: Callable[[Told], None],
) -> Told:
    """Build the site, and let what is told of it be kept."""
    from archive import publish, render, search
    from archive.check import unused_captures

    site = root / "site"
    content, problems = load(root, work)
    if frozen:
        problems = sorted([*problems, *unused_captures(content)])
    elif not any(problem.severity == "error" for problem in problems):
        content, problems = _add_waiting(root, content, problems, work)
    archive = _archive_or_stop(content, problems, base_url)
    # What very many articles were read from is given up before pages are made.
    content = content.without_articles()
    try:
        publish.refuse_foreign(site)
        with publish.only_one(site):
            try:
                files = render.render(archive, work)
                index = partial(search.index, work=work, progress=progress)
                staged = publish.stage(files, site, work, search.LOOK, index)
                told = _told(archive, problems)
                with publish.replaced(site, staged) as left:
                    work.keep_site()
                    keep(told)
            finally:
                publish.discard(site)
    except (publish.PublishError, search.SearchError) as error:
        stop(str(error))
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}" if error.strerror else str(error)
        stop(f"The site cannot be built ({reason}). It is as it was.")
    if not frozen:
        _renew_names(root, content)
    if left() is not None:
        tell(f"The old site could not be deleted. It lies in {left()}", err=True)
    return told


def _told(archive: Archive, problems: list[Problem]) -> Told:
    """What a build tells: what the site holds, warnings, what else a person should know."""
    held = (
        f"{len(archive.articles)} articles, {len(archive.missions)} missions and "
        f"{len(archive.countries)} countries"
    )
    notes = []
    if archive.site.base_url is None:
        notes.append(
            "No public address is set (base_url), so pages name none, and there is no sitemap. "
            "A local copy needs none."
        )
    elif not (archive.site.contact or archive.site.repository):
        notes.append(
            "content/site.yml names no contact and no repository, so About cannot say "
            "whom to ask for a removal. Set contact before you publish."
        )
    return held, [str(problem) for problem in problems], notes


@main.command()
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
        problems = _add(content, [(path, path.as_posix()) for path in found], advise=True)
    if problems:
        sys.exit(1)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def clean(root: Path, file: Path) -> None:
    """Print the cleaned article of a capture: title, dek, then the body as Markdown."""
    from archive.draft import head_of

    draft = _draft(root, file)
    tell("\n\n".join([*head_of(draft.cleaned), draft.body.strip()]))
    for doubt in draft.doubts:
        tell(doubt, err=True)


@main.command()
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


def _renew_names(root: Path, content: Content) -> None:
    """Write the names that editors know anew; a build that cannot is none the worse."""
    from archive import schema as schemas

    try:
        for name in schemas.renew(content, root):
            tell(f"Wrote {name}")
    except OSError as error:
        tell(f"{error.filename} cannot be written ({error.strerror})", err=True)


def _archive_or_stop(content: Content, problems: list[Problem], base_url: str | None) -> Archive:
    from archive.load import to_archive
    from archive.vocabulary import base_url as public_address

    if base_url is not None and content.site is not None:
        try:
            address = public_address(base_url)
        except ValueError as error:
            raise click.UsageError(f"--base-url: {error}") from None
        site = content.site.model_copy(update={"base_url": address})
        content = content.with_site(site)
    stop_at_errors(problems, "The site is as it was.")
    archive = to_archive(content, problems)
    if archive is None:
        stop("The content cannot be read. The site is as it was.")
    return archive


def _add_waiting(
    root: Path, content: Content, problems: list[Problem], work: Cache
) -> tuple[Content, list[Problem]]:
    """Add articles for captures that have none; the content with them, read again."""
    from archive.check import captures_without_article

    waiting = captures_without_article(content)
    if not waiting:
        return content, problems
    paths = [content.captures[name] for name in waiting]
    with alone(root):
        refused = _add(content, [(path, content.shown(path)) for path in paths])
    content, problems = load(root, work)
    return content, sorted({*problems, *refused})


def _add(content: Content, paths: list[tuple[Path, str]], advise: bool = False) -> list[Problem]:
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
