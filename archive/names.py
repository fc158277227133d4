"""Names on the map: each where it covers no other name, no mark and no other country."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.atlas import Box, Point, centre

LETTER = 6.8  # the width of a letter in a wide font, in units
LINE = 13  # the height of a name
GAPS = (5, 14, 26, 40, 58, 80, 105)  # how far from what it names a name may stand
TURNS = 16  # how many directions are tried
SHORT = 12  # a name that stands no farther off needs no line to what it names


@dataclass(frozen=True)
class Named:
    """What is to be named: a country with its ring, or a mark `size` units wide at a place.

    Where it is `elsewhere` named as well, it has a name only inside its ring.
    """

    text: str
    ring: Sequence[Point]
    place: Point | None = None
    size: float = 0
    elsewhere: bool = False

    @property
    def middle(self) -> Point:
        """Where it is pointed at."""
        return self.place or centre(self.ring)

    @property
    def box(self) -> Box:
        """What it covers."""
        if self.place is not None:
            (x, y), half = self.place, self.size / 2
            return x - half, y - half, x + half, y + half
        xs, ys = [x for x, _ in self.ring], [y for _, y in self.ring]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True)
class Label:
    """A name: its box, whether it stands inside its country, and the line to what it names."""

    text: str
    box: Box
    inside: bool
    line: tuple[Point, Point] | None


def named(items: Sequence[Named], width: float, height: float) -> list[Label | None]:
    """Give each its name, in the order in which they come; None where there is no room."""
    taken = [item.box for item in items if item.place is not None]
    countries = [(item.box, item.ring) for item in items if item.ring]
    labels: list[Label | None] = []
    for item in items:
        others = [pair for pair in countries if pair[1] is not item.ring]
        choices = (
            label for label in _choices(item) if _free(label, item, others, taken, width, height)
        )
        label = next(choices, None)
        labels.append(label)
        if label is not None:
            taken.append(label.box)
            if label.line is not None:
                taken += [_dot(point) for point in _along(*label.line)]
    return labels


def _choices(item: Named) -> Iterator[Label]:
    """The places that a name may have, the best first."""
    wide, (x, y) = len(item.text) * LETTER, item.middle
    if item.place is None:
        for down in (0, -10, 10, -20, 20):
            for right in (0, -10, 10, -20, 20):
                box = _around((x + right, y + down), wide)
                if all(within(point, item.ring) for point in _spots(box)):
                    yield Label(item.text, box, True, None)
    if item.elsewhere:
        return
    left, top, right_edge, foot = item.box
    for gap in GAPS:
        for turn in range(TURNS):
            # To the right first, then to the left, then what is nearest to them.
            angle = math.pi * ((turn + 1) // 2 * (-1) ** turn) * 2 / TURNS
            across, along = math.cos(angle), math.sin(angle)
            edge_x = x + across * ((right_edge - left) / 2 + gap)
            edge_y = y + along * ((foot - top) / 2 + gap)
            middle = (edge_x + _sign(across) * wide / 2, edge_y + _sign(along) * LINE / 2)
            box = _around(middle, wide)
            nearest = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
            line = ((x, y), nearest) if gap > SHORT else None
            yield Label(item.text, box, False, line)


def _free(
    label: Label,
    item: Named,
    others: Sequence[tuple[Box, Sequence[Point]]],
    taken: Sequence[Box],
    width: float,
    height: float,
) -> bool:
    box = label.box
    if box[0] < 3 or box[1] < 3 or box[2] > width - 3 or box[3] > height - 3:
        return False
    mine = item.box if item.place is not None else None
    if not all(apart(box, other) for other in taken):
        return False
    if label.line is not None:
        dots = [_dot(point) for point in _along(*label.line)]
        blocked = (other for other in taken if other != mine)
        if any(not apart(dot, other) for other in blocked for dot in dots):
            return False
    return label.inside or not any(
        not apart(box, around) and any(within(point, ring) for point in _spots(box))
        for around, ring in others
    )


def apart(a: Box, b: Box) -> bool:
    """Whether two boxes have nothing in common."""
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def within(point: Point, ring: Sequence[Point]) -> bool:
    """Whether a place is inside a ring, by how often a line from it crosses the ring."""
    x, y = point
    inside = False
    x1, y1 = ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


def _spots(box: Box) -> list[Point]:
    """Places all over a box."""
    left, top, right, foot = box
    xs = [left + (right - left) * part / 6 for part in range(7)]
    return [(x, y) for x in xs for y in (top + 1, (top + foot) / 2, foot - 1)]


def _along(a: Point, b: Point) -> list[Point]:
    return [(a[0] + (b[0] - a[0]) * i / 12, a[1] + (b[1] - a[1]) * i / 12) for i in range(12)]


def _dot(point: Point) -> Box:
    return point[0] - 1, point[1] - 1, point[0] + 1, point[1] + 1


def _around(middle: Point, wide: float) -> Box:
    x, y = middle
    return x - wide / 2, y - LINE / 2, x + wide / 2, y + LINE / 2


def _sign(value: float) -> int:
    return 0 if abs(value) < 0.3 else 1 if value > 0 else -1
