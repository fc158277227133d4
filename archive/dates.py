"""Dates as sources give them: a named subset of EDTF (ISO 8601-2) with bounds and words.

    2022-01-28  2022-01  2022           a day, a month, a year
    2011~  2011?  2011%                 about, perhaps, perhaps about (after any of those)
    2011~/2012-03?  2022/..  ../2013    a span: from … to …, since, until
    [2022-01-27..2022-01-30]            a choice: some day in, with `[A..]` and `[..B]`

A mark widens nothing: the bounds are those of the text, and the words tell that it is unsure.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from archive.date_advice import advice
from archive.months import ENGLISH

_SINGLE = re.compile(r"([1-9][0-9]{3})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")


class DateError(ValueError):
    """A text that is no date of the archive. The message says why and what to write instead."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is known; `parse` makes it.

    `text` is the EDTF text as written. `earliest` and `latest` are the first and the last
    possible day, None where that side is open. `start` and `end` are the two ends of a span or
    a choice, None where open. `approximate` (`~`) and `uncertain` (`?`) are true if any part
    is; `%` sets both.
    """

    text: str
    earliest: datetime.date | None
    latest: datetime.date | None
    kind: Literal["day", "month", "year", "span", "choice"]
    approximate: bool = False
    uncertain: bool = False
    start: Date | None = None
    end: Date | None = None

    def __str__(self) -> str:
        """Return the EDTF text."""
        return self.text

    def __reduce__(self) -> tuple[object, ...]:
        """A date is its text: read again, that is a date which is known already."""
        return _parse, (self.text,)

    @property
    def sort_ordinal(self) -> int:
        """The proleptic ordinal of the earliest day, of the latest where that is open."""
        day = self.earliest or self.latest
        return day.toordinal() if day else 0

    @property
    def is_certain_day(self) -> bool:
        """True where it is one day and no part of it is unsure."""
        one = self.earliest is not None and self.earliest == self.latest
        return one and not (self.approximate or self.uncertain)

    def years(self) -> tuple[int, ...]:
        """Return every year it may be of; where one side is open, the years of the known end."""
        if self.earliest is None or self.latest is None:
            known = self.start or self.end
            return known.years() if known else ()
        return tuple(range(self.earliest.year, self.latest.year + 1))

    def words(self) -> str:
        """Say it in English, unsure where it is: "about May 2022", "since 2013"."""
        if self.kind == "choice":
            return _choice_words(self.start, self.end)
        if self.kind == "span":
            return _span_words(self.start, self.end)
        return _mark(self) + " ".join(_parts(self))


def parse(text: str) -> Date:
    """Read one date of the subset, strictly; raise `DateError` with what to write instead."""
    return _parse(text)


# Many articles share few dates. A refusal raises, so no odd text is kept.
@lru_cache(maxsize=1 << 15)
def _parse(text: str) -> Date:
    date = _read(text)
    if date is None:
        raise DateError(advice(text, _read))
    return date


def _read(text: str) -> Date | None:
    """Return None for a text of no known form; raise for a day or an order that cannot be."""
    single = _single(text)
    if single is not None:
        return single
    if text.startswith("[") and text.endswith("]"):
        ends = text[1:-1].split("..")
        return _pair(text, "choice", *ends) if len(ends) == 2 else None
    # An empty end is EDTF's "unknown", not part of the subset: "?" keeps it from passing as open.
    ends = ["" if end == ".." else end or "?" for end in text.split("/")]
    return _pair(text, "span", *ends) if len(ends) == 2 else None


def _single(text: str) -> Date | None:
    match = _SINGLE.fullmatch(text)
    if match is None:
        return None
    year_text, month_text, day_text, mark = match.groups("")
    year, month, day = int(year_text), int(month_text or 1), int(day_text or 1)
    if not 1 <= month <= 12:
        later = f"{year_text[:2]}{month_text}"  # 2022-23 may be meant as 2022 to 2023
        years = later > year_text and not day_text
        span = f", or {year_text}/{later} for the years" if years else ""
        raise DateError(
            f"{text!r}: there is no month {month_text}. Write a month from 01 to 12, or "
            f"{year_text} if the month is not known{span}."
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DateError(
            f"{text!r} is not a real day: {ENGLISH[month - 1]} {year} has {last} days. Write a day "
            f"from 01 to {last}, or {year_text}-{month_text} if the day is not known."
        )
    about, perhaps = mark in ("~", "%"), mark in ("?", "%")
    earliest = datetime.date(year, month, day)
    if day_text:
        return Date(text, earliest, earliest, "day", about, perhaps)
    if month_text:
        return Date(text, earliest, datetime.date(year, month, last), "month", about, perhaps)
    return Date(text, earliest, datetime.date(year, 12, 31), "year", about, perhaps)


def _pair(text: str, kind: Literal["span", "choice"], first: str, second: str) -> Date | None:
    start, end = (_single(side) if side else None for side in (first, second))
    if (first and start is None) or (second and end is None):
        return None
    if start is None and end is None:
        raise DateError(
            f"{text!r} is open at both ends, so it says nothing. Give at least one end, or leave "
            "the date out."
        )
    earliest = start.earliest if start else None
    latest = end.latest if end else None
    if earliest and latest and latest < earliest:
        turned = f"{second}/{first}" if kind == "span" else f"[{second}..{first}]"
        raise DateError(f"{text!r} ends before it starts. If the two are swapped, write {turned}.")
    ends = [side for side in (start, end) if side]
    about, perhaps = any(side.approximate for side in ends), any(side.uncertain for side in ends)
    return Date(text, earliest, latest, kind, about, perhaps, start, end)


def _mark(date: Date) -> str:
    if date.approximate:
        return "perhaps about " if date.uncertain else "about "
    return "perhaps " if date.uncertain else ""


def _parts(date: Date) -> list[str]:
    """Day, month name, year: as many as the date has."""
    first = date.earliest
    assert first is not None
    parts = [str(first.day), ENGLISH[first.month - 1], str(first.year)]
    return parts[("day", "month", "year").index(date.kind) :]


def _joined(start: Date, end: Date, link: str, from_wide: str, to_wide: str) -> str:
    """Both ends, what they share said once: "27 to 30 January 2022".

    Where one end is a month or a year that holds the other, `from_wide` or `to_wide` says which
    part of it is meant: "May 2022 to some time in 2022", as "May 2022 to 2022" says little.
    """
    first, second = _parts(start), _parts(end)
    if start.kind == end.kind and not _mark(start) and not _mark(end):
        while len(first) > 1 and first[-1] == second[len(first) - 1]:
            first.pop()
    elif second == first[-len(second) :] and not _mark(end):
        second[0] = to_wide + second[0]
    elif first == second[-len(first) :] and not _mark(start):
        first[0] = from_wide + first[0]
    return f"{_mark(start)}{' '.join(first)} {link} {_mark(end)}{' '.join(second)}"


def _span_words(start: Date | None, end: Date | None) -> str:
    if start is None or end is None:
        return f"since {start.words()}" if start else f"until {end.words() if end else ''}"
    if start.text == end.text:
        return start.words()
    return _joined(start, end, "to", "some time in ", "some time in ")


def _choice_words(start: Date | None, end: Date | None) -> str:
    if start is None or end is None:
        return f"{start.words()} or later" if start else f"{end.words() if end else ''} or earlier"
    if start.text == end.text:
        return start.words()
    plain = start.kind == end.kind and not (_mark(start) or _mark(end))
    if plain and end.earliest and end.earliest - datetime.timedelta(days=1) == start.latest:
        return _joined(start, end, "or", "", "")
    return "between " + _joined(start, end, "and", "the start of ", "the end of ")
