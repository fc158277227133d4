"""The cache: a build with it makes what a build without it makes, and it is never believed."""

from __future__ import annotations

import itertools
import json
import os
import pickle
import shutil
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import cache as caches
from archive import publish, search, stamps
from archive.cache import FOLDER, Cache
from archive.load import load
from archive.render import render
from archive.work import Begin, Done, Work
from tests.conftest import MISSIONS, Project

FIRST = "articles/2019/danish-helicopters-reach-gao.md"
SECOND = "articles/undated/en-hilsen-fra-kosovo.md"
THIRD = """\
---
title: {title}
date: {date}
outlet: ritzau
language: en
missions: [{mission}]
countries: [ML]
---

Two helicopters and about 70 soldiers have reached the camp, {text}.
"""
TAKUBA = "missions/task-force-takuba.md"
IRAQ = "missions/nato-mission-iraq.md"
LEFT = "captures/first.dropped.txt"
OUTLETS = "outlets.yml"
NAME = "  name: The Copenhagen Post"
LINK = f"  rights: link\n{NAME}"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a user who has no secret yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


def build(project: Project, work: Work, site: Path) -> dict[str, bytes]:
    """The files of the project's site, built with or without a cache.

    In the place of the search index is what it would be made of.
    """
    told = {}

    def index(folder: Path, seen: Mapping[str, tuple[str, str]], rest: Begin) -> None:
        told.update(seen)
        rest()
        assert {path: search.LOOK.see(path, folder / path) for path in seen} == seen

    archive, problems = load(project.content, work)
    assert archive is not None, problems
    staged = publish.stage(render(archive, work), site, work, search.LOOK, index)
    publish.replace(site, staged)
    if isinstance(work, Cache):
        work.keep_site()
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }
    return {**files, "search": json.dumps(told, sort_keys=True).encode()}


def cached(project: Project) -> dict[str, bytes]:
    return build(project, Cache(project.root / FOLDER), project.site)


def plain(project: Project) -> dict[str, bytes]:
    return build(project, Work(), project.root / "plain")


def replace(project: Project, name: str, old: str, new: str) -> None:
    path = project.content / name
    if path.exists():
        text = path.read_text(encoding="utf-8")
        if new not in text:  # no key twice
            path.write_text(text.replace(old, new, 1), encoding="utf-8")


WORDS = st.sampled_from(["frigate", "soldiers", "ministers", "a camp in Mali", "Kosovo"])


Edit = Callable[[Project], object]


def edits_with(word: str, number: int, day: int, mission: str) -> dict[str, Edit]:
    """Every kind of edit, by name."""
    new = THIRD.format(
        title=f"About {word}", date=f"2019-12-1{day % 4}", mission=mission, text=word
    )
    third = f"articles/2020/third-{number}.md"

    def rename(project: Project) -> None:
        new_name = f"articles/2020/other-{day}.md"
        old, path = project.content / third, project.content / new_name
        if old.exists() and not path.exists():
            old.rename(path)
            replace(project, new_name, "language:", f"aliases: [was-{day}]\nlanguage:")

    return {
        "add": lambda project: project.write(third, new),
        "left out": lambda project: replace(project, LEFT, "Ministers", f"Ministers of {word}"),
        "text": lambda project: replace(project, FIRST, "Two", f"Two {word},"),
        "text of an undated one": lambda project: replace(project, SECOND, "det godt", word),
        "title": lambda project: replace(project, FIRST, "title: ", f"title: {word.title()} "),
        "date": lambda project: replace(project, FIRST, "2019-12-11", f"2019-12-0{day}"),
        "rights": lambda project: replace(project, FIRST, "language", "rights: excerpt\nlanguage"),
        "delete": lambda project: (project.content / third).unlink(missing_ok=True),
        "rename": rename,
        "mission": lambda project: replace(project, TAKUBA, "name: ", f"name: {word} "),
        "former name": lambda project: replace(project, IRAQ, "aliases: [", f"aliases: [a-{day}, "),
        "outlet": lambda project: replace(project, OUTLETS, "The Copenhagen", f"The {word}"),
        "rights of one": lambda project: replace(project, OUTLETS, NAME, LINK),
        "site": lambda project: replace(project, "site.yml", "title: ", f"title: {word} "),
        "about": lambda project: replace(project, "pages/about.md", "## ", f"{word}\n\n## "),
        "touch": lambda project: os.utime(project.content / FIRST),
        "damage": lambda project: damage(project.site / "index.html"),
        "lose": lambda project: (project.site / "timeline.html").unlink(),
        "damage of the cache": lambda project: damage(*(project.root / FOLDER).glob("*.bin")),
    }  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Edit]:
    """One edit, with its name."""
    found = edits_with(
        draw(WORDS),
        draw(st.integers(1, 3)),
        draw(st.integers(1, 9)),
        draw(st.sampled_from(MISSIONS)),
    )
    return draw(st.sampled_from(sorted(found.items())))


