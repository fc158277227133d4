"""The pages: which there are, and what each of them shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from archive import citation_styles, embedded, markup, wording
from archive.article import Article, Figure
from archive.catalogue import Archive
from archive.cited import Cited
from archive.entry import Entry
from archive.exports import Exports, exports_of
from archive.holdings import holdings_of
from archive.lanes import picture_of
from archive.listing import Listing, listing_of
from archive.locator import locator_of
from archive.mission import Mission
from archive.neighbours import neighbours_of
from archive.page import Page
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


def pages(archive: Archive, exports: Exports | None = None) -> Iterator[Page]:
    """Every page of the site; `exports` are the archive's own, made here where none are given."""
    exports = exports or exports_of(archive)
    entries, marks = exports.entries, exports.marks
    newest = marks.articles(archive.articles[:NEWEST])
    home = partial(_home, archive, entries)
    yield Page("index.html", "index.html", home, marks.of(marks.names, newest))
    yield from _article_pages(archive, exports)
    for mission in archive.missions:
        yield from _mission_pages(archive, exports, mission)
    for country in archive.countries:
        yield from _country_pages(archive, exports, country)
    years = years_of_archive(archive)
    timeline = partial(_timeline, archive, years)
    yield Page("timeline.html", "timeline.html", timeline, marks.names)
    for part, year in years.pages():
        context = {"part": part, "year": year, "entries": entries}
        events = [*year.begun, *year.ended] if year is not None else []
        made_of = marks.of(marks.part(part), marks.missions(event.record for event in events))
        yield Page(part.path, "year.html", partial(dict, context), made_of)
    yield Page("map.html", "map.html", partial(_map, archive), marks.names)
    yield from _outlet_pages(archive, exports)
    numbers = [year.number for year in years.years]
    facets: dict[str, Any] = {"areas": _areas(archive), "years": numbers}
    yield Page("search.html", "search.html", partial(dict, facets), marks.names)
    yield Page("data.html", "data.html", partial(_data, exports), marks.everything)
    for name, text in sorted(archive.pages.items()):
        yield Page(f"{name}.html", "page.html", partial(_text, archive, text), marks.everything)
    yield Page("404.html", "404.html", made_of=marks.site)


def _article_pages(archive: Archive, exports: Exports) -> Iterator[Page]:
    """The page of each article."""
    marks = exports.marks
    neighbours = neighbours_of(archive, exports.entries)
    for article in archive.articles:
        near, others = neighbours.get(article.slug, []), exports.reports.get(article.slug, ())
        cleaning = archive.cleaning_of(article)
        context: dict[str, Any] = {
            "article": article,
            "entry": exports.entries[article.slug],
            "neighbours": near,
            "reports": others,
            "cleaning": cleaning,
        }
        around = [item for each in near for item in (each.before, each.after) if item is not None]
        made_of = marks.of(
            marks.article(article),
            [(each.before is None, each.after is None) for each in near],
            marks.named(around),
            [report.kind for report in others],
            marks.named(report.article for report in others),
            cleaning,
        )
        make = partial(_article, context, exports)
        yield Page(article.address, "article.html", make, made_of)


def _article(context: Mapping[str, Any], exports: Exports) -> dict[str, Any]:
    return {**context, **_citations(exports.cited(context["entry"]))}


def _data(exports: Exports) -> dict[str, Any]:
    return {"tables": exports.tables()}


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


def _mission_pages(archive: Archive, exports: Exports, mission: Mission) -> Iterator[Page]:
    """A mission's page, and the pages of what is too long for it."""
    entries, marks = exports.entries, exports.marks
    articles = archive.articles_of_mission(mission.id)
    listing = listing_of(articles, _folder(mission.address))
    figures = [
        (article, figure)
        for article in articles
        if archive.rights_of(article) == "full"
        for figure in article.figures
    ]
    make = partial(_mission, archive, entries, mission, listing, figures)
    told = marks.articles(article for article, _ in figures)
    related = marks.missions(_related(archive, mission))
    made_of = marks.of(
        mission, marks.listing(listing), marks.named(articles), told, len(figures), related
    )
    yield Page(mission.address, "mission.html", make, made_of)
    yield from _list_pages(listing, exports, mission.name, mission.address)
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
        made_of = marks.of(mission, number, len(figures), told)
        yield Page(path, "figures.html", partial(dict, further), made_of)


