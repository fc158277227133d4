"""Holdings: how many articles the archive has, by year, by outlet and by mission.

The About page shows them, so that a reader sees where the gaps are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from archive import wording
from archive.catalogue import Archive
from archive.listing import year_of

# So many outlets and missions are named; years are told by decades where they are more.
NAMED = 12
YEARS = 40


@dataclass(frozen=True)
class Count:
    """A name, its number of articles, its page, and its part of the highest number, 0 to 1."""

    name: str
    count: int
    address: str | None
    part: float


@dataclass(frozen=True)
class Holding:
    """The articles counted by one thing; `more` says how many names are not among the `counts`."""

    name: str
    counts: tuple[Count, ...]
    more: int = 0


def holdings_of(archive: Archive) -> tuple[Holding, ...]:
    """The articles by year, outlet and mission; nothing where there are none."""
    if not archive.articles:
        return ()
    years = Counter(year_of(article) for article in archive.articles)
    undated = years.pop(None, 0)
    told: list[tuple[str, int, str | None]]
    if len(years) <= YEARS:
        told = [
            (str(year), count, f"years/{year}.html")
            for year, count in sorted(years.items(), key=lambda item: item[0] or 0)
        ]
    else:
        decades = Counter[int]()
        for year, count in years.items():
            decades[(year or 0) // 10 * 10] += count
        told = [(f"{decade}s", count, "timeline.html#years") for decade, count in decades.items()]
        told.sort()
    if undated:
        told.append(("Undated", undated, "timeline.html#undated"))
    outlets = Counter(article.outlet for article in archive.articles)
    missions = Counter(id for article in archive.articles for id in article.missions)
    return (
        Holding("By year", _counts(told)),
        _most(
            "By outlet",
            (
                (
                    archive.outlet(id).name if id else "Outlet not known",
                    count,
                    wording.outlet_path(id),
                )
                for id, count in outlets.items()
            ),
        ),
        _most(
            "By mission",
            (
                (archive.mission(id).label, count, archive.mission(id).address)
                for id, count in missions.items()
            ),
        ),
    )


def _most(name: str, told: Iterable[tuple[str, int, str | None]]) -> Holding:
    """Those with the most articles, by name where they have as many."""
    ordered = sorted(told, key=lambda item: (-item[1], item[0].casefold()))
    return Holding(name, _counts(ordered[:NAMED]), max(0, len(ordered) - NAMED))


def _counts(told: list[tuple[str, int, str | None]]) -> tuple[Count, ...]:
    most = max((count for _, count, _ in told), default=1)
    return tuple(Count(name, count, address, count / most) for name, count, address in told)
