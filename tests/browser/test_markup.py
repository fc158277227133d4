"""The markup of every page, by the Nu HTML checker and by html-validate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.load import load
from archive.pages import pages
from archive.redirects import redirects
from tests import checkers
from tests.browser.conftest import browser_path
from tests.browser.kinds import KINDS

BAD = "<!DOCTYPE html><html lang=en><title>Bad</title><p><div></p><h2></h2></html>"
# CSP Level 3 (w3.org/TR/CSP3) has the word since 2022, and browsers refuse WebAssembly without
# it; the checker knows CSP Level 2 alone.
UNKNOWN_TO_NU = "Expecting source-expression but found \"'wasm-unsafe-eval'\"."

Found = dict[str, list[Any]]


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with mistakes, to see that they are found."""
    page = tmp_path_factory.mktemp("bad") / "bad.html"
    page.write_text(BAD, encoding="utf-8")
    return page


@pytest.fixture(scope="module")
def nu(site_of_kinds: Path, bad: Path) -> Found:
    found: Found = {}
    files = sorted(site_of_kinds.rglob("*.html"))
    assert len(files) > 100
    for message in checkers.nu(browser_path("java"), [*files, bad]):
        name = Path(message["url"].removeprefix("file:"))
        own = name.relative_to(site_of_kinds).as_posix() if name != bad else "bad.html"
        found.setdefault(own, []).append(message)
    return found


def test_the_nu_checker_has_nothing_to_say_of_any_page(nu: Found) -> None:
    assert nu.pop("bad.html")
    for page, messages in nu.items():
        said = [
            (message["type"], message["message"])
            for message in messages
            if not (page == "search.html" and message["message"].rstrip().endswith(UNKNOWN_TO_NU))
        ]
        assert said == [], page


def test_html_validate_has_nothing_to_say_of_any_page(site_of_kinds: Path, bad: Path) -> None:
    found = checkers.html_validate([site_of_kinds, bad])
    assert [Path(page["filePath"]).name for page in found if page["errorCount"]][-1:] == [bad.name]
    said = [
        (page["filePath"], message["line"], message["ruleId"], message["message"])
        for page in found
        if Path(page["filePath"]) != bad
        for message in page["messages"]
    ]
    assert said == []


def test_every_template_of_a_page_is_among_the_kinds(site_of_kinds: Path) -> None:
    archive, _ = load(site_of_kinds.parent / "content")
    assert archive is not None
    templates = {page.path: page.template for page in (*pages(archive), *redirects(archive))}
    assert {templates[name] for name in KINDS.values()} == set(templates.values())
