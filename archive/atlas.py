"""Atlas: outlines of countries as drawn paths, and where places lie on a picture.

The outlines are archive/outlines.json (made by bench/outlines.py). Places are degrees east and
north; a `View` gives them as user units of a picture, from its upper left corner.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

OUTLINES = Path(__file__).parent / "outlines.json"
BEYOND = 6  # units by which a path goes on behind the edge of its picture
Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom
Ring = tuple[int, ...]
Step = tuple[int, int]


@dataclass(frozen=True)
class Outlines:
    """Borders and coasts. A ring lists arcs, `~n` for arc n backwards; `boxes` are those of arcs:
    west, south, east, north; `weights` how far, in degrees of a meridian, a line without a point
    of an arc would lie from it. `coast` is all land without borders.
    """

    arcs: tuple[tuple[Point, ...], ...]
    boxes: tuple[Box, ...]
    weights: tuple[tuple[float, ...], ...]
    countries: dict[str, tuple[Ring, ...]]
    coast: tuple[Ring, ...]
    _around: dict[Ring, Box] = field(default_factory=dict, compare=False, repr=False)

    def box(self, code: str) -> Box | None:
        """West, south, east and north of a country's largest part; None where it has no outline."""
        rings = self.countries.get(code)
        if not rings:
            return None
        return self.around(rings[0])

    def around(self, ring: Ring) -> Box:
        """West, south, east and north of a ring."""
        if ring not in self._around:
            boxes = [self.boxes[arc if arc >= 0 else ~arc] for arc in ring]
            wests, souths, easts, norths = zip(*boxes, strict=True)
            self._around[ring] = min(wests), min(souths), max(easts), max(norths)
        return self._around[ring]


@lru_cache(maxsize=1)
def outlines() -> Outlines:
    """The outlines of the file, read once."""
    data = json.loads(OUTLINES.read_text("utf-8"))
    arcs = []
    for packed in data["arcs"]:
        x = y = 0
        points = []
        for dx, dy in zip(packed[::2], packed[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / data["scale"], y / data["scale"]))
        arcs.append(tuple(points))
    boxes = tuple(
        (
            min(x for x, _ in arc),
            min(y for _, y in arc),
            max(x for x, _ in arc),
            max(y for _, y in arc),
        )
        for arc in arcs
    )
    countries = {code: tuple(map(tuple, rings)) for code, rings in data["countries"].items()}
    found = []
    for arc, (_, south, _, north) in zip(arcs, boxes, strict=True):
        # A degree of a parallel is shorter than one of a meridian.
        short = math.cos(math.radians((south + north) / 2))
        found.append(tuple(weights([(east * short, up) for east, up in arc])))
    coast = tuple(map(tuple, data["coast"]))
    return Outlines(tuple(arcs), boxes, tuple(found), countries, coast)


Projection = Callable[[float, float], Point]


def equal_earth(middle: float) -> Projection:
    """The Equal Earth projection around the meridian `middle`, y downwards.

    Source: Šavrič, Patterson and Jenny, "The Equal Earth map projection", International Journal
    of Geographical Information Science 33 (2019), equations 3 to 5.
    """
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796

    def project(east: float, north: float) -> Point:
        t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(north)))
        t2, t6 = t * t, t**6
        slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
        x = 2 * math.radians(east - middle) * math.cos(t) / (math.sqrt(3) * slope)
        return x, -t * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))

    return project


def azimuthal(middle: Point) -> Projection:
    """Lambert's azimuthal equal-area projection around a place, y downwards.

    Source: Snyder, "Map projections: a working manual", USGS Professional Paper 1395 (1987),
    equations 22-4 and 24-2.
    """
    sin0, cos0 = math.sin(math.radians(middle[1])), math.cos(math.radians(middle[1]))

    def project(east: float, north: float) -> Point:
        turn, sin1 = math.radians(east - middle[0]), math.sin(math.radians(north))
        cos1 = math.cos(math.radians(north))
        near = 1 + sin0 * sin1 + cos0 * cos1 * math.cos(turn)
        k = math.sqrt(2 / max(near, 1e-6))
        return k * cos1 * math.sin(turn), -k * (cos0 * sin1 - sin0 * cos1 * math.cos(turn))

    return project


