"""Lanes: the picture of all missions, grouped by who led them, bars side by side where they fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archive import wording
from archive.catalogue import Archive
from archive.chart import Bar, Scale, Tick, scale_of, ticks
from archive.register import bars_of, dates_of

WIDTH = 1152  # of the picture, in user units: one is a pixel at the widest
LEFT = 216  # where the axis begins; names of the groups stand before it
ROOM = 34  # behind the axis, for what has no end
LANE = 27
HEAD = 34
BETWEEN = 19
CLEAR = 10  # between what stands in one lane
LETTER = 7.4  # the width of a letter of a label in a wide font
TICK_ROOM = 42


@dataclass(frozen=True)
class Lane:
    """A bar with its label: the label's box from `left` to `right`, its foot 8 above `y`."""

    bar: Bar
    y: float
    left: float
    right: float
    at_end: bool

    @property
    def extent(self) -> tuple[float, float]:
        """From where to where its lane is taken."""
        question = 10 if self.bar.question is not None else 0
        return min(self.left, self.bar.left), max(self.right, self.bar.right + question)


@dataclass(frozen=True)
class Group:
    """The missions of an organisation, below a line at `y`."""

    organisation: str
    y: float
    lanes: tuple[Lane, ...]


@dataclass(frozen=True)
class Picture:
    """All missions. Lengths in user units; the axis runs from `scale.left`."""

    scale: Scale
    ticks: tuple[Tick, ...]
    groups: tuple[Group, ...]
    height: float


def picture_of(archive: Archive) -> Picture:
    """All missions of the archive; ValueError where there are none."""
    width = WIDTH - LEFT - ROOM
    scale = scale_of(dates_of(archive.missions, [archive.articles]), width, width, LEFT)
    every = bars_of(archive, archive.missions, scale)
    groups = []
    y = float(HEAD)
    for organisation in wording.ORGANISATIONS:
        bars = [bar for bar in every if bar.mission.organisation == organisation]
        if bars:
            lanes = _fitted(bars, y)
            groups.append(Group(organisation, y, lanes))
            # The name and the number of a group take two lines beside its lanes.
            y = max(max(lane.y for lane in lanes), y + 33) + BETWEEN
    return Picture(scale, ticks(scale, TICK_ROOM), tuple(groups), y)


def _fitted(bars: Iterable[Bar], top: float) -> tuple[Lane, ...]:
    """Each bar in the first lane where it and its label are clear of the others."""
    taken: list[list[tuple[float, float]]] = []
    lanes = []
    for bar in bars:
        number = 0
        while True:
            lane = _labelled(bar, top + 33 + number * LANE)
            left, right = lane.extent
            if number == len(taken):
                taken.append([])
            if all(
                right + CLEAR <= other[0] or other[1] + CLEAR <= left for other in taken[number]
            ):
                taken[number].append((left, right))
                lanes.append(lane)
                break
            number += 1
    return tuple(lanes)


def _labelled(bar: Bar, y: float) -> Lane:
    width = len(bar.mission.label) * LETTER
    left = bar.pieces[0].x
    if left + width <= WIDTH:
        return Lane(bar, y, left, left + width, at_end=False)
    return Lane(bar, y, WIDTH - width, WIDTH, at_end=True)
