"""Dates as sources give them: a named subset of EDTF (ISO 8601-2) with bounds and words.

    2022-01-28  2022-01  2022           a day, a month, a year
    2011~  2011?  2011%                 about, perhaps, perhaps about (after any of those)
    2011~/2012-03?  2022/..  ../2013    a span: from … to …, since, until
    [2022-01-27..2022-01-30]            a choice: some day in, with `[A..]` and `[..B]`

A mark widens nothing: the bounds are those of the text, and the words tell that it is unsure.
"""

from __future__ import annotations

import datetime
import itertools
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NoReturn

# Written here, not asked of the locale: a build gives the same words everywhere.
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
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
    return _read(text) or _refuse(text)


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
            f"{text!r} is not a real day: {MONTHS[month - 1]} {year} has {last} days. Write a day "
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
    parts = [str(first.day), MONTHS[first.month - 1], str(first.year)]
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


# From here on: what may have been meant by a text that is no date of the subset. A guess is only
# told, never taken.

_GENERAL = (
    "Write the year (1000 to 9999) first: 2022-01-28, 2022-01 or 2022. 2022~ is about 2022, 2022? "
    "perhaps 2022; 2021/2023 is a span; [2022-01-27..2022-01-30] is some day in these"
)
_DANISH = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_NONE = {"", "~", "none", "null", "unknown", "undated", "n/a", "ukendt"}
_ABOUT = {"about", "around", "approximately", "approx", "circa", "ca", "c", "cirka", "omkring"}
_PERHAPS = {"perhaps", "maybe", "possibly", "probably", "måske"}
_SILENT = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|(man|tirs|ons|tors|fre|lør|søn)dag|st|nd|rd|th|"
    r"of|the|den|d|in|i|on|xx"
)
_NOW = "open|now|present|today|ongoing|nu|"
_PAIRS = (
    ("{}/{}", r"(?:from |fra )?(.+?)(?: to | until | til | - |/)(.+)"),
    ("{}/{}", r"(.{10}|.{7}|[^-]+)-(.{10}|.{7}|[^-]+)"),
    ("[{}..{}]", r"(?:between |mellem )?(.+?)(?: and | or | og | eller |\.\.|/|,)(.+?)"),
    ("{}/..", rf"(?:since|siden|from|fra) (.+)|(.+?) ?(?:/|-|to|til) ?(?:{_NOW})"),
    ("../{}", r"(?:until |till |indtil |/)(.+)"),
    ("[{}..]", r"(?:after|efter|not before) (.+)|(.+?)(?: or later|\.\.)"),
    ("[..{}]", r"(?:before |før |by |\.\.)(.+)|(.+) or earlier"),
)


def _refuse(text: str) -> NoReturn:
    shown = text if len(text) <= 80 else text[:77] + "..."
    # Typographic dashes are hyphens here.
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(shown.casefold().split()))
    if plain in _NONE:
        raise DateError(f"{shown!r} gives no date. Leave the line out where it is not known.")
    guesses = _guesses(plain)
    if not guesses:
        for order in _orders(plain):
            _read(order)  # raises for 30 February 2022, and says why
    advice = f"Write {' or '.join(dict.fromkeys(guesses))} instead" if guesses else _GENERAL
    raise DateError(f"{shown!r} is not a date as the archive writes it. {advice}.")


def _guesses(text: str) -> list[str]:
    """Return the dates of the subset that `text` may stand for."""
    guesses = _single_guesses(text)
    for shape, pattern in _PAIRS:
        match = None if guesses else re.fullmatch(pattern, text.strip("[]{}"))
        if match and not (text[0] in "[{" and "/" in shape):
            ends = [_single_guesses(end) for end in _lent(*filter(None, match.groups()))]
            guesses = [shape.format(*pair) for pair in itertools.product(*ends)]
            guesses = [guess for guess in guesses if _known(guess)]
    return guesses


def _lent(first: str, second: str = "") -> list[str]:
    """Lend an end what the other has: "27 to 30 January 2022", "2022/23"."""
    if not second:
        return [first]
    words = second.split()
    lent = [first, *(f"{first} {' '.join(words[-count:])}" for count in (1, 2))]
    if second.isdigit() and len(second) < 4:
        second = first[: -len(second)] + second
    return [next(filter(_single_guesses, lent), first), second]


def _single_guesses(text: str) -> list[str]:
    """Return the days, months or years that `text` may stand for: two for 03/04/2022."""
    return [order for order in _orders(text) if _known(order)]


def _orders(text: str) -> list[str]:
    """Return the ways to order the parts of `text` into one date, real or not."""
    if ".." in text or text.strip("/-") != text:
        return []
    text = re.sub(r"(?<=[0-9])[t ] ?[0-9]{1,2}:[0-9]{2}.*", "", text)  # the time of day
    about, perhaps = ("~" in text or "%" in text), ("?" in text or "%" in text)
    months, numbers = [], []
    for token in re.findall(r"[0-9]+|[^\W0-9_]+", text):
        if token.isdecimal():
            numbers.append(token)
        elif month := _month(token):
            months.append(month)
        elif token in _ABOUT:
            about = True
        elif token in _PERHAPS:
            perhaps = True
        elif not _SILENT.fullmatch(token):
            return []
    if not 1 <= len(numbers) + len(months) <= 3 or len(months) > 1 or not numbers:
        return []
    if months:
        orders = [[numbers[0], *months, *numbers[1:]], [*numbers[1:], *months, numbers[0]]]
    elif len(numbers[0]) == 8:
        orders = [[numbers[0][:4], numbers[0][4:6], numbers[0][6:]]]
    elif len(numbers[0]) == 4:
        orders = [numbers]
    else:
        # Day first, as in Denmark; with slashes the month may be meant first.
        orders = [numbers[::-1]]
        if "/" in text and len(numbers) == 3:
            orders.append([numbers[2], numbers[0], numbers[1]])
    mark = "%" if about and perhaps else "~" if about else "?" if perhaps else ""
    texts = ["-".join(part.zfill(2) for part in order) + mark for order in orders]
    return [order for order in texts if _SINGLE.fullmatch(order)]


def _month(word: str) -> str:
    for number in range(12):
        names = (MONTHS[number].casefold(), _DANISH[number])
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return f"{number + 1:02d}"
    return ""


def _known(text: str) -> bool:
    try:
        return _read(text) is not None
    except DateError:
        return False
