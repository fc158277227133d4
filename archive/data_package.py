"""The files of data/: the tables as CSV and JSON, and a Frictionless data package around them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from archive.catalogue import Archive
from archive.columns import ARTICLES, BETWEEN, Sheet
from archive.data import Row, Table, cell
from archive.marks import Marks
from archive.site_file import SiteFile, between

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "ris": "application/x-research-info-systems",
    "bib": "application/x-bibtex",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
LISTED = {
    "ris": "Citations of all articles in RIS",
    "bib": "Citations of all articles in BibTeX",
    "csl.json": "Citations of all articles in CSL-JSON",
}


class Written(Protocol):
    """A row of the articles' table as it stands in its files."""

    @property
    def csv(self) -> bytes:
        """Its line of the CSV file."""

    @property
    def json(self) -> bytes:
        """Its object of the JSON file, in one line."""


def files(
    archive: Archive,
    made: Sequence[Table],
    articles: Collection[Written],
    lists: Sequence[SiteFile],
    marks: Marks,
) -> Iterator[SiteFile]:
    """Each file of data/, the data package last.

    `articles` are the rows of the articles' table, `lists` the citations of all articles, which
    the package names too.
    """
    files: list[_Told] = []
    for table in made:
        sheet = table.sheet
        written = articles if sheet is ARTICLES else None
        for kind in ("csv", "json") if sheet.has_json else ("csv",):
            about = {"title": sheet.title, "description": sheet.about}
            about_columns = {"schema": _schema(sheet, kind)}
            # Frictionless checks size and hash of a JSON file only where it is no table.
            profile = {"profile": "tabular-data-resource"} if kind == "csv" else {}
            name = sheet.name if kind == "csv" else f"{sheet.name}-{kind}"
            make = partial(_csv if kind == "csv" else _json, table, written)
            told = {**about, **about_columns, **profile}
            files.append(_Told(name, f"{sheet.name}.{kind}", kind, make, told))
    for file in lists:
        path = file.path.removeprefix("data/")
        kind = path.partition(".")[2]
        name = f"citations-{kind.replace('.', '-')}"
        files.append(_Told(name, path, kind, file.make, {"title": LISTED[kind]}))
    for each in files:
        yield SiteFile(f"data/{each.path}", each.pieces, marks.everything, here=True)
    package = partial(_package, archive, files)
    yield SiteFile("data/datapackage.json", package, marks.everything, here=True)


@dataclass
class _Told:
    """A file that the data package tells of; its size and its hash are known once it is made."""

    name: str
    path: str
    kind: str
    make: Callable[[], Iterable[bytes]]
    told: Mapping[str, Any]
    size: int = -1
    sha256: str = ""

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, which are counted on their way."""
        size, sha256 = 0, hashlib.sha256()
        for piece in self.make():
            size += len(piece)
            sha256.update(piece)
            yield piece
        self.size, self.sha256 = size, sha256.hexdigest()

    def resource(self) -> dict[str, Any]:
        """What the data package tells of it."""
        if self.size < 0:
            for _ in self.pieces():
                pass
        return {
            "name": self.name,
            "path": self.path,
            "format": self.kind,
            "mediatype": MEDIA[self.kind],
            "encoding": "utf-8",
            "bytes": self.size,
            "hash": f"sha256:{self.sha256}",
            **self.told,
        }


def csv_line(row: Row) -> bytes:
    """The line of the articles' CSV file for a row (`article_row`)."""
    return _line(ARTICLES, row)


def json_line(sheet: Sheet, row: Row) -> bytes:
    """The object of a JSON file for a row, in one line."""
    whole = {column.name: row[column.name] for column in sheet.columns}
    return json.dumps(whole, ensure_ascii=False).encode()


def _line(sheet: Sheet, row: Row) -> bytes:
    text = io.StringIO()
    cells = [cell(row[column.name]) for column in sheet.columns if not column.nested]
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue().encode()


def _csv(table: Table, written: Iterable[Written] | None) -> Iterator[bytes]:
    """RFC 4180 in UTF-8 without a byte order mark."""
    names = {column.name: column.name for column in table.sheet.columns}
    yield _line(table.sheet, names)
    if written is not None:
        yield from (item.csv for item in written)
    else:
        yield from (_line(table.sheet, row) for row in table.rows())


def _json(table: Table, written: Iterable[Written] | None) -> Iterator[bytes]:
    rows = (json_line(table.sheet, row) for row in table.rows())
    made = rows if written is None else (item.json for item in written)
    return between(b"[\n", b",\n", made, b"\n]\n")


def _schema(sheet: Sheet, kind: str) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            # A list is one text in a cell; JSON has lists.
            "type": "string" if kind == "csv" and column.type == "array" else column.type,
            "description": column.about
            + (f" (parted by {BETWEEN})" if kind == "csv" and column.type == "array" else ""),
            **({"constraints": {"required": True}} if column.required else {}),
        }
        for column in sheet.columns
        if kind != "csv" or not column.nested
    ]
    links = [
        {"fields": [name], "reference": {"resource": table, "fields": [field]}}
        for name, (table, field) in sheet.links.items()
    ]
    return {
        "fields": fields,
        **({"primaryKey": [sheet.key]} if sheet.key else {}),
        **({"foreignKeys": links} if links else {}),
    }


def _package(archive: Archive, files: Sequence[_Told]) -> list[bytes]:
    """Data Package, version 1 (specs.frictionlessdata.io); it names no time."""
    site = archive.site
    package = {
        "profile": "data-package",
        "name": "danish-deployments-archive",
        "title": site.title,
        "description": f"{site.description} {site.rights}",
        **({"homepage": f"{site.base_url}/data.html"} if site.base_url else {}),
        "resources": [file.resource() for file in files],
    }
    return [(json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()]
