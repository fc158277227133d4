"""Years: what began, what ended and what was written in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.catalogue import Archive
from archive.dates import Date
from archive.listing import UNDATED, Part, years_of
from archive.mission import Mission

FOLDER = "years"
# The timeline lists all articles itself where there are no more than these.
INLINE = 150


@dataclass(frozen=True)
class Event:
    """The start or the end of a mission's Danish part. `date` is as far as it is known; the event
    stands under the year of its earliest day.
    """

    date: Date
    record: Mission

    @property
    def year(self) -> int:
        """The year it stands under."""
        day = self.date.earliest or self.date.latest
        assert day is not None  # a date has a bound on one side at least
        return day.year


@dataclass(frozen=True)
class Year:
    """What began, what ended and what was written in a year; all of it but articles in order of
    time. `articles` are those that its page lists, newest first; None where there are none.
    """

    number: int
    begun: tuple[Event, ...]
    ended: tuple[Event, ...]
    articles: Part | None


@dataclass(frozen=True)
class Years:
    """All years, the newest first, and the pages of articles without a date.

    `inline` says whether the timeline lists the articles itself.
    """

    years: tuple[Year, ...]
    undated: tuple[Part, ...]
    inline: bool

    @property
    def decades(self) -> dict[int, int]:
        """The newest year of each decade, to jump to, the newest first."""
        newest = {year.number // 10 * 10: year.number for year in reversed(self.years)}
        return dict(sorted(newest.items(), reverse=True))

    def pages(self) -> Iterator[tuple[Part, Year | None]]:
        """Every page of articles with the year that it tells of, None for undated ones."""
        for year in self.years:
            if year.articles is not None:
                for part in year.articles.pages():
                    yield part, year
        for part in self.undated:
            yield part, None


def years_of_archive(archive: Archive) -> Years:
    """The years in which something of the archive began, ended or was written."""
    begun = [began(mission) for mission in archive.missions]
    ended = [
        Event(mission.danish_participation.end, mission)
        for mission in archive.missions
        if mission.danish_participation.end is not None
    ]
    parts = tuple(years_of(archive.articles, FOLDER))
    written = {int(part.label): part for part in parts if not part.label.startswith(UNDATED)}
    numbers = sorted({*(event.year for event in (*begun, *ended)), *written}, reverse=True)
    return Years(
        tuple(
            Year(number, _of_year(begun, number), _of_year(ended, number), written.get(number))
            for number in numbers
        ),
        tuple(part for part in parts if part.label.startswith(UNDATED)),
        len(archive.articles) <= INLINE,
    )


def began(mission: Mission) -> Event:
    """The start of a mission's Danish part."""
    return Event(mission.danish_participation.start, mission)


def _of_year(events: Sequence[Event], number: int) -> tuple[Event, ...]:
    """The events of a year by their earliest day; equal ones as the archive orders them."""
    mine = (event for event in events if event.year == number)
    return tuple(sorted(mine, key=lambda event: event.date.sort_ordinal))
