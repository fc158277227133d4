"""The zip of the built site."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import html

from archive.offline import FOLDER, NAME, PLACE
from tests.conftest import ARTICLE, Project
from tests.test_site import target_of

ODD = "Billede #1 100% af flådens æøå.txt"


@pytest.fixture
def built(project: Project) -> Project:
    """A built project whose one capture has an odd name."""
    (project.content / "captures/first.txt").rename(project.content / "captures" / ODD)
    (project.content / "captures/first.dropped.txt").unlink()
    project.write(
        "articles/2019/danish-helicopters-reach-gao.md",
        ARTICLE.replace("capture: first.txt", f'capture: "{ODD}"'),
    )
    result = project.run("build", "--frozen", "--base-url", "https://example.org")
    assert result.exit_code == 0, result.output
    return project


def zipped(project: Project) -> bytes:
    result = project.run("zip")
    assert result.exit_code == 0, result.output
    return (project.site / NAME).read_bytes()


def unpacked(project: Project, folder: Path) -> dict[str, bytes]:
    zipped(project)
    with zipfile.ZipFile(project.site / NAME) as file:
        assert file.testzip() is None
        file.extractall(folder)
    root = folder / FOLDER
    assert [path.name for path in folder.iterdir()] == [FOLDER]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_the_same_site_gives_the_same_bytes(built: Project, tmp_path: Path) -> None:
    first = zipped(built)
    assert zipped(built) == first  # the site now holds the zip and the link to it
    copy = Project(tmp_path / "copy")
    copy.root.mkdir()
    # Copied in another order, at another time, with other permissions.
    for path in sorted(built.site.rglob("*"), reverse=True):
        if path.is_file() and path.name != NAME:
            target = copy.site / path.relative_to(built.site)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            target.chmod(0o600)
            os.utime(target, (1_000_000_000, 1_000_000_000))
    assert zipped(copy) == first


def test_nothing_of_the_system_is_in_the_zip(built: Project) -> None:
    zipped(built)
    with zipfile.ZipFile(built.site / NAME) as file:
        members = file.infolist()
    names = [member.filename for member in members]
    assert names[1:] == sorted(names[1:])
    for member in members:
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert (member.create_system, member.extra, member.comment) == (3, b"", b"")
        assert member.external_attr == 0o100644 << 16
        assert member.filename.isascii() or member.flag_bits & 0x800, "not marked as UTF-8"


def test_the_copy_is_the_site_without_what_is_for_the_web_alone(
    built: Project, tmp_path: Path
) -> None:
    copy = unpacked(built, tmp_path / "copy")
    site = {
        path.relative_to(built.site).as_posix()
        for path in built.site.rglob("*")
        if path.is_file() and path.name != NAME
    }
    left = {name for name in site if name.endswith(".xml")} | {"404.html", "robots.txt"}
    assert {"feed.xml", "sitemap.xml", "missions/kfor.xml", "404.html", "robots.txt"} <= left
    assert set(copy) == (site - left) | {"README.txt"}
    assert f"captures/{ODD}" in copy
    assert b"index.html" in copy["README.txt"]


def test_every_link_of_the_copy_leads_to_a_file_in_it(built: Project, tmp_path: Path) -> None:
    copy = unpacked(built, tmp_path / "copy")
    count = 0
    for name, data in copy.items():
        if name.endswith(".html"):
            page = html.document_fromstring(data.decode())
            for link in page.xpath("//@href | //@src | //@action"):
                if not link.startswith(("https:", "http:", "mailto:", "#")):
                    count += 1
                    assert target_of(name, link) in copy, (name, link)
    assert count > 100


def test_home_offers_the_zip_only_where_it_is_there(built: Project, tmp_path: Path) -> None:
    home = built.site / "index.html"
    assert NAME not in home.read_text(encoding="utf-8")
    copy = unpacked(built, tmp_path / "copy")
    page = html.document_fromstring(home.read_text(encoding="utf-8"))
    assert page.xpath("//a[@download]/@href") == [NAME]
    for name, data in copy.items():
        if name.endswith(".html"):
            assert NAME.encode() not in data, name
            assert PLACE.encode() not in data, name
    assert built.run("build", "--frozen").exit_code == 0
    assert NAME not in home.read_text(encoding="utf-8")
    assert not (built.site / NAME).exists()


def test_without_a_site_zip_says_to_build_it_first(project: Project) -> None:
    result = project.run("zip")
    assert result.exit_code == 1
    assert "Build it first" in result.output
    assert not project.site.exists()


def test_a_path_that_is_too_long_for_windows_is_told(built: Project) -> None:
    name = "captures/" + "x" * 170 + ".txt"
    (built.site / name).write_text("text", encoding="utf-8")
    result = built.run("zip")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if "Too long" in line] == [
        f"Too long a path for some folders on Windows: {FOLDER}/{name}"
    ]
    with zipfile.ZipFile(built.site / NAME) as file:
        assert f"{FOLDER}/{name}" in file.namelist()
