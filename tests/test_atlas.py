"""The map: every place of a mission is on it, and borders are those that Denmark recognises."""

from __future__ import annotations

import itertools
import math
import re
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive import locator
from archive.atlas import (
    Projection,
    View,
    area,
    azimuthal,
    clipped,
    equal_earth,
    outlines,
    weights,
)
from archive.locator import locator_of
from archive.names import apart, within
from archive.world import Map, world_of
from tests.test_chart import archive, page, site

Point = tuple[float, float]


@lru_cache(maxsize=1)
def maps() -> tuple[Map, Map]:
    return world_of(archive())


def holds(code: str, place: Point) -> bool:
    """Whether the outline of a country holds a place."""
    world = outlines()
    inside = False
    for ring in world.countries[code]:
        points: list[Point] = []
        for arc in ring:
            points += world.arcs[arc] if arc >= 0 else world.arcs[~arc][::-1]
        inside ^= within(place, points)
    return inside


@pytest.mark.parametrize(
    ("place", "holder", "not_holder"),
    [
        pytest.param((34.2, 45.2), "UA", "RU", id="Crimea"),
        pytest.param((45.0, 9.6), "SO", "DJ", id="Somaliland"),
        pytest.param((33.6, 35.3), "CY", "TR", id="northern Cyprus"),
        pytest.param((35.8, 33.0), "SY", "IL", id="the Golan Heights"),
        pytest.param((21.0, 42.6), "XK", "RS", id="Kosovo"),
        pytest.param((35.2, 32.2), "PS", "IL", id="the West Bank"),
        pytest.param((34.8, 31.0), "IL", "PS", id="Israel"),
        pytest.param((36.3, 33.5), "SY", "IL", id="Damascus"),
        pytest.param((37.6, 55.7), "RU", "UA", id="Moscow"),
    ],
)
def test_borders_are_those_that_denmark_recognises(
    place: Point, holder: str, not_holder: str
) -> None:
    assert holds(holder, place)
    assert not holds(not_holder, place)


def test_about_says_which_borders_the_map_draws() -> None:
    about = page("about.html").xpath("string(//main)")
    for name in ("Crimea", "Somaliland", "northern Cyprus", "Golan", "Natural Earth"):
        assert name in about
    assert page("about.html").xpath("//*[@id='the-map']")


def test_every_country_of_a_mission_can_be_reached_on_the_map() -> None:
    wanted = {
        country.address
        for country in archive().countries
        if archive().missions_of_country(country.code)
    }
    shapes = page("map.html").xpath("//*[name()='svg'][@role='group'][1]/a")
    linked = {link.get("href"): link for link in shapes}
    assert wanted <= set(linked)
    assert all(link.xpath("title")[0].text for link in shapes)
    assert wanted <= {link.get("href") for link in page("map.html").xpath("//ul/li/a")}


def test_what_is_too_small_to_hit_has_a_dot() -> None:
    world, detail = maps()
    dots = {shape.country.code for shape in world.shapes if shape.dot is not None}
    assert {"XK", "LB", "PS", "FO"} <= dots
    assert "IQ" not in dots
    for drawn in (world, detail):
        for shape in drawn.shapes:
            if shape.dot is None:
                numbers = re.findall(r"-?\d+", shape.path)
                assert len(numbers) >= 6, shape.country.code


def test_every_sea_area_of_a_mission_is_a_ring_with_a_name_and_a_link() -> None:
    world, _ = maps()
    used = {area.id for area in archive().areas if archive().missions_of_area(area.id)}
    assert {sea.area.id for sea in world.seas} == used
    targets = {f"index.html#sea-{id}" for id in used}
    assert targets <= set(page("map.html").xpath("//*[name()='svg']/a/@href"))
    assert {f"sea-{id}" for id in used} <= set(page("index.html").xpath("//dt/@id"))


def test_on_the_map_no_name_lies_over_another_or_beyond_the_edge() -> None:
    for drawn in maps():
        labels = [item.label for item in (*drawn.shapes, *drawn.seas) if item.label is not None]
        assert len(labels) > 10
        for number, one in enumerate(labels):
            assert one.box[0] >= 0
            assert one.box[2] <= drawn.width
            for other in labels[number + 1 :]:
                assert apart(one.box, other.box), (one.text, other.text)


