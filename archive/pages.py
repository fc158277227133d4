"""The pages: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from archive import citation_styles, embedded, markup, wording
from archive.article import Article, Figure
from archive.catalogue import Archive
from archive.cited import Cited
from archive.coverage import coverage
from archive.entry import Entry
from archive.exports import Exports, exports_of
from archive.holdings import holdings_of
from archive.lanes import picture_of
from archive.listing import Listing, listing_of
from archive.locator import locator_of
from archive.mission import Mission
from archive.register import own_timeline, register_of
from archive.vocabulary import Area, Country, PageText
from archive.world import small_of, world_of
from archive.years import Years, began, years_of_archive

NEWEST = 10
# A mission's page shows so many figures; where there are more, they have pages of their own.
FIGURES = 40
MOST_FIGURES = 300
# Of the home page's map: units wide and high, and by how many units it is coarse.
SMALL_MAP = (480, 250, 1.8)
# Pixels that bars take on a country's page.
BESIDE = 440


@dataclass(frozen=True)
class Page:
    """One page: its path inside the site, its template, and what makes that which it is given.

    Which pages there are is known at once; what they show is made when it is asked for.
    """

    path: str
    template: str
    make: Callable[[], Mapping[str, Any]] = dict

    @cached_property
    def context(self) -> Mapping[str, Any]:
        """What the template is given."""
        return self.make()

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a long list: such a page comes and goes with what it lists."""
        return self.template in ("list.html", "year.html", "figures.html")


@dataclass(frozen=True)
class Neighbour:
    """The article before or after another one in a mission."""

    mission: Mission
    before: Article | None
    after: Article | None


def pages(archive: Archive, exports: Exports | None = None) -> Iterator[Page]:
    """Every page of the site; `exports` are the archive's own, made here where none are given."""
    exports = exports or exports_of(archive)
    entries = exports.entries
    yield Page("index.html", "index.html", partial(_home, archive, entries))
    neighbours = _neighbours(archive)
    reports = coverage(item for item in archive.articles if archive.rights_of(item) == "full")
    for article in archive.articles:
        context: dict[str, Any] = {
            "article": article,
            "entry": entries[article.slug],
            "neighbours": neighbours.get(article.slug, []),
            "reports": reports.get(article.slug, ()),
            "cleaning": archive.cleaning_of(article),
        }
        make = partial(_article, context, exports.cited.get(article.slug))
        yield Page(article.address, "article.html", make)
    for mission in archive.missions:
        yield from _mission_pages(archive, entries, mission)
    for country in archive.countries:
        yield from _country_pages(archive, entries, country)
    years = years_of_archive(archive)
    yield Page("timeline.html", "timeline.html", partial(_timeline, archive, years))
    for part, year in years.pages():
        context = {"part": part, "year": year, "entries": entries}
        yield Page(part.path, "year.html", partial(dict, context))
    yield Page("map.html", "map.html", partial(_map, archive))
    yield from _outlet_pages(archive, entries)
    context = {"areas": _areas(archive), "years": [year.number for year in years.years]}
    yield Page("search.html", "search.html", partial(dict, context))
    yield Page("data.html", "data.html", partial(dict, tables=exports.tables))
    for name, text in sorted(archive.pages.items()):
        yield Page(f"{name}.html", "page.html", partial(_text, archive, text))
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


def _article(context: Mapping[str, Any], cited: Cited | None) -> dict[str, Any]:
    return {**context, **_citations(cited)}


def _text(archive: Archive, text: PageText) -> dict[str, Any]:
    return {
        "holdings": holdings_of(archive) if text.name == "about" else (),
        "title": text.title,
        "description": text.description,
        "html": markup.with_anchors(markup.to_html(text.body)),
    }


def _map(archive: Archive) -> dict[str, Any]:
    world, detail = world_of(archive)
    return {"world": world, "detail": detail, "areas": _areas(archive)}


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


