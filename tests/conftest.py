"""A small project to try things on: the real vocabulary, a few missions, two articles."""

from __future__ import annotations

import hashlib
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from click.testing import CliRunner, Result

from archive.catalogue import Archive
from archive.command import main
from archive.exports import exports_of
from archive.exports import files as files_of_exports
from archive.render import render

# A shell starts what runs in the background with Ctrl-C ignored, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).parent.parent
# A slow machine is no failure.
hypothesis.settings.register_profile("archive", deadline=None)
hypothesis.settings.load_profile("archive")
MISSIONS = ("task-force-takuba", "nato-mission-iraq", "operation-inherent-resolve", "kfor")

CAPTURE = b"A first capture, exactly as it was saved.\r\n"
DROPPED = """\
What cleaning left out of first.txt (cleaner 1)

line 3: a label over links to other articles (Related Posts)
    Related Posts

line 9: stands below the article
    The frigate sails
    Ministers meet for the ninth time in Brussels to speak of how many more hospital beds they need
"""
ARTICLE = f"""\
---
title: Danish helicopters reach Gao
date: 2019-12-11
outlet: the-copenhagen-post
language: en
missions: [task-force-takuba]
countries: [ML]
figures:
  - {{count: 70, qualifier: about, what: soldiers, quote: about 70 soldiers}}
capture: first.txt
capture_sha256: {hashlib.sha256(CAPTURE).hexdigest()}
---

Two helicopters and about 70 soldiers have reached the camp.
"""
UNDATED = """\
---
title: En hilsen fra Kosovo
language: da
missions: [kfor]
countries: [XK]
---

Soldaterne i lejren har det godt.
"""


def site_files(archive: Archive) -> dict[str, bytes]:
    """Every file of an archive's site but the search index, by its path."""
    return {file.path: file.data() for file in render(archive)}


def export_files(archive: Archive) -> dict[str, bytes]:
    """Every file of citations and of data/, by its path."""
    return {file.path: file.data() for file in files_of_exports(exports_of(archive))}


@dataclass(frozen=True)
class Project:
    """A project folder with its content, and the command run on it."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, name: str, data: str | bytes) -> Path:
        """Write a file below content/."""
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def run(self, *arguments: str) -> Result:
        """Run the command; a traceback fails the test."""
        result = CliRunner().invoke(main, list(arguments), obj=self.root, prog_name="build.py")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two articles, one of them undated."""
    return make_project(tmp_path / "project")


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[str], Project]:
    """Makes further projects by name."""
    return lambda name: make_project(tmp_path / name)


def make_project(root: Path) -> Project:
    """Copy the vocabulary and a few missions of the real content, and add two articles."""
    content = root / "content"
    (content / "missions").mkdir(parents=True)
    for file in (ROOT / "content").glob("*.yml"):
        shutil.copy(file, content)
    shutil.copytree(ROOT / "content" / "pages", content / "pages")
    for mission in MISSIONS:
        shutil.copy(ROOT / "content" / "missions" / f"{mission}.md", content / "missions")
    project = Project(root)
    project.write("captures/first.txt", CAPTURE)
    project.write("captures/first.dropped.txt", DROPPED)
    project.write("articles/2019/danish-helicopters-reach-gao.md", ARTICLE)
    project.write("articles/undated/en-hilsen-fra-kosovo.md", UNDATED)
    return project
