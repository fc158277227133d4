"""Pages made of hostile strings, in both browsers: nothing runs, loads or leaves its place."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from tests.attacks.archives import WORD, attack_project, one_line, packed, title_of
from tests.browser.conftest import SHOWN, ChromiumReader, FirefoxReader, Place, Reader, build

# Runs before a page's own scripts: whatever an attack may call leaves a trace.
TRAP = """() => {
  window.ran = [];
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch']) {
    window[name] = (...words) => { window.ran.push(name + ' ' + words.join(' ')); };
  }
}"""
# What a page is made of: its elements with the names of their attributes, its addresses, texts.
LOOK = """(() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const texts = (selector) => all(selector).map((one) => one.textContent);
  const places = ['href', 'src', 'action', 'formaction', 'data', 'poster'];
  return JSON.stringify({
    ran: window.ran,
    elements: [...new Set(all('*').map((one) =>
      one.localName + '[' + one.getAttributeNames().sort().join(' ') + ']'))],
    addresses: [...new Set(all('*').flatMap((one) => places
      .filter((name) => one.hasAttribute(name)).map((name) => one.getAttribute(name))))],
    loaded: performance.getEntriesByType('resource').map((one) => one.name),
    title: [document.title], h1: texts('h1'), dek: texts('p.dek'), by: texts('.when p:last-child'),
    shown: texts('div.text > p'), quotes: texts('.side q'), what: texts('p.figure'),
    listed: texts('ul.arts h3 a'), summaries: texts('ul.arts li > div > p[lang]'),
    basis: texts('section.end .row:first-child p'), dropped: texts('ol.drop q'),
    json: texts('script[type="application/ld+json"]'),
    hits: texts('#hits h3 a'), inside: [...new Set([...document.querySelectorAll('#hits *')]
      .map((one) => one.localName))],
  });
})()"""
RAW = "<img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)></svg>"

# What the site's own scripts make of elements.
SCRIPTED = {"button[aria-label class data-copy type]", "span[class role]", "form[class id]"}


def look(reader: Reader) -> dict[str, Any]:
    """What LOOK finds on the page on view, its texts spaced as a reader sees them."""
    found = json.loads(reader.look(LOOK))
    return {name: [one_line(text) for text in texts] for name, texts in found.items()}


def elements_of(site: Path) -> set[str]:
    """Every kind of element in a site's pages, with the names of its attributes."""
    found = {"html[lang]", "head[]", "body[]", *SCRIPTED}
    for page in site.rglob("*.html"):
        for one in html.document_fromstring(page.read_bytes()).iter():
            if isinstance(one.tag, str):
                found.add(f"{one.tag}[{' '.join(sorted(one.attrib))}]")
    return found


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return packed(460)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> Path:
    """The site of an archive made of the strings."""
    return build(attack_project(tmp_path_factory.mktemp("attacked") / "project", texts))


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The elements of the same archive made of plain words."""
    words = [f"æble {number} and others" for number in range(40)]
    return elements_of(build(attack_project(tmp_path_factory.mktemp("plain") / "project", words)))


@pytest.fixture(scope="module")
def bare(attacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site without its policy."""
    site = Path(shutil.copytree(attacked, tmp_path_factory.mktemp("bare") / "site"))
    for page in site.rglob("*.html"):
        made = re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", page.read_bytes())
        page.write_bytes(made)
    return site


@pytest.fixture
def trapped(reader: Reader) -> Iterator[Reader]:
    """A reader whose pages are watched from their first moment."""
    if isinstance(reader, ChromiumReader):
        reader.page.add_init_script(f"({TRAP})()")
        yield reader
    elif isinstance(reader, FirefoxReader):
        trap = reader.driver.script.pin(TRAP)
        yield reader
        reader.driver.script.unpin(trap)


def test_an_attack_that_works_is_noticed(trapped: Reader, place: Place, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><title>T</title>{RAW}", encoding="utf-8")
    trapped.open(place(tmp_path) + "page.html")
    trapped.wait("window.ran.length", 3)
    found = look(trapped)
    assert set(found["ran"]) == {"alert 1", "alert 2", "alert 3"}
    assert {"img[onerror src]", "script[]", "svg[onload]"} <= set(found["elements"])


def test_nothing_that_content_says_runs_loads_or_leaves_its_place(
    trapped: Reader, place: Place, attacked: Path, harmless: set[str], texts: list[str]
) -> None:
    read_through(trapped, place, attacked, harmless, texts)


def test_escaping_alone_holds_where_no_policy_helps(
    trapped: Reader, place: Place, bare: Path, harmless: set[str], texts: list[str]
) -> None:
    if place.kind == "disk":
        return  # the same pages: over http a browser forbids less
    elements = harmless - {"meta[content http-equiv]"}
    read_through(trapped, place, bare, elements, texts)


def read_through(
    reader: Reader, place: Place, site: Path, elements: set[str], texts: list[str]
) -> None:
    """Open every page that holds the strings and look at it."""
    address = place(site)
    pages = [
        path.relative_to(site).as_posix()
        for path in sorted(site.rglob("*.html"))
        if path.parent != site / "countries" and path.name not in ("search.html", "404.html")
    ]
    assert len(pages) > len(texts) + 6
    titles = {title_of(text) for text in texts}
    listed: set[str] = set()
    for name in pages:
        reader.open(address + name)
        found = look(reader)
        assert found["ran"] == [], name
        # A picture that is still on its way when the next page is opened.
        complaints = [text for text in reader.complaints() if not text.endswith("/favicon.svg")]
        assert complaints == [], name
        strange = {one.lower() for one in found["elements"]} - elements
        assert not strange, (name, strange)
        for link in (*found["addresses"], *found["loaded"]):
            assert "attacker.invalid" not in link, (name, link)
            assert not re.match(r"(?i)\s*(?!https?:|file:|mailto:)[a-z]+:", link), (name, link)
        listed.update(found["listed"])
        number = re.fullmatch(r"articles/attack-(\d+)\.html", name)
        if number is not None and int(number[1]) < len(texts):
            as_written(found, texts[int(number[1])])
    assert titles <= listed


def as_written(found: dict[str, Any], text: str) -> None:
    """Every text of an article's page is the string, whole and nothing else."""
    title = title_of(text)
    assert found["h1"] == [title]
    assert found["title"][0].startswith(f"{title} (")
    assert [json.loads(data)["headline"] for data in found["json"]] == [title]
    for name in ("by", "basis", "dek", "quotes"):
        assert found[name] == [text], name
    assert found["what"] == [f"{text} 7 {text}"]
    assert found["shown"][0] == text
    assert text.startswith(found["dropped"][0].rstrip(" …"))


def test_the_search_shows_titles_and_excerpts_as_text(
    trapped: Reader, place: Place, attacked: Path, texts: list[str]
) -> None:
    trapped.open(f"{place(attacked)}search.html?q={WORD}&sort=oldest")
    trapped.wait(SHOWN)
    wanted = {title_of(text) for text in texts}
    shown = "document.querySelectorAll('#hits li').length"
    while not trapped.look("document.getElementById('more').hidden"):
        before = trapped.look(shown)
        trapped.click("#more button")
        trapped.wait(f"{shown} > {before}")
    found = look(trapped)
    assert found["ran"] == []
    assert trapped.complaints() == []
    assert set(found["inside"]) <= {"li", "p", "time", "h3", "a", "mark", "span"}
    assert wanted == set(found["hits"])
