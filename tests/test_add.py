from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archive import dropped, front_matter
from archive.add import add
from archive.cleaned import Dropped
from archive.content import read_content
from tests.conftest import ROOT, Project

TEXT = """Danish guards leave the camp in Kosovo

About thirty Danish soldiers of the Kosovo Force KFOR are going home, the defence command says.

They have guarded the camp for six months, and others take over from them on Monday morning.

“It has been a quiet time, and that is how we like it,” says the captain, who has been there twice.

Read more: Where Danish forces are now
"""


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_capture_becomes_an_article_with_what_was_dropped_beside_it(
    project: Project, tmp_path: Path
) -> None:
    source = tmp_path / "guards.txt"
    source.write_text(TEXT, encoding="utf-8")
    result = project.run("add", str(source))
    assert result.exit_code == 0, result.output
    article = project.content / "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"
    document, _ = front_matter.parse(article.read_text(encoding="utf-8"), "x.md")
    assert document is not None
    assert document.fields["title"] == "Danish guards leave the camp in Kosovo"
    assert document.fields["missions"] == ["kfor"]
    assert document.fields["countries"] == ["XK"]
    assert document.fields["capture"] == "guards.txt"
    assert document.fields["capture_sha256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    assert "Read more" not in document.body
    assert (project.content / "captures/guards.txt").read_bytes() == TEXT.encode()
    left_out = (project.content / "captures/guards.dropped.txt").read_text(encoding="utf-8")
    assert "Read more: Where Danish forces are now" in left_out


def test_add_says_what_it_could_not_know(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    output = project.run("add", str(tmp_path / "guards.txt")).output
    assert "no date" in output
    assert "no outlet" in output


def test_adding_twice_changes_nothing(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    project.run("add", str(tmp_path / "guards.txt"))
    before = tree(project.content)
    result = project.run("add", str(tmp_path / "guards.txt"))
    assert result.exit_code == 0
    assert "already there" in result.output
    assert tree(project.content) == before


def test_a_capture_whose_article_a_person_has_rewritten_is_there_already(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    project.run("add", str(tmp_path / "guards.txt"))
    (article,) = project.content.rglob("danish-guards-leave*.md")
    head = article.read_text(encoding="utf-8").split("---\n")[1]
    head = head.replace("title: Danish guards leave", "title: The last guards have left")
    body = "Nothing is as it was, but for about thirty Danish soldiers."
    head = re.sub(r"(?m)^figures:\n(?:[ -].*\n)+", "", head)
    article.write_text(f"---\n{head}---\n\n{body}\n", encoding="utf-8")
    before = tree(project.content)
    assert "already there" in project.run("add", str(tmp_path / "guards.txt")).output
    assert tree(project.content) == before


def test_the_same_article_with_other_furniture_is_there_already(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "again.txt").write_text(
        TEXT.replace("Read more: Where Danish forces are now", "READ ALSO: The camp in pictures"),
        encoding="utf-8",
    )
    project.run("add", str(tmp_path / "guards.txt"))
    before = tree(project.content)
    assert "already there" in project.run("add", str(tmp_path / "again.txt")).output
    assert tree(project.content) == before


def test_an_existing_article_is_never_overwritten(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "more").mkdir()
    other = TEXT.replace("six months", "four months").replace("twice", "once")
    (tmp_path / "more" / "guards.txt").write_text(other, encoding="utf-8")
    project.run("add", str(tmp_path / "guards.txt"))
    before = tree(project.content)
    result = project.run("add", str(tmp_path / "more"))
    assert result.exit_code == 0, result.output
    after = tree(project.content)
    assert {name: after[name] for name in before} == before
    assert sorted(set(after) - set(before)) == [
        "articles/undated/danish-guards-leave-the-camp-in-kosovo-2.md",
        "captures/guards-2.dropped.txt",
        "captures/guards-2.txt",
    ]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0", "is not text"),
        ("furniture.txt", b"Home\n\nLog in\n\nSubscribe\n\nCookies\n", "nothing is left"),
    ],
)
def test_what_cannot_become_an_article_is_one_plain_line(
    project: Project, tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(data)
    before = tree(project.content)
    result = project.run("add", str(tmp_path / name))
    assert result.exit_code == 1
    assert words in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert tree(project.content) == before


def test_one_bad_capture_does_not_keep_the_others_out(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    result = project.run("add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert result.exit_code == 1
    assert (project.content / "captures/b.txt").exists()


def test_a_windows_capture_keeps_its_bytes_and_its_letters(
    project: Project, tmp_path: Path
) -> None:
    data = TEXT.replace("captain", "oberst Sørensen").replace("\n", "\r\n").encode("cp1252")
    (tmp_path / "old.txt").write_bytes(data)
    assert project.run("add", str(tmp_path / "old.txt")).exit_code == 0
    assert (project.content / "captures/old.txt").read_bytes() == data
    article = project.content / "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"
    assert "oberst Sørensen" in article.read_text(encoding="utf-8")


def test_nothing_is_left_behind_when_the_article_cannot_be_written(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    undated = project.content / "articles/undated"
    for path in undated.iterdir():
        path.unlink()
    undated.rmdir()
    undated.write_text("a file where a folder should be", encoding="utf-8")
    before = tree(project.content / "captures")
    content, _ = read_content(project.content)
    problems = add([(tmp_path / "guards.txt", "guards.txt")], content, lambda _: None)
    assert ["cannot be written" in problem.message for problem in problems] == [True]
    assert tree(project.content / "captures") == before


def test_what_an_add_that_was_killed_left_is_put_right_by_the_next(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    project.run("add", str(tmp_path / "guards.txt"))
    whole = tree(project.content)
    article = "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"
    steps = ["captures/guards.txt", "captures/guards.dropped.txt", article]
    for done in range(3):
        for name in steps[done:]:
            file = project.content / name
            file.rename(file.with_name(f".{file.name}.new"))
        assert project.run("add", str(tmp_path / "guards.txt")).exit_code == 0
        assert tree(project.content) == whole


def test_an_add_that_is_killed_at_any_moment_loses_nothing(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    before = tree(project.content)
    project.run("add", str(tmp_path / "guards.txt"))
    whole = tree(project.content)
    for name in set(whole) - set(before):
        (project.content / name).unlink()
    code = (
        "import sys\nfrom pathlib import Path\nfrom archive.command import main\n"
        "main(['add', sys.argv[2]], obj=Path(sys.argv[1]))"
    )
    call = [sys.executable, "-c", code, str(project.root), str(tmp_path / "guards.txt")]
    for turn in range(12):
        process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(0.25 + turn * 0.03)
        process.kill()
        process.wait()
        assert project.run("add", str(tmp_path / "guards.txt")).exit_code == 0
        assert tree(project.content) == whole
        for name in set(whole) - set(before):
            (project.content / name).unlink()


def test_a_name_that_the_archive_uses_itself_is_not_kept(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guards.dropped.txt").write_text(TEXT, encoding="utf-8")
    assert project.run("add", str(tmp_path / "guards.dropped.txt")).exit_code == 0
    assert (project.content / "captures/guards.txt").is_file()
    assert project.run("check").exit_code == 0


def test_a_folder_without_a_file_is_told(project: Project, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    result = project.run("add", str(tmp_path / "nothing"))
    assert result.exit_code == 1
    assert "There is no file in" in result.output


def test_what_was_dropped_is_read_back_as_it_was() -> None:
    passages = [
        Dropped(text="Recent Posts", reason="a label of the page", line=23),
        Dropped(text="Two\n\nlines", reason="a teaser: of another article", line=27),
    ]
    assert dropped.parse(dropped.dump(passages, "x.txt", "1")) == passages
