"""The timelines: bars where their dates are, nothing over anything else, nothing claimed."""

from __future__ import annotations

import datetime
import itertools
from functools import lru_cache
from typing import Any

import pytest
from lxml import html

from archive.article import Article
from archive.catalogue import Archive
from archive.chart import Scale, bar_of, marks_of, scale_of, ticks
from archive.dates import parse
from archive.lanes import WIDTH, Lane, Picture, picture_of
from archive.load import load
from archive.mission import Mission
from archive.register import MOST_MARKS, Strip, own_timeline, register_of
from tests.conftest import ROOT, site_files

PER_CENT = Scale(1990, 2030, 0, 100, 100 / 800)


@lru_cache(maxsize=1)
def archive() -> Archive:
    found, problems = load(ROOT / "content")
    assert found is not None, problems
    return found


@lru_cache(maxsize=1)
def site() -> dict[str, bytes]:
    return site_files(archive())


def page(name: str) -> html.HtmlElement:
    return html.fromstring(site()[name])


def mission(part: dict[str, Any], own: dict[str, Any] | None = None) -> Mission:
    return Mission(
        id="try",
        path="x.md",
        body="",
        name="A try",
        label="Try",
        organisation="UN",
        summary="A try.",
        confidence="high",
        danish_participation={"status": "ended", **part},
        mission=own or {"start": part["start"]},
    )


def article(date: str, slug: str = "one") -> Article:
    fields = {"title": "T", "language": "en", "date": date}
    return Article(slug=slug, path="x.md", **fields)


def picture() -> Picture:
    return picture_of(archive())


def lanes() -> list[Lane]:
    return [lane for group in picture().groups for lane in group.lanes]


def test_a_bar_reaches_from_its_first_day_to_its_last() -> None:
    bar = bar_of(mission({"start": "2001-03-04", "end": "2011-10-31"}), (), PER_CENT)
    (piece,) = bar.pieces
    assert piece.kind == "solid"
    assert piece.x == pytest.approx(PER_CENT.day(datetime.date(2001, 3, 4)))
    assert piece.end == pytest.approx(PER_CENT.day(datetime.date(2011, 11, 1)))
    assert bar.question is None


def test_an_end_of_which_only_the_year_is_known_fades_across_that_year() -> None:
    bar = bar_of(mission({"start": "2001-01-01", "end": "2011"}), (), PER_CENT)
    assert [piece.kind for piece in bar.pieces] == ["solid", "out"]
    assert bar.pieces[1].x == pytest.approx(PER_CENT.at(2011))
    assert bar.pieces[1].end == pytest.approx(PER_CENT.at(2012))


def test_what_is_about_fades_further_and_what_is_perhaps_has_a_question_mark() -> None:
    about = bar_of(mission({"start": "2001-01-01", "end": "2011~"}), (), PER_CENT)
    perhaps = bar_of(mission({"start": "2001-01-01", "end": "2011?"}), (), PER_CENT)
    assert PER_CENT.at(2012) < about.pieces[-1].end < perhaps.pieces[-1].end
    assert about.question is None
    assert perhaps.question == perhaps.pieces[-1].end


@pytest.mark.parametrize("status", ["ongoing", "unknown", "recurrent"])
def test_a_part_without_an_end_fades_out_behind_its_last_report(status: str) -> None:
    part = {"start": "2001-01-01", "status": status, "last_reported": "2009-06-30"}
    bar = bar_of(mission(part), (), PER_CENT)
    last = bar.pieces[-1]
    assert last.kind == "gone"
    assert last.x == pytest.approx(PER_CENT.day(datetime.date(2009, 7, 1)))
    assert last.end < PER_CENT.at(2011)
    assert bar.question == last.end
    assert bar.dots is None


def test_a_part_of_a_day_can_still_be_seen() -> None:
    bar = bar_of(mission({"start": "2001-03-04", "end": "2001-03-04"}), (), PER_CENT)
    assert bar.pieces[-1].end - bar.pieces[0].x >= 3 * PER_CENT.pixel


