"""The pages: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive import citation_styles, embedded, markup, wording
from archive.article import Article
from archive.catalogue import Archive
from archive.cited import Cited
from archive.coverage import coverage
from archive.dates import Date
from archive.entry import Entry
from archive.exports import Exports, exports_of
from archive.lanes import picture_of
from archive.locator import locator_of
from archive.mission import Mission
from archive.register import own_timeline, register_of
from archive.vocabulary import Area
from archive.world import small_of, world_of

NEWEST = 10
# Of the home page's map: units wide and high, and by how many units it is coarse.
SMALL_MAP = (480, 250, 1.8)
# Pixels that bars take on a country's page.
BESIDE = 440


@dataclass(frozen=True)
class Page:
    """One page: its path inside the site, its template and what the template is given."""

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Neighbour:
    """The article before or after another one in a mission."""

    mission: Mission
    before: Article | None
    after: Article | None


@dataclass(frozen=True)
class Event:
    """A line of the timeline: an article, or the start or end of a mission's Danish part.

    `date` is as far as it is known; the event stands under the year of its earliest day.
    """

    date: Date
    record: Article | Mission

    @property
    def year(self) -> int:
        """The year it stands under."""
        day = self.date.earliest or self.date.latest
        assert day is not None  # a date has a bound on one side at least
        return day.year


@dataclass(frozen=True)
class Year:
    """What began, what ended and what was written in a year, each in order of time."""

    number: int
    begun: tuple[Event, ...]
    ended: tuple[Event, ...]
    articles: tuple[Event, ...]


def pages(archive: Archive, exports: Exports | None = None) -> Iterator[Page]:
    """Every page of the site; `exports` are the archive's own, made here where none are given."""
    exports = exports or exports_of(archive)
    entries = exports.entries
    yield Page("index.html", "index.html", _home(archive, entries))
    neighbours = _neighbours(archive)
    reports = coverage(item for item in archive.articles if archive.rights_of(item) == "full")
    for article in archive.articles:
        context: dict[str, Any] = {
            "article": article,
            "entry": entries[article.slug],
            "neighbours": neighbours.get(article.slug, []),
            "reports": reports.get(article.slug, ()),
            "cleaning": archive.cleaning_of(article),
            **_citations(exports.cited.get(article.slug)),
        }
        yield Page(article.address, "article.html", context)
    for mission in archive.missions:
        yield Page(mission.address, "mission.html", _mission(archive, entries, mission))
    for country in archive.countries:
        missions = archive.missions_of_country(country.code)
        context = {
            "country": country,
            "missions": missions,
            "register": register_of(archive, missions, BESIDE),
            "locator": locator_of([country.code], ()),
            "entries": _entries(entries, archive.articles_of_country(country.code)),
        }
        yield Page(country.address, "country.html", context)
    timeline = _timeline(archive)
    yield Page("timeline.html", "timeline.html", timeline)
    world, detail = world_of(archive)
    context = {"world": world, "detail": detail, "areas": _areas(archive)}
    yield Page("map.html", "map.html", context)
    yield Page("outlets.html", "outlets.html", {"entries": entries})
    context = {"areas": _areas(archive), "years": [year.number for year in timeline["years"]]}
    yield Page("search.html", "search.html", context)
    yield Page("data.html", "data.html", {"tables": exports.tables})
    for name, text in sorted(archive.pages.items()):
        context = {
            "title": text.title,
            "description": text.description,
            "html": markup.with_anchors(markup.to_html(text.body)),
        }
        yield Page(f"{name}.html", "page.html", context)
    yield Page("404.html", "404.html")


def downloads(archive: Archive) -> Iterator[tuple[str, Path, str | None]]:
    """The captures and the lists of what was left out that readers may have, where rights are full.

    Yields the path of each inside the site, and the file, which is handed out byte for byte, with
    the SHA-256 that the article's page gives of it.
    """
    for article in archive.articles:
        cleaning = archive.cleaning_of(article)
        if cleaning is not None and archive.rights_of(article) == "full":
            yield cleaning.download, cleaning.file, article.capture_sha256
            if cleaning.left_out is not None and cleaning.left_out.passages:
                yield cleaning.list_download, cleaning.beside, None


