"""What the search reads of a page: as much as Pagefind needs, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import search
from archive.search_page import HEAD, SearchPage, read_page
from tests.browser.samples import write_samples
from tests.conftest import ROOT, Project
from tests.test_search import PAGE, entry, fragments

LANGUAGE = '<meta name="archive:language" content="en">'
MARKED = '<meta name="archive:language" content="en" data-pagefind-filter="language[content]">'


def page(inside: str, head: str = MARKED) -> SearchPage | None:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{inside}</body></html>"
    return read_page("articles/a.html", html.encode())


def kept(inside: str, head: str = MARKED) -> list[str]:
    """The elements that are kept beside the language."""
    found = page(inside, head)
    assert found
    lines = found.html.decode().split("\n")
    assert lines[:2] == HEAD.decode().split("\n")
    assert lines[2] == MARKED
    assert lines[-1] == "</html>"
    return lines[3:-1]


@pytest.fixture
def built(project: Project) -> Path:
    write_samples(project)
    result = project.run("build", "--frozen")
    assert result.exit_code == 0, result.output
    return project.site


def test_the_index_of_a_built_site_is_that_of_its_whole_pages(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search.index(built)
    stripped, facets = fragments(built), entry(built)["facets"]

    def whole(name: str, html: bytes) -> SearchPage | None:
        found = read_page(name, html)
        return SearchPage(found.language, html, found.digest) if found else None

    monkeypatch.setattr(search, "read_page", whole)
    search.index(built)
    assert len(stripped) > 10
    assert fragments(built) == stripped
    assert entry(built)["facets"] == facets


def test_only_marked_elements_stay_and_in_them_everything() -> None:
    inside = (
        '<nav>Menu</nav><h1 data-pagefind-meta="title" lang="en">A title</h1><p>Around</p>'
        '<div class="text" data-pagefind-body><div><p id="a">One <div>two</div></p>'
        "<p data-pagefind-ignore>not this</p></div></div><footer>Foot <b>of</b> it</footer>"
    )
    assert kept(inside) == [
        '<h1 data-pagefind-meta="title" lang="en">A title</h1>',
        '<div class="text" data-pagefind-body><div><p id="a">One <div>two</div></p>'
        "<p data-pagefind-ignore>not this</p></div></div>",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "data-pagefind-body",
        "&lt;div data-pagefind-body&gt;",
        '<i title="<b data-pagefind-body>">x</i>',
        "<i title='</p>'>x</i>",
        "<!-- </p><div data-pagefind-body> -->",
        "<script>if (1 < 2) '</p><p data-pagefind-body>'</script>",
        "<style>/* <p data-pagefind-body> */</style>",
        "1 < 2 <3",
        "<pre>x</pre><param>",
    ],
)
def test_what_only_looks_like_a_mark_or_an_end_is_none(text: str) -> None:
    body = f"<p data-pagefind-body>{text} Words.</p>"
    assert kept(f"<div>{text}</div>{body}<div>{text}</div>") == [body]


def test_a_page_whose_elements_cannot_be_told_apart_stays_whole() -> None:
    for inside in ("<p data-pagefind-body>No end", "<div data-pagefind-body><div>One</div>"):
        found = page(inside)
        assert found
        assert inside.encode() in found.html
        assert b"<head>" in found.html


def test_a_page_without_a_body_to_index_is_none() -> None:
    for inside in ("<p>Text</p>", "<p>data-pagefind-body</p>", "<!-- <p data-pagefind-body> -->"):
        assert page(inside) is None


def test_a_page_that_does_not_say_its_language_is_named() -> None:
    with pytest.raises(search.SearchError, match=r"^articles/a\.html does not say its language"):
        page("<p data-pagefind-body>Text</p>", head="")


def test_the_digest_changes_with_what_is_searched_and_not_with_what_is_around_it() -> None:
    def digest(title: str, text: str, around: str) -> str:
        html = PAGE.format(title=title, language=LANGUAGE, text=text, body="data-pagefind-body")
        found = read_page("articles/a.html", html.replace("<nav>", f"<nav>{around} ").encode())
        assert found
        return found.digest

    first = digest("Title", "<p>Text</p>", "Menu")
    assert digest("Title", "<p>Text</p>", "Another menu") == first
    assert digest("Title", "<p>Text.</p>", "Menu") != first
    assert digest("Titles", "<p>Text</p>", "Menu") != first


# A quotation mark that is open in a tag would make the rest of the page its value; no page has one.
@given(st.text(alphabet="<>/!- ab=", max_size=40) | st.text(alphabet="\"'/!- ab=>", max_size=40))
def test_what_is_kept_of_a_page_is_kept_of_it_again(text: str) -> None:
    first = page(f"<div>{text}</div><p data-pagefind-body>Words {text}</p>")
    assert first
    again = read_page("articles/a.html", first.html)
    assert again == first


def test_the_page_of_an_article_marks_what_is_searched() -> None:
    template = (ROOT / "templates" / "article.html").read_text("utf-8")
    assert template.count("data-pagefind-body") == 4
