"""Make archive/outlines.json, the outlines of countries, from npm's world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m bench.outlines package/countries-50m.json

The source is Natural Earth 4.1 at 1:50 million (public domain) as TopoJSON, which stores a border
between two countries once, as an arc. So does the file made here. It draws who holds the ground;
where Denmark recognises another state, this script moves the line. What it does not do: the part
of Western Sahara that Morocco holds stays with Morocco.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

from babel.core import get_global

OUT = Path(__file__).parent.parent / "archive" / "outlines.json"
SCALE = 100  # places are in hundredths of a degree
TRIANGLE = 0.01  # square degrees at the equator: a point whose triangle is smaller goes
ISLAND = 0.03  # square degrees: a smaller island goes, but for a country's largest
# Kosovo has no number in ISO 3166-1.
UNNUMBERED = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
BERING = -168.3
CRIMEA = (34.4, 45.2)
# The line of 4 June 1967 between Israel and Syria, from north to south.
GOLAN = [(35.69, 33.24), (35.63, 33.1), (35.65, 32.87), (35.65, 32.75)]
Point = tuple[float, float]
Ring = list[int]


def main(source: Path) -> None:
    """Read the TopoJSON and write the compact file."""
    topology = json.loads(source.read_text("utf-8"))
    arcs = _arcs(topology)
    rings = _rings(topology)
    russia = next(ring for ring in rings["RU"] if _inside(CRIMEA, _points(ring, arcs)))
    rings["RU"].remove(russia)
    rings["UA"].append(russia)
    _golan(rings, arcs)
    rings = {code: _merged(found, arcs) for code, found in rings.items() if code != "AQ"}
    coast = _merged([ring for found in rings.values() for ring in found], arcs)
    kept = {code: _without_islets(found, arcs) for code, found in rings.items()}
    coast = [ring for ring in coast if _area(_points(ring, arcs)) > ISLAND]
    kept.pop("", None)
    used = {
        arc if arc >= 0 else ~arc
        for found in [*kept.values(), coast]
        for ring in found
        for arc in ring
    }
    number = {arc: place for place, arc in enumerate(sorted(used))}

    def named(found: list[Ring]) -> list[Ring]:
        return [[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in found]

    lines = [_packed(_simplified(arcs[arc])) for arc in sorted(used)]
    made = {
        "source": "Natural Earth 4.1, 1:50 million, public domain, by way of world-atlas 2.0.2",
        "scale": SCALE,
        "countries": {code: named(found) for code, found in sorted(kept.items())},
        "coast": named(coast),
        "arcs": lines,
    }
    OUT.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
    points = sum(len(line) for line in lines) // 2
    print(f"{OUT}: {OUT.stat().st_size:,} bytes, {points:,} points")


def _arcs(topology: dict) -> list[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        # The map is cut in Bering Strait, so that Russia is one piece, and no island is two.
        island = points[0] == points[-1] and BERING < max(east for east, _ in points) < 0
        arcs.append([(e + 360 if e < BERING and not island else e, n) for e, n in points])
    return arcs


def _rings(topology: dict) -> dict[str, list[Ring]]:
    """The rings of each country by its code; holes are rings too (the fill is even-odd)."""
    aliases = get_global("territory_aliases")
    found: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        name, number = shape["properties"]["name"], shape.get("id", "")
        code = UNNUMBERED.get(name) or (aliases.get(number) or [""])[0]
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        found.setdefault(code, []).extend(ring for polygon in polygons for ring in polygon)
    return found


def _golan(rings: dict[str, list[Ring]], arcs: list[list[Point]]) -> None:
    """Put the border of Syria where it was: one arc takes the place of another in two rings."""
    shared = {arc for ring in rings["SY"] for arc in ring} & {
        ~arc for ring in rings["IL"] for arc in ring
    }
    (old,) = shared
    points = _points([old], arcs)
    line = GOLAN if points[0][1] > points[-1][1] else GOLAN[::-1]
    arcs.append([points[0], *line, points[-1]])
    new = len(arcs) - 1
    for code, before, after in (("SY", old, new), ("IL", ~old, ~new)):
        rings[code] = [[after if a == before else a for a in ring] for ring in rings[code]]


def _merged(rings: list[Ring], arcs: list[list[Point]]) -> list[Ring]:
    """The outline of rings together: arcs between two of them fall out."""
    count = Counter(arc if arc >= 0 else ~arc for ring in rings for arc in ring)
    left = [arc for ring in rings for arc in ring if count[arc if arc >= 0 else ~arc] == 1]
    ends = {arc: (_points([arc], arcs)[0], _points([arc], arcs)[-1]) for arc in left}
    starts: dict[Point, list[int]] = {}
    for arc in left:
        starts.setdefault(ends[arc][0], []).append(arc)
    made = []
    for arc in left:
        if arc not in starts.get(ends[arc][0], []):
            continue
        ring = []
        here = arc
        while True:
            starts[ends[here][0]].remove(here)
            ring.append(here)
            follow = starts.get(ends[here][1], [])
            if not follow:
                break
            here = follow[0]
        made.append(ring)
    return made


def _points(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for arc in ring:
        line = arcs[arc] if arc >= 0 else arcs[~arc][::-1]
        points += line[1 if points else 0 :]
    return points


def _without_islets(rings: list[Ring], arcs: list[list[Point]]) -> list[Ring]:
    sized = sorted(rings, key=lambda ring: -_area(_points(ring, arcs)))
    return [ring for i, ring in enumerate(sized) if not i or _area(_points(ring, arcs)) > ISLAND]


def _area(points: list[Point]) -> float:
    """Square degrees at the equator."""
    pairs = zip(points, [*points[1:], points[0]], strict=True)
    twice = sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
    return abs(twice) / 2 * math.cos(math.radians(points[0][1]))


def _inside(point: Point, ring: list[Point]) -> bool:
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _simplified(points: list[Point]) -> list[Point]:
    """Visvalingam and Whyatt's way (1993): the point that matters least goes first."""
    points = list(points)
    closed = points[0] == points[-1]
    while len(points) > (5 if closed else 2):
        areas = [
            _area([points[i - 1], points[i], points[i + 1]]) for i in range(1, len(points) - 1)
        ]
        least = min(areas)
        if least >= TRIANGLE:
            break
        del points[areas.index(least) + 1]
    return points


def _packed(points: list[Point]) -> list[int]:
    """Whole hundredths of degrees, each point as its distance from the one before."""
    packed: list[int] = []
    before = (0, 0)
    for x, y in points:
        here = (round(x * SCALE), round(y * SCALE))
        if packed and here == before:
            continue
        packed += [here[0] - before[0], here[1] - before[1]]
        before = here
    return packed


if __name__ == "__main__":
    main(Path(sys.argv[1]))
