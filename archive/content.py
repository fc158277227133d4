"""The content folder: every file of it read into a record, each on its own.

What refers to what is checked afterwards, over the whole (`archive.check`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from archive import front_matter
from archive.article import STAND_IN, Article
from archive.cleaning import Cleaning, read_cleanings
from archive.content_files import (
    MAX_BYTES,
    entries,
    markdown_files,
    no_plain_file,
    read_text,
    shown,
)
from archive.file_names import unfit
from archive.front_matter import Document
from archive.furniture import Furniture
from archive.mission import Mission
from archive.problem import Problem
from archive.record import Record, make, make_rest
from archive.vocabulary import Area, Country, Office, Outlet, PageText, Site
from archive.vocabulary_files import read_countries, read_furniture, read_list, read_site

DROPPED = ".dropped.txt"

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Rest:
    """What is right of an article that is wrong, and the keys that are not right."""

    article: Article
    lost: frozenset[str]


@dataclass(frozen=True)
class Content:
    """The records of the content folder that could be read.

    `rests` are articles that are wrong, with what is right of them and the keys that are not:
    they are checked like others, so that one run tells everything, and are nothing else.

    `known` holds, for "mission", "outlet" and "area", every id that has a file or an entry, broken
    ones included, so that one broken file is one problem and not many; None where the file as a
    whole cannot be read. `captures` are the files of content/captures by name, `claimed` the names
    of those that an article file names, even one that cannot be read; `cleanings` tells, for each
    of these, what was left out. `documents` gives the lines of each record's file.
    """

    root: Path
    site: Site | None
    furniture: Furniture | None
    countries: Mapping[str, Country]
    areas: tuple[Area, ...]
    outlets: tuple[Outlet, ...]
    offices: tuple[Office, ...]
    missions: tuple[Mission, ...]
    articles: tuple[Article, ...]
    rests: Mapping[str, Rest]
    pages: Mapping[str, PageText]
    documents: Mapping[str, Document]
    captures: Mapping[str, Path]
    claimed: frozenset[str]
    cleanings: Mapping[str, Cleaning]
    known: Mapping[str, frozenset[str] | None]

    def with_site(self, site: Site) -> Content:
        """The same content under another site configuration."""
        return replace(self, site=site)

    def with_rests(self) -> Content:
        """The same content with what is right of wrong articles among the articles."""
        rests = (rest.article for rest in self.rests.values())
        articles = sorted((*self.articles, *rests), key=lambda article: article.path)
        return replace(self, articles=tuple(articles))

    def shown(self, path: Path) -> str:
        """A path as problems print it: relative to the project, with forward slashes."""
        return shown(self.root, path)


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """Read every file below the content folder `root`; never stops at the first problem."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}

    site = read_site(root, problems)
    countries, furniture = read_countries(root, problems), read_furniture(root, problems)
    areas, known_areas = read_list(root / "areas.yml", root, Area, problems)
    outlets, known_outlets = read_list(root / "outlets.yml", root, Outlet, problems)
    offices, _ = read_list(root / "ministers.yml", root, Office, problems)

    mission_paths = list(markdown_files(root / "missions", root, problems))
    missions = [
        _record(path, root, Mission, problems, documents, id=path.stem) for path in mission_paths
    ]
    article_paths = list(markdown_files(root / "articles", root, problems))
    articles = [
        _record(path, root, Article, problems, documents, slug=path.stem) for path in article_paths
    ]
    rests = _rests(
        documents[shown(root, path)]
        for path, article in zip(article_paths, articles, strict=True)
        if article is None and shown(root, path) in documents
    )
    pages = [
        _record(path, root, PageText, problems, documents, name=path.stem)
        for path in markdown_files(root / "pages", root, problems)
    ]
    captures = capture_files(root, problems)
    claimed = frozenset().union(
        *(_claims(path, documents.get(shown(root, path))) for path in article_paths)
    )
    cleanings, found = read_cleanings(
        (
            (captures[name], captures[name].with_name(dropped_name(name)))
            for name in sorted(claimed & set(captures))
        ),
        lambda path: shown(root, path),
    )
    problems.extend(found)
    content = Content(
        root=root,
        site=site,
        furniture=furniture,
        countries=countries,
        areas=tuple(areas),
        outlets=tuple(outlets),
        offices=tuple(offices),
        missions=tuple(mission for mission in missions if mission is not None),
        articles=tuple(article for article in articles if article is not None),
        rests=rests,
        pages={page.name: page for page in pages if page is not None},
        documents=documents,
        captures=captures,
        claimed=claimed,
        cleanings=cleanings,
        known={
            "mission": frozenset(path.stem for path in mission_paths),
            "outlet": known_outlets,
            "area": known_areas,
        },
    )
    return content, problems


def capture_files(root: Path, problems: list[Problem]) -> dict[str, Path]:
    """The captures below content/captures by name, without what stands beside them."""
    found: dict[str, Path] = {}
    for path in entries(root / "captures", root, problems):
        if path.name.startswith(".") or path.name.upper() == "README.MD":
            continue
        if path.name.endswith(DROPPED):
            continue
        wrong = no_plain_file(path) or unfit(path.name)
        if wrong is not None:
            problems.append(Problem(shown(root, path), 1, "file", wrong))
        else:
            found[path.name] = path
    return found


def _claims(path: Path, document: Document | None) -> set[str]:
    """The capture that an article file names, be its front matter readable or not."""
    if document is not None and not document.broken:
        return {str(document.fields.get("capture", ""))}
    if path.is_symlink() or not path.is_file():
        return set()
    try:
        head = path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    except OSError:
        return set()
    return set(re.findall(r"(?m)^capture:[ \t]*[\"']?([^\"'\n]+?)[\"']?[ \t\r]*$", head))


def dropped_name(capture_name: str) -> str:
    """The name of the file that tells what cleaning dropped of a capture."""
    return Path(capture_name).stem + DROPPED


def _document(path: Path, root: Path, problems: list[Problem]) -> Document | None:
    text = read_text(path, root, problems)
    if text is None:
        return None
    document, found = front_matter.parse(text, shown(root, path))
    problems.extend(found)
    return document


def _record(
    path: Path,
    root: Path,
    model: type[R],
    problems: list[Problem],
    documents: dict[str, Document],
    **name: str,
) -> R | None:
    document = _document(path, root, problems)
    if document is None:
        return None
    documents[document.path] = document
    record, found = make(model, document, path=document.path, body=document.body, **name)
    problems.extend(found)
    return record


def _rests(documents: Iterable[Document]) -> dict[str, Rest]:
    """By path, what can be checked of articles that could not be made."""
    rests = {}
    for document in documents:
        path = document.path
        article, lost = make_rest(
            Article, document, STAND_IN, slug=Path(path).stem, path=path, body=document.body
        )
        if article is not None:
            rests[path] = Rest(article, lost)
    return rests