def damage(*files: Path) -> None:
    for file in files:
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(edits(), min_size=1, max_size=4))
def test_a_build_with_a_cache_makes_what_one_without_makes(
    steps: list[tuple[str, Edit]], project: Project
) -> None:
    begun = project.root.with_name("begun")
    if not begun.exists():
        cached(project)
        shutil.copytree(project.root, begun)
    shutil.rmtree(project.root)
    shutil.copytree(begun, project.root)
    cached(project)
    for name, edit in steps:
        edit(project)
        assert cached(project) == plain(project), name


def test_after_every_kind_of_edit_too(project: Project) -> None:
    cached(project)
    for name, edit in edits_with("frigate", 1, 3, "task-force-takuba").items():
        edit(project)
        assert cached(project) == plain(project), name


@pytest.mark.parametrize("few", [0, 1_000])
def test_where_the_system_links_no_files_the_site_is_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    def no_links(source: str, target: str) -> None:
        raise OSError(f"{source} cannot be linked as {target}")

    monkeypatch.setattr(caches, "FEW", few)
    cached(project)
    replace(project, FIRST, "Two", "Three")
    assert cached(project) == plain(project)
    monkeypatch.setattr(os, "link", no_links)
    assert cached(project) == plain(project)
    replace(project, FIRST, "Three", "Four")
    assert cached(project) == plain(project)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles' files that are read anew."""
    names: list[str] = []
    whole = caches.side_by_side

    def told(function: Callable[..., object], items: list[int], done: Done, alone: bool) -> object:
        names.extend(map(str, items))
        return whole(function, items, done, alone)

    monkeypatch.setattr(caches, "side_by_side", told)
    return names


def test_what_has_not_changed_is_not_made_again(
    project: Project, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "TICK", 0)
    before = cached(project)
    read.clear()
    cached(project)
    # Of the program's own files nobody has said what they are made of.
    assert all("templates/static" in name for name in read)
    replace(project, FIRST, "Two", "Three")
    read.clear()
    after = cached(project)
    changed = {name for name in after if after[name] != before.get(name)}
    assert f"articles/{Path(FIRST).stem}.html" in changed
    assert "articles/en-hilsen-fra-kosovo.html" not in changed
    assert len(read) < len(after) / 2


def test_a_capture_that_was_a_link_and_is_gone_is_missed(project: Project) -> None:
    capture = project.content / "captures/first.txt"
    data = capture.read_bytes()
    capture.unlink()
    capture.symlink_to(capture.with_name("elsewhere.txt"))
    work = Cache(project.root / FOLDER)
    first = [str(problem) for problem in load(project.content, work)[1]]
    assert any("symbolic link" in problem for problem in first)
    capture.unlink()
    second = [str(problem) for problem in load(project.content, work)[1]]
    assert any("captures/first.txt is not there" in problem for problem in second)
    capture.write_bytes(data)
    assert load(project.content, work)[1] == load(project.content)[1]


def test_a_file_that_stays_is_the_same_file(project: Project) -> None:
    cached(project)
    page = project.site / "articles/en-hilsen-fra-kosovo.html"
    number = page.stat().st_ino
    replace(project, FIRST, "Two", "Three")
    cached(project)
    assert page.stat().st_ino == number


def test_what_is_not_searched_is_written_when_the_search_lets_it_begin(project: Project) -> None:
    cached(project)
    replace(project, FIRST, "Two", "Three")
    archive, problems = load(project.content, work := Cache(project.root / FOLDER))
    assert archive is not None, problems
    export = "data/articles.json"

    def index(folder: Path, seen: Mapping[str, tuple[str, str]], rest: Begin) -> None:
        assert len(seen) == 2
        assert all((folder / page).exists() for page in seen)
        time.sleep(0.2)
        assert not (folder / export).exists()
        rest()
        until = time.monotonic() + 30
        while not (folder / export).exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert (folder / export).exists()

    publish.stage(render(archive, work), project.site, work, search.LOOK, index)
    silent = publish.stage(render(archive, work), project.site, work, search.LOOK, lambda *_: None)
    assert (silent / export).exists()
    with pytest.raises(RuntimeError, match="none"):
        publish.stage(render(archive, work), project.site, work, search.LOOK, failing)
    assert (silent / "articles").exists()
    assert not (silent / export).exists()


def failing(*_: object) -> None:
    raise RuntimeError("none")


