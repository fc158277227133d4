"""What a page asks for, how much that is, and that nothing moves while it comes."""

from __future__ import annotations

import gzip
import posixpath
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, Quiet, requests_of, served
from tests.browser.kinds import KINDS

# Before anything is drawn: every shift of the page's parts adds to it.
SHIFTS = """window.shifted = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted.push(
    [one.value, ...one.sources.map((source) => (source.node?.parentElement || {}).outerHTML)]);
}).observe({type: 'layout-shift', buffered: true});"""
SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))))"""
# What scripts add to a page that can be read without them.
ADDED = "[data-copy], .copied, #filters"
WITHOUT_ADDED = f"""() => {{
  for (const part of document.querySelectorAll('{ADDED}')) part.remove();
  return document.querySelector('main').innerText;
}}"""
MOST = 30_000  # bytes


@pytest.fixture(scope="module")
def address(site_of_kinds: Path) -> Iterator[str]:
    with served(site_of_kinds) as found:
        yield found


def page_of(browser: Browser, width: int, scripts: bool = True) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, java_script_enabled=scripts
    )
    context.set_default_timeout(PATIENCE * 1000)
    return context.new_page()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_on_a_page_moves_and_no_other_host_is_asked(
    width: int, chromium: Browser, address: str
) -> None:
    page = page_of(chromium, width)
    page.add_init_script(SHIFTS)
    asked = requests_of(page)
    for kind, path in {**KINDS, "results": "search.html?q=takuba"}.items():
        page.goto(address + path)
        if kind == "results":
            page.locator("#hits li").first.wait_for()
        if kind == "former name":
            page.wait_for_url(f"**/{KINDS['undated']}")
        page.evaluate(SETTLED)
        assert page.evaluate("window.shifted") == [], kind
    assert len(asked) > 3 * len(KINDS)
    assert [url for url in asked if not url.startswith(address)] == []
    page.context.close()


class Slow(Quiet):
    """Sends the parts of an article's page one by one, each when the one before has been drawn."""

    def copyfile(self, source: IO[bytes], outputfile: Any) -> None:
        """The page, with a pause before what stands beside and below its title."""
        for part in re.split(rb'(?=<header><h1|<div class="(?:when|text)"|<aside)', source.read()):
            outputfile.write(part)
            outputfile.flush()
            time.sleep(0.2)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", ["article", "undated", "withdrawn"])
def test_nothing_moves_while_an_article_comes_in_parts(
    kind: str, width: int, chromium: Browser, site_of_kinds: Path
) -> None:
    with served(site_of_kinds, Slow) as address:
        page = page_of(chromium, width)
        page.add_init_script(SHIFTS)
        page.goto(address + KINDS[kind])
        page.evaluate(SETTLED)
        assert page.evaluate("window.shifted") == []
        page.context.close()


def test_a_page_that_moves_is_noticed(chromium: Browser, address: str) -> None:
    page = page_of(chromium, 1280)
    page.add_init_script(SHIFTS)
    page.goto(address + KINDS["article"])
    page.evaluate(SETTLED)
    page.evaluate("document.querySelector('.top').style.marginTop = '300px'")
    page.evaluate(SETTLED)
    assert page.evaluate("window.shifted") != []
    page.context.close()


def test_every_page_but_the_search_says_the_same_without_javascript(
    chromium: Browser, address: str
) -> None:
    with_scripts, without = page_of(chromium, 1280), page_of(chromium, 1280, scripts=False)
    for kind, path in KINDS.items():
        if kind not in ("search", "former name"):
            with_scripts.goto(address + path)
            without.goto(address + path)
            text = without.inner_text("main")
            assert len(text) > 100, kind
            assert text.split() == with_scripts.evaluate(WITHOUT_ADDED).split(), kind
    with_scripts.context.close()
    without.context.close()


def weight(site: Path, path: str) -> int:
    """Bytes of a page with its CSS, its scripts and its icon, each compressed."""
    page = html.document_fromstring((site / path).read_bytes())
    asked = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
    assert len(asked) >= 2
    files = [path, *(posixpath.join(posixpath.dirname(path), link) for link in asked)]
    return sum(len(gzip.compress((site / file).read_bytes(), 6)) for file in files)


def test_no_article_page_weighs_more_than_thirty_kilobytes(site_of_kinds: Path) -> None:
    pages = [
        path.relative_to(site_of_kinds).as_posix()
        for path in (site_of_kinds / "articles").glob("*.html")
    ]
    assert len(pages) > 15
    heavy = {page: size for page in pages if (size := weight(site_of_kinds, page)) > MOST}
    assert heavy == {}
