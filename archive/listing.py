"""Listings: long lists of articles in parts, a page a year, so that no page grows without end.

A short list stands whole on the page it belongs to. Of a long one that page shows the newest, and
leads to a page for each year; a year with very many goes on by months. The pages of a list lie in
a folder of its own (missions/kfor/2012.html), so that a further article never moves one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from archive.article import Article
from archive.months import ENGLISH

# So many articles stand on the page that the list belongs to.
WHOLE = 40
NEWEST = 20
# A page lists so many with their summaries, and so many with title, date and outlet alone.
FULL = 100
MOST = 400
UNDATED = "undated"


@dataclass(frozen=True)
class Part:
    """A page of a list: the articles of a year or of a month, or those without a date.

    `path` is inside the site; `label` names its time ("2012", "March 2012", "undated"). `shown`
    are the articles that it lists itself, newest first, `parts` the pages that it leads to.
    """

    path: str
    label: str
    count: int
    shown: tuple[Article, ...]
    parts: tuple[Part, ...] = ()

    @property
    def brief(self) -> bool:
        """Whether articles stand without their summaries."""
        return len(self.shown) > FULL

    def pages(self) -> Iterator[Part]:
        """The page itself, and all that it leads to."""
        yield self
        for part in self.parts:
            yield from part.pages()


@dataclass(frozen=True)
class Listing:
    """A list on the page that it belongs to: the articles shown there, and the pages of the rest.

    Without `parts` all of its articles are shown.
    """

    count: int
    shown: tuple[Article, ...]
    parts: tuple[Part, ...] = ()

    def pages(self) -> Iterator[Part]:
        """Every page of the list."""
        for part in self.parts:
            yield from part.pages()


def listing_of(articles: Sequence[Article], folder: str, whole: int = WHOLE) -> Listing:
    """The list of `articles` (newest first, undated ones last), with its pages in `folder`."""
    articles = tuple(articles)
    if len(articles) <= whole:
        return Listing(len(articles), articles)
    return Listing(len(articles), articles[:NEWEST], tuple(years_of(articles, folder)))


def years_of(articles: Sequence[Article], folder: str) -> Iterator[Part]:
    """A page for each year that articles begin in, the newest first, and one for undated ones."""
    for year, group in groupby(articles, year_of):
        mine = tuple(group)
        if year is None:
            yield from _numbered(mine, f"{folder}/{UNDATED}", UNDATED)
        elif len(mine) <= MOST:
            yield Part(f"{folder}/{year}.html", str(year), len(mine), mine)
        else:
            yield _by_months(mine, f"{folder}/{year}", year)


def year_of(article: Article) -> int | None:
    """The year of the first day that an article can be of; None where it has no date."""
    day = article.date and (article.date.earliest or article.date.latest)
    return day.year if day else None


def _by_months(articles: tuple[Article, ...], path: str, year: int) -> Part:
    """A year's page that leads to its months, and lists what is of no one month."""
    months: list[Part] = []
    rest: list[Article] = []
    by_month = sorted(articles, key=lambda article: -_month(article))  # stable: newest first
    for month, group in groupby(by_month, _month):
        mine = tuple(group)
        if month:
            months += _numbered(mine, f"{path}-{month:02}", f"{ENGLISH[month - 1]} {year}")
        else:
            rest += mine
    parts = tuple(months)
    if len(rest) > MOST:
        parts += tuple(_numbered(tuple(rest), f"{path}-00", f"{year}, month not known"))
        rest = []
    return Part(f"{path}.html", str(year), len(articles), tuple(rest), parts)


def _month(article: Article) -> int:
    """The month that an article is of, 1 to 12; 0 where it may be of several."""
    date = article.date
    if date is None or date.earliest is None or date.latest is None:
        return 0
    first, last = date.earliest, date.latest
    return first.month if (first.year, first.month) == (last.year, last.month) else 0


def _numbered(articles: tuple[Article, ...], path: str, label: str) -> Iterator[Part]:
    """One page, or as many numbered ones as it takes."""
    for number, start in enumerate(range(0, len(articles), MOST), 1):
        mine = articles[start : start + MOST]
        suffix, name = ("", label) if number == 1 else (f"-{number}", f"{label}, page {number}")
        yield Part(f"{path}{suffix}.html", name, len(mine), mine)