def test_files_that_were_written_just_now_need_not_be_looked_at(tmp_path: Path) -> None:
    for name in ("a%d", "b", "c/d"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    known = {str(path): stamps.lies(path) for path in (tmp_path / "a%d", tmp_path / "c/d")}
    seen = stamps.snapshot([tmp_path])[0]
    assert stamps.snapshot([tmp_path], known)[0] == seen
    if os.name != "nt":
        other = {path: (*lie[:3], lie[3] + 1) for path, lie in known.items()}
        assert stamps.snapshot([tmp_path], other)[0] != seen
    (tmp_path / "c/d").unlink()
    assert stamps.snapshot([tmp_path], known)[0] == stamps.snapshot([tmp_path])[0] != seen


def test_a_page_that_may_not_be_read_any_more_is_made_again(project: Project) -> None:
    cached(project)
    page = project.site / "timeline.html"
    page.chmod(0o200)
    cached(project)
    assert page.stat().st_mode & 0o444


@pytest.mark.parametrize("where", ["start", "middle", "end", "empty", "short"])
def test_a_damaged_cache_is_none(project: Project, where: str) -> None:
    made = cached(project)
    files = list((project.root / FOLDER).glob("*.bin"))
    assert len(files) > 3
    for file in files:
        data = file.read_bytes()
        at = {"start": 0, "middle": len(data) // 2, "end": len(data) - 1}.get(where)
        if at is not None:
            data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        file.write_bytes(data if at is not None else data[: 20 if where == "short" else 0])
    assert cached(project) == made


class Evil:
    """What would run where somebody's pickle is read."""

    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return os.mkdir, ("evil",)


def test_a_cache_that_somebody_else_made_is_not_read(
    project: Project, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = cached(project)
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "mallory"))
    mallory = Cache(project.root / FOLDER)
    for file in (project.root / FOLDER).glob("*.bin"):
        mallory._vault.save(file.stem, Evil())
        file.with_suffix(".pickle").write_bytes(pickle.dumps(Evil()))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    monkeypatch.chdir(project.root)
    assert cached(project) == made
    assert not (project.root / "evil").exists()


def test_another_version_of_the_program_believes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached(project)
    monkeypatch.setattr(sys, "version", "4.0")
    found = Cache(project.root / FOLDER)
    assert [found._vault.load(file.stem) for file in (project.root / FOLDER).glob("*.bin")] != []
    assert all(
        found._vault.load(file.stem) is None for file in (project.root / FOLDER).glob("*.bin")
    )


def test_without_a_place_for_a_secret_nothing_is_remembered(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = tmp_path / "a-file"
    nowhere.write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    assert cached(project) == plain(project)
    assert not (project.root / FOLDER).exists()


@pytest.mark.parametrize("place", ["", "search"])
def test_a_link_in_the_place_of_the_cache_leads_nowhere(
    project: Project, tmp_path: Path, place: str
) -> None:
    private = tmp_path / "private"
    for folder in ("letters", "search/letters"):
        (private / folder).mkdir(parents=True)
    link = project.root / FOLDER / place
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(private)
    for _ in range(2):
        assert project.run("build").exit_code == 0
    assert sorted(path.relative_to(private).as_posix() for path in private.rglob("*")) == [
        "letters",
        "search",
        "search/letters",
    ]


def test_a_file_in_the_place_of_the_cache_does_no_harm(project: Project) -> None:
    (project.root / FOLDER).write_text("", encoding="utf-8")
    assert project.run("build").exit_code == 0


def test_a_second_build_says_that_nothing_has_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "TICK", 0)
    assert "Built 2 articles" in project.run("build").output
    again = project.run("build")
    assert (again.exit_code, "Nothing has changed: 2 articles" in again.output) == (0, True)
    replace(project, FIRST, "Two", "Three")
    assert "Built 2 articles" in project.run("build").output
    page = project.site / "articles/danish-helicopters-reach-gao.html"
    assert "Three helicopters" in page.read_text(encoding="utf-8")
    assert "Built 2 articles" in project.run("build", "--base-url", "https://a.example").output
    (project.site / "timeline.html").unlink()
    assert "Built 2 articles" in project.run("build", "--base-url", "https://a.example").output
    assert (project.site / "timeline.html").exists()


def test_a_change_just_after_a_build_is_seen(project: Project) -> None:
    project.run("build")
    page = project.site / "articles/danish-helicopters-reach-gao.html"
    for old, new in itertools.pairwise(["Two", "Six", "Ten"]):
        path = project.content / FIRST
        before = path.stat()
        replace(project, FIRST, old, new)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        project.run("build")
        assert f"{new} helicopters" in page.read_text(encoding="utf-8")


def test_verbose_tells_where_the_time_went(project: Project) -> None:
    told = project.run("build", "--verbose").output
    assert all(f"  {name}\n" in told for name in ("articles", "pages", "search", "together"))
    assert "  pages\n" not in project.run("build").output
