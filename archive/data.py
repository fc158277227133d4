"""The data: the archive's facts as tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from archive.article import Figure
from archive.catalogue import Archive
from archive.columns import ARTICLES, BETWEEN, COUNTRIES, FIGURES, MISSIONS, Column, Sheet
from archive.dates import Date
from archive.entry import Entry
from archive.former import first_name
from archive.mission import Mission
from archive.vocabulary import Country

Row = dict[str, Any]
Value = Callable[[Archive, Entry], Any]
# What a spreadsheet takes for the start of a formula (OWASP, CSV injection), and the mark itself.
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠']")
MARK = "'"


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
    """A row whose values are made when they are first asked for: few ask for all."""

    def __init__(self, archive: Archive, entry: Entry) -> None:
        super().__init__()
        self._archive = archive
        self._entry = entry

    def __missing__(self, name: str) -> Any:
        value = self[name] = ARTICLE_VALUES[name](self._archive, self._entry)
        return value


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
        Table(FIGURES, sum(len(_shown(entry)) for entry in shown.values()), figures),
        Table(COUNTRIES, len(archive.countries), countries),
    )


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


def _dates(name: str, date: Date | None) -> Row:
    first, last = (date.earliest, date.latest) if date else (None, None)
    return {
        name: date.text if date else None,
        f"{name}_earliest": first.isoformat() if first else None,
        f"{name}_latest": last.isoformat() if last else None,
    }


def _text(date: Date | None) -> str | None:
    return date.text if date else None


# What stands in each column of the articles' table.
ARTICLE_VALUES: Mapping[str, Value] = {
    "id": lambda _, entry: first_name(entry.article),
    "page": lambda _, entry: entry.article.address,
    "title": lambda _, entry: entry.article.title,
    "dek": lambda _, entry: entry.article.dek if entry.rights != "link" else None,
    "summary": lambda _, entry: entry.summary or None,
    "author": lambda _, entry: entry.article.author,
    "date": lambda _, entry: _text(entry.article.date),
    "date_earliest": lambda _, entry: _dates("date", entry.article.date)["date_earliest"],
    "date_latest": lambda _, entry: _dates("date", entry.article.date)["date_latest"],
    "date_basis": lambda _, entry: entry.article.date_basis if entry.rights == "full" else None,
    "outlet": lambda _, entry: entry.article.outlet,
    "outlet_name": lambda archive, entry: (
        archive.outlet(entry.article.outlet).name if entry.article.outlet else None
    ),
    "url": lambda _, entry: entry.article.url,
    "archived_url": lambda _, entry: entry.article.archived_url,
    "retrieved": lambda _, entry: _text(entry.article.retrieved),
    "added": lambda _, entry: _text(entry.article.added),
    "language": lambda _, entry: entry.article.language,
    "missions": lambda archive, entry: [
        first_name(archive.mission(id)) for id in entry.article.missions
    ],
    "countries": lambda _, entry: list(entry.article.countries),
    "rights": lambda _, entry: entry.rights,
    "words": lambda _, entry: entry.words,
    "capture": lambda _, entry: entry.article.capture,
    "capture_sha256": lambda _, entry: entry.article.capture_sha256,
    "cleaned_with": lambda _, entry: entry.article.cleaned_with,
    "reviewed": lambda _, entry: list(entry.article.reviewed),
    "text": lambda _, entry: entry.text if entry.rights == "full" else None,
}


def article_row(archive: Archive, entry: Entry) -> Row:
    """The row of an article in the table of articles; a value is made where it is asked for."""
    return _ArticleRow(archive, entry)


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


def _shown(entry: Entry) -> tuple[Figure, ...]:
    """The figures of an article that the archive may tell."""
    return entry.article.figures if entry.rights == "full" else ()


def _figures(archive: Archive, entry: Entry) -> Iterator[Row]:
    article = entry.article
    for figure in _shown(entry):
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
