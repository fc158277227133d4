"""The search index of a small site, made by the real Pagefind."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from archive import pagefind, search
from archive.cache import Cache
from archive.index_order import OrderError, settle
from archive.search_page import SearchPage

PAGE = """<!doctype html>
<html lang="en"><head><title>{title} | Archive</title>
{language}
<meta name="archive:mission" content="task-force-takuba" data-pagefind-filter="mission[content]">
<meta name="archive:year" content="2021" data-pagefind-filter="year[content]">
<meta name="archive:year" content="2022" data-pagefind-filter="year[content]">
<meta name="archive:day" content="2021-12-30" data-pagefind-meta="day[content]">
</head><body><nav>Timeline Missions</nav>
<h1 data-pagefind-meta="title">{title}</h1>
<div {body}>{text}</div></body></html>
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "a site #1, 100% øvet"
    write(site, "index", "The archive", "Welcome.", folder=".")
    write(site, "leaving-mali", "Danish troops leaving Mali", "<p>Soldiers leave.</p>")
    write(site, "back-from-mali", "Back from Mali", "<p>They came back.</p>")
    write(site, "hilsen", "En hilsen", "<p>Soldaterne har det godt.</p>", language="da")
    return site


def write(
    site: Path,
    name: str,
    title: str,
    text: str,
    *,
    language: str | None = "en",
    body: str = "data-pagefind-body",
    folder: str = "articles",
) -> None:
    meta = f'<meta name="archive:language" content="{language}">' if language else ""
    page = site / folder / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    html = PAGE.format(title=title, language=meta, text=text, body=body)
    page.write_text(html, encoding="utf-8")


def names(site: Path) -> set[str]:
    folder = site / "search"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def entry(site: Path) -> dict[str, Any]:
    script = (site / "search" / "entry.js").read_text(encoding="utf-8")
    match = re.fullmatch(r"archiveSearch\.entry\((.*)\);\n", script)
    assert match
    return dict(json.loads(match[1]))


def fragments(site: Path) -> dict[str, dict[str, Any]]:
    """What the index holds of each page, by the page's address."""
    found = {}
    for path in (site / "search").rglob("*.pf_fragment.js"):
        match = re.fullmatch(r'archiveSearch\.data\("(.+)","(.+)"\);\n', path.read_text("ascii"))
        assert match
        assert site / "search" / f"{match[1]}.js" == path
        data = gzip.decompress(base64.b64decode(match[2]))
        page = json.loads(data.removeprefix(b"pagefind_dcd"))
        found[page["url"]] = page
    return found


def test_every_article_is_indexed_with_its_title_its_filters_and_nothing_of_the_page_around_it(
    site: Path,
) -> None:
    search.index(site)
    pages = fragments(site)
    assert set(pages) == {
        "/articles/leaving-mali.html",
        "/articles/back-from-mali.html",
        "/articles/hilsen.html",
    }
    page = pages["/articles/leaving-mali.html"]
    assert page["meta"] == {"title": "Danish troops leaving Mali", "day": "2021-12-30"}
    assert page["filters"] == {"mission": ["task-force-takuba"], "year": ["2021", "2022"]}
    assert page["content"] == "Soldiers leave."


def test_each_language_has_a_bundle_with_its_own_stemmer(site: Path) -> None:
    search.index(site)
    bundles = {bundle["language"]: bundle for bundle in entry(site)["bundles"]}
    assert set(bundles) == {"da", "en"}
    assert bundles["da"]["entry"]["languages"]["da"]["page_count"] == 1
    assert bundles["en"]["entry"]["languages"]["en"]["page_count"] == 2
    for language, bundle in bundles.items():
        facts = bundle["entry"]["languages"][language]
        assert facts["wasm"].startswith(f"{language}_")
        assert f"wasm.{facts['wasm']}.pagefind.js" in names(site)
        start = (site / "search" / bundle["start"]).read_text(encoding="ascii")
        assert f'archiveSearch.data("{bundle["folder"]}/pagefind.{facts["hash"]}.pf_meta"' in start


def test_only_scripts_that_the_search_page_loads_are_shipped(site: Path) -> None:
    search.index(site)
    loaded = re.compile(
        r"entry\.js|engine\.\w+\.js|wasm\.\w+\.pagefind\.js"
        r"|(da|en)/(start\.\w+|(index|fragment)/\w+\.pf_(index|fragment))\.js"
    )
    assert [name for name in names(site) if not loaded.fullmatch(name)] == []


def test_every_name_but_the_entry_changes_with_what_is_in_the_file(site: Path) -> None:
    search.index(site)
    before = {name: (site / "search" / name).read_bytes() for name in names(site)}
    write(site, "leaving-mali", "Danish troops leaving Mali", "<p>Everyone leaves.</p>")
    search.index(site)
    changed = {
        name
        for name in names(site) & set(before)
        if (site / "search" / name).read_bytes() != before[name]
    }
    assert changed == {"entry.js"}


