"""The feeds as a feed reader reads them, the sitemap and robots.txt."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree

from archive.feeds import NEWEST, SITEMAP
from tests.conftest import Project, site_files
from tests.test_pages import archive_of, article

GAO = "articles/danish-helicopters-reach-gao.html"
BASE = "https://example.org/archive"
NAMES = {"s": SITEMAP}


def files_of(project: Project, base_url: str | None = None) -> dict[str, bytes]:
    archive = archive_of(project)
    if base_url is not None:
        project.write("site.yml", site_file(project) + f"base_url: {base_url}\n")
        archive = archive_of(project)
    return site_files(archive)


def site_file(project: Project) -> str:
    return (project.content / "site.yml").read_text(encoding="utf-8")


def read(files: dict[str, bytes], name: str) -> Any:
    return feedparser.parse(files[name])


def test_every_feed_is_read_without_a_complaint_and_has_what_atom_asks_for(
    project: Project,
) -> None:
    files = files_of(project, BASE)
    feeds = [name for name in files if name.endswith(".xml") and "sitemap" not in name]
    assert len(feeds) == 1 + 4 + len([name for name in files if name.startswith("countries/")]) / 2
    for name in feeds:
        found = read(files, name)
        assert not found.bozo, (name, found.get("bozo_exception"))
        assert found.version == "atom10"
        links = {link.rel: link.href for link in found.feed.links}
        assert links["self"] == f"{BASE}/{name}"
        assert links["alternate"].removeprefix(f"{BASE}/") in files
        for item in (found.feed, *found.entries):
            assert item.id.startswith("tag:")
            assert item.title
            assert item.updated_parsed


def test_an_article_stands_in_the_feeds_of_the_archive_its_mission_and_its_country(
    project: Project,
) -> None:
    files = files_of(project, BASE)
    for name in ("feed.xml", "missions/task-force-takuba.xml", "countries/ml.xml"):
        (entry,) = read(files, name).entries
        assert entry.title == "Danish helicopters reach Gao"
        assert entry.link == f"{BASE}/{GAO}"
        assert entry.published == entry.updated == "2019-12-11T00:00:00Z"
        assert entry.author == "The Copenhagen Post"
        assert "about 70 soldiers" in entry.summary
    assert read(files, "missions/operation-inherent-resolve.xml").entries == []


def test_ids_stay_the_same_when_the_site_moves_and_when_a_page_is_renamed(
    project: Project,
) -> None:
    def ids(base_url: str | None) -> list[str]:
        found = read(files_of(project, base_url), "feed.xml")
        return [found.feed.id, *(entry.id for entry in found.entries)]

    before = ids(None)
    old = project.content / "articles/2019/danish-helicopters-reach-gao.md"
    text = old.read_text(encoding="utf-8")
    old.unlink()
    project.write(
        "articles/2019/gao.md",
        text.replace("language:", "aliases: [danish-helicopters-reach-gao]\nlanguage:"),
    )
    assert ids("https://elsewhere.example") == before


def test_without_an_address_links_are_relative_and_nothing_absolute_is_made(
    project: Project,
) -> None:
    files = files_of(project)
    assert "sitemap.xml" not in files
    assert "robots.txt" not in files
    found = read(files, "missions/task-force-takuba.xml")
    assert not found.bozo
    assert found.entries[0].link == f"../{GAO}"
    assert [link.rel for link in found.feed.links] == ["alternate"]


def test_markup_and_characters_that_xml_forbids_do_no_harm(project: Project) -> None:
    archive = archive_of(project)
    # The content is refused with such characters; a feed is right whoever lets one in.
    odd = archive.articles[0].model_copy(update={"title": "Ships & <guns> \x0b\ufffe æøå"})
    files = site_files(dataclasses.replace(archive, articles=(odd, *archive.articles[1:])))
    found = read(files, "feed.xml")
    assert not found.bozo
    assert found.entries[0].title == "Ships & <guns> \ufffd\ufffd æøå"


def test_an_article_with_an_unsure_day_says_no_day_of_publication(project: Project) -> None:
    text = article("Unsure", "Text.", date='"[2021-12-01..2022-01-05]"')
    project.write("articles/2021/unsure.md", text)
    newest = read(files_of(project), "feed.xml").entries[0]
    assert newest.title == "Unsure"
    assert newest.updated == "2021-12-01T00:00:00Z"
    assert "published" not in newest


def test_what_came_into_the_archive_last_comes_first_however_old_it_is(project: Project) -> None:
    text = article("Old, found today", "Text.", date="1999-01-02", retrieved="2026-05-06")
    project.write("articles/1999/old.md", text)
    assert [entry.title for entry in read(files_of(project), "feed.xml").entries] == [
        "Old, found today",
        "Danish helicopters reach Gao",
    ]


def test_an_old_article_that_is_added_today_comes_first(project: Project, tmp_path: Path) -> None:
    capture = tmp_path / "old.txt"
    capture.write_text(
        "Soldiers go to Kosovo\n\n2 January 1999\n\n"
        "Danish soldiers leave for the camp in Kosovo, where they join the force of NATO. "
        "They stay for six months, says the minister of defence, who met them in the camp.\n",
        encoding="utf-8",
    )
    before = datetime.date.today()
    assert project.run("add", str(capture)).exit_code == 0
    newest = read(files_of(project), "feed.xml").entries[0]
    assert newest.title == "Soldiers go to Kosovo"
    day = datetime.date.fromisoformat(newest.updated[:10])
    assert before <= day <= datetime.date.today()


def test_a_year_says_no_day_of_it_that_may_be_yet_to_come(project: Project) -> None:
    project.write("articles/2026/year.md", article("A year", "Text.", date="2026"))
    newest = read(files_of(project), "feed.xml").entries[0]
    assert (newest.title, newest.updated) == ("A year", "2026-01-01T00:00:00Z")


def test_an_undated_article_and_a_withdrawn_one_are_in_no_feed(project: Project) -> None:
    gone = article("Gone", "Text.", date="2021-03-04", rights="withdrawn", withdrawn="Asked for.")
    project.write("articles/2021/gone.md", gone)
    files = files_of(project, BASE)
    assert b"En hilsen fra Kosovo" in files["missions/kfor.html"]
    for name, data in files.items():
        if name.endswith(".xml") and name != "sitemap.xml":
            assert b"En hilsen" not in data, name
            assert b"Gone" not in data, name


def test_a_feed_holds_the_newest_and_not_all(project: Project) -> None:
    for number in range(NEWEST + 5):
        day = f"2020-{number % 12 + 1:02}-{number % 28 + 1:02}"
        project.write(f"articles/2020/a{number}.md", article(f"N{number}", "Text.", date=day))
    entries = read(files_of(project), "feed.xml").entries
    assert len(entries) == NEWEST
    times = [entry.updated for entry in entries]
    assert times == sorted(times, reverse=True)
    assert "2019-12-11T00:00:00Z" not in times


def test_the_sitemap_lists_every_page_but_those_that_are_none(project: Project) -> None:
    gone = article("Gone", "Text.", rights="withdrawn", withdrawn="Asked for.")
    project.write("articles/undated/gone.md", gone)
    project.write("articles/undated/new.md", article("New", "Text.", aliases="[old]"))
    files = files_of(project, BASE)
    root = etree.fromstring(files["sitemap.xml"])
    listed = {loc.text for loc in root.iterfind("s:url/s:loc", NAMES)}
    hidden = {"index.html", "404.html", "articles/gone.html", "articles/old.html"}
    assert hidden < set(files)
    assert listed == {f"{BASE}/"} | {
        f"{BASE}/{name}" for name in files if name.endswith(".html") and name not in hidden
    }


@pytest.mark.parametrize(
    ("base_url", "there"),
    [("https://example.org", True), ("https://example.org/", True), (BASE, False)],
)
def test_robots_txt_stands_only_at_the_root_of_a_host(
    project: Project, base_url: str, there: bool
) -> None:
    files = files_of(project, base_url)
    assert ("robots.txt" in files) == there
    if there:
        assert b"Sitemap: https://example.org/sitemap.xml" in files["robots.txt"]


def test_a_public_address_beyond_ascii_is_encoded_wherever_it_stands(project: Project) -> None:
    files = files_of(project, "https://flåden.example:81/søværn/")
    base = "https://xn--flden-nra.example:81/s%C3%B8v%C3%A6rn"
    root = etree.fromstring(files["sitemap.xml"])
    assert all(str(loc.text).startswith(f"{base}/") for loc in root.iterfind("s:url/s:loc", NAMES))
    assert read(files, "feed.xml").entries[0].link == f"{base}/{GAO}"
    page = files[GAO].decode()
    assert f'<link rel="canonical" href="{base}/{GAO}">' in page
    assert 'href="/s%C3%B8v%C3%A6rn/static/style.css"' in files["404.html"].decode()


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org\\@evil.example",
        "https://example.org/a\\b",
        f"https://{'å' * 70}.example",
    ],
)
def test_a_public_address_that_browsers_read_otherwise_is_refused(
    project: Project, address: str
) -> None:
    project.write("site.yml", f"{site_file(project)}base_url: '{address}'\n")
    result = project.run("check")
    assert result.exit_code == 1
    assert "site.yml:7: base_url: " in result.output


def test_a_page_names_the_feed_that_is_its_own(project: Project) -> None:
    files = files_of(project)
    for page, feed in (("index.html", "feed.xml"), ("countries/ml.html", "ml.xml")):
        html = files[page].decode()
        assert f'type="application/atom+xml" title="New articles" href="{feed}"' in html
    assert b'type="application/atom+xml"' not in files[GAO]


def test_the_start_of_the_ids_can_be_set_and_must_be_of_its_form(project: Project) -> None:
    text = site_file(project)
    project.write("site.yml", text + "tag: example.org,2026\n")
    feed = read(files_of(project), "feed.xml").feed
    assert feed.id == "tag:example.org,2026:archive"
    project.write("site.yml", text + "tag: example.org\n")
    assert "site.yml:7: tag:" in project.run("check").output


def test_two_builds_give_the_same_feeds(
    project: Project, new_project: Callable[[str], Project]
) -> None:
    other = new_project("other")
    assert files_of(project, BASE) == files_of(other, BASE)
