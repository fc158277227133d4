"""A search over several bundles a language shows what a search over one of each shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from archive import shards
from tests.browser import samples
from tests.browser.conftest import SHOWN, Place, Reader, build, requests_of, served
from tests.browser.samples import sample_project
from tests.browser.test_search_page import TITLES

ALL_COUNTS = (
    "Object.fromEntries([...document.querySelectorAll('[data-facet] label:not([hidden])')]"
    ".map((one) => [one.closest('[data-facet]').dataset.facet + ' ' + one.children[1].textContent,"
    " one.lastChild.textContent]))"
)
QUERIES = (
    "",
    "?sort=oldest",
    "?q=takuba",
    "?q=letter",
    "?q=soldier&sort=newest",
    "?q=soldaten",
    "?q=brev&language=da",
    "?language=da",
    "?language=da&year=2010&year=2012",
    "?q=takuba&language=da&sort=oldest",
    "?mission=nato-mission-iraq",
    "?q=takuba&country=IQ",
    "?q=takuba+zzzz",
    "?q=weather+zzzz&language=da",
    "?q=%22the+last+soldier%22",
    "?q=zzzz",
    "?language=xx",
)


@pytest.fixture(scope="module")
def sharded_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the samples, with about two articles a bundle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "ONE", 2)
        patch.setattr(shards, "SMALL", 2)
        site = build(sample_project(tmp_path_factory.mktemp("shards") / "project"))
    assert len(list((site / "search").glob("*/start.*.js"))) > 6
    return site


def shown(reader: Reader, address: str) -> tuple[list[str], dict[str, Any], str, str]:
    """The titles of all results, the counts, how many, and what is said of the query."""
    reader.open(address)
    reader.wait(SHOWN)
    counts = dict(reader.look(ALL_COUNTS))
    number = reader.text("#count")
    if reader.texts("#more button"):
        reader.click("#more button")
        reader.wait(f"{TITLES}.length", int(number.split()[0]))
    found = reader.look(TITLES), counts, number, reader.text("#hint")
    assert reader.complaints() == []
    return found


def test_every_kind_of_search_shows_the_same_with_one_bundle_a_language_and_with_several(
    reader: Reader, place: Place, sample_site: Path, sharded_site: Path
) -> None:
    for query in QUERIES:
        titles, *rest = shown(reader, place(sample_site) + "search.html" + query)
        others, *more = shown(reader, place(sharded_site) + "search.html" + query)
        assert sorted(others) == sorted(titles), query
        assert more == rest, query
        if "sort" in query or "q=" not in query:
            assert others == titles, query


def test_the_newest_articles_are_shown_before_any_engine_is_read(
    chromium_page: Page, sharded_site: Path
) -> None:
    asked = requests_of(chromium_page)
    with served(sharded_site) as address:
        chromium_page.goto(address + "search.html")
        chromium_page.wait_for_selector("#hits li")
        read = [url.split("/search/")[1] for url in asked if "/search/" in url]
        assert len([name for name in read if "/fragment/" in name]) == 10
        assert [name.split("?")[0] for name in read if "/fragment/" not in name] == ["entry.js"]
        assert chromium_page.inner_text("#count") == f"{samples.ALL} articles"


def test_a_filter_of_a_language_alone_reads_no_bundle_of_the_other(
    chromium_page: Page, sharded_site: Path
) -> None:
    asked = requests_of(chromium_page)
    with served(sharded_site) as address:
        chromium_page.goto(address + "search.html?language=da")
        chromium_page.wait_for_selector("#hits li")
    read = [url.split("/search/")[1] for url in asked if "/search/" in url]
    assert [name for name in read if name.startswith("da-")]
    assert [name for name in read if name.startswith("en-")] == []


def test_words_are_read_from_each_bundle_in_a_few_files_and_articles_only_where_they_are_found(
    chromium_page: Page, sharded_site: Path
) -> None:
    asked = requests_of(chromium_page)
    with served(sharded_site) as address:
        chromium_page.goto(address + "search.html?q=takuba")
        chromium_page.wait_for_selector("#hits li")
    bundles = len(list((sharded_site / "search").glob("*/start.*.js")))
    assert len([url for url in asked if "/start." in url]) == bundles
    assert len([url for url in asked if "/search/wasm." in url]) == 2
    assert len([url for url in asked if "/fragment/" in url]) <= bundles
