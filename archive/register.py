"""Registers: missions one below the other on an axis, and a mission's own timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive import wording
from archive.article import Article
from archive.catalogue import Archive
from archive.chart import MARK, Bar, Scale, Tick, bar_of, edge, scale_of, ticks
from archive.dates import Date
from archive.mission import Mission
from archive.months import ENGLISH

# Per cent of the drawing's width; the rest is for what has no end.
WIDTH = 96
# Pixels that a register's bars, and a mission's own timeline, take on a wide screen.
PIXELS = 690
TICK_ROOM = 44
OWN_TICK_ROOM = 100
# No page shows more marks than this: where there are more articles, marks are merged.
MOST_MARKS = 200
# A Danish part that takes less of its mission's span is drawn larger below it.
SMALL = 0.1


@dataclass(frozen=True)
class Register:
    """Bars on one axis. All lengths are in per cent of the drawing's width."""

    scale: Scale
    ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]

    @property
    def groups(self) -> dict[str, tuple[Bar, ...]]:
        """The bars by who led the mission, in the order of the archive; none is empty."""
        found = {
            key: tuple(bar for bar in self.bars if bar.mission.organisation == key)
            for key in wording.ORGANISATIONS
        }
        return {key: bars for key, bars in found.items() if bars}


@dataclass(frozen=True)
class Strip:
    """A mission on an axis of its own. `window` is the part that the next strip enlarges."""

    scale: Scale
    ticks: tuple[Tick, ...]
    bar: Bar
    window: tuple[float, float] | None


def register_of(
    archive: Archive, missions: Sequence[Mission], pixels: float = PIXELS
) -> Register | None:
    """The missions with their articles on one axis, made for bars `pixels` wide; None where there
    are none.
    """
    if not missions:
        return None
    articles = (archive.articles_of_mission(mission.id) for mission in missions)
    scale = scale_of(dates_of(missions, articles), WIDTH, pixels)
    return Register(scale, ticks(scale, TICK_ROOM), bars_of(archive, missions, scale))


def bars_of(archive: Archive, missions: Sequence[Mission], scale: Scale) -> tuple[Bar, ...]:
    """The bars of missions with their articles, of which so many become one mark that a page
    shows `MOST_MARKS` at most.
    """
    close = MARK
    while True:
        bars = tuple(
            bar_of(mission, archive.articles_of_mission(mission.id), scale, close)
            for mission in missions
        )
        if sum(len(bar.marks) for bar in bars) <= MOST_MARKS or close * scale.pixel > scale.width:
            return bars
        close *= 2


def dates_of(missions: Iterable[Mission], articles: Iterable[Iterable[Article]]) -> Iterator[Date]:
    """Every date of missions and articles, for an axis that holds them all."""
    for mission in missions:
        part, own = mission.danish_participation, mission.mission
        yield from filter(None, (part.start, part.end or part.last_reported, own.start, own.end))
    for group in articles:
        yield from (article.date for article in group if article.date is not None)


def own_timeline(mission: Mission, articles: Sequence[Article]) -> tuple[Strip, ...]:
    """A mission's whole span, and below it the Danish part enlarged where it is a small part."""
    scale = scale_of(dates_of([mission], [articles]), WIDTH, PIXELS, bent=False)
    bar = bar_of(mission, articles, scale)
    part = mission.danish_participation
    last = part.end or part.last_reported
    assert last is not None  # the record asks for one of them
    first_x, last_x = edge(part.start, scale)[0], edge(last, scale)[1]
    whole = ticks(scale, OWN_TICK_ROOM)
    if last_x - first_x >= SMALL * WIDTH or scale.last - scale.first < 2:
        if scale.last - scale.first < 3:
            whole = month_ticks(scale)
        return (Strip(scale, whole, bar, None),)
    closer = _closer(part.start, last, scale)
    window = (scale.at(closer.first), scale.at(closer.last))
    marks = month_ticks(closer) if closer.last - closer.first < 3 else ticks(closer, OWN_TICK_ROOM)
    near = bar_of(mission, [item for item in articles if _within(item, closer)], closer)
    return (Strip(scale, whole, bar, window), Strip(closer, marks, near, None))


def month_ticks(scale: Scale) -> tuple[Tick, ...]:
    """Months as close as there is room for, with the year at each January, else at the first."""
    first, last = round(scale.first * 12), round(scale.last * 12)
    pixels = scale.width / scale.pixel / (last - first)
    step = next((step for step in (1, 2, 3, 6) if step * pixels >= OWN_TICK_ROOM), 12)
    months = range(-(-first // step) * step, last + 1, step)
    dated = [month for month in months if month % 12 == 0] or months[:1]
    return tuple(
        Tick(
            scale.at(month / 12),
            ENGLISH[month % 12][:3] + (f" {month // 12}" if month in dated else ""),
            month in dated,
        )
        for month in months
    )


def _closer(start: Date, end: Date, scale: Scale) -> Scale:
    """An axis from a month before the Danish part to a month after it."""
    first, last = start.earliest or start.latest, end.latest or end.earliest
    assert first is not None  # a date has a bound on one side at least
    assert last is not None
    begin = max(first.year * 12 + first.month - 2, scale.first * 12)
    finish = min(last.year * 12 + last.month + 1, scale.last * 12)
    return Scale(begin / 12, finish / 12, scale.left, scale.width, scale.pixel, bent=False)


def _within(article: Article, scale: Scale) -> bool:
    """Whether an article may be of a day on the axis."""
    if article.date is None:
        return False
    first, last = article.date.earliest, article.date.latest
    begins = last is None or last.year + last.month / 12 > scale.first
    return begins and (first is None or first.year + (first.month - 1) / 12 < scale.last)
