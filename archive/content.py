"""The content folder: every file of it read into a record, each on its own.

What refers to what is checked afterwards, over the whole (`archive.check`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from archive import front_matter
from archive.article import Article
from archive.article_file import Rest, read_article
from archive.cleaning import Cleaning, read_cleaning
from archive.content_files import entries, markdown_files, no_plain_file, read_text, shown
from archive.file_names import unfit
from archive.front_matter import Document
from archive.furniture import Furniture
from archive.mission import Mission
from archive.problem import Problem
from archive.prose import Prose
from archive.record import Record, make
from archive.vocabulary import Area, Country, Office, Outlet, PageText, Site
from archive.vocabulary_files import read_countries, read_furniture, read_list, read_site
from archive.work import Work

DROPPED = ".dropped.txt"

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Content:
    """The records of the content folder that could be read.

    `rests` are articles that are wrong, with what is right of them and the keys that are not:
    they are checked like others, so that one run tells everything, and are nothing else.

    `known` holds, for "mission", "outlet" and "area", every id that has a file or an entry, broken
    ones included, so that one broken file is one problem and not many; None where the file as a
    whole cannot be read. `files` are the article and mission files, broken ones included.
    `captures` are the files of content/captures by name, `claimed` the names of those that an
    article file names, even one that cannot be read; `cleanings` tells, for each of these, what was
    left out, `digests` its SHA-256, None where it cannot be read. `prose` is what each article's
    text gives, by path; `documents` gives the lines of each record's file.
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
    digests: Mapping[str, str | None]
    prose: Mapping[str, Prose]
    known: Mapping[str, frozenset[str] | None]
    files: tuple[str, ...] = ()

    def with_site(self, site: Site) -> Content:
        """The same content under another site configuration."""
        return replace(self, site=site)

    def without_articles(self) -> Content:
        """The same content without the articles and what they are made from: they are large."""
        return replace(
            self, articles=(), rests={}, documents={}, captures={}, cleanings={}, digests={},
            prose={}, claimed=frozenset(), files=(),
        )  # fmt: skip

    def body_of(self, article: Article) -> str:
        """The Markdown of an article, as its file has it now; "" where it cannot be read."""
        text = read_text(self.root.parent / article.path, self.root, [])
        return front_matter.body_of(text) if text is not None else ""

    def with_rests(self) -> Content:
        """The same content with what is right of wrong articles among the articles."""
        rests = (rest.article for rest in self.rests.values())
        articles = sorted((*self.articles, *rests), key=lambda article: article.path)
        return replace(self, articles=tuple(articles))

    def shown(self, path: Path) -> str:
        """A path as problems print it: relative to the project, with forward slashes."""
        return shown(self.root, path)


def read_content(root: Path, work: Work | None = None) -> tuple[Content, list[Problem]]:
    """Read every file below the content folder `root`; never stops at the first problem.

    `work` says how what is done to each of very many files is done.
    """
    work = work or Work()
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
    paths = [(path,) for path in markdown_files(root / "articles", root, problems)]
    read = work.of_files("articles", partial(read_article, root=root), paths)
    for item in read:
        problems.extend(item.problems)
        if item.document is not None:
            documents[item.document.path] = item.document
    pages = [
        _record(path, root, PageText, problems, documents, name=path.stem)
        for path in markdown_files(root / "pages", root, problems)
    ]
    captures = capture_files(root, problems)
    claimed = frozenset().union(*(item.claims for item in read))
    names = sorted(claimed & set(captures))
    content = Content(
        root=root,
        site=site,
        furniture=furniture,
        countries=countries,
        areas=tuple(areas),
        outlets=tuple(outlets),
        offices=tuple(offices),
        missions=tuple(mission for mission in missions if mission is not None),
        articles=tuple(item.article for item in read if item.article is not None),
        rests={item.rest.article.path: item.rest for item in read if item.rest is not None},
        pages={page.name: page for page in pages if page is not None},
        documents=documents,
        captures=captures,
        claimed=claimed,
        cleanings=_cleanings([captures[name] for name in names], root, work, problems),
        digests=dict(
            zip(
                names,
                work.of_files("captures", digest, [(captures[name],) for name in names]),
                strict=True,
            )
        ),
        prose={item.article.path: item.prose for item in read if item.article and item.prose},
        known={
            "mission": frozenset(path.stem for path in mission_paths),
            "outlet": known_outlets,
            "area": known_areas,
        },
        files=tuple(shown(root, path) for path in (*mission_paths, *(path for (path,) in paths))),
    )
    return content, problems


def digest(file: Path) -> str | None:
    """The SHA-256 of a file, None where it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _cleanings(
    captures: list[Path], root: Path, work: Work, problems: list[Problem]
) -> dict[str, Cleaning]:
    """What was left out of captures, by their names."""
    pairs = [(file, file.with_name(dropped_name(file.name))) for file in captures]
    found = work.of_files("cleanings", partial(read_cleaning, root=root), pairs)
    problems.extend(problem for _, problem in found if problem is not None)
    return {cleaning.file.name: cleaning for cleaning, _ in found if cleaning is not None}


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
