"""What is cited of an article: the facts that every form of citation is made from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.article import Article
from archive.authors import Author, authors_of
from archive.catalogue import Archive
from archive.dates import Date
from archive.entry import Entry
from archive.former import first_name
from archive.months import ENGLISH
from archive.vocabulary import Outlet

# Who publishes no news but speaks for itself: without a named author it is the author.
BODIES = ("government", "other")


@dataclass(frozen=True)
class Cited:
    """An article as it is cited; what is not known is None or empty.

    `key` is the first name that the article had, so that a new one does not change citations.
    `url` is the outlet's own address, `copy` that of a copy in a web archive; `page` the address
    of the archive's page, None where the site has no public address. `abstract` is what lists
    show of the text.
    """

    key: str
    title: str
    authors: tuple[Author, ...]
    date: Date | None
    outlet: Outlet | None
    url: str | None
    page: str | None
    accessed: Date | None
    language: str
    abstract: str
    keywords: tuple[str, ...]
    archive: str
    copy: str | None = None

    @property
    def address(self) -> str | None:
        """Where to read it: at the outlet, else in a web archive, else here."""
        return self.url or self.copy or self.page

    @property
    def copies(self) -> tuple[str, ...]:
        """The addresses at which it is archived, besides `address`."""
        found = (self.copy, self.page)
        return tuple(item for item in found if item and item != self.address)

    @property
    def archived_at(self) -> str | None:
        """Where it is archived, in words: "Archived at A and B"."""
        return f"Archived at {' and '.join(self.copies)}" if self.copies else None

    @property
    def is_news(self) -> bool:
        """True but for what a ministry, a service or another body published itself."""
        return self.outlet is None or self.outlet.kind not in BODIES


class Citing:
    """Tells what is cited of the articles of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._outlets = {outlet.id: outlet for outlet in archive.outlets}
        ids = {outlet.id.replace("-", " ") for outlet in archive.outlets}
        self._names = frozenset({outlet.name.casefold() for outlet in archive.outlets} | ids)

    def cited(self, entry: Entry) -> Cited:
        """What is cited of an article."""
        article, archive = entry.article, self._archive
        base = archive.site.base_url
        return Cited(
            key=first_name(article),
            title=_line(article.title),
            authors=authors_of(article.author, self._names),
            date=article.date,
            outlet=self._outlets.get(article.outlet or ""),
            url=article.url,
            page=f"{base}/{article.address}" if base else None,
            accessed=article.retrieved,
            language=article.language,
            abstract=_line(entry.summary),
            keywords=_keywords(archive, article),
            archive=_line(archive.site.title),
            copy=article.archived_url,
        )


def _keywords(archive: Archive, article: Article) -> tuple[str, ...]:
    missions = (archive.mission(id).name for id in article.missions)
    countries = (archive.country(code).name for code in article.countries)
    return tuple(_line(name) for name in (*missions, *countries))


def _line(text: str) -> str:
    """One line without control characters: no format of citations takes any."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def doubtful(date: Date) -> str:
    """An uncertain date as citations give it, in brackets.

    >>> from archive.dates import parse
    >>> [doubtful(parse(text)) for text in ("2022-01-27~", "2022?", "[2022-01-27..2022-01-30]")]
    ['[ca. 27 January 2022]', '[2022?]', '[between 27 and 30 January 2022]']
    """
    words = date.words()
    if date.kind in ("day", "month", "year"):
        words = words.removeprefix("perhaps ") + ("?" if date.uncertain else "")
    return f"[{words.replace('about ', 'ca. ')}]"


def is_plain(date: Date) -> bool:
    """True where a date is one day, month or year and nothing of it is unsure."""
    return date.is_certain_day or (
        date.kind in ("month", "year") and not (date.approximate or date.uncertain)
    )


def parts_of(date: Date) -> tuple[int, ...]:
    """Year, month and day of a date that is no span: as many as it says."""
    first = date.earliest
    assert first is not None
    count = {"month": 2, "year": 1}.get(date.kind, 3)
    return (first.year, first.month, first.day)[:count]


def month_first(date: Date) -> str:
    """A plain date as American styles write it: "January 28, 2022", "January 2022", "2022"."""
    year, *rest = parts_of(date)
    if not rest:
        return str(year)
    month = ENGLISH[rest[0] - 1]
    return f"{month} {rest[1]}, {year}" if len(rest) == 2 else f"{month} {year}"
