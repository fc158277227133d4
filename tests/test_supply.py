"""What the archive is built with: bounded, locked by hash, and without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT, Project

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCKED = re.compile(
    r"(?m)^([A-Za-z0-9._-]+)==(\S+?)(?: ;[^\\\n]*)? \\$"
    r"(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?$)+"
)
WITHOUT_NETWORK = """\
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise RuntimeError(f"the network was asked for: {event} {arguments}")

sys.addaudithook(refuse)
from pathlib import Path
from archive.command import main
main(["build", "--frozen"], obj=Path(sys.argv[1]))
"""


def locked(name: str) -> dict[str, str]:
    """The packages of a lock file with their versions; every line of it is one of them."""
    text = (ROOT / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    assert re.sub(r"\s", "", LOCKED.sub("", text)) == ""
    return {canonicalize_name(found[1]): found[2] for found in LOCKED.finditer(text)}


def test_every_dependency_has_a_lower_and_an_upper_bound() -> None:
    names = [*PROJECT["dependencies"], *(item for extra in EXTRAS.values() for item in extra)]
    for name in names:
        operators = {bound.operator for bound in Requirement(name).specifier}
        assert "==" in operators or operators == {">=", "<"}, name


def test_at_most_twelve_packages_are_needed_to_build() -> None:
    assert len(PROJECT["dependencies"]) <= 12


@pytest.mark.parametrize(
    ("lock", "extras"), [("build", ()), ("links", ("links",)), ("test", ("test",))]
)
def test_every_dependency_is_locked_by_hash_within_its_bounds(
    lock: str, extras: tuple[str, ...]
) -> None:
    versions = locked(lock)
    needed = [*PROJECT["dependencies"], *(item for extra in extras for item in EXTRAS[extra])]
    for item in map(Requirement, needed):
        assert item.specifier.contains(versions[canonicalize_name(item.name)]), item


def test_a_build_asks_no_network(project: Project) -> None:
    # A network of its own without any way out, where the system lets us make one; in any case
    # no part of the program may ask for one.
    alone = ["unshare", "--map-root-user", "--net"]
    wall = alone if shutil.which("unshare") and not subprocess.call([*alone, "true"]) else []
    result = subprocess.run(
        [*wall, sys.executable, "-c", WITHOUT_NETWORK, str(project.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (project.site / "index.html").is_file()


def test_workflows_install_nothing_that_is_not_locked() -> None:
    for file in (ROOT / ".github" / "workflows").glob("*.yml"):
        for line in file.read_text(encoding="utf-8").splitlines():
            assert "pip install" not in line or re.search(
                r"--require-hashes --requirement locks/(build|links)\.txt$", line
            ), f"{file.name}: {line}"
