"""The data: the archive's facts as tables, with a Frictionless data package around them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from archive.catalogue import Archive
from archive.columns import ARTICLES, BETWEEN, COUNTRIES, FIGURES, MISSIONS, Column, Sheet
from archive.dates import Date
from archive.entry import Entry
from archive.former import first_name
from archive.mission import Mission
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
    """A table with its rows: a value for each column, None where nothing is known."""

    sheet: Sheet
    rows: tuple[Row, ...]

    def example(self, column: Column) -> str:
        """The first value of a column that is not empty, as its cell in the CSV file shows it."""
        found: Any = next((row[column.name] for row in self.rows if row[column.name]), None)
        if isinstance(found, list) and isinstance(found[0], dict):
            text = json.dumps(found[0], ensure_ascii=False)
        else:
            text = cell(found)
        return text if len(text) <= 90 else text[:90].rsplit(" ", 1)[0] + " …"


def tables(archive: Archive, entries: Mapping[str, Entry]) -> tuple[Table, ...]:
    """The four tables. Withdrawn articles are in none; the others give what their pages show."""
    shown = {slug: entry for slug, entry in entries.items() if entry.rights != "withdrawn"}
    return (
        Table(ARTICLES, tuple(_article(archive, entry) for entry in shown.values())),
        Table(MISSIONS, tuple(_mission(archive, item, shown) for item in archive.missions)),
        Table(FIGURES, tuple(row for entry in shown.values() for row in _figures(archive, entry))),
        Table(COUNTRIES, tuple(_country(archive, item, shown) for item in archive.countries)),
    )


def files(
    archive: Archive, made: tuple[Table, ...], lists: Iterator[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """The path inside the site and the bytes of each file of data/, the data package last.

    `lists` are the citations of all articles, which the package names too.
    """
    resources: list[dict[str, Any]] = []
    for table in made:
        sheet = table.sheet
        kinds = {"csv": _csv(table), **({"json": _json(table)} if sheet.has_json else {})}
        for kind, data in kinds.items():
            name = sheet.name if kind == "csv" else f"{sheet.name}-{kind}"
            told = {"title": sheet.title, "description": sheet.about}
            resources.append(
                {**_resource(name, f"{sheet.name}.{kind}", kind, data), **told}
                | {"schema": _schema(sheet, kind)}
                # Frictionless checks size and hash of a JSON file only where it is no table.
                | ({"profile": "tabular-data-resource"} if kind == "csv" else {})
            )
            yield f"data/{sheet.name}.{kind}", data
    for path, data in lists:
        file = path.removeprefix("data/")
        kind = file.partition(".")[2]
        resources.append(
            _resource(f"citations-{kind.replace('.', '-')}", file, kind, data)
            | {"title": LISTED[kind]}
        )
        yield path, data
    yield "data/datapackage.json", _package(archive, resources)


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


def _csv(table: Table) -> bytes:
    """RFC 4180 in UTF-8 without a byte order mark."""
    columns = [column.name for column in table.sheet.columns if not column.nested]
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\r\n").writerow
    write(columns)
    for row in table.rows:
        write([cell(row[name]) for name in columns])
    return text.getvalue().encode()


def _json(table: Table) -> bytes:
    rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table.rows)
    return f"[\n{rows}\n]\n".encode()


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


def _resource(name: str, path: str, kind: str, data: bytes) -> dict[str, Any]:
    return {
        "name": name,
        "path": path,
        "format": kind,
        "mediatype": MEDIA[kind],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _package(archive: Archive, resources: list[dict[str, Any]]) -> bytes:
    """Data Package, version 1 (specs.frictionlessdata.io); it names no time."""
    site = archive.site
    package = {
        "profile": "data-package",
        "name": "danish-deployments-archive",
        "title": site.title,
        "description": f"{site.description} {site.rights}",
        **({"homepage": f"{site.base_url}/data.html"} if site.base_url else {}),
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _dates(name: str, date: Date | None) -> Row:
    first, last = (date.earliest, date.latest) if date else (None, None)
    return {
        name: date.text if date else None,
        f"{name}_earliest": first.isoformat() if first else None,
        f"{name}_latest": last.isoformat() if last else None,
    }


def _article(archive: Archive, entry: Entry) -> Row:
    article = entry.article
    return {
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
        "language": article.language,
        "missions": [first_name(archive.mission(id)) for id in article.missions],
        "countries": list(article.countries),
        "rights": entry.rights,
        "words": entry.words,
        "capture": article.capture,
        "capture_sha256": article.capture_sha256,
        "cleaned_with": article.cleaned_with,
        "reviewed": list(article.reviewed),
        "text": entry.text if entry.rights == "full" else None,
    }


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
