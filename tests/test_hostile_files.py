"""Files that are none, names that no system takes, and texts without end: one plain line each."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.file_names import unfit
from archive.load import load_content
from tests.conftest import ARTICLE, UNDATED, Project
from tests.test_add import TEXT

PATIENCE = 60.0  # seconds: no bound on speed, only on what never ends
FRONT = "---\ntitle: T\nlanguage: en\n"


def told(project: Project) -> list[str]:
    """The problems of the content, which must come in time and be short."""
    started = time.monotonic()
    _, problems = load_content(project.content)
    assert time.monotonic() - started < PATIENCE
    found = [str(problem) for problem in problems]
    assert all(len(line) < 500 and "\n" not in line for line in found)
    return found


TEXTS = {
    "a bomb of aliases": FRONT
    + "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndek: [*c, *c]\n---\nText.\n",
    "an alias of itself": FRONT + "dek: &a [*a]\n---\nText.\n",
    "brackets": FRONT + "dek: " + "[" * 500_000 + "\n---\nText.\n",
    "braces": FRONT + "dek: " + "{a: " * 200_000 + "\n---\nText.\n",
    "dashes": FRONT + "dek:\n" + "- " * 400_000 + "\n---\nText.\n",
    "question marks": FRONT + "? " * 400_000 + "\n---\nText.\n",
    "steps": FRONT + "\n".join(" " * step + "dek:" for step in range(900)) + "\n---\nText.\n",
    "a long front matter": FRONT + "dek: " + "x" * 1_500_000 + "\n---\nText.\n",
    "ten megabytes": FRONT + "dek: " + "x" * 10_000_000 + "\n---\nText.\n",
    "no end": FRONT + "x" * 100_000,
    "a tag": FRONT + "dek: !!python/object/apply:os.system [id]\n---\nText.\n",
    "two documents": FRONT + "...\n%YAML 1.1\n---\nText.\n",
    "quotations": FRONT + "---\n" + ">" * 3000 + " x\n",
    "lists on a line": FRONT + "---\n" + "- " * 3000 + "x\n",
    "numbers on a line": FRONT + "---\n" + "1. " * 3000 + "x\n",
    "lists": FRONT + "---\n" + "\n".join("    " * step + "- x" for step in range(300)) + "\n",
    "many links": FRONT + "---\n" + "[a](b\n" * 20_000,
    "many lines": FRONT + "---\n" + "- x\n" * 100_000,
    "many addresses": FRONT + "---\n" + "[a](b)\n\n" * 4000,
    "many countries": FRONT + "countries: [" + "Malli, " * 20_000 + "]\n---\nText.\n",
    "many keys": FRONT + "".join(f"titl{n}: x\n" for n in range(50_000)) + "---\nText.\n",
    "many missions": FRONT
    + "missions: ["
    + "".join(f"x{n}, " for n in range(50_000))
    + "]\n---\nx\n",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_without_end_is_told_and_harms_nothing(project: Project, name: str) -> None:
    project.write("articles/undated/bad.md", TEXTS[name])
    found = told(project)
    assert 1 <= len(found) <= 50, len(found)
    assert {line.partition(":")[0] for line in found} == {"content/articles/undated/bad.md"}


NAMES = [
    *("a:b.txt", "con.txt", "NUL", "aux.txt.txt", "dot.", "space ", " a.txt", "q?.txt", "a\\b.txt"),
    *("two\nlines.txt", "\x1b[31mred.txt", "\u202etxt.exe", "l" * 201, "-\udcff.txt", "com1.html"),
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_some_system_cannot_hold_is_one_problem(project: Project, name: str) -> None:
    project.write(f"captures/{name}", TEXT)
    (line,) = told(project)
    assert "Rename the file" in line
    assert line.isprintable()
    result = project.run("build")
    assert result.exit_code == 1
    assert "\x1b" not in result.output


@pytest.mark.parametrize("name", ["con", "nul", "lpt1", "a" * 200])
@pytest.mark.parametrize("folder", ["articles/undated", "missions", "pages"])
def test_a_page_of_such_a_name_is_one_problem(project: Project, folder: str, name: str) -> None:
    text = {
        "articles/undated": UNDATED,
        "missions": (project.content / "missions/kfor.md").read_text(encoding="utf-8"),
        "pages": "---\ntitle: T\ndescription: D\n---\nText.\n",
    }[folder]
    if folder == "missions":
        (project.content / "missions/kfor.md").unlink()
        (project.content / "articles/undated/en-hilsen-fra-kosovo.md").unlink()
    project.write(f"{folder}/{name}.md", text)
    (line,) = told(project)
    assert "Rename the file" in line


@pytest.mark.parametrize("name", ["../x", "CON", "con", "a:b", "x.", "/etc/passwd", "a" * 300])
def test_a_former_name_that_no_file_can_have_is_one_problem(project: Project, name: str) -> None:
    text = ARTICLE.replace("language:", f'aliases: ["{name}"]\nlanguage:')
    project.write("articles/2019/danish-helicopters-reach-gao.md", text)
    (line,) = told(project)
    assert "aliases" in line


@pytest.mark.parametrize(
    "pair", [("a.txt", "A.txt"), ("é.txt", "e\u0301.txt"), ("ß.txt", "SS.txt"), ("ﬁ.txt", "FI.txt")]
)
def test_names_that_some_system_takes_for_one_are_told(
    project: Project, pair: tuple[str, str]
) -> None:
    for number, name in enumerate(pair):
        project.write(f"captures/{name}", TEXT.replace("thirty", "forty" if number else "fifty"))
    if len(list((project.content / "captures").iterdir())) < 4:
        return  # this system takes them for one
    assert "has the same name but for its ending" in " ".join(told(project))


def test_a_handed_in_name_becomes_one_that_every_system_holds(
    project: Project, tmp_path: Path
) -> None:
    names = ["a:b.txt", "con.x.txt", "æ" * 120 + ".txt", "..txt", "-rf.txt", "é.txt", "e\u0301.txt"]
    for number, name in enumerate(names):
        (tmp_path / name).write_text(TEXT.replace("thirty", str(30 + number) * 9), encoding="utf-8")
        assert project.run("add", str(tmp_path / name)).exit_code == 0, name
    stored = [path.name for path in (project.content / "captures").iterdir()]
    assert len(stored) == 2 + 2 * len(names)
    assert [name for name in stored if unfit(name) is not None] == []
    assert told(project) == []


# ---- files that are none ----

PLACES = [
    *("articles/2019/x.md", "missions/x.md", "pages/x.md", "captures/x.txt"),
    *("site.yml", "outlets.yml", "countries.yml", "furniture.yml", "articles/2019"),
]


def link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def loop(path: Path) -> None:
    path.symlink_to(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX")
@pytest.mark.parametrize("make", [link, loop, endless, pipe, folder])
@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_plain_file_is_told_and_never_read(
    project: Project, place: str, make: Callable[[Path], None]
) -> None:
    path = project.content / place
    if path.is_file():
        path.unlink()
    elif path.is_dir():
        (path / "danish-helicopters-reach-gao.md").unlink()
        path.rmdir()
    make(path)
    found = told(project)
    if path.is_dir() and ("x.md" in place or place == "articles/2019"):
        return  # a folder more is none too many
    assert any(line.startswith(f"content/{place}:1: ") for line in found), found
    assert "root:" not in " ".join(found)
    assert project.run("build", "--frozen").exit_code == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX")
def test_a_capture_of_an_article_that_became_a_link_is_never_published(project: Project) -> None:
    capture = project.content / "captures/first.txt"
    secret = project.root / "secret.txt"
    capture.rename(secret)
    capture.symlink_to(secret)
    (line,) = told(project)
    assert line.startswith("content/captures/first.txt:1: file: is a symbolic link")


def test_what_the_command_prints_commands_no_terminal(project: Project, tmp_path: Path) -> None:
    odd = "\x1b]0;owned\x07\x9b31m\u202e"
    capture = tmp_path / "odd.html"
    page = f"<html><title>Danish {odd} guards</title><body><article><h1>Danish {odd} guards</h1>"
    rows = "".join(f"<p>{row} {odd}</p>" for row in TEXT.split("\n\n"))
    capture.write_text(f"{page}{rows}</article></body></html>", encoding="utf-8")
    text = tmp_path / "odd.txt"
    text.write_text(TEXT.replace("camp", f"camp {odd[1:]}"), encoding="utf-8")
    project.write("articles/2020/\x1b[2J.md", "x")
    project.write("articles/2020/odd.md", '---\n"\\e[31m": x\ntitle: "\\x9b"\n---\nx\n')
    for arguments in (
        ["clean", str(capture)], ["explain", str(capture)], ["explain", "--diff", str(capture)],
        ["clean", str(text)], ["explain", str(text)], ["explain", "--diff", str(text)],
        ["add", str(text)], ["check"], ["build", "--frozen"], ["add", f"{tmp_path}/no{odd}.txt"],
    ):  # fmt: skip
        output = project.run(*arguments).output
        assert output
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\x08"} & set(output), arguments