def test_the_engine_is_pagefinds_worker_word_for_word_inside_a_function(site: Path) -> None:
    search.index(site)
    script = (site / "search" / entry(site)["engine"]).read_text(encoding="utf-8")
    head = "archiveSearch.engine(function (self, fetch, window, document) {\n"
    assert script.startswith(head)
    worker = script.removeprefix(head).removesuffix("\n});\n")
    assert hashlib.sha256(worker.encode()).hexdigest() == pagefind.WORKER_SHA256


def test_a_former_index_is_replaced_and_the_pages_stay_as_they_are(site: Path) -> None:
    pages = {path: path.read_bytes() for path in site.rglob("*.html")}
    (site / "search").mkdir()
    (site / "search" / "old.js").write_text("old", encoding="utf-8")
    search.index(site)
    assert "old.js" not in names(site)
    assert {path: path.read_bytes() for path in site.rglob("*.html")} == pages


def test_a_page_without_a_body_to_index_such_as_a_withdrawn_article_is_left_out(
    site: Path,
) -> None:
    write(site, "gone", "Withdrawn", "<p>It was withdrawn.</p>", body="")
    search.index(site)
    assert "/articles/gone.html" not in fragments(site)


def test_an_archive_without_articles_has_an_empty_index(tmp_path: Path) -> None:
    search.index(tmp_path)
    assert entry(tmp_path) == {"bundles": [], "engine": None, "facets": {}, "newest": []}
    assert names(tmp_path) == {"entry.js"}


def test_settings_of_pagefind_in_the_surroundings_change_nothing(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site.parent / "pagefind.toml").write_text('exclude_selectors = ["p"]\n', encoding="utf-8")
    monkeypatch.chdir(site.parent)
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    search.index(site)
    assert fragments(site)["/articles/leaving-mali.html"]["content"] == "Soldiers leave."


def test_an_article_that_does_not_say_its_language_is_named(site: Path) -> None:
    write(site, "nowhere", "Nowhere", "<p>Text.</p>", language=None)
    with pytest.raises(search.SearchError, match=r"articles/nowhere\.html does not say"):
        search.index(site)


def test_a_new_bundle_takes_the_pages_that_stay_from_the_one_before(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    articles = site / "articles"

    def index() -> None:
        paths = {f"articles/{file.name}": file for file in articles.iterdir()}
        seen = {path: search.LOOK.see(path, file) for path, file in paths.items()}
        pages = {path: found for path, found in seen.items() if found is not None}
        asked.clear()
        work = Cache(tmp_path / "cache")
        search.index(site, pages, work=work)
        work.keep_site()

    asked: list[str] = []
    read = search.read_page

    def noted(name: str, html: bytes) -> SearchPage | None:
        asked.append(name)
        return read(name, html)

    monkeypatch.setattr(search, "read_page", noted)
    index()
    assert len(asked) > 2
    write(site, "new", "One more", "<p>Soldiers leave once more.</p>")
    index()
    assert asked == ["articles/new.html"]
    kept = names(site)
    search.index(site)
    assert names(site) == kept


def test_a_page_that_is_not_what_was_seen_of_it_is_not_indexed(site: Path) -> None:
    pages = {f"articles/{file.name}": ("en", "other") for file in (site / "articles").iterdir()}
    with pytest.raises(search.SearchError, match="is not as it was made"):
        search.index(site, pages)


def test_an_article_that_pagefind_leaves_out_stops_the_build(site: Path) -> None:
    write(site, "silent", "Silent", "")
    with pytest.raises(search.SearchError, match="took up 2 of 3 articles"):
        search.index(site)


@pytest.mark.parametrize(("setting", "value"), [("VERSION", "1.5.1"), ("WORKER_SHA256", "0" * 64)])
def test_a_pagefind_that_the_search_page_does_not_know_is_refused_with_what_to_do(
    site: Path, monkeypatch: pytest.MonkeyPatch, setting: str, value: str
) -> None:
    monkeypatch.setattr(pagefind, setting, value)
    with pytest.raises(search.SearchError, match=r"knows only Pagefind .* pip install .*=="):
        search.index(site)
    assert names(site) == set()


def test_a_missing_pagefind_is_told_with_the_command_that_installs_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(search.SearchError, match=r"not installed.* pip install pagefind-bin=="):
        search.index(site)


def test_what_pagefind_says_when_it_stops_is_passed_on(tmp_path: Path) -> None:
    with pytest.raises(search.SearchError, match=r"Pagefind stopped with status \d+: .*unexpected"):
        pagefind.Runs().run("--unknown", at=tmp_path)


def test_an_index_of_another_form_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "filter").mkdir()
    for data in (
        b"",
        b"no gzip",
        gzip.compress(b"no mark"),
        gzip.compress(b"pagefind_dcd\x9f\xff"),
    ):
        (tmp_path / "filter" / "en_1234567.pf_filter").write_bytes(data)
        with pytest.raises(OrderError, match="not known"):
            settle(tmp_path, "en", "en_0123456789")
