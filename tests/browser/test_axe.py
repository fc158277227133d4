"""What axe-core finds on each kind of page: WCAG 2.2 AA, best practices, and contrast of 7:1.

In light and dark, at 1280 and at 360 pixels. Dark changes nothing but colours, so only the rules
on colours are asked again there.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PATIENCE, served
from tests.browser.kinds import KINDS
from tests.checkers import axe

WIDTHS = (1280, 360)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]
RUN = """(only) => axe.run(document, {
  resultTypes: ['violations'],
  runOnly: only,
  rules: {'color-contrast-enhanced': {enabled: true}},
}).then((found) => found.violations.flatMap(
  (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')}: ${node.failureSummary}`)
))"""
# axe cannot see what lies behind the text of a drawing. Every text on view, with its colour and
# the colour behind it: that of the nearest element with one, or of the country it is written on.
TEXTS = """() => {
  const colour = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return {a, light: [r, g, b].map((part) => part / 255)
      .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
      .reduce((sum, part, at) => sum + part * [.2126, .7152, .0722][at], 0)};
  };
  const behind = (element) => {
    if (element.closest('.names .on')) {
      return colour(getComputedStyle(document.querySelector('.c3')).fill);
    }
    for (let at = element; at; at = at.parentElement) {
      const found = colour(getComputedStyle(at).backgroundColor);
      if (found.a > 0) return found;
    }
    return colour('rgb(255, 255, 255)');
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, text = walker.currentNode.data.trim();
    if (!text || !element.checkVisibility() || element.closest('script, title, noscript')) continue;
    const style = getComputedStyle(element);
    const own = colour(element.closest('svg') ? style.fill : style.color).light;
    const back = behind(element).light;
    found.push([text, (Math.max(own, back) + .05) / (Math.min(own, back) + .05)]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    with served(request.getfixturevalue("site_of_kinds")) as found:
        yield found


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(color_scheme="light")
    context.set_default_timeout(PATIENCE * 4000)
    yield context.new_page()
    context.close()


def findings(page: Page, only: dict[str, Any]) -> list[str]:
    found: list[str] = page.evaluate(RUN, only)
    return found


def pale(page: Page) -> list[Any]:
    texts = page.evaluate(TEXTS)
    assert len(texts) > 5 or "moved" in page.title().lower()
    return [text for text in texts if text[1] < 7]


@functools.cache
def source() -> str:
    return axe().read_text(encoding="utf-8")


def look(page: Page) -> dict[str, list[Any]]:
    """All findings on the page on view, by the width and the colours in which they are seen."""
    page.evaluate(source())
    found: dict[str, list[Any]] = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            only = {"type": "rule", "values": COLOURS}
            if scheme == "light":
                only = {"type": "tag", "values": TAGS}
            told = [*findings(page, only), *pale(page)]
            if told:
                found[f"{width} {scheme}"] = told
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_on_a_page(kind: str, page: Page, address: str) -> None:
    # A page that leads on is looked at before it does: an answer without content keeps it there.
    if kind == "former name":
        page.route(f"**/{KINDS['undated']}", lambda route: route.fulfill(status=204))
    page.goto(address + KINDS[kind])
    assert look(page) == {}


def test_axe_finds_nothing_on_the_results_of_a_search(page: Page, address: str) -> None:
    page.goto(f"{address}search.html?q=takuba")
    page.locator("#hits li").first.wait_for()
    assert look(page) == {}


def test_what_is_pale_or_without_a_name_is_found(page: Page) -> None:
    page.set_content(
        "<!DOCTYPE html><html lang=en><title>Bad</title><main><h1>Bad</h1>"
        "<p style='color: #767676'>Pale, by the measure of 7:1</p><p>1<p>2<p>3<p>4"
        "<svg width=99 height=20><text y=9 fill=#777>Pale too</text></svg><button></button></main>"
    )
    found = " ".join(str(line) for line in look(page)["1280 light"])
    for word in ("color-contrast-enhanced", "button-name", "Pale too"):
        assert word in found