def test_every_place_is_named_on_one_of_the_two_maps() -> None:
    names = {
        item.label.text
        for drawn in maps()
        for item in (*drawn.shapes, *drawn.seas)
        if item.label is not None
    }
    places = {shape.country.name for drawn in maps() for shape in drawn.shapes}
    assert places - names == set()


def test_no_outline_jumps_across_the_map() -> None:
    world, _ = maps()
    for path in (world.land, *(shape.path for shape in world.shapes)):
        steps = re.findall(r"-?\d+", re.sub(r"M[^l]*l", "", path))
        assert max(abs(int(step)) for step in steps) < 900


def test_every_mission_and_every_country_has_a_locator_under_2_kb() -> None:
    for name, data in site().items():
        if re.match(r"(missions|countries)/[^/]+\.html$", name) and b"<h1>" in data:
            svgs = html.fromstring(data).xpath("//div[@class='loc']/*[name()='svg']")
            assert len(svgs) == 1, name
            assert len(html.tostring(svgs[0], with_tail=False)) < 2000, name
            assert svgs[0].get("aria-label"), name


def test_a_country_without_an_outline_has_no_locator() -> None:
    assert locator_of(["ZZ"], ()) is None


def test_a_country_too_small_to_see_has_a_ring_on_its_locator() -> None:
    small, large = locator_of(["MT"], ()), locator_of(["IQ"], ())
    assert small is not None
    assert large is not None
    assert len(small.rings) == 1
    assert large.rings == ()


@pytest.mark.parametrize("project", [equal_earth(38), azimuthal((20, 10))])
def test_equal_areas_on_the_earth_are_equal_on_the_map(project: Projection) -> None:
    def size(north: float) -> float:
        step = 0.01
        corners = [(30, north), (30 + step, north), (30 + step, north + step), (30, north + step)]
        band = math.sin(math.radians(north + step)) - math.sin(math.radians(north))
        return abs(area([project(*corner) for corner in corners])) / band

    assert size(55) == pytest.approx(size(5), rel=1e-3)
    assert size(-30) == pytest.approx(size(5), rel=1e-3)


def test_simpler_lines_keep_their_ends_and_stay_near() -> None:
    line = [(0.0, 0.0), (1.0, 0.1), (2.0, -0.1), (3.0, 5.0), (4.0, 6.0), (5.0, 7.0), (9.0, 7.0)]
    kept = [point for point, weight in zip(line, weights(line), strict=True) if weight > 0.5]
    assert kept == [(0.0, 0.0), (2.0, -0.1), (3.0, 5.0), (5.0, 7.0), (9.0, 7.0)]


NUMBERS = st.integers(-20, 20)


@given(
    line=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=30),
    fine=st.sampled_from([0.5, 1.5, 4.0]),
)
def test_no_point_that_is_left_out_lies_far_from_the_line_that_is_kept(
    line: list[Point], fine: float
) -> None:
    weighed = weights(line)
    kept = [place for place, weight in enumerate(weighed) if weight > fine]
    assert (kept[0], kept[-1]) == (0, len(line) - 1)
    for first, last in itertools.pairwise(kept):
        (x1, y1), (x2, y2) = line[first], line[last]
        long = math.dist(line[first], line[last])
        for x, y in line[first + 1 : last]:
            beside = abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / long if long else 0
            assert (beside if long else math.dist((x, y), (x1, y1))) <= fine + 1e-9


@pytest.mark.parametrize("codes", [("DK",), ("MT",), ("ID", "PH"), ("GR", "TR"), ("RU",)])
def test_what_is_surely_too_small_is_not_drawn_and_nothing_else(
    codes: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = locator_of(codes, ())
    monkeypatch.setattr(View, "_room", lambda *_: math.inf)
    locator._drawn.cache_clear()
    assert locator_of(codes, ()) == found
    assert found is not None
    assert found.here


def test_the_map_leaves_out_nothing_that_is_large_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = maps()
    monkeypatch.setattr(View, "_room", lambda *_: math.inf)
    assert world_of(archive()) == found


def test_a_ring_is_cut_at_the_edges_of_its_picture() -> None:
    square = [(-5.0, 2.0), (5.0, 2.0), (5.0, 4.0), (-5.0, 4.0)]
    inside = clipped(square, (0, 0, 10, 10))
    assert abs(area(inside)) == pytest.approx(10)
    assert clipped(square, (6, 0, 10, 10)) == []
