"""The data: the archive's facts as tables, with a Frictionless data package around them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Protocol

from archive.catalogue import Archive
from archive.columns import ARTICLES, BETWEEN, COUNTRIES, FIGURES, MISSIONS, Column, Sheet
from archive.dates import Date
from archive.entry import Entry
from archive.former import first_name
from archive.marks import Marks
from archive.mission import Mission
from archive.site_file import SiteFile, between
from archive.vocabulary import Country

Row = dict[str, Any]
# What a spreadsheet takes for the start of a formula (OWASP, CSV injection), and the mark itself.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠']")
MARK = "'"
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


@dataclass(frozen=True)
class Table:
    """A table with its rows: a value for each column, None where nothing is known.

    The rows are made anew each time they are asked for: a table of many texts is large.
    """

    sheet: Sheet
    count: int
    rows: Callable[[], Iterator[Row]]

    def example(self, column: Column) -> str:
        """The first value of a column that is not empty, as its cell in the CSV file shows it."""
        found = self._firsts.get(column.name)
        if isinstance(found, list) and isinstance(found[0], dict):
            text = json.dumps(found[0], ensure_ascii=False)
        else:
            text = cell(found)
        return text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"

    @cached_property
    def _firsts(self) -> Row:
        """The first value of each column that is not empty."""
        firsts: Row = {}
        missing = [column.name for column in self.sheet.columns]
        for row in self.rows():
            firsts.update((name, row[name]) for name in missing if row[name])
            missing = [name for name in missing if name not in firsts]
            if not missing:
                break
        return firsts


class _ArticleRow(Row):
    """A row whose text is made when it is asked for: it is long, and few ask."""

    def __init__(self, entry: Entry, row: Row) -> None:
        super().__init__(row)
        self._entry = entry

    def __missing__(self, name: str) -> str | None:
        if name != "text":
            raise KeyError(name)
        return self._entry.text if self._entry.rights == "full" else None


def tables(archive: Archive, entries: Mapping[str, Entry]) -> tuple[Table, ...]:
    """The four tables. Withdrawn articles are in none; the others give what their pages show."""
    shown = {slug: entry for slug, entry in entries.items() if entry.rights != "withdrawn"}

    def articles() -> Iterator[Row]:
        return (article_row(archive, entry) for entry in shown.values())

    def missions() -> Iterator[Row]:
        return (_mission(archive, item, shown) for item in archive.missions)

    def figures() -> Iterator[Row]:
        return (row for entry in shown.values() for row in _figures(archive, entry))

    def countries() -> Iterator[Row]:
        return (_country(archive, item, shown) for item in archive.countries)

    return (
        Table(ARTICLES, len(shown), articles),
        Table(MISSIONS, len(archive.missions), missions),
        Table(FIGURES, sum(1 for _ in figures()), figures),
        Table(COUNTRIES, len(archive.countries), countries),
    )


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


def cell(value: Any) -> str:
    """A value as a cell of a CSV file.

    A list is joined by `|`. A text that a spreadsheet would run as a formula gets an ' before it,
    and so does one that begins with ': taking one ' off the start of a cell gives the text back.

    >>> [cell(value) for value in ("=1+1", "'90s", -2, ["a", "b"], None)]
    ["'=1+1", "''90s", '-2', 'a|b', '']
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = BETWEEN.join(value) if isinstance(value, list) else str(value)
    return MARK + text if FORMULA.match(text) else text


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


def _dates(name: str, date: Date | None) -> Row:
    first, last = (date.earliest, date.latest) if date else (None, None)
    return {
        name: date.text if date else None,
        f"{name}_earliest": first.isoformat() if first else None,
        f"{name}_latest": last.isoformat() if last else None,
    }


def article_row(archive: Archive, entry: Entry) -> Row:
    """The row of an article in the table of articles."""
    article = entry.article
    row = {
        "id": first_name(article),
        "page": article.address,
        "title": article.title,
        "dek": article.dek if entry.rights != "link" else None,
        "summary": entry.summary or None,
        "author": article.author,
        **_dates("date", article.date),
        "date_basis": article.date_basis if entry.rights == "full" else None,
        "outlet": article.outlet,
        "outlet_name": archive.outlet(article.outlet).name if article.outlet else None,
        "url": article.url,
        "archived_url": article.archived_url,
        "retrieved": article.retrieved.text if article.retrieved else None,
        "added": article.added.text if article.added else None,
        "language": article.language,
        "missions": [first_name(archive.mission(id)) for id in article.missions],
        "countries": list(article.countries),
        "rights": entry.rights,
        "words": entry.words,
        "capture": article.capture,
        "capture_sha256": article.capture_sha256,
        "cleaned_with": article.cleaned_with,
        "reviewed": list(article.reviewed),
    }
    return _ArticleRow(entry, row)


def _mission(archive: Archive, mission: Mission, shown: Mapping[str, Entry]) -> Row:
    part = mission.danish_participation
    return {
        "id": first_name(mission),
        "page": mission.address,
        "name": mission.name,
        "label": mission.label,
        "abbreviation": mission.abbreviation,
        "aliases": list(mission.aliases),
        "organisation": mission.organisation,
        "countries": list(mission.countries),
        "area": mission.area,
        "seas": list(mission.seas),
        "basing": list(mission.basing),
        **_dates("danish_start", part.start),
        **_dates("danish_end", part.end),
        "status": part.status,
        **_dates("last_reported", part.last_reported),
        **_dates("mission_start", mission.mission.start),
        **_dates("mission_end", mission.mission.end),
        "confidence": mission.confidence,
        "summary": mission.summary,
        "articles": sum(item.slug in shown for item in archive.articles_of_mission(mission.id)),
        "references": [item.model_dump(exclude_none=True) for item in mission.references],
        "unreferenced": list(mission.unreferenced),
    }


def _figures(archive: Archive, entry: Entry) -> Iterator[Row]:
    article = entry.article
    for figure in article.figures if entry.rights == "full" else ():
        yield {
            "article": first_name(article),
            **_dates("date", article.date),
            "missions": [first_name(archive.mission(id)) for id in article.missions],
            "countries": list(article.countries),
            "count": figure.count,
            "qualifier": figure.qualifier,
            "what": figure.what,
            "quote": figure.quote,
            "reviewed": not article.is_suggested("figures"),
        }


def _country(archive: Archive, country: Country, shown: Mapping[str, Entry]) -> Row:
    articles = archive.articles_of_country(country.code)
    return {
        "code": country.code,
        "name": country.name,
        "danish": country.danish,
        "page": country.address,
        "missions": len(archive.missions_of_country(country.code)),
        "articles": sum(article.slug in shown for article in articles),
    }
