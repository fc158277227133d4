"""The About page tells how many articles there are, and of what."""

from __future__ import annotations

from lxml import html

from archive.holdings import NAMED, holdings_of
from archive.load import load
from tests.conftest import Project, site_files

ONE = """---
title: Article {number}
{date}language: en
missions: [kfor]
countries: [XK]
---

A text.
"""


def written(project: Project, years: range) -> None:
    for year in years:
        text = ONE.format(number=year, date=f"date: {year}-02-01\n")
        project.write(f"articles/{year}/article-{year}.md", text)


def test_articles_are_counted_by_year_outlet_and_mission(project: Project) -> None:
    written(project, range(2000, 2003))
    archive, _ = load(project.content)
    assert archive is not None
    years, outlets, missions = holdings_of(archive)
    assert [(item.name, item.count) for item in years.counts] == [
        ("2000", 1),
        ("2001", 1),
        ("2002", 1),
        ("2019", 1),
        ("Undated", 1),
    ]
    assert [(item.name, item.count, item.part) for item in outlets.counts] == [
        ("Outlet not known", 4, 1.0),
        ("The Copenhagen Post", 1, 0.25),
    ]
    assert [(item.name, item.count) for item in missions.counts] == [
        ("KFOR", 4),
        ("Task Force Takuba", 1),
    ]


def test_many_years_are_told_by_decades(project: Project) -> None:
    written(project, range(1970, 2018))
    archive, _ = load(project.content)
    assert archive is not None
    years = holdings_of(archive)[0]
    assert [(item.name, item.count) for item in years.counts][:2] == [("1970s", 10), ("1980s", 10)]
    assert all(len(holding.counts) <= NAMED for holding in holdings_of(archive)[1:])


def test_the_about_page_shows_them_and_other_pages_do_not(project: Project) -> None:
    archive, _ = load(project.content)
    assert archive is not None
    files = site_files(archive)
    about = html.document_fromstring(files["about.html"].decode())
    rows = about.xpath("//table[@class='bars']//tr")
    told = [[cell.text_content().strip() for cell in row][:2] for row in rows]
    assert told[:2] == [["2019", "1"], ["Undated", "1"]]
    assert b'class="bars"' not in files["outlets.html"]


def test_an_archive_without_articles_has_no_holdings(project: Project) -> None:
    for path in (project.content / "articles").rglob("*.md"):
        path.unlink()
    archive, _ = load(project.content)
    assert archive is not None
    assert holdings_of(archive) == ()
