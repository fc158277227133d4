"""Several bundles a language: which page is in which, and that they are made side by side."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import pagefind, search, shards
from archive.search_page import SearchPage, read_page
from archive.search_scripts import FACTS, PAGES, Assembly
from archive.shards import Give, Shard, make, make_all, plan
from tests.test_add import tree
from tests.test_search import entry, fragments, names, write

WORDS = ["Soldiers", "leave", "the", "camp", "and", "go", "home", "to", "Denmark"]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language of more than four pages has several bundles."""
    monkeypatch.setattr(shards, "ONE", 4)
    monkeypatch.setattr(shards, "SMALL", 2)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for number in range(16):
        text = f"<p>{' '.join(WORDS[: 2 + number % 7])}. Number{number}.</p>"
        write(site, f"article-{number}", f"Article {number}", text)
    write(site, "hilsen", "En hilsen", "<p>Soldaterne har det godt.</p>", language="da")
    return site


def pages_of(count: int, language: str = "en") -> dict[str, tuple[str, str]]:
    return {f"articles/{language}-{n}.html": (language, f"digest {n}") for n in range(count)}


def read_site(site: Path) -> dict[str, SearchPage]:
    pages = {}
    for path in (site / "articles").glob("*.html"):
        page = read_page(f"articles/{path.name}", path.read_bytes())
        assert page
        pages[f"articles/{path.name}"] = page
    return pages


def giving(pages: dict[str, SearchPage]) -> Give:
    return lambda name, file: file.write_bytes(pages[name].html)


def planned(pages: dict[str, SearchPage]) -> list[Shard]:
    return plan({name: (page.language, page.digest) for name, page in pages.items()})


# ---- which page is in which bundle ----


@pytest.mark.parametrize(
    ("pages", "count"),
    [
        *((1, 1), (250, 1), (251, 2), (501, 4), (2_500, 4), (5_000, 4), (5_001, 8)),
        *((10_001, 16), (20_000, 16)),
        *((20_001, 16), (40_000, 16), (40_001, 32), (100_000, 64)),
    ],
)
def test_a_language_of_more_than_250_pages_has_bundles_by_powers_of_two(
    pages: int, count: int
) -> None:
    made = plan(pages_of(pages))
    assert len(made) == count
    assert {shard.count for shard in made} == {count}
    most = max(len(shard.names) for shard in made)
    assert most <= (2_500 if pages > 20_000 else 1_250) * 1.1


def test_every_page_is_in_one_bundle_of_its_language_and_names_are_sorted() -> None:
    pages = {**pages_of(3_000), **pages_of(10, "da")}
    made = plan(pages)
    assert [shard.folder for shard in made] == ["da", "en-1", "en-2", "en-3", "en-4"]
    assert Counter(name for shard in made for name in shard.names) == Counter(list(pages))
    for shard in made:
        assert {pages[name][0] for name in shard.names} == {shard.language}
        assert list(shard.names) == sorted(shard.names)


def test_an_edit_an_addition_and_a_removal_change_one_bundle_each_and_no_folder() -> None:
    pages = pages_of(3_000)
    before = {shard.folder: shard.key for shard in plan(pages)}
    edited = {**pages, "articles/en-7.html": ("en", "another")}
    added = {**pages, "articles/new.html": ("en", "new")}
    removed = {name: page for name, page in pages.items() if name != "articles/en-7.html"}
    for changed in (edited, added, removed):
        after = {shard.folder: shard.key for shard in plan(changed)}
        assert after.keys() == before.keys()
        assert len([folder for folder in after if after[folder] != before[folder]]) == 1


