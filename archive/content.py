"""The content folder: every file of it read into a record, each on its own.

What refers to what is checked afterwards, over the whole (`archive.check`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from archive import front_matter
from archive.article import SLUG, Article
from archive.cleaning import Cleaning, read_cleanings
from archive.countries import load_countries
from archive.file_names import unfit
from archive.front_matter import Document
from archive.furniture import Furniture, load_furniture
from archive.mission import Mission
from archive.problem import Problem
from archive.record import Record, make
from archive.vocabulary import Area, Country, Office, Outlet, PageText, Site

MAX_BYTES = 2_000_000
MAX_ENTRIES = 2000
DROPPED = ".dropped.txt"

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Content:
    """The records of the content folder that could be read.

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
    pages: Mapping[str, PageText]
    documents: Mapping[str, Document]
    captures: Mapping[str, Path]
    claimed: frozenset[str]
    cleanings: Mapping[str, Cleaning]
    known: Mapping[str, frozenset[str] | None]

    def with_site(self, site: Site) -> Content:
        """The same content under another site configuration."""
        return replace(self, site=site)

    def shown(self, path: Path) -> str:
        """A path as problems print it: relative to the project, with forward slashes."""
        return shown(self.root, path)


def shown(root: Path, path: Path) -> str:
    """A path below the content folder `root`, relative to the folder that `root` stands in."""
    return path.relative_to(root.parent).as_posix()


