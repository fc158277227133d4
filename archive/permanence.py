"""Permanence: an address that the site had once is an address for good.

The addresses are derived from the content, of now and of a commit of Git; no list is kept.
"""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from dataclasses import replace
from pathlib import Path

from archive.catalogue import Archive
from archive.content import Content, read_content
from archive.load import to_archive
from archive.pages import pages
from archive.problem import Problem
from archive.redirects import redirects

# Captures make no addresses, and there may be thousands.
WANTED = ("content", ":(exclude)content/captures")


class HistoryError(Exception):
    """The content of a commit cannot be read; the message says why and what to do."""


def addresses(content: Content) -> frozenset[str]:
    """The path inside the site of every page, redirects included, that the content makes.

    A record that could not be read has the address that its file's name gives. HistoryError where
    there is no site.yml.
    """
    archive = _archive(content)
    made = (*pages(archive), *redirects(archive))
    return frozenset([*(page.path for page in made if not page.is_part), *_files(content)])


def _files(content: Content) -> dict[str, str]:
    """The path of each article's and mission's file, by the address that its name gives."""
    return {f"{path.split('/')[1]}/{Path(path).stem}.html": path for path in content.files}


def vanished(now: Content, before: Content, ref: str) -> list[Problem]:
    """A problem for each address that the content had at `ref` and has no more."""
    gone = addresses(before) - addresses(now)
    articles = {article.address: article for article in before.articles}
    files = _files(before)
    by_capture: dict[str | None, str] = {
        article.capture: article.path for article in now.articles if article.capture
    }
    problems = []
    for address in sorted(gone):
        article, path = articles.get(address), files.get(address)
        if path is not None and address.startswith("articles/"):
            new = by_capture.get(article.capture) if article else None
            name = f"the article's new file{f' ({new})' if new else ''}"
            advice = (
                f"If it was renamed, add to {name}: aliases: [{Path(path).stem}]. If it is to go, "
                "restore the file and set rights: withdrawn, with the reason in withdrawn"
            )
        elif path is not None:
            advice = f"If it was renamed, add {Path(path).stem} to the aliases of its new file"
        else:
            path = "content"
            advice = "Restore what made the page, or the alias that led on from it"
        message = f"{address} was an address at {ref} and is none now. {advice}"
        problems.append(Problem(path, 1, "address", message))
    return problems


def content_of(root: Path, ref: str) -> Content:
    """The content of the commit `ref` of the repository that the project `root` lies in.

    Captures are left out. HistoryError where there is no such commit, or no content in it.
    """
    try:
        commit = _git(
            root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"
        )
    except subprocess.CalledProcessError:
        raise HistoryError(
            f"{ref!r} is no commit of this repository. Is it fetched? git fetch origin"
        ) from None
    with tempfile.TemporaryDirectory(prefix="content-") as name:
        folder = Path(name)
        packed = folder / "content.tar"
        try:
            _git(root, "archive", f"--output={packed}", commit.strip(), "--", *WANTED)
        except subprocess.CalledProcessError as error:
            raise HistoryError(f"{ref} holds no content: {error.stderr.strip()}") from None
        with tarfile.open(packed) as tar:
            tar.extractall(folder, filter="data")
        return read_content(folder / "content")[0]


def _archive(content: Content) -> Archive:
    """The archive of what could be read, of whatever countries are known."""

    def codes(record: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(code for code in record if code in content.countries)

    bare = replace(
        content,
        articles=tuple(
            article.model_copy(update={"countries": codes(article.countries)})
            for article in content.articles
        ),
        missions=tuple(
            mission.model_copy(update={"countries": codes(mission.countries)})
            for mission in content.missions
        ),
    )
    archive = to_archive(bare, [])
    if archive is None:
        raise HistoryError("content/site.yml cannot be read there")
    return archive


def _git(root: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(
            ["git", "-C", str(root), *arguments], capture_output=True, text=True, check=True
        )
    except FileNotFoundError:
        raise HistoryError("git is not installed, and --against reads its history") from None
    return run.stdout
