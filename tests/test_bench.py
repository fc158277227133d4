"""What bench/against_hugo.py measures: the same job, the right states, the right figures."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

import pytest

from bench import corpus, hugo_site
from bench.against_hugo import positive, states_of
from bench.builder import addresses, chosen, edit, hugo, indexed, project, size, word
from bench.ratios import Run, as_markdown, as_text, ratio, ratios, raw
from bench.usage import Usage, UsageError, busy_of, pss_of, run, tree

needs_proc = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs /proc")


def made(builder: str, turn: int, wall: float) -> Run:
    return Run("pages only", "cold", turn, builder, Usage(wall, 2 * wall, 5_000_000, 0), 900)


def test_a_share_is_the_median_of_the_rounds_whatever_other_work_did_in_one_of_them() -> None:
    times = [(1.0, 2.0), (9.0, 18.0), (3.0, 4.0)]
    runs = [
        made(who, turn, pair[at])
        for turn, pair in enumerate(times)
        for at, who in enumerate(("project", "hugo"))
    ]
    assert ratio(runs, lambda run: run.took.wall, "project", "hugo") == 0.5
    row = ratios(runs, "project", "hugo")[1]
    assert row[0] == "pages only, cold"
    assert row[1] == "0.50 (3.00 s / 4.00 s)"
    assert row[3] == "1.00 (5 MB / 5 MB)"
    assert [cells[1:3] for cells in raw(runs)[1:3]] == [["1", "project"], ["1", "hugo"]]


def test_a_round_in_which_one_is_missing_gives_no_share() -> None:
    runs = [made("project", 0, 1), made("hugo", 0, 4), made("project", 1, 1)]
    assert ratio(runs, lambda run: run.took.wall, "project", "hugo") == 0.25
    with pytest.raises(ValueError, match="no round has both"):
        ratio(runs[:1], lambda run: run.took.wall, "project", "hugo")


def test_tables_are_text_or_markdown() -> None:
    table = [["", "wall"], ["cold", "1 s"]]
    assert as_text(table) == "      wall\ncold  1 s"
    assert as_markdown(table) == "|  | wall |\n| --- | --- |\n| cold | 1 s |"


def test_states_are_measured_cold_first_however_they_are_named() -> None:
    assert states_of("nothing, cold,edit") == ("cold", "edit", "nothing")
    for text in ("warm", "", "cold,"):
        with pytest.raises(argparse.ArgumentTypeError, match="There are cold, edit, nothing"):
            states_of(text)


@pytest.mark.parametrize("text", ["0", "-1", "many", "1.5", ""])
def test_no_rounds_are_refused(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="whole number of 1 or more"):
        positive(text)


def test_shared_memory_counts_in_part() -> None:
    text = (
        "5597-7ffd ---p 00000000 00:00 0 [rollup]\nRss: 4124 kB\nPss: 1171 kB\nPss_Anon: 596 kB\n"
    )
    assert pss_of(text) == 1171 * 1024
    assert pss_of("") == 0


def test_idle_processors_do_not_work() -> None:
    idle, busy = "cpu  1 0 1 500 70 0 0 0 0 0\ncpu0 …", "cpu  1 0 1 9500 80 0 0 0 0 0\ncpu0 …"
    assert busy_of(idle) == busy_of(busy) > 0


def test_processes_below_processes_are_found_whichever_thread_started_them(tmp_path: Path) -> None:
    for pid, task, children in (
        ("1", "1", "2 "),
        ("1", "9", "3"),
        ("2", "2", "4 5"),
        ("3", "3", ""),
    ):
        (tmp_path / pid / "task" / task).mkdir(parents=True)
        (tmp_path / pid / "task" / task / "children").write_text(children)
    assert sorted(tree(1, tmp_path)) == [1, 2, 3, 4, 5]


@needs_proc
def test_the_memory_of_a_process_and_of_those_it_started_is_added(tmp_path: Path) -> None:
    # Both hold their memory at once, for as long as many samples take.
    child = "held = bytearray(60_000_000); import time; time.sleep(1)"
    start = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    program = f"held = bytearray(60_000_000)\n{start}"
    took = run([sys.executable, "-c", program], tmp_path, os.environ)
    assert took.memory > 120_000_000
    assert took.cpu > 0


@needs_proc
def test_a_build_that_fails_is_told_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such site"):
        run([sys.executable, "-c", "raise SystemExit('no such site')"], tmp_path, os.environ)


def test_two_commands_take_their_times_together_and_the_larger_memory() -> None:
    assert Usage(1, 2, 30, 1).then(Usage(4, 5, 20, 2)) == Usage(5, 7, 30, 3)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    corpus.write(6, folder / "project", 0.5)
    hugo_site.write(folder / "project", folder / "hugo")
    return folder


def test_hugo_gets_every_article_with_the_same_text(small: Path) -> None:
    ours, theirs = small / "project", small / "hugo"
    articles = chosen(ours, 9)
    assert len(set(articles)) == 6
    for path in articles:
        mine, other = ((root / path).read_text(encoding="utf-8") for root in (ours, theirs))
        assert mine.split("---\n", 2)[2].strip() == other.split("---\n", 2)[2].strip()
        assert "lang: " in other.split("---\n", 2)[1]
    missions = {path.stem for path in (ours / "content" / "missions").glob("*.md")}
    assert {path.parent.name for path in (theirs / "content/missions").glob("*/*.md")} == missions


def test_an_edit_changes_one_word_and_another_article_each_turn(small: Path) -> None:
    one, other = chosen(small / "project", 2)
    assert one != other
    path = small / "hugo" / one
    before = path.read_text(encoding="utf-8")
    edit(path, word(3))
    after = path.read_text(encoding="utf-8")
    assert len(before.split()) == len(after.split())
    assert [new for old, new in zip(before.split(), after.split(), strict=True) if old != new] == [
        f"{word(3)}."
    ]


def test_an_article_that_ends_without_a_word_is_not_edited_in_silence(tmp_path: Path) -> None:
    path = tmp_path / "odd.md"
    path.write_text("*So it was.*\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"odd\.md"):
        edit(path, "new")


def test_cold_means_no_site_and_no_cache_and_hugo_never_keeps_an_old_index(tmp_path: Path) -> None:
    ours = project(tmp_path, search=True, can_leave_out=True)
    theirs = hugo(tmp_path, Path("hugo"), Path("pagefind"))
    kept = (tmp_path / "site", tmp_path / ".cache", theirs.site / "pagefind")
    for folder in kept:
        folder.mkdir(parents=True)
    (theirs.site / "index.html").touch()
    for builder in (ours, theirs):
        builder.prepare("nothing", [], 0)
    assert [folder.exists() for folder in kept] == [True, True, False]
    assert (theirs.site / "index.html").exists()
    for builder in (ours, theirs):
        builder.prepare("cold", [], 0)
    assert [folder.exists() for folder in (*kept, theirs.site)] == [False] * 4


def test_without_search_neither_side_makes_an_index(tmp_path: Path) -> None:
    known = project(tmp_path, search=False, can_leave_out=True).commands[0]
    assert "--no-search" in known
    unknown = project(tmp_path, search=False, can_leave_out=False).commands[0]
    assert "--no-search" not in unknown
    assert "archive.search.index = " in unknown[2]
    assert "archive.search.index" not in project(tmp_path, True, True).commands[0][2]
    assert len(hugo(tmp_path, Path("hugo"), None).commands) == 1


def test_sites_are_compared_by_the_addresses_of_their_pages(tmp_path: Path) -> None:
    for name in (
        "articles/a.html",
        "articles/a.ris",
        "missions/kfor.xml",
        "missions/kfor/2012.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("four")
    (tmp_path / "feed.xml").touch()
    assert addresses(tmp_path) == {"articles/a.html", "missions/kfor.xml", "feed.xml"}
    assert size(tmp_path) == 16


def test_the_pages_of_all_languages_are_counted() -> None:
    assert indexed('{"languages": {"da": {"page_count": 2}, "en": {"page_count": 5}}}') == 7