def _home(archive: Archive, entries: Mapping[str, Entry]) -> dict[str, Any]:
    groups = {
        organisation: [item for item in archive.missions if item.organisation == organisation]
        for organisation in wording.ORGANISATIONS
    }
    return {
        "newest": archive.articles[:NEWEST],
        "entries": entries,
        "since": min((began(mission).year for mission in archive.missions), default=None),
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


def _mission_pages(
    archive: Archive, entries: Mapping[str, Entry], mission: Mission
) -> Iterator[Page]:
    """A mission's page, and the pages of what is too long for it."""
    articles = archive.articles_of_mission(mission.id)
    listing = listing_of(articles, _folder(mission.address))
    figures = [
        (article, figure)
        for article in articles
        if archive.rights_of(article) == "full"
        for figure in article.figures
    ]
    make = partial(_mission, archive, entries, mission, listing, figures)
    yield Page(mission.address, "mission.html", make)
    yield from _list_pages(listing, entries, mission.name, mission.address)
    pages = range(0, len(figures) if len(figures) > FIGURES else 0, MOST_FIGURES)
    for number, start in enumerate(pages, 1):
        path = f"{_folder(mission.address)}/figures{'' if number == 1 else f'-{number}'}.html"
        shown = figures[start : start + MOST_FIGURES]
        further = {
            "mission": mission,
            "figures": shown,
            "number": number,
            "count": len(figures),
            "pages": len(pages),
        }
        yield Page(path, "figures.html", partial(dict, further))


def _country_pages(
    archive: Archive, entries: Mapping[str, Entry], country: Country
) -> Iterator[Page]:
    """A country's page, and the pages of its list where that is long."""
    listing = listing_of(archive.articles_of_country(country.code), _folder(country.address))
    yield Page(
        country.address, "country.html", partial(_country, archive, entries, country, listing)
    )
    name = f"Danish forces in {country.name}"
    yield from _list_pages(listing, entries, name, country.address)


def _country(
    archive: Archive, entries: Mapping[str, Entry], country: Country, listing: Listing
) -> dict[str, Any]:
    missions = archive.missions_of_country(country.code)
    return {
        "country": country,
        "missions": missions,
        "register": register_of(archive, missions, BESIDE),
        "locator": locator_of([country.code], ()),
        "listing": listing,
        "entries": entries,
    }


def _outlet_pages(archive: Archive, entries: Mapping[str, Entry]) -> Iterator[Page]:
    """The list of outlets, and a page for each with its articles."""
    outlets = [(outlet, archive.articles_of_outlet(outlet.id)) for outlet in archive.outlets]
    unknown = archive.articles_of_outlet(None)
    found = [(outlet, articles) for outlet, articles in outlets if articles]
    yield Page("outlets.html", "outlets.html", partial(dict, outlets=found, unknown=unknown))
    for outlet, articles in (*found, *([(None, unknown)] if unknown else [])):
        path = wording.outlet_path(outlet.id if outlet else None)
        listing = listing_of(articles, _folder(path))
        context = {"outlet": outlet, "listing": listing, "entries": entries}
        yield Page(path, "outlet.html", partial(dict, context))
        name = outlet.name if outlet else "Outlet not known"
        yield from _list_pages(listing, entries, name, path)


def _list_pages(
    listing: Listing, entries: Mapping[str, Entry], name: str, address: str
) -> Iterator[Page]:
    """The pages of a long list; `name` and `address` are those of the page it belongs to."""
    parts = list(listing.pages())
    for newer, part, older in zip([None, *parts], parts, [*parts[1:], None], strict=False):
        context = {
            "part": part,
            "newer": newer,
            "older": older,
            "name": name,
            "address": address,
            "entries": entries,
        }
        yield Page(part.path, "list.html", partial(dict, context))


def _folder(address: str) -> str:
    """The folder of the pages that belong to a page: missions/kfor for missions/kfor.html."""
    return address.removesuffix(".html")


def _mission(
    archive: Archive,
    entries: Mapping[str, Entry],
    mission: Mission,
    listing: Listing,
    figures: list[tuple[Article, Figure]],
) -> dict[str, Any]:
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
        "entries": entries,
        "listing": listing,
        "citable": sum(entries[article.slug].rights != "withdrawn" for article in articles),
        "figures_shown": FIGURES,
        "figures": figures,
        "related": sorted(related.values(), key=lambda other: other.sort_key),
        "locator": locator_of(mission.countries, [archive.area(sea) for sea in mission.seas]),
        "strips": own_timeline(mission, articles),
        "note": markup.to_html(mission.body),
    }


def _timeline(archive: Archive, years: Years) -> dict[str, Any]:
    """Articles and missions' starts and ends by year, and apart what has no date or no end."""
    return {
        "register": register_of(archive, archive.missions),
        "areas": _areas(archive),
        "years": years,
        "open": [
            mission for mission in archive.missions if mission.danish_participation.end is None
        ],
    }
