"""The map: countries by how many missions went there, sea areas as rings, names where they fit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archive.atlas import Box, Point, View, azimuthal, equal_earth, outlines, view_of
from archive.catalogue import Archive
from archive.names import Label, Named, named
from archive.vocabulary import Area, Country

WIDTH = 1152
HEIGHT = 600
MIDDLE = 38  # the meridian in the middle
# Where the many small countries are: west, south, east, north.
DETAIL: Box = (13, 22, 60, 47)
DETAIL_WIDTH, DETAIL_HEIGHT = 760, 520
FINE = 0.7
MARGIN = 10
SMALL = 12  # units: a country that is smaller both ways gets a dot
# From how many missions on a country is drawn in the second and in the third tint.
STEPS = (2, 4)


@dataclass(frozen=True)
class Shape:
    """A country with missions. `tint` is 1, 2 or 3; `dot` marks one too small to hit."""

    country: Country
    missions: int
    tint: int
    path: str
    dot: Point | None
    label: Label | None


@dataclass(frozen=True)
class Sea:
    """A sea area with missions, as a ring at a place."""

    area: Area
    missions: int
    place: Point
    label: Label | None


@dataclass(frozen=True)
class Map:
    """A picture of the earth or of a part of it, `width` by `height` units."""

    width: int
    height: int
    land: str
    shapes: tuple[Shape, ...]
    seas: tuple[Sea, ...]
    frame: Box | None


def world_of(archive: Archive) -> tuple[Map, Map]:
    """The map of all that has missions, and the enlarged part around the eastern Mediterranean."""
    view = _whole(archive)
    detail = _detail()
    corners = [view.place(x, y) for x in (DETAIL[0], DETAIL[2]) for y in (DETAIL[1], DETAIL[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    frame = (min(xs), min(ys), max(xs), max(ys))
    return _map(archive, view, FINE, frame), _map(archive, detail, FINE, None)


def small_of(archive: Archive, width: int, height: int, fine: float) -> Map:
    """The whole map without names, `width` by `height` units, coarser by `fine` units."""
    return _map(archive, _whole(archive, width, height), fine, None)


def _whole(archive: Archive, width: int = WIDTH, height: int = HEIGHT) -> View:
    places = [(area.east, area.north) for area in archive.areas]
    for country in archive.countries:
        box = outlines().box(country.code)
        if box is not None and archive.missions_of_country(country.code):
            places += [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    places = places or [(-60, -40), (140, 75)]
    return view_of(places, equal_earth(MIDDLE), width, height)


def _detail() -> View:
    west, south, east, north = DETAIL
    places = [(west, south), (west, north), (east, south), (east, north)]
    middle = ((west + east) / 2, (south + north) / 2)
    return view_of(places, azimuthal(middle), DETAIL_WIDTH, DETAIL_HEIGHT)


def _map(archive: Archive, view: View, fine: float, frame: Box | None) -> Map:
    world = outlines()
    items: dict[str, Named] = {}
    shapes = []
    for country in archive.countries:
        missions = len(archive.missions_of_country(country.code))
        outline = world.countries.get(country.code, ())
        path = view.path(outline, fine, least=2) if missions else ""
        ring = view.points(outline[0], fine) if path else []
        if not ring:
            continue
        item = Named(country.name, ring)
        left, top, right, foot = item.box
        dot = None
        if max(right - left, foot - top) < SMALL:
            dot = ((left + right) / 2, (top + foot) / 2)
            item = Named(country.name, ring, dot, 10)
        tint = 1 + sum(missions >= step for step in STEPS)
        shapes.append(Shape(country, missions, tint, path, dot, None))
        # One that is seen in part only is named on the map that shows it whole.
        if _on(view.place(*_middle(world.box(country.code))), view):
            items[country.code] = replace(item, elsewhere=_in(item.middle, frame))
    seas = []
    for sea in archive.areas:
        place, missions = view.place(sea.east, sea.north), len(archive.missions_of_area(sea.id))
        if missions and _on(place, view):
            seas.append(Sea(sea, missions, place, None))
            items[sea.id] = Named(sea.name, (), place, 14, _in(place, frame))
    labels: dict[str, Label | None] = {}
    if fine == FINE:
        # What has few places to stand comes first: the small ones beside others.
        order = sorted(items, key=lambda key: (_size(items[key]), key))
        found = named([items[key] for key in order], view.width, view.height)
        labels = dict(zip(order, found, strict=True))
    # The largest is drawn first: what is small lies on top of it.
    shapes.sort(key=lambda shape: -len(shape.path))
    return Map(
        int(view.width),
        int(view.height),
        view.path(world.coast, fine, least=3 if fine == FINE else 12),
        tuple(replace(shape, label=labels.get(shape.country.code)) for shape in shapes),
        tuple(replace(sea, label=labels.get(sea.area.id)) for sea in seas),
        frame,
    )


def _size(item: Named) -> float:
    left, top, right, foot = item.box
    return (right - left) * (foot - top)


def _middle(box: Box | None) -> Point:
    """The middle of west, south, east and north."""
    assert box is not None  # asked of countries that have an outline
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _on(place: Point, view: View) -> bool:
    x, y = place
    return MARGIN <= x <= view.width - MARGIN and MARGIN <= y <= view.height - MARGIN


def _in(place: Point, frame: Box | None) -> bool:
    return frame is not None and frame[0] < place[0] < frame[2] and frame[1] < place[1] < frame[3]