def test_a_mission_that_goes_on_without_a_known_end_ends_in_dots() -> None:
    part = {"start": "2001-01-01", "end": "2009-06-30"}
    bar = bar_of(mission(part, {"start": "1999-01-01"}), (), PER_CENT)
    assert bar.span == pytest.approx((PER_CENT.at(1999), bar.pieces[-1].end))
    assert bar.dots is not None
    assert bar.dots > bar.span[1]


def test_marks_that_are_close_become_one_and_lose_no_article() -> None:
    near = [article("2005-01-10", "b"), article("2005-01-01", "a"), article("2009-01-01", "c")]
    marks = marks_of([*near, article("[2005-01-02..2005-01-08]", "d")], PER_CENT)
    assert [[item.slug for item in mark.articles] for mark in marks] == [["a", "d", "b"], ["c"]]
    assert [mark.certain for mark in marks] == [False, True]


def test_an_article_without_a_date_has_no_mark() -> None:
    undated = Article(slug="u", path="x.md", title="T", language="en")
    assert marks_of([undated], PER_CENT) == ()


def test_early_years_are_narrower_and_no_year_comes_before_another() -> None:
    scale = scale_of([parse("1948"), parse("2026")], 100, 700)
    places = [scale.at(year) for year in range(1948, 2028)]
    assert places == sorted(set(places))
    assert (places[0], places[-1]) == pytest.approx((0, 100))
    steps = [b - a for a, b in itertools.pairwise(places)]
    assert steps[0] == pytest.approx(steps[-1] / 5)
    assert scale.bend == scale.at(1990)


def test_the_axis_names_its_first_year_and_has_room_for_every_name() -> None:
    for first in range(1940, 2020, 7):
        scale = scale_of([parse(str(first)), parse("2026")], 100, 700)
        found = ticks(scale, 42)
        assert found[0].label == str(first)
        xs = [tick.x for tick in found]
        assert all(b - a >= 42 * scale.pixel - 1e-9 for a, b in itertools.pairwise(xs))


def test_every_mission_has_a_bar_inside_the_picture_from_its_start_to_its_end() -> None:
    scale = picture().scale
    assert {lane.bar.mission.id for lane in lanes()} == {item.id for item in archive().missions}
    for lane in lanes():
        part, bar = lane.bar.mission.danish_participation, lane.bar
        assert lane.extent[0] >= 0
        assert lane.extent[1] <= WIDTH
        for first, last in zip(bar.pieces, bar.pieces[1:], strict=False):
            assert first.end == pytest.approx(last.x)
        start, end = part.start, part.end or part.last_reported
        assert start.earliest
        assert end
        assert end.latest
        assert bar.pieces[0].x <= scale.day(start.earliest) + 1
        assert bar.pieces[-1].end >= scale.day(end.latest) - 1


def test_in_the_picture_nothing_lies_over_anything_else() -> None:
    found = lanes()
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            apart = one.extent[1] <= other.extent[0] or other.extent[1] <= one.extent[0]
            assert apart or abs(one.y - other.y) >= 27, (one.bar.mission.id, other.bar.mission.id)


def test_without_a_known_end_no_bar_ends_solid() -> None:
    register = register_of(archive(), archive().missions)
    assert register is not None
    for bar in (*register.bars, *(lane.bar for lane in lanes())):
        is_open = bar.mission.danish_participation.end is None
        assert (bar.pieces[-1].kind == "gone") == is_open
        assert not is_open or bar.question is not None


def test_all_bars_of_the_register_stay_on_its_axis() -> None:
    register = register_of(archive(), archive().missions)
    assert register is not None
    assert sum(len(bars) for bars in register.groups.values()) == len(archive().missions)
    for bar in register.bars:
        assert bar.left >= 0
        assert bar.right <= 100


