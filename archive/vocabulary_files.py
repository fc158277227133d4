"""Vocabulary files: the lists of content/*.yml read into records, each entry on its own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from archive import front_matter
from archive.content_files import no_plain_file, read_text, shown
from archive.countries import load_countries
from archive.front_matter import Document
from archive.furniture import Furniture, load_furniture
from archive.problem import Problem
from archive.record import Record, make
from archive.vocabulary import Country, Site

MAX_ENTRIES = 2000

R = TypeVar("R", bound=Record)


def read_list(
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


def read_site(root: Path, problems: list[Problem]) -> Site | None:
    """The site configuration, or None where it cannot be read."""
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


def read_countries(root: Path, problems: list[Problem]) -> Mapping[str, Country]:
    """Every country, with what content/countries.yml says of it."""
    path = root / "countries.yml"
    text = _vocabulary(path, root, problems)
    countries, found = load_countries(text or "", shown(root, path))
    problems.extend(found)
    return countries


def read_furniture(root: Path, problems: list[Problem]) -> Furniture | None:
    """The phrases of page furniture, or None where they cannot be read."""
    path = root / "furniture.yml"
    wrong = no_plain_file(path) if path.exists() else None
    if wrong is not None:
        problems.append(Problem(shown(root, path), 1, "file", wrong))
        return None
    furniture, found = load_furniture(path, shown(root, path))
    problems.extend(found)
    return furniture
