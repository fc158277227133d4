"""The content folder: every file of it read into a record, each on its own.

What refers to what is checked afterwards, over the whole (`archive.check`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from archive import front_matter
from archive.article import SLUG, Article
from archive.countries import load_countries
from archive.front_matter import Document
from archive.furniture import Furniture, load_furniture
from archive.mission import Mission
from archive.problem import Problem
from archive.record import Record, make
from archive.vocabulary import Area, Country, Office, Outlet, Site

MAX_BYTES = 2_000_000
DROPPED = ".dropped.txt"

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Content:
    """The records of the content folder that could be read.

    `known` holds, for "mission" and "outlet", every id that has a file or an entry, broken ones
    included, so that one broken file is one problem and not many. `captures` are the files of
    content/captures by name. `documents` gives the lines of each record's file.
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
    pages: Mapping[str, Document]
    documents: Mapping[str, Document]
    captures: Mapping[str, Path]
    known: Mapping[str, frozenset[str]]

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
    areas = _list_file(root / "areas.yml", root, Area, problems)
    outlets = _list_file(root / "outlets.yml", root, Outlet, problems)
    offices = _list_file(root / "ministers.yml", root, Office, problems)

    mission_paths = list(_markdown_files(root / "missions", root, problems))
    missions = [
        _record(path, root, Mission, problems, documents, id=path.stem) for path in mission_paths
    ]
    articles = [
        _record(path, root, Article, problems, documents, slug=path.stem)
        for path in _markdown_files(root / "articles", root, problems)
    ]
    pages = {}
    for path in _markdown_files(root / "pages", root, problems):
        document = _document(path, root, problems)
        if document is not None:
            pages[path.stem] = document
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
        pages=pages,
        documents=documents,
        captures=capture_files(root),
        known={
            "mission": frozenset(path.stem for path in mission_paths),
            "outlet": frozenset(outlet.id for outlet in outlets),
        },
    )
    return content, problems


def capture_files(root: Path) -> dict[str, Path]:
    """The captures below content/captures by name, without what stands beside them."""
    folder = root / "captures"
    if not folder.is_dir():
        return {}
    return {
        path.name: path
        for path in sorted(folder.iterdir())
        if not path.name.startswith(".")
        and not path.name.endswith(DROPPED)
        and path.name.upper() != "README.MD"
    }


def dropped_name(capture_name: str) -> str:
    """The name of the file that tells what cleaning dropped of a capture."""
    return Path(capture_name).stem + DROPPED


def read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """The text of a content file, or None and a problem that says why it cannot be read."""
    where = shown(root, path)
    try:
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
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or path.is_dir():
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


def _list_file(path: Path, root: Path, model: type[R], problems: list[Problem]) -> list[R]:
    """The records of a YAML file that holds a list of entries."""
    where = shown(root, path)
    if not path.is_file():
        problems.append(Problem(where, 1, "file", "is missing. Restore it from the repository"))
        return []
    text = read_text(path, root, problems)
    if text is None:
        return []
    value, lines, found = front_matter.parse_yaml(text, where)
    problems.extend(found)
    if found or value == "":
        return []
    if not isinstance(value, list):
        problems.append(Problem(where, 1, "file", "must be a list: each entry begins with - "))
        return []
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
    return records


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
    if not path.is_file():
        message = "is missing. It must give at least title, description and rights"
        problems.append(Problem(where, 1, "file", message))
        return None
    text = read_text(path, root, problems)
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
    text = read_text(path, root, problems) if path.is_file() else ""
    countries, found = load_countries(text or "", shown(root, path))
    problems.extend(found)
    return countries


def _furniture(root: Path, problems: list[Problem]) -> Furniture | None:
    path = root / "furniture.yml"
    furniture, found = load_furniture(path, shown(root, path))
    problems.extend(found)
    return furniture
