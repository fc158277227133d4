"""The command that builds the site."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archive.capture_command import add_captures
from archive.console import alone, load, put_right, stop, stop_at_errors
from archive.terminal import tell

if TYPE_CHECKING:
    from archive.cache import Cache
    from archive.catalogue import Archive
    from archive.content import Content
    from archive.problem import Problem
    from archive.progress import Progress

F = TypeVar("F", bound=Callable[..., Any])
Told = tuple[str, list[str], list[str]]


def build_options(function: F) -> F:
    """The options of `build`, which the command without a verb has too."""
    for option in (
        click.option("--frozen", is_flag=True, help="Write nothing under content/."),
        click.option("--base-url", metavar="URL", help="The site's public address."),
        click.option("--verbose", is_flag=True, help="Tell where the time went."),
    ):
        function = option(function)
    return function


@click.command()
@build_options
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
        refused = add_captures(content, [(path, content.shown(path)) for path in paths])
    content, problems = load(root, work)
    return content, sorted({*problems, *refused})