def test_a_key_stands_for_pagefind_our_format_the_names_and_what_the_pages_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def key(pages: dict[str, tuple[str, str]]) -> str:
        return plan(pages)[0].key

    first = {"articles/a.html": ("en", "1"), "articles/b.html": ("en", "2")}
    assert key(first) == key(dict(reversed(first.items())))
    keys = [
        key(first),
        key({**first, "articles/b.html": ("en", "3")}),
        key({"articles/a.html": ("en", "2"), "articles/b.html": ("en", "1")}),
        key({"articles/a.html": ("en", "1"), "articles/c.html": ("en", "2")}),
        key({name: ("da", digest) for name, (_, digest) in first.items()}),
    ]
    for setting, value in (("VERSION", "9"), ("FORMAT", 9)):
        monkeypatch.setattr(shards, setting, value)
        keys.append(key(first))
    assert len(set(keys)) == len(keys)


@given(st.dictionaries(st.text(), st.tuples(st.sampled_from(["en", "da"]), st.text()), max_size=9))
def test_pages_of_any_names_are_all_planned(pages: dict[str, tuple[str, str]]) -> None:
    assert sorted(name for shard in plan(pages) for name in shard.names) == sorted(pages)


# ---- the bundles together ----


@pytest.mark.usefixtures("small")
def test_several_bundles_hold_what_one_holds(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    search.index(site)
    several, entries = fragments(site), entry(site)
    folders = [bundle["folder"] for bundle in entries["bundles"]]
    assert len(folders) > 4
    assert folders[:2] == ["da", "en-1"]
    monkeypatch.setattr(shards, "ONE", 100)
    monkeypatch.setattr(shards, "SMALL", 100)
    search.index(site)
    one = entry(site)
    assert [bundle["folder"] for bundle in one["bundles"]] == ["da", "en"]
    assert fragments(site) == several
    assert one["facets"] == entries["facets"]
    assert one["engine"] == entries["engine"]


@pytest.mark.usefixtures("small")
def test_the_entry_counts_every_filter_over_all_bundles(site: Path) -> None:
    search.index(site)
    assert entry(site)["facets"] == {
        "mission": {"task-force-takuba": 17},
        "year": {"2021": 17, "2022": 17},
    }


@pytest.mark.usefixtures("small")
def test_the_same_pages_give_the_same_bytes_on_one_core_and_on_many(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for cores in (1, 8):
        monkeypatch.setattr("os.cpu_count", lambda cores=cores: cores)
        search.index(site)
        made.append(tree(site / "search"))
    assert made[0] == made[1]


@pytest.mark.usefixtures("small")
def test_bundles_kept_from_before_give_the_same_index_with_the_changed_one(
    site: Path, tmp_path: Path
) -> None:
    """What a cache may rely on: the same key, the same files."""
    pages = read_site(site)
    kept = {}
    for shard in planned(pages):
        make(shard, giving(pages), tmp_path / "kept" / shard.key)
        kept[shard.key] = tmp_path / "kept" / shard.key
    write(site, "article-3", "Article 3", "<p>Everyone leaves.</p>")
    pages = read_site(site)
    after = planned(pages)
    new = [shard for shard in after if shard.key not in kept]
    assert len(new) == 1
    begun: list[bool] = []
    wanted = tmp_path / "kept" / new[0].key
    make_all(
        [(new[0], wanted)],
        giving(pages),
        begun=lambda: begun.append(wanted.exists()),
    )
    assert begun == [False]
    before = tree(tmp_path / "kept")
    copied: list[str] = []

    def put(source: str, target: str) -> None:
        copied.append(target)
        os.link(source, target)

    assembly = Assembly(tmp_path / "other", put)
    for shard in reversed(after):
        assembly.take(shard, tmp_path / "kept" / shard.key)
    assembly.finish()
    assert len(copied) == len(set(copied))
    search.index(site)
    assert tree(tmp_path / "other" / "search") == tree(site / "search")
    assert tree(tmp_path / "kept") == before


# ---- the making of one ----


def test_a_made_folder_holds_the_scripts_of_its_bundle_and_what_the_entry_says(
    site: Path, tmp_path: Path
) -> None:
    pages = read_site(site)
    for shard in planned(pages):
        folder = tmp_path / "made" / shard.folder
        make(shard, giving(pages), folder)
        facts = json.loads((folder / FACTS).read_text("utf-8"))
        tops = {path.name for path in folder.iterdir() if path.suffix == ".js"}
        wasm = facts["bundle"]["entry"]["languages"][shard.language]["wasm"]
        assert tops == {facts["engine"], f"wasm.{wasm}.pagefind.js"}
        assert len(list((folder / shard.folder / "fragment").iterdir())) == len(shard.names)
        assert (folder / facts["bundle"]["start"]).is_file()
        given = {page.name: page.read_bytes() for page in (folder / PAGES).iterdir()}
        assert given == {pages[name].digest: pages[name].html for name in shard.names}
    assert {path.name for path in (tmp_path / "made").iterdir()} == {"da", "en"}


def test_of_a_bundle_that_cannot_be_made_nothing_stays(site: Path, tmp_path: Path) -> None:
    pages = read_site(site)
    empty = b"<html><body data-pagefind-body></body></html>"
    for shard in planned(pages):
        with pytest.raises(search.SearchError, match="Pagefind stopped with status"):
            make(shard, lambda _, file: file.write_bytes(empty), tmp_path / "made" / "one")
        with pytest.raises(FileNotFoundError):
            make(shard, lambda name, _: Path(name).read_bytes(), tmp_path / "made" / "one")
    assert list((tmp_path / "made").iterdir()) == []


FAILS = """
import pathlib, sys, time
arguments = sys.argv
if "en" in arguments:
    pathlib.Path(r"{folder}", "begun").touch()
    time.sleep(20)
    pathlib.Path(r"{folder}", "ended").touch()
while not pathlib.Path(r"{folder}", "begun").exists():
    time.sleep(0.01)
sys.exit("It broke.")
"""


def test_when_one_fails_the_others_are_ended_and_nothing_stays(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(pagefind, "START", FAILS.format(folder=tmp_path))
    with pytest.raises(search.SearchError, match="status 1: It broke"):
        search.index(site)
    assert (tmp_path / "begun").exists()
    assert not (tmp_path / "ended").exists()
    assert names(site) == set()
    assert list((site / "search").iterdir()) == []


def test_an_interruption_ends_them_too(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = read_site(site)

    def interrupt(_: Shard) -> None:
        raise KeyboardInterrupt

    wanted = [(shard, tmp_path / "made" / shard.folder) for shard in planned(pages)]
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    with pytest.raises(KeyboardInterrupt):
        make_all(wanted, giving(pages), interrupt)
    # The first one was finished when the interruption came.
    assert {path.name for path in (tmp_path / "made").iterdir()} <= {"en", "da"}
    assert [path for path in (tmp_path / "made").iterdir() if path.name[0] == "."] == []
    runs = pagefind.Runs()
    runs.end()
    with pytest.raises(search.SearchError, match="given up"):
        runs.run("--version", at=tmp_path)


@pytest.mark.parametrize(
    ("size", "count", "most"),
    [(600, 8, 4), (1_250, 8, 2), (1_400, 1, 1), (2_500, 1, 1), (2_500, 32, 2)],
)
def test_no_more_pages_are_indexed_at_a_time_than_memory_is_meant_for(
    size: int, count: int, most: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 16)
    lock = threading.Lock()
    running: list[int] = []
    seen: list[int] = []
    together = threading.Barrier(most)

    def pretend(shard: Shard, *_: Any) -> None:
        with lock:
            running.append(len(shard.names))
            seen.append(len(running))
        together.wait(30)
        with lock:
            running.remove(len(shard.names))

    monkeypatch.setattr(shards, "make", pretend)
    wanted = [
        (Shard("en", number, count, tuple(map(str, range(size))), (), ""), tmp_path / str(number))
        for number in range(8)
    ]
    make_all(wanted, giving({}))
    assert max(seen) == most
