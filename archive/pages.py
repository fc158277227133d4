"""The pages: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from archive import markup, wording
from archive.article import Article, Rights
from archive.catalogue import Archive
from archive.dates import Date
from archive.mission import Mission

NEWEST = 10


@dataclass(frozen=True)
class Page:
    """One page: its path inside the site, its template and what the template is given."""

    path: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """An article as pages show it, its body converted once.

    `html` is the safe HTML of its text, empty where `rights` do not let the archive show it.
    """

    article: Article
    rights: Rights
    html: str
    summary: str

    @property
    def date(self) -> Date | None:
        """When it was published."""
        return self.article.date


@dataclass(frozen=True)
class Neighbour:
    """The article before or after another one in a mission."""

    mission: Mission
    before: Article | None
    after: Article | None


@dataclass(frozen=True)
class Event:
    """A line of the timeline: an article, or the start or end of a mission's Danish part."""

    kind: str
    order: tuple[int, int, str]
    words: str
    article: Article | None = None
    mission: Mission | None = None


def pages(archive: Archive) -> Iterator[Page]:
    """Every page of the site."""
    entries = {article.slug: _entry(archive, article) for article in archive.articles}
    yield Page("index.html", "index.html", _home(archive, entries))
    for article in archive.articles:
        yield Page(article.address, "article.html", _article(archive, entries, article))
    for mission in archive.missions:
        yield Page(mission.address, "mission.html", _mission(archive, entries, mission))
    for country in archive.countries:
        context = {
            "country": country,
            "missions": archive.missions_of_country(country.code),
            "entries": _entries(entries, archive.articles_of_country(country.code)),
        }
        yield Page(country.address, "country.html", context)
    yield Page("timeline.html", "timeline.html", _timeline(archive))
    yield Page("outlets.html", "outlets.html", {"entries": entries})
    yield Page("search.html", "search.html")
    for name, document in sorted(archive.pages.items()):
        context = {
            "title": document.fields.get("title", name.capitalize()),
            "description": document.fields.get("description", ""),
            "html": markup.with_anchors(markup.to_html(document.body)),
        }
        yield Page(f"{name}.html", "page.html", context)
    yield Page("404.html", "404.html")


def _entry(archive: Archive, article: Article) -> Entry:
    rights = archive.rights_of(article)
    made = markup.to_html(article.body)
    summary = markup.summary(article.dek, markup.text_of(made))
    if rights in ("link", "withdrawn"):
        summary = ""
    return Entry(article, rights, made if rights == "full" else "", summary)


def _entries(entries: Mapping[str, Entry], articles: tuple[Article, ...]) -> list[Entry]:
    return [entries[article.slug] for article in articles]


def _home(archive: Archive, entries: Mapping[str, Entry]) -> dict[str, Any]:
    decades: dict[str, int] = {}
    for mission in archive.missions:
        name = wording.decade(mission.danish_participation.start)
        decades[name] = decades.get(name, 0) + 1
    groups = {
        organisation: [item for item in archive.missions if item.organisation == organisation]
        for organisation in wording.ORGANISATIONS
    }
    return {
        "newest": _entries(entries, archive.articles[:NEWEST]),
        "decades": decades,
        "groups": {key: missions for key, missions in groups.items() if missions},
        "areas": [area for area in archive.areas if archive.missions_of_area(area.id)],
    }


def _article(archive: Archive, entries: Mapping[str, Entry], article: Article) -> dict[str, Any]:
    neighbours = []
    for id in article.missions:
        row = [
            item
            for item in archive.articles_of_mission(id)
            if archive.rights_of(item) != "withdrawn" or item is article
        ]
        at = row.index(article)
        neighbours.append(
            Neighbour(
                archive.mission(id),
                before=row[at + 1] if at + 1 < len(row) else None,
                after=row[at - 1] if at else None,
            )
        )
    return {"entry": entries[article.slug], "article": article, "neighbours": neighbours}


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
        "note": markup.to_html(mission.body),
    }


def _timeline(archive: Archive) -> dict[str, Any]:
    """Articles and missions' starts and ends by year, and apart what has no date or no end."""
    years: dict[int, list[Event]] = {}
    for event, day in _events(archive):
        years.setdefault(day.year, []).append(event)
    return {
        "years": {
            year: sorted(years[year], key=lambda event: event.order) for year in sorted(years)
        },
        "undated": [article for article in archive.articles if article.date is None],
        "open": [
            mission for mission in archive.missions if mission.danish_participation.end is None
        ],
    }


def _events(archive: Archive) -> Iterator[tuple[Event, Any]]:
    for article in archive.articles:
        if article.date is not None:
            order = (article.date.sort_ordinal, 1, article.slug)
            day = article.date.earliest or article.date.latest
            yield Event("article", order, article.date.words(), article=article), day
    for mission in archive.missions:
        part = mission.danish_participation
        for kind, date, rank in (("start", part.start, 0), ("end", part.end, 2)):
            if date is not None:
                order = (date.sort_ordinal, rank, mission.id)
                day = date.earliest or date.latest
                yield Event(kind, order, date.words(), mission=mission), day