def read_content(root: Path) -> tuple[Content, list[Problem]]:
    """Read every file below the content folder `root`; never stops at the first problem."""
    problems: list[Problem] = []
    documents: dict[str, Document] = {}

    site = _site(root, problems)
    countries, furniture = _countries(root, problems), _furniture(root, problems)
    areas, known_areas = _list_file(root / "areas.yml", root, Area, problems)
    outlets, known_outlets = _list_file(root / "outlets.yml", root, Outlet, problems)
    offices, _ = _list_file(root / "ministers.yml", root, Office, problems)

    mission_paths = list(_markdown_files(root / "missions", root, problems))
    missions = [
        _record(path, root, Mission, problems, documents, id=path.stem) for path in mission_paths
    ]
    article_paths = list(_markdown_files(root / "articles", root, problems))
    articles = [
        _record(path, root, Article, problems, documents, slug=path.stem) for path in article_paths
    ]
    pages = [
        _record(path, root, PageText, problems, documents, name=path.stem)
        for path in _markdown_files(root / "pages", root, problems)
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
    for path in _entries(root / "captures", root, problems):
        if path.name.startswith(".") or path.name.upper() == "README.MD":
            continue
        if path.name.endswith(DROPPED):
            continue
        wrong = _no_plain_file(path) or unfit(path.name)
        if wrong is not None:
            problems.append(Problem(shown(root, path), 1, "file", wrong))
        else:
            found[path.name] = path
    return found


def _no_plain_file(path: Path) -> str | None:
    """What a file is that the archive does not read, with what to do; None for a plain one.

    A link may lead to any file of the machine that builds, and a pipe has no end.
    """
    if path.is_symlink():
        return "is a symbolic link. Put the file itself in its place"
    if not path.is_file():
        return "is not a file that can be read. Move it out of this folder"
    return None


def _entries(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """What stands in a folder, sorted; none where the folder is not there."""
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or "unknown reason"
        message = f"cannot be read ({reason}). Check its permissions"
        problems.append(Problem(shown(root, folder), 1, "folder", message))
        return []


def _claims(path: Path, document: Document | None) -> set[str]:
    """The capture that an article file names, be its front matter readable or not."""
    if document is not None:
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


def read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """The text of a content file, or None and a problem that says why it cannot be read."""
    where = shown(root, path)
    try:
        wrong = _no_plain_file(path)
        if wrong is not None:
            problems.append(Problem(where, 1, "file", wrong))
            return None
        if path.stat().st_size > MAX_BYTES:
            message = f"is larger than {MAX_BYTES / 1e6:.0f} MB. Shorten it"
            problems.append(Problem(where, 1, "file", message))
            return None
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        problems.append(Problem(where, 1, "file", f"cannot be read ({reason})"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text. Save the file again with the encoding UTF-8"
        problems.append(Problem(where, line, "file", message))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(where, line, "file", "holds a NUL character. Delete it"))
        return None
    return text


def _markdown_files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files below a folder, sorted; anything else there is a problem."""
    for path in _entries(folder, root, problems):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _markdown_files(path, root, problems)
            continue
        where = shown(root, path)
        if path.suffix != ".md":
            message = "is not a Markdown file. Name it NAME.md, or move it out of this folder"
            problems.append(Problem(where, 1, "file", message))
        elif not SLUG.fullmatch(path.stem):
            message = (
                f"the name {path.name!r} may hold only a-z, 0-9 and single hyphens, "
                "since it becomes the page's address. Rename the file"
            )
            problems.append(Problem(where, 1, "file", message))
        elif unfit(path.name) is not None:
            problems.append(Problem(where, 1, "file", f"{unfit(path.name)}"))
        else:
            yield path


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


def _list_file(
    path: Path, root: Path, model: type[R], problems: list[Problem]
) -> tuple[list[R], frozenset[str] | None]:
    """The records of a YAML file that holds a list of entries, and the ids of all its entries.

    The ids are None where the file as a whole cannot be read.
    """
    where = shown(root, path)
    text = _vocabulary(path, root, problems)
    if text is None:
        return [], None
    value, lines, found = front_matter.parse_yaml(text, where)
    problems.extend(found)
    if found:
        return [], None
    if value == "":
        return [], frozenset()
    if not isinstance(value, list):
        problems.append(Problem(where, 1, "file", "must be a list: each entry begins with - "))
        return [], None
    if len(value) > MAX_ENTRIES:
        message = f"has more than {MAX_ENTRIES:,} entries. Leave out those that nothing needs"
        problems.append(Problem(where, lines[str(MAX_ENTRIES)], "file", message))
        return [], None
    records: list[R] = []
    first: dict[str, int] = {}
    for index, fields in enumerate(value):
        record = _entry(where, index, fields, lines, model, problems)
        if record is None:
            continue
        id = getattr(record, "id", None)
        line = lines[str(index)]
        if id is not None and id in first:
            message = f"{id} stands already on line {first[id]}. Every id may stand only once"
            problems.append(Problem(where, line, "id", message))
        elif id is not None:
            first[id] = line
        records.append(record)
    ids = frozenset(
        str(entry["id"]) for entry in value if isinstance(entry, dict) and "id" in entry
    )
    return records, ids


def _vocabulary(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """The text of a file that every archive has."""
    if not os.path.lexists(path):
        message = "is missing. Restore it from the repository"
        problems.append(Problem(shown(root, path), 1, "file", message))
        return None
    return read_text(path, root, problems)


def _entry(
    where: str,
    index: int,
    fields: Any,
    lines: Mapping[str, int],
    model: type[R],
    problems: list[Problem],
) -> R | None:
    line = lines[str(index)]
    if not isinstance(fields, dict):
        problems.append(Problem(where, line, "entry", "must be lines of the form key: value"))
        return None
    prefix = f"{index}."
    own = {key.removeprefix(prefix): at for key, at in lines.items() if key.startswith(prefix)}
    record, found = make(model, Document(where, fields, lines=own, body_line=line))
    problems.extend(found)
    return record


def _site(root: Path, problems: list[Problem]) -> Site | None:
    path = root / "site.yml"
    where = shown(root, path)
    text = _vocabulary(path, root, problems)
    if text is None:
        return None
    value, lines, found = front_matter.parse_yaml(text, where)
    problems.extend(found)
    if found:
        return None
    if not isinstance(value, dict):
        problems.append(Problem(where, 1, "file", "must be lines of the form key: value"))
        return None
    site, found = make(Site, Document(where, value, lines=lines))
    problems.extend(found)
    return site


def _countries(root: Path, problems: list[Problem]) -> Mapping[str, Country]:
    path = root / "countries.yml"
    text = _vocabulary(path, root, problems)
    countries, found = load_countries(text or "", shown(root, path))
    problems.extend(found)
    return countries


def _furniture(root: Path, problems: list[Problem]) -> Furniture | None:
    path = root / "furniture.yml"
    if path.exists() and _no_plain_file(path) is not None:
        problems.append(Problem(shown(root, path), 1, "file", f"{_no_plain_file(path)}"))
        return None
    furniture, found = load_furniture(path, shown(root, path))
    problems.extend(found)
    return furniture
