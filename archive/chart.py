"""Charts: the geometry of the timelines. Missions and articles in, places on an axis out.

All lengths are in the units of a `Scale`: per cent of a width that the browser chooses, or user
units of a drawing. Nothing here knows today's date: what has no end is unknown from the last
report on.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.article import Article
from archive.dates import Date
from archive.mission import Mission, Participation, Span

# Most missions begin after this year. What is earlier is drawn at a fifth of the scale.
BEND = 1990
EARLY = 0.2
# In pixels.
SHORT = 7  # a named month or year that is wider fades across its width
LEAST = 3  # the narrowest bar
MARK = 6  # marks that are closer become one
GONE = 20  # how far a bar without an end fades out
DOTS = 24  # how far a mission's own span without an end goes on as dots


@dataclass(frozen=True)
class Scale:
    """A time axis from the year `first` to the beginning of the year `last`, with fractions.

    `left` and `width` are in units, `pixel` is how many units a pixel takes where the drawing
    has the width it is made for. Where it is `bent`, early years are drawn narrower.
    """

    first: float
    last: float
    left: float
    width: float
    pixel: float
    bent: bool = True

    @property
    def bend(self) -> float | None:
        """Where the scale changes; None where it does not."""
        return self.at(BEND) if self._early else None

    @property
    def _early(self) -> float:
        """How many years are drawn narrower: none where all are early, or hardly any."""
        bent = self.bent and self.first <= BEND - 10 and self.last >= BEND + 10
        return BEND - self.first if bent else 0

    def at(self, year: float) -> float:
        """The place of a year and its fraction, held inside the axis."""
        year = min(max(year, self.first), self.last)
        early = self._early
        whole = early * EARLY + self.last - self.first - early
        bent = min(year - self.first, early) * EARLY + max(year - self.first - early, 0)
        return self.left + self.width * bent / whole

    def day(self, day: datetime.date) -> float:
        """The place of the beginning of a day."""
        return self.at(_year(day))


def scale_of(
    dates: Iterable[Date], width: float, pixels: float, left: float = 0, bent: bool = True
) -> Scale:
    """The axis that holds all of `dates` in whole years; ValueError where there are none.

    It is `width` units wide and made to be shown `pixels` wide.
    """
    dates = list(dates)
    firsts = [day.year for date in dates if (day := date.earliest or date.latest)]
    lasts = [day.year for date in dates if (day := date.latest or date.earliest)]
    if not firsts:
        raise ValueError("an axis needs a date")
    return Scale(min(firsts), max(lasts) + 1, left, width, width / pixels, bent)


@dataclass(frozen=True)
class Tick:
    """A year on the axis. `strong` ones are decades."""

    x: float
    label: str
    strong: bool


def ticks(scale: Scale, room: float) -> tuple[Tick, ...]:
    """The first year, and years at round steps, with labels `room` pixels apart at least."""
    found = [Tick(scale.left, str(round(scale.first)), False)]
    bend = scale.first + scale._early
    for first, last in ((scale.first, bend - 1), (bend, scale.last)):
        if last <= first:
            continue
        steps = (1, 2, 5, 10, 20, 50, 100)
        pixels = (scale.at(last) - scale.at(first)) / (last - first) / scale.pixel
        step = next((step for step in steps if step * pixels >= room), steps[-1])
        for year in range(math.ceil(first / step) * step, math.floor(last) + 1, step):
            x = scale.at(year)
            if x - found[-1].x >= room * scale.pixel:
                found.append(Tick(x, str(year), year % 10 == 0))
            elif year == round(scale.first) or (year == BEND and len(found) > 1):
                found[-1] = Tick(x, str(year), True)
    return tuple(found)


Kind = Literal["solid", "broken", "in", "out", "gone"]


@dataclass(frozen=True)
class Piece:
    """A part of a bar. "in" and "out" fade over an end that is not exactly known, "gone" ends in
    nothing: no end was found. "broken" is a part that comes and goes.
    """

    kind: Kind
    x: float
    width: float

    @property
    def end(self) -> float:
        """Its right end."""
        return self.x + self.width


@dataclass(frozen=True)
class Mark:
    """One or more articles, in order of time. `certain` is true where each has a certain day."""

    x: float
    articles: tuple[Article, ...]

    @property
    def certain(self) -> bool:
        """True where the day of each is certain."""
        return all(article.date and article.date.is_certain_day for article in self.articles)


@dataclass(frozen=True)
class Bar:
    """A mission on an axis: its Danish part, its own span behind it, and its articles.

    `span` is where the mission's own known span begins and ends, `dots` where it goes on without
    a known end; `question` is the place of a question mark behind an end that is only perhaps
    known, or not at all.
    """

    mission: Mission
    pieces: tuple[Piece, ...]
    span: tuple[float, float]
    dots: float | None
    question: float | None
    marks: tuple[Mark, ...]

    @property
    def left(self) -> float:
        """The leftmost place drawn at."""
        return min(self.span[0], self.pieces[0].x)

    @property
    def right(self) -> float:
        """The rightmost place drawn at, without the question mark."""
        return max(self.dots or self.span[1], self.pieces[-1].end)


def bar_of(mission: Mission, articles: Sequence[Article], scale: Scale, close: float = MARK) -> Bar:
    """Draw a mission with its articles; marks closer than `close` pixels become one."""
    part = mission.danish_participation
    pieces = _pieces(part, scale)
    question = None
    if part.end is None or part.end.uncertain:
        question = pieces[-1].end
    start, end, dots = _own_span(mission.mission, pieces, scale)
    if part.end is None:
        dots = None  # the bar itself already ends in nothing
    return Bar(mission, pieces, (start, end), dots, question, marks_of(articles, scale, close))


def marks_of(articles: Sequence[Article], scale: Scale, close: float = MARK) -> tuple[Mark, ...]:
    """The articles that have a date, each in the middle of the days it may be of."""
    placed = []
    for article in articles:
        if article.date is not None:
            first, last = edge(article.date, scale, fuzzy=False)
            placed.append(((first + last) / 2, article.slug, article))
    marks: list[Mark] = []
    for x, _, article in sorted(placed, key=lambda item: item[:2]):
        if marks and x - marks[-1].x < close * scale.pixel:
            marks[-1] = Mark(marks[-1].x, (*marks[-1].articles, article))
        else:
            marks.append(Mark(x, (article,)))
    return tuple(marks)


def edge(date: Date, scale: Scale, fuzzy: bool = True) -> tuple[float, float]:
    """The places between which an end lies.

    With `fuzzy`, "about" reaches beyond the period named by a tenth of it on either side (0.94
    of it for a month), and "perhaps" 1.8 times as far; either is at least 8 pixels wide.
    """
    first, last = date.earliest or date.latest, date.latest or date.earliest
    assert first is not None  # a date has a bound on one side at least
    assert last is not None
    left, right = _year(first), _year(last + datetime.timedelta(days=1))
    if fuzzy and (date.approximate or date.uncertain):
        half = max((right - left) * (1.44 if date.kind == "month" else 0.6), 5 / 365)
        half *= 1.8 if date.uncertain else 1
        middle = (left + right) / 2
        left, right = scale.at(middle - half), scale.at(middle + half)
        short = max(0, 8 * scale.pixel - (right - left)) / 2
        return max(left - short, scale.left), right + short
    return scale.at(left), scale.at(right)


def _pieces(part: Participation, scale: Scale) -> tuple[Piece, ...]:
    """The bar of the Danish part from left to right."""
    start = edge(part.start, scale)
    if not _fades(part.start, start, scale):
        start = (start[0], start[0])
    last = part.end or part.last_reported
    assert last is not None  # the record asks for one of them
    end = edge(last, scale)
    if not _fades(last, end, scale):
        end = (end[1], end[1])
    if start[1] > end[0]:  # the two ends may be one and the same period
        middle = (start[1] + end[0]) / 2
        start, end = (min(start[0], middle), middle), (middle, max(end[1], middle))
    whole: Kind = "broken" if part.status == "recurrent" else "solid"
    pieces = [Piece("in", start[0], start[1] - start[0])] if start[1] > start[0] else []
    width = end[0] - start[1]
    least = LEAST * scale.pixel
    if width > 0 or not pieces or end[1] - start[0] < least:
        pieces.append(Piece(whole, start[1], max(width, 0 if pieces else least)))
    last_x = pieces[-1].end
    if part.end is None:
        pieces.append(Piece("gone", last_x, end[1] - end[0] + GONE * scale.pixel))
    elif end[1] > end[0]:
        pieces.append(Piece("out", last_x, end[1] - end[0]))
    return tuple(pieces)


def _fades(date: Date, place: tuple[float, float], scale: Scale) -> bool:
    unsure = date.approximate or date.uncertain
    return unsure or (date.kind != "day" and place[1] - place[0] > SHORT * scale.pixel)


def _own_span(
    own: Span, pieces: Sequence[Piece], scale: Scale
) -> tuple[float, float, float | None]:
    """Start and end of the mission's own span, and how far dots go on where no end is known."""
    start = edge(own.start, scale, fuzzy=False)[0]
    if own.end is not None:
        return start, max(start, edge(own.end, scale, fuzzy=False)[1]), None
    known = max(start, next((p.x for p in pieces if p.kind == "gone"), pieces[-1].end))
    dots = min(known + DOTS * scale.pixel, scale.left + scale.width)
    return start, known, max(known, dots)


def _year(day: datetime.date) -> float:
    """A day as a year with its fraction.

    >>> _year(datetime.date(2021, 7, 2))
    2021.4986...
    """
    begin = datetime.date(day.year, 1, 1).toordinal()
    length = 366 if day.year % 4 == 0 and (day.year % 100 or day.year % 400 == 0) else 365
    return day.year + (day.toordinal() - begin) / length