def test_a_small_danish_part_is_enlarged_below_with_its_articles() -> None:
    takuba = archive().mission("task-force-takuba")
    whole, near = own_timeline(takuba, archive().articles_of_mission(takuba.id))
    assert whole.window == (whole.scale.at(near.scale.first), whole.scale.at(near.scale.last))
    assert sum(len(mark.articles) for mark in near.bar.marks) == 2
    assert near.ticks[0].label == "Dec"
    assert near.ticks[1].label == "Jan 2022"


def test_the_own_timeline_of_every_mission_has_its_names_apart_and_on_it() -> None:
    def check(strip: Strip) -> None:
        xs = [tick.x for tick in strip.ticks]
        assert xs[0] >= 0
        assert xs[-1] <= 100
        room = 90 * strip.scale.pixel
        assert all(b - a >= room for a, b in itertools.pairwise(xs))

    for item in archive().missions:
        for strip in own_timeline(item, archive().articles_of_mission(item.id)):
            check(strip)


def test_however_many_articles_there_are_the_marks_of_a_page_are_few() -> None:
    base = archive()
    days = [datetime.date(1991, 1, 1) + datetime.timedelta(days=5 * i) for i in range(2500)]
    articles = [
        article(str(day), f"a{i}").model_copy(
            update={"missions": (base.missions[i % len(base.missions)].id,)}
        )
        for i, day in enumerate(days)
    ]
    many = Archive.of(
        site=base.site,
        articles=articles,
        missions=base.missions,
        countries={item.code: item for item in base.countries},
        areas=base.areas,
        outlets=(),
        offices=(),
        pages={},
        cleanings={},
        prose={},
    )
    register = register_of(many, many.missions)
    assert register is not None
    assert sum(len(bar.marks) for bar in register.bars) <= MOST_MARKS
    assert sum(len(mark.articles) for bar in register.bars for mark in bar.marks) == 2500


def test_on_the_timeline_every_mission_and_every_dated_article_is_a_named_link() -> None:
    timeline = page("timeline.html")
    links = timeline.xpath("//ul[@class='reg']/li/span[@class='nm']/a")
    assert {link.get("href") for link in links} == {item.address for item in archive().missions}
    assert all(link.text for link in links)
    marks = timeline.xpath("//span[@class='bar']//a")
    assert all(mark.get("aria-label") for mark in marks)
    labels = " ".join(mark.get("aria-label") for mark in marks)
    assert "Denmark hands over command of NATO Mission Iraq to Italy (10 May 2022)" in labels
    assert "2 articles" in labels


def test_home_shows_every_mission_twice_for_wide_and_narrow_screens() -> None:
    home = page("index.html")
    addresses = {item.address for item in archive().missions}
    pictured = home.xpath("//figure//*[name()='svg']//a")
    assert {link.get("href") for link in pictured} == addresses
    assert all(link.get("aria-label") for link in pictured)
    assert {link.get("href") for link in home.xpath("//details//li/a")} == addresses


def test_no_page_is_heavy_and_home_is_light() -> None:
    sizes = {name: len(data) for name, data in site().items() if name.endswith(".html")}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}
    assert sizes["index.html"] <= 60_000


def test_every_gradient_that_a_page_names_is_on_it_once() -> None:
    for name, data in site().items():
        if not name.endswith(".html"):
            continue
        found = html.fromstring(data)
        ids = found.xpath("//*[name()='svg']/defs/*/@id")
        assert len(ids) == len(set(ids)), name
        named = {fill[5:-1] for fill in found.xpath("//@fill") if fill.startswith("url(#")}
        assert named <= set(ids), name


def test_drawings_are_the_same_bytes_every_time() -> None:
    again = site_files(archive())
    for name in ("index.html", "timeline.html", "map.html", "missions/isaf.html"):
        assert again[name] == site()[name]


def test_the_names_on_the_map_share_no_style_with_lists_of_names() -> None:
    css = (ROOT / "templates/static/drawings.css").read_text(encoding="utf-8")
    assert css.count(".names") == css.count(".map .names") > 0