def _country_pages(archive: Archive, exports: Exports, country: Country) -> Iterator[Page]:
    """A country's page, and the pages of its list where that is long."""
    marks, articles = exports.marks, archive.articles_of_country(country.code)
    listing = listing_of(articles, _folder(country.address))
    missions = archive.missions_of_country(country.code)
    of_missions = (marks.named(archive.articles_of_mission(item.id)) for item in missions)
    made_of = marks.of(
        country,
        marks.listing(listing),
        marks.named(articles),
        marks.missions(missions),
        list(of_missions),
    )
    make = partial(_country, archive, exports.entries, country, listing)
    yield Page(country.address, "country.html", make, made_of)
    name = f"Danish forces in {country.name}"
    yield from _list_pages(listing, exports, name, country.address)


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


def _outlet_pages(archive: Archive, exports: Exports) -> Iterator[Page]:
    """The list of outlets, and a page for each with its articles."""
    entries, marks = exports.entries, exports.marks
    outlets = [(outlet, archive.articles_of_outlet(outlet.id)) for outlet in archive.outlets]
    unknown = archive.articles_of_outlet(None)
    found = [(outlet, articles) for outlet, articles in outlets if articles]
    listed: dict[str, Any] = {"outlets": found, "unknown": unknown}
    counts = [(outlet, len(articles)) for outlet, articles in found]
    yield Page(
        "outlets.html", "outlets.html", partial(dict, listed), marks.of(counts, len(unknown))
    )
    for outlet, articles in (*found, *([(None, unknown)] if unknown else [])):
        path = wording.outlet_path(outlet.id if outlet else None)
        listing = listing_of(articles, _folder(path))
        context = {"outlet": outlet, "listing": listing, "entries": entries}
        made_of = marks.of(outlet, marks.listing(listing))
        yield Page(path, "outlet.html", partial(dict, context), made_of)
        name = outlet.name if outlet else "Outlet not known"
        yield from _list_pages(listing, exports, name, path)


def _list_pages(listing: Listing, exports: Exports, name: str, address: str) -> Iterator[Page]:
    """The pages of a long list; `name` and `address` are those of the page it belongs to."""
    parts = list(listing.pages())
    for newer, part, older in zip([None, *parts], parts, [*parts[1:], None], strict=False):
        context = {
            "part": part,
            "newer": newer,
            "older": older,
            "name": name,
            "address": address,
            "entries": exports.entries,
        }
        others = [(item.path, item.label) for item in (newer, older) if item is not None]
        made_of = exports.marks.of(name, address, newer is None, others, exports.marks.part(part))
        yield Page(part.path, "list.html", partial(dict, context), made_of)


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
    return {
        "mission": mission,
        "entries": entries,
        "listing": listing,
        "citable": sum(entries[article.slug].rights != "withdrawn" for article in articles),
        "figures_shown": FIGURES,
        "figures": figures,
        "related": _related(archive, mission),
        "locator": locator_of(mission.countries, [archive.area(sea) for sea in mission.seas]),
        "strips": own_timeline(mission, articles),
        "note": markup.to_html(mission.body),
    }


def _related(archive: Archive, mission: Mission) -> list[Mission]:
    """The other missions in its countries and seas."""
    related = {
        other.id: other for code in mission.countries for other in archive.missions_of_country(code)
    }
    for sea in mission.seas:
        related.update({item.id: item for item in archive.missions_of_area(sea)})
    related.pop(mission.id, None)
    return sorted(related.values(), key=lambda other: other.sort_key)


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
