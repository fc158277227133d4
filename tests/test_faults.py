"""Faults of the machine: whatever stops a build or an add, the site and the articles are whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archive import pages, publish, search
from bench.kill_builds import COMMAND, kill
from tests.conftest import ROOT, Project
from tests.test_add import TEXT, tree

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX")
# Bytes that a process may write to one file: what a full disk does, anywhere and for anyone.
FULL = """
import resource, signal, sys
from pathlib import Path
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
del sys.argv[1]
"""


# Root may read and write everything: the process gives up the two rights that let it (capset(2)),
# and with them what its children would get back (prctl(2), PR_CAPBSET_DROP).
PLAIN_USER = """
import ctypes, os, sys
if os.geteuid() == 0 and sys.platform == "linux":
    libc, head, sets = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(0x20080522), (ctypes.c_uint32 * 6)()
    for right in (1, 2):
        assert libc.prctl(24, right) == 0
    assert libc.capget(head, sets) == 0
    for index in range(3):
        sets[index] &= ~0b110
    assert libc.capset(head, sets) == 0
"""


def run(
    project: Project, *arguments: str, before: str = "", limit: str | None = None
) -> tuple[int, str]:
    """Run the command in a process of its own, after the code `before`, which takes the limit."""
    first = [limit] if limit is not None else []
    call = [sys.executable, "-c", before + COMMAND, *first, str(project.root), *arguments]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return done.returncode, done.stderr


def strays(project: Project) -> set[str]:
    return {path.name for path in project.root.iterdir()} - {"content", "site", ".cache"}


@pytest.fixture
def built(project: Project) -> dict[str, bytes]:
    """The site before the fault; the content has changed since."""
    assert project.run("build", "--frozen").exit_code == 0
    before = tree(project.site)
    file = project.content / "site.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: ", "title: The "), "utf-8")
    return before


def test_a_build_or_an_add_that_is_killed_leaves_everything_whole(tmp_path: Path) -> None:
    tally = kill(tmp_path, 12, random.Random(7))
    assert tally.failures == []
    assert sum(tally.kinds.values()) >= 12


@pytest.mark.parametrize("limit", ["0", "900", "20000", "35000"])
def test_a_full_disk_leaves_the_old_site(
    project: Project, built: dict[str, bytes], limit: str
) -> None:
    code, said = run(project, "build", "--frozen", before=FULL, limit=limit)
    assert code == 1
    assert len(said.strip().splitlines()) == 1, said
    assert tree(project.site) == built
    assert strays(project) == set()


@pytest.mark.parametrize("limit", ["0", "100", "600"])
def test_a_full_disk_adds_neither_article_nor_capture(
    project: Project, tmp_path: Path, limit: str
) -> None:
    capture = tmp_path / "guards.txt"
    capture.write_text(TEXT, encoding="utf-8")
    before = tree(project.content)
    code, said = run(project, "add", str(capture), before=FULL, limit=limit)
    assert code == 1
    assert "cannot be written" in said
    assert tree(project.content) == before


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    """A file or folder with other rights for a while."""
    before = path.stat().st_mode
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


def test_a_project_that_nobody_may_write_to_is_one_plain_line(
    project: Project, built: dict[str, bytes], tmp_path: Path
) -> None:
    capture = tmp_path / "guards.txt"
    capture.write_text(TEXT, encoding="utf-8")
    before = tree(project.content)
    with mode(project.root, 0o555), mode(project.content / "captures", 0o555):
        for arguments in (["build", "--frozen"], ["add", str(capture)]):
            code, said = run(project, *arguments, before=PLAIN_USER)
            assert code == 1, said
            assert len(said.strip().splitlines()) <= 2, said
    assert tree(project.site) == built
    assert tree(project.content) == before
    assert strays(project) == set()


def test_a_file_that_nobody_may_read_is_a_problem_of_its_own(
    project: Project, built: dict[str, bytes]
) -> None:
    article = project.content / "articles/2019/danish-helicopters-reach-gao.md"
    with mode(article, 0):
        code, said = run(project, "build", "--frozen", before=PLAIN_USER)
    assert code == 1
    assert "danish-helicopters-reach-gao.md:1: file: cannot be read (Permission denied)" in said
    assert tree(project.site) == built


def test_a_capture_that_changes_or_goes_while_the_site_is_built_stops_it(
    project: Project, built: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    capture = project.content / "captures/first.txt"
    data = capture.read_bytes()
    whole = pages.pages

    def during(change: Callable[[], object]) -> Callable[..., Any]:
        def made(*arguments: Any) -> Any:
            yield from whole(*arguments)
            change()

        return made

    for change in (capture.unlink, lambda: capture.write_bytes(b"Something else.\n")):
        # What the last build made of it would do.
        shutil.rmtree(project.root / ".cache")
        monkeypatch.setattr("archive.render.pages", during(change))
        result = project.run("build", "--frozen")
        assert result.exit_code == 1
        assert "captures/first.txt" in result.output
        assert tree(project.site) == built
        assert strays(project) == set()
        capture.write_bytes(data)
    monkeypatch.undo()
    assert project.run("build", "--frozen").exit_code == 0


def test_of_two_builds_at_once_one_says_that_it_must_wait(
    project: Project, built: dict[str, bytes]
) -> None:
    call = [sys.executable, "-c", COMMAND, str(project.root), "build", "--frozen"]
    both = [
        subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    said = [process.communicate()[1].decode() for process in both]
    codes = [process.returncode for process in both]
    assert 0 in codes
    for code, words in zip(codes, said, strict=True):
        assert "Traceback" not in words
        assert code == 0 or "another command is writing" in words
    after = tree(project.site)
    assert after.keys() >= {name for name in built if not name.startswith(search.FOLDER)}
    assert b"The Danish Deployments Archive" in after["index.html"]
    assert strays(project) == set()


def test_a_clock_that_jumps_changes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert project.run("build", "--frozen").exit_code == 0
    before = tree(project.site)
    for now in (0.0, 4e9, -1e9):
        monkeypatch.setattr(time, "time", lambda now=now: now)
        for path in (project.content / "articles").rglob("*.md"):
            os.utime(path, (abs(now), abs(now)))
        assert project.run("build", "--frozen").exit_code == 0
        after = tree(project.site)
        assert {name for name in after if not name.startswith(search.FOLDER)} == {
            name for name in before if not name.startswith(search.FOLDER)
        }
        for name, data in before.items():
            if not name.startswith(search.FOLDER):
                assert after[name] == data, name


HOLDS = """
import fcntl, os, sys, time
fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked on Windows")
def test_what_a_killed_build_left_is_put_right_though_its_last_child_lives_a_moment_longer(
    project: Project,
) -> None:
    (project.root / ".site.new").mkdir()
    call = [sys.executable, "-c", HOLDS, str(project.root), "0.3"]
    with subprocess.Popen(call, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert project.run("check").exit_code == 0
    assert strays(project) == set()


def test_a_pagefind_whose_build_was_killed_ends_too(project: Project) -> None:
    call = [sys.executable, "-c", COMMAND, str(project.root), "build", "--frozen"]
    for turn in range(4):
        process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
        new = project.root / ".site.new" / search.FOLDER
        while process.poll() is None and not list(new.glob(".pagefind-*")):
            time.sleep(0.005)
        time.sleep(turn * 0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert project.run("check").exit_code == 0
        time.sleep(0.2)
        assert strays(project) == set()
    assert publish.is_broken(project.site) is False
