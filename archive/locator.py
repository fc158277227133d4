"""Locators: small pictures of a region that show where a country or a mission is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.atlas import Box, Point, View, azimuthal, outlines, view_of
from archive.vocabulary import Area

SIZE = 240  # units; shown at 184 pixels and less
AROUND = 11  # degrees shown around the middle at least
FURTHER = 1.3  # how much more than the countries themselves is shown
BYTES = 1500  # of path data
TINY = 14  # units: what is smaller gets a ring around it
FINE = (0.8, 1.5, 2.5, 4.0, 6.5)


@dataclass(frozen=True)
class Locator:
    """Land as one path, the countries meant as another, and rings around what would be missed.

    `rings` are places on the picture, `size` units wide and high.
    """

    size: int
    land: str
    here: str
    rings: tuple[Point, ...]


def locator_of(codes: Iterable[str], seas: Sequence[Area]) -> Locator | None:
    """The region of countries and sea areas; None where none of them has a place on the map.

    It is drawn as finely as `BYTES` allow.
    """
    return _drawn(tuple(codes), tuple((sea.east, sea.north) for sea in seas))


@lru_cache(maxsize=256)
def _drawn(codes: tuple[str, ...], seas: tuple[Point, ...]) -> Locator | None:
    """The same, once for all missions of one place; `seas` are degrees east and north."""
    world = outlines()
    found = [(code, box) for code in codes if (box := world.box(code)) is not None]
    places = [place for _, box in found for place in _corners(box)]
    places += seas
    if not places:
        return None
    view = _view(places)
    for fine in FINE:
        land = view.path(world.coast, fine, least=fine * 30)
        here = "".join(view.path(world.countries[code], fine, least=fine * 6) for code, _ in found)
        if len(land) + len(here) <= BYTES:
            break
    rings = [view.place(*sea) for sea in seas]
    for _, box in found:
        left, top = view.place(box[0], box[3])
        right, foot = view.place(box[2], box[1])
        if right - left < TINY and foot - top < TINY:
            rings.append(((left + right) / 2, (top + foot) / 2))
    return Locator(SIZE, land, here, tuple(rings))


def _view(places: Sequence[Point]) -> View:
    """A square view of places with what lies around them."""
    easts, norths = [east for east, _ in places], [north for _, north in places]
    middle = (min(easts) + max(easts)) / 2, (min(norths) + max(norths)) / 2
    high = max(AROUND, (max(norths) - min(norths)) / 2 * FURTHER)
    project = azimuthal(middle)
    shown = [
        *places,
        (middle[0], max(middle[1] - high, -89)),
        (middle[0], min(middle[1] + high, 89)),
    ]
    wide = (max(easts) - min(easts)) / 2 * FURTHER
    shown += [(middle[0] - wide, middle[1]), (middle[0] + wide, middle[1])]
    return view_of(shown, project, SIZE, SIZE)


def _corners(box: Box) -> list[Point]:
    west, south, east, north = box
    return [(west, south), (west, north), (east, south), (east, north)]
