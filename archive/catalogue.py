"""The archive: everything that the content holds, with the indexes that pages read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self, TypeVar

from archive.article import Article, Rights
from archive.cleaning import Cleaning
from archive.mission import Mission
from archive.prose import Prose
from archive.vocabulary import Area, Country, Office, Outlet, PageText, Site

T = TypeVar("T")


def _index(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    """Group items by each of their keys, in the order in which they come."""
    groups: dict[str, list[T]] = {}
    for item in items:
        for key in keys(item):
            groups.setdefault(key, []).append(item)
    return {key: tuple(group) for key, group in groups.items()}


@dataclass(frozen=True)
class Archive:
    """All of the content, checked and sorted.

    `articles` are newest first with undated ones last, `missions` by the start of their Danish
    part, `countries` those that have a page, by English name. `pages` are the Markdown pages of
    content/pages by name.
    """

    site: Site
    articles: tuple[Article, ...]
    missions: tuple[Mission, ...]
    countries: tuple[Country, ...]
    areas: tuple[Area, ...]
    outlets: tuple[Outlet, ...]
    offices: tuple[Office, ...]
    pages: Mapping[str, PageText]
    _articles: Mapping[str, Mapping[str, tuple[Article, ...]]] = field(repr=False)
    _missions: Mapping[str, Mapping[str, tuple[Mission, ...]]] = field(repr=False)
    _mission: Mapping[str, Mission] = field(repr=False)
    _country: Mapping[str, Country] = field(repr=False)
    _area: Mapping[str, Area] = field(repr=False)
    _outlet: Mapping[str, Outlet] = field(repr=False)
    _cleaning: Mapping[str, Cleaning] = field(repr=False)
    _prose: Mapping[str, Prose] = field(repr=False)

    @classmethod
    def of(
        cls,
        *,
        site: Site,
        articles: Iterable[Article],
        missions: Iterable[Mission],
        countries: Mapping[str, Country],
        areas: Iterable[Area],
        outlets: Iterable[Outlet],
        offices: Iterable[Office],
        pages: Mapping[str, PageText],
        cleanings: Mapping[str, Cleaning],
        prose: Mapping[str, Prose],
    ) -> Self:
        """Sort and index the content.

        `countries` holds every country by code, `cleanings` each by the name of its capture,
        `prose` each by the path of its article.
        """
        articles = tuple(sorted(articles, key=lambda article: article.sort_key))
        missions = tuple(sorted(missions, key=lambda mission: mission.sort_key))
        areas, outlets = tuple(areas), tuple(outlets)
        by_country = _index(articles, lambda article: article.countries)
        missions_by_country = _index(missions, lambda mission: mission.countries)
        used = sorted(
            (countries[code] for code in {*by_country, *missions_by_country}),
            key=lambda country: country.name,
        )
        return cls(
            site=site,
            articles=articles,
            missions=missions,
            countries=tuple(used),
            areas=areas,
            outlets=tuple(sorted(outlets, key=lambda outlet: outlet.name.casefold())),
            offices=tuple(offices),
            pages=dict(pages),
            _articles={
                "mission": _index(articles, lambda article: article.missions),
                "country": by_country,
                "outlet": _index(articles, lambda article: [article.outlet or ""]),
            },
            _missions={
                "country": missions_by_country,
                "area": _index(missions, lambda mission: mission.seas),
            },
            _mission={mission.id: mission for mission in missions},
            _country={country.code: country for country in used},
            _area={area.id: area for area in areas},
            _outlet={outlet.id: outlet for outlet in outlets},
            _cleaning=dict(cleanings),
            _prose=prose,
        )

    def mission(self, id: str) -> Mission:
        """The mission of that id; KeyError where there is none."""
        return self._mission[id]

    def country(self, code: str) -> Country:
        """The country of that code; KeyError where it has no page."""
        return self._country[code]

    def area(self, id: str) -> Area:
        """The sea area of that id; KeyError where there is none."""
        return self._area[id]

    def outlet(self, id: str) -> Outlet:
        """The outlet of that id; KeyError where there is none."""
        return self._outlet[id]

    def articles_of_mission(self, id: str) -> tuple[Article, ...]:
        """The articles tagged with a mission, newest first."""
        return self._articles["mission"].get(id, ())

    def articles_of_country(self, code: str) -> tuple[Article, ...]:
        """The articles tagged with a country, newest first."""
        return self._articles["country"].get(code, ())

    def articles_of_outlet(self, id: str | None) -> tuple[Article, ...]:
        """The articles of an outlet, newest first; None gives those whose outlet is unknown."""
        return self._articles["outlet"].get(id or "", ())

    def missions_of_country(self, code: str) -> tuple[Mission, ...]:
        """The missions in a country, by the start of their Danish part."""
        return self._missions["country"].get(code, ())

    def missions_of_area(self, id: str) -> tuple[Mission, ...]:
        """The missions in a sea area, by the start of their Danish part."""
        return self._missions["area"].get(id, ())

    def places_of(self, mission: Mission) -> tuple[str, ...]:
        """The names of the countries and sea areas of a mission."""
        countries = (self._country[code].name for code in mission.countries)
        return (*countries, *(self._area[sea].name for sea in mission.seas))

    @property
    def withdrawn(self) -> int:
        """How many articles are withdrawn: pages name them, exports do not."""
        return sum(self.rights_of(article) == "withdrawn" for article in self.articles)

    def cleaning_of(self, article: Article) -> Cleaning | None:
        """How an article was cleaned; None where it has no capture."""
        return self._cleaning.get(article.capture or "")

    def prose_of(self, article: Article) -> Prose:
        """What an article's text gives."""
        return self._prose[article.path]

    def rights_of(self, article: Article) -> Rights:
        """What the archive shows of an article: its own setting, else its outlet's, else full."""
        if article.rights is not None:
            return article.rights
        outlet = self._outlet.get(article.outlet or "")
        return (outlet.rights if outlet else None) or "full"
