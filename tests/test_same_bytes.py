"""The same content gives the same bytes, wherever and by whomever the site is built."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.kill_builds import COMMAND
from tests.browser.samples import sample_project
from tests.conftest import ROOT
from tests.test_add import tree

# Time zone, locale, hash seed, who builds, the mask of rights, cores.
SURROUNDINGS = [
    ("UTC", "C.UTF-8", "0", "root", 0o022, None),
    ("Asia/Tokyo", "C", "1", "ann", 0o077, 1),
    ("America/St_Johns", "da_DK.UTF-8", "2", "Åse", 0o022, None),
    ("Pacific/Apia", "tr_TR.UTF-8", "3", "x", 0o002, 1),
    ("XYZ-14", "POSIX", "random", "", 0o027, None),
]


def only(cores: int | None, mask: int) -> Callable[[], None]:
    def prepare() -> None:
        os.umask(mask)
        if cores is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])

    return prepare


@pytest.mark.skipif(sys.platform == "win32", reason="users and masks are POSIX")
def test_ten_builds_in_other_surroundings_are_one_site(tmp_path: Path) -> None:
    sites = []
    for number, (zone, locale, seed, user, mask, cores) in enumerate(SURROUNDINGS * 2):
        root = tmp_path / ("x" * (number * 11 + 1)) / f"En kopi #{number}"
        project = sample_project(root)
        files = sorted(project.content.rglob("*"), reverse=number % 2 == 1)
        for file in files:
            os.utime(file, (number * 1e8, number * 1e8))
        home = tmp_path / f"home{number}"
        surroundings = {"TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, str(root), "build", "--frozen"],
            cwd=ROOT,
            env={**os.environ, **surroundings, "USER": user, "HOME": str(home)},
            preexec_fn=only(cores, mask),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        sites.append(tree(project.site))
    assert len(sites) == 10
    assert any(name.startswith("search/da/start.") for name in sites[0])
    for site in sites[1:]:
        assert site.keys() == sites[0].keys()
        assert [name for name in site if site[name] != sites[0][name]] == []
