from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import publish
from archive.site_file import SiteFile
from archive.work import Work
from tests.conftest import ROOT


def make_site(site: Path, word: str, count: int = 3) -> None:
    stage(site, {f"p/{number}.html": word for number in range(count)})
    publish.replace(site, site.with_name(f".{site.name}.new"))


def stage(site: Path, files: dict[str, str]) -> None:
    made = [SiteFile(path, lambda word=word: [word.encode()]) for path, word in files.items()]  # type: ignore[misc]
    publish.stage(made, site, Work())


def word_of(site: Path) -> set[str]:
    return {path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def beside(site: Path) -> list[str]:
    return sorted(path.name for path in site.parent.iterdir() if path != site)


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, "old", 5)
    make_site(site, "new", 3)
    assert word_of(site) == {"new"}
    assert len(list(site.rglob("*.html"))) == 3
    assert beside(site) == []


def test_the_old_site_is_deleted_where_no_process_can_be_had_for_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    make_site(site, "old")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nowhere"))
    make_site(site, "new")
    assert (word_of(site), beside(site)) == ({"new"}, [])


def test_the_old_site_is_deleted_meanwhile_and_where_it_cannot_be_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    make_site(site, "old")
    stage(site, {"p/0.html": "new"})
    with publish.replaced(site, site.with_name(".site.new")) as left:
        until = time.monotonic() + 30
        while left() is not None and time.monotonic() < until:
            time.sleep(0.01)
        assert left() is None
    monkeypatch.setattr(publish, "DELETE", "sys.exit(1)")
    make_site(site, "other")
    assert (word_of(site), beside(site)) == ({"other"}, [])
    monkeypatch.setattr(publish.shutil, "rmtree", lambda *_, **__: None)
    stage(site, {"p/0.html": "newer"})
    with publish.replaced(site, site.with_name(".site.new")) as left:
        pass
    assert left() == site.with_name(".site.gone")
    monkeypatch.undo()
    publish.repair(site)
    assert (word_of(site), beside(site)) == ({"newer"}, [])


@pytest.mark.parametrize("path", ["../x.html", "/x.html", "a/../../x.html", ""])
def test_nothing_is_written_outside_the_site(tmp_path: Path, path: str) -> None:
    with pytest.raises(publish.PublishError):
        stage(tmp_path / "site", {path: "x"})
    assert not (tmp_path / "x.html").exists()


def test_two_pages_of_one_address_are_refused(tmp_path: Path) -> None:
    with pytest.raises(publish.PublishError, match="two pages"):
        stage(tmp_path / "site", {"a.html": "1", "A.html": "2"})


def test_a_folder_that_is_not_a_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(publish.PublishError, match="not this site"):
        publish.refuse_foreign(tmp_path / "site")


def test_a_kill_between_the_two_renames_is_repaired(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, "old")
    stage(site, {"p/0.html": "new"})
    site.rename(tmp_path / ".site.old")
    assert publish.is_broken(site)
    publish.repair(site)
    assert word_of(site) == {"old"}
    assert beside(site) == []


def test_what_a_kill_leaves_after_the_renames_is_deleted(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_site(site, "new")
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.gone").mkdir()
    (tmp_path / ".site.gone" / "half.html").write_text("old", encoding="utf-8")
    publish.repair(site)
    assert word_of(site) == {"new"}
    assert beside(site) == []
    assert not publish.is_broken(site)


LOOP = """
import sys
from pathlib import Path
from archive import publish
from archive.site_file import SiteFile
from archive.work import Work
site = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(100_000):
    word = [f"turn {turn}".encode()]
    files = [SiteFile(f"p/{number}.html", lambda: word) for number in range(20)]
    with publish.only_one(site):
        publish.replace(site, publish.stage(files, site, Work()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_a_site_that_is_killed_at_any_moment_is_whole_after_the_next_command(
    tmp_path: Path,
) -> None:
    site = tmp_path / "site"
    make_site(site, "turn first", 20)
    for turn in range(40):
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(site)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.002 + turn * 0.0007)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        publish.repair(site)
        assert len(word_of(site)) == 1
        assert len(list(site.rglob("*.html"))) == 20
        assert beside(site) == []


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked on Windows")
def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with (
        publish.only_one(site),
        pytest.raises(publish.PublishError, match="right now"),
        publish.only_one(site),
    ):
        pass