def _citations(cited: Cited | None) -> dict[str, Any]:
    """What an article's page says of how to cite it; `styles` is empty for a withdrawn one."""
    if cited is None:
        return {"styles": {}, "meta": (), "json_ld": ""}
    styles = {"APA": citation_styles.apa(cited), "Chicago": citation_styles.chicago(cited)}
    return {
        "styles": styles,
        "meta": tuple(embedded.meta(cited)),
        "json_ld": embedded.json_ld(cited),
    }


def _entries(entries: Mapping[str, Entry], articles: tuple[Article, ...]) -> list[Entry]:
    return [entries[article.slug] for article in articles]


def _home(archive: Archive, entries: Mapping[str, Entry]) -> dict[str, Any]:
    groups = {
        organisation: [item for item in archive.missions if item.organisation == organisation]
        for organisation in wording.ORGANISATIONS
    }
    return {
        "newest": _entries(entries, archive.articles[:NEWEST]),
        "since": min((_began(mission).year for mission in archive.missions), default=None),
        "groups": {key: missions for key, missions in groups.items() if missions},
        "picture": picture_of(archive) if archive.missions else None,
        "small": small_of(archive, *SMALL_MAP) if archive.missions else None,
        "areas": _areas(archive),
    }


def _areas(archive: Archive) -> list[Area]:
    """The sea areas that have a mission."""
    return [area for area in archive.areas if archive.missions_of_area(area.id)]


def _neighbours(archive: Archive) -> dict[str, list[Neighbour]]:
    """The neighbours of each article in its missions, by slug.

    An article without a date has no place among the others, and a withdrawn one none to show.
    """
    found: dict[str, list[Neighbour]] = {}
    for mission in archive.missions:
        row = [
            article
            for article in archive.articles_of_mission(mission.id)
            if article.date is not None and archive.rights_of(article) != "withdrawn"
        ]
        for after, article, before in zip([None, *row], row, [*row[1:], None], strict=False):
            found.setdefault(article.slug, []).append(Neighbour(mission, before, after))
    return found


def _mission(archive: Archive, entries: Mapping[str, Entry], mission: Mission) -> dict[str, Any]:
    articles = archive.articles_of_mission(mission.id)
    related = {
        other.id: other
        for code in mission.countries
        for other in archive.missions_of_country(code)
        if other.id != mission.id
    }
    for sea in mission.seas:
        related.update({item.id: item for item in archive.missions_of_area(sea)})
    related.pop(mission.id, None)
    return {
        "mission": mission,
        "entries": _entries(entries, articles),
        "figures": [
            (article, figure)
            for article in articles
            if archive.rights_of(article) == "full"
            for figure in article.figures
        ],
        "related": sorted(related.values(), key=lambda other: other.sort_key),
        "locator": locator_of(mission.countries, [archive.area(sea) for sea in mission.seas]),
        "strips": own_timeline(mission, articles),
        "note": markup.to_html(mission.body),
    }


def _timeline(archive: Archive) -> dict[str, Any]:
    """Articles and missions' starts and ends by year, and apart what has no date or no end."""
    begun = [_began(mission) for mission in archive.missions]
    ended = [
        Event(mission.danish_participation.end, mission)
        for mission in archive.missions
        if mission.danish_participation.end is not None
    ]
    written = [
        Event(article.date, article) for article in archive.articles if article.date is not None
    ]
    numbers = sorted({event.year for event in (*begun, *ended, *written)}, reverse=True)
    # The newest year of each decade, to jump to: what comes last in this order stays.
    decades = {number // 10 * 10: number for number in reversed(numbers)}
    return {
        "register": register_of(archive, archive.missions),
        "areas": _areas(archive),
        "years": [
            Year(number, *(_of_year(events, number) for events in (begun, ended, written)))
            for number in numbers
        ],
        "decades": dict(sorted(decades.items(), reverse=True)),
        "undated": [article for article in archive.articles if article.date is None],
        "open": [
            mission for mission in archive.missions if mission.danish_participation.end is None
        ],
    }


def _began(mission: Mission) -> Event:
    return Event(mission.danish_participation.start, mission)


def _of_year(events: list[Event], number: int) -> tuple[Event, ...]:
    """The events of a year by their earliest day; equal ones as the archive orders them."""
    mine = (event for event in events if event.year == number)
    return tuple(sorted(mine, key=lambda event: event.date.sort_ordinal))
