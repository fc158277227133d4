"""Load: the content folder in, the archive or its problems out."""

from __future__ import annotations

from pathlib import Path

from archive.catalogue import Archive
from archive.check import check
from archive.content import Content, read_content
from archive.problem import Problem
from archive.work import Work


def load(root: Path, work: Work | None = None) -> tuple[Archive | None, list[Problem]]:
    """Read and check the content folder `root`.

    Returns the archive, or None where the problems (sorted by path and line, warnings among
    them) hold an error.
    """
    content, problems = load_content(root, work)
    return to_archive(content, problems), problems


def load_content(root: Path, work: Work | None = None) -> tuple[Content, list[Problem]]:
    """Read and check the content folder; the records as far as they could be read."""
    content, problems = read_content(root, work)
    return content, sorted({*problems, *check(content, work)})


def to_archive(content: Content, problems: list[Problem]) -> Archive | None:
    """Make the archive of checked content, or None where a problem is an error."""
    if content.site is None or any(problem.severity == "error" for problem in problems):
        return None
    return Archive.of(
        site=content.site,
        articles=content.articles,
        missions=content.missions,
        countries=content.countries,
        areas=content.areas,
        outlets=content.outlets,
        offices=content.offices,
        pages=content.pages,
        cleanings=content.cleanings,
        prose=content.prose,
    )