@dataclass(frozen=True)
class View:
    """A window on the earth, `width` by `height` units. `box` holds, in degrees, all it shows."""

    project: Projection
    left: float
    top: float
    scale: float
    width: float
    height: float
    box: Box
    _lines: dict[tuple[int, float], list[Point]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def place(self, east: float, north: float) -> Point:
        """Where a place lies on the picture."""
        x, y = self.project(east, north)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def path(self, rings: Iterable[Ring], fine: float, least: float = 0) -> str:
        """The path data of rings in whole units; "" where nothing of them is on the picture.

        Points nearer to the line than about `fine` units go; rings smaller than `least` square
        units go, but for the largest.
        """
        seen = [ring for ring in rings if self._sees(outlines().around(ring))]
        large = [ring for ring in seen if self._room(outlines().around(ring)) >= least]
        drawn = self._drawn(large, fine)
        if max((size for size, _ in drawn), default=0) < least:
            drawn = self._drawn(seen, fine)
        most = max((size for size, _ in drawn), default=0)
        return "".join(_data(points) for size, points in drawn if size >= min(least, most))

    def _drawn(self, rings: Iterable[Ring], fine: float) -> list[tuple[float, list[Step]]]:
        """Rings in whole units, with their sizes; without those of which nothing is to be seen."""
        frame = (-BEYOND, -BEYOND, self.width + BEYOND, self.height + BEYOND)
        drawn = []
        for ring in rings:
            points = clipped(self._ring(ring, fine), frame)
            whole = _whole(points)
            if len(whole) > 2:
                drawn.append((abs(area(points)), whole))
        return drawn

    def _room(self, box: Box) -> float:
        """How many square units a ring between west, south, east and north may come to at most.

        Projections keep areas; whole units may add one all around.
        """
        west, south, east, north = map(math.radians, box)
        size = (east - west) * (math.sin(north) - math.sin(south)) * self.scale**2
        return size + (east - west + north - south) * self.scale + 1

    def points(self, ring: Ring, fine: float) -> list[Point]:
        """The corners of a ring within the picture."""
        return clipped(self._ring(ring, fine), (0, 0, self.width, self.height))

    def _ring(self, ring: Ring, fine: float) -> list[Point]:
        points: list[Point] = []
        for arc in ring:
            line = self._line(arc if arc >= 0 else ~arc, fine)
            line = line if arc >= 0 else line[::-1]
            points += line[1 if points else 0 :]
        return points

    def _line(self, number: int, fine: float) -> list[Point]:
        """An arc on the picture; of one that lies outside, the two ends."""
        if (number, fine) not in self._lines:
            world = outlines()
            arc = world.arcs[number]
            if self._sees(world.boxes[number]):
                least = math.degrees(fine / self.scale)
                weighed = zip(arc, world.weights[number], strict=True)
                kept = [point for point, weight in weighed if weight > least]
            else:
                kept = [arc[0], arc[-1]]
            self._lines[number, fine] = [self.place(*point) for point in kept]
        return self._lines[number, fine]

    def _sees(self, box: Box) -> bool:
        """Whether something between west, south, east and north may be on the picture."""
        west, south, east, north = self.box
        return box[0] <= east and box[2] >= west and box[1] <= north and box[3] >= south


def view_of(places: Sequence[Point], project: Projection, width: float, height: float) -> View:
    """A view that holds all of `places` around their middle, as large as it can be."""
    spots = [project(*place) for place in places]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    scale = 1 / max(wide / width, high / height, 1e-9)
    left = (min(xs) + max(xs) - width / scale) / 2
    top = (min(ys) + max(ys) - height / scale) / 2
    easts, norths = [east for east, _ in places], [north for _, north in places]
    middle = (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2
    across = (max(easts) - min(easts)) / 2
    reach = max((max(norths) - min(norths)) / 2, across * math.cos(math.radians(middle[1])))
    reach *= 1.25 * max(width / height, height / width)
    # Meridians run together towards the poles: there the picture reaches further around.
    polar = math.radians(min(abs(middle[1]) + reach, 85))
    wide = max(across, reach) / math.cos(polar)
    box = (middle[0] - wide, middle[1] - reach, middle[0] + wide, middle[1] + reach)
    return View(project, left, top, scale, width, height, box)


def weights(points: Sequence[Point]) -> list[float]:
    """How far from each point a line without it, and without all that weigh less, would lie.

    Those that weigh more than a distance are what a line keeps that may lie so far off. The ends
    weigh infinitely much, so that two countries keep one border.
    Source: Douglas and Peucker, Cartographica 10 (1973), 112-122.
    """
    found = [0.0] * len(points)
    found[0] = found[-1] = math.inf
    parts = [(0, len(points) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        (x1, y1), (x2, y2) = points[first], points[last]
        dx, dy = x2 - x1, y2 - y1
        length = math.hypot(dx, dy)
        inner = points[first + 1 : last]
        if length > 1e-9:
            away = [abs((x - x1) * dy - (y - y1) * dx) / length for x, y in inner]
        else:
            away = [math.hypot(x - x1, y - y1) for x, y in inner]
        worst = max(away)
        at = first + 1 + away.index(worst)
        # Nothing weighs more than what it hangs on.
        found[at] = min(worst, found[first], found[last])
        parts += [(first, at), (at, last)]
    return found


def clipped(points: list[Point], box: Box) -> list[Point]:
    """The part of a ring inside a box: Sutherland and Hodgman, Communications of the ACM 17
    (1974), 32-42.
    """
    for axis, edge, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        inside: list[Point] = []
        for i, here in enumerate(points):
            before = points[i - 1]
            a, b = (before[axis] - edge) * sign, (here[axis] - edge) * sign
            if (a < 0) != (b < 0):
                part = a / (a - b)
                x = before[0] + (here[0] - before[0]) * part
                inside.append((x, before[1] + (here[1] - before[1]) * part))
            if b >= 0:
                inside.append(here)
        points = inside
    return points


def area(points: Sequence[Point]) -> float:
    """The signed area of a ring, in square units."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, _turned(points), strict=True)) / 2


def centre(points: Sequence[Point]) -> Point:
    """The centre of gravity of a ring, the middle of its points where it has no area."""
    size = area(points)
    if abs(size) < 1e-6:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    x = y = 0.0
    for a, b in zip(points, _turned(points), strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, y = x + (a[0] + b[0]) * cross, y + (a[1] + b[1]) * cross
    return x / size / 6, y / size / 6


def _turned(points: Sequence[Point]) -> list[Point]:
    return [*points[1:], *points[:1]]


def _whole(points: Iterable[Point]) -> list[Step]:
    """Points in whole units, none twice in a row."""
    whole: list[Step] = []
    for x, y in points:
        here = (round(x), round(y))
        if not whole or here != whole[-1]:
            whole.append(here)
    return whole[:-1] if len(whole) > 1 and whole[0] == whole[-1] else whole


def _data(points: Sequence[Step]) -> str:
    """Path data in relative steps, as short as it can be said."""
    x, y = points[0]
    words: list[str] = []
    for to_x, to_y in points[1:]:
        step = f"{to_x - x} {to_y - y}".replace(" -", "-")
        words.append(step if not words or step.startswith("-") else f" {step}")
        x, y = to_x, to_y
    return f"M{points[0][0]} {points[0][1]}l{''.join(words)}z"
