"""The built site is inspected before it is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project, make_project

ARTICLE = "articles/danish-helicopters-reach-gao.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make_project(tmp_path_factory.mktemp("inspection") / "project")
    result = project.run("build", "--frozen", "--base-url", "https://example.org/archive")
    assert result.exit_code == 0, result.output
    return project


@pytest.fixture
def site(built: Project, tmp_path: Path) -> Project:
    """A copy of the built site, to break."""
    shutil.copytree(built.root, tmp_path / "copy")
    return Project(tmp_path / "copy")


def edit(site: Project, name: str, old: str, new: str) -> None:
    path = site.site / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(site: Project, status: int = 1) -> str:
    result = site.run("check", "--site")
    assert result.exit_code == status, result.output
    return result.output


def test_a_site_just_built_is_right_with_and_without_its_zip(site: Project) -> None:
    assert "is right" in told(site, 0)
    assert site.run("zip").exit_code == 0
    assert "is right" in told(site, 0)


@pytest.mark.parametrize(
    ("link", "message"),
    [
        ("gone.html", "leads to no file of the site"),
        ("../index.html#no-such-place", "leads to no place on that page"),
        ("/index.html", "is absolute"),
        ("//evil.example/x", "is absolute"),
        ("javascript:alert(1)", "is neither a page nor a web address"),
        ("../../outside.html", "leads to no file of the site"),
        ("http://[", "is no address"),
    ],
)
def test_a_wrong_link_is_told_with_its_page_and_line(
    site: Project, link: str, message: str
) -> None:
    edit(site, ARTICLE, "<main", f'\n<a href="{link}">x</a><main')
    lines = told(site).splitlines()
    before, _, _ = (site.site / ARTICLE).read_text(encoding="utf-8").partition(f'"{link}">x')
    line = before.count("\n") + 1
    assert f"site/{ARTICLE}:{line}: link: {link!r} {message}" in lines[0]


def test_links_of_other_kinds_are_left_alone(site: Project) -> None:
    links = ("https://example.org/", "mailto:a@example.org", "../index.html?q=1#main", "#main")
    edit(site, ARTICLE, "<main", "".join(f'<a href="{link}">x</a>' for link in links) + "<main")
    told(site, 0)


def test_an_id_that_is_there_twice_is_told(site: Project) -> None:
    edit(site, ARTICLE, "<main", '<p id="main">x</p><main')
    assert "id: 'main' is there twice" in told(site)


def test_two_pages_of_one_title_are_told(site: Project) -> None:
    about = (site.site / "about.html").read_text(encoding="utf-8")
    title = about[about.index("<title>") : about.index("</title>")]
    text = (site.site / ARTICLE).read_text(encoding="utf-8")
    own = text[text.index("<title>") : text.index("</title>")]
    edit(site, ARTICLE, own, title)
    assert f"site/{ARTICLE}:1: title: is also the title of about.html" in told(site)


def test_a_page_without_a_title_is_told(site: Project) -> None:
    (site.site / ARTICLE).write_text("<html><body data-pagefind-body>x</body></html>")
    assert f"site/{ARTICLE}:1: title: has 0 titles" in told(site)


def test_a_page_that_nothing_leads_to_is_told(site: Project) -> None:
    (site.site / "lost.html").write_text("<html><head><title>Lost</title></head></html>")
    assert "site/lost.html:1: page: no link leads here" in told(site)


def test_a_page_that_only_leads_on_may_stand_alone(site: Project) -> None:
    page = (
        "<html><head><title>Moved</title>"
        '<meta http-equiv="refresh" content="0; url=index.html"></head></html>'
    )
    (site.site / "old.html").write_text(page)
    told(site, 0)


def test_a_long_page_is_a_warning(site: Project) -> None:
    edit(site, ARTICLE, "<main", "x" * 150_000 + "<main")
    assert f"site/{ARTICLE}:1: size: warning: has 1" in told(site, 0)


def test_an_article_that_the_sitemap_leaves_out_is_told(site: Project) -> None:
    edit(site, "sitemap.xml", f"/{ARTICLE}<", "/articles/another.html<")
    output = told(site)
    assert f"site/{ARTICLE}:1: sitemap: the sitemap does not name this article" in output
    assert "sitemap: names articles/another.html, which is no file" in output


def test_a_sitemap_that_is_no_xml_is_told(site: Project) -> None:
    (site.site / "sitemap.xml").write_text("<urlset>")
    assert "site/sitemap.xml:1: sitemap: cannot be read" in told(site)


def test_an_article_that_the_search_does_not_know_is_told(site: Project) -> None:
    for path in (site.site / "search").rglob("*.pf_fragment.js"):
        path.unlink()
    assert f"site/{ARTICLE}:1: search: the search does not know this article" in told(site)


def test_a_damaged_part_of_the_search_index_is_told(site: Project) -> None:
    path = next((site.site / "search").rglob("*.pf_fragment.js"))
    path.write_bytes(path.read_bytes()[:60])
    assert "search: this part of the search index cannot be read" in told(site)


def test_a_page_that_only_the_search_knows_is_told(site: Project) -> None:
    (site.site / ARTICLE).unlink()
    assert "search: the search knows this page, and the site has none" in told(site)


def test_a_folder_without_a_site_is_told(project: Project) -> None:
    assert "site/index.html:1: file: is not there" in told(project)


def test_all_is_told_in_one_run(site: Project) -> None:
    edit(site, ARTICLE, "<main", '<p id="main">x</p><a href="gone.html">x</a><main')
    (site.site / "lost.html").write_text("<html><head><title>Lost</title></head></html>")
    output = told(site)
    assert "3 problems." in output
