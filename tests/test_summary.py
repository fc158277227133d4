"""What a pull request brings, told in Markdown."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import ARTICLE, Project
from tests.test_add import TEXT, tree
from tests.test_inert import HOSTILE, alive, inner

HELICOPTERS = "articles/2019/danish-helicopters-reach-gao.md"
GUARDS = "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"


def commit(project: Project) -> None:
    for arguments in (
        ["init", "--quiet"],
        ["add", "content"],
        ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "a"],
    ):
        subprocess.run(["git", "-C", str(project.root), *arguments], check=True)


def summary(project: Project, output: Path) -> str:
    result = project.run("summary", "--against", "HEAD", "--output", str(output))
    assert result.exit_code == 0, result.output
    return result.output


def table(markdown: str) -> list[list[str]]:
    """The rows of the first table, each cell as its text."""
    rows: list[list[str]] = []
    for token in inner(markdown.split("###")[0]):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows and len(rows[-1]) < 7:
            rows[-1].append(token.content.replace("`", ""))
    return rows[1:]


def test_nothing_new_is_said(project: Project, tmp_path: Path) -> None:
    commit(project)
    assert "No article is new or changed." in summary(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_capture_alone_is_answered_with_the_article_it_would_become(
    project: Project, tmp_path: Path
) -> None:
    commit(project)
    project.write("captures/guards.txt", TEXT)
    before = tree(project.content)
    told = summary(project, tmp_path / "out")
    assert tree(project.content) == before
    assert sorted(tree(tmp_path / "out/content")) == [GUARDS, "captures/guards.dropped.txt"]
    (row,) = table(told)
    assert row[:4] == ["would be new", "Danish guards leave the camp in Kosovo", "—", "kfor, XK"]
    assert row[5] == "1 passage, 7 words"
    assert "no date" in row[6]
    article = (tmp_path / "out/content" / GUARDS).read_text(encoding="utf-8")
    assert f"```text\n{article}```" in told
    assert "Read more: Where Danish forces are now" in told
    for name, data in tree(tmp_path / "out/content").items():
        project.write(name, data)
    assert project.run("check").exit_code == 0


def test_the_article_is_the_one_that_add_would_write(project: Project, tmp_path: Path) -> None:
    commit(project)
    project.write("captures/guards.txt", TEXT)
    summary(project, tmp_path / "out")
    project.run("add", str(project.content / "captures/guards.txt"))
    assert (project.content / GUARDS).read_bytes() == (
        tmp_path / "out/content" / GUARDS
    ).read_bytes()


def test_new_and_changed_articles_are_told_with_what_needs_a_person(
    project: Project, tmp_path: Path
) -> None:
    commit(project)
    project.write(HELICOPTERS, ARTICLE.replace("2019-12-11", "2019-12-12"))
    project.write("captures/guards.txt", TEXT)
    project.run("add", str(project.content / "captures/guards.txt"))
    told = summary(project, tmp_path / "out")
    changed, new = table(told)
    assert changed[0] == "changed"
    assert changed[2:5] == ["2019-12-12", "task-force-takuba, ML", "1"]
    assert changed[5].startswith("2 passages")
    assert "- Changed: date" in told
    assert "`about 70 soldiers`" in told
    assert new[0] == "new"
    assert "confirm date, outlet, missions, countries, figures, text" in new[6]


def test_what_can_be_no_article_and_what_is_gone_is_told(project: Project, tmp_path: Path) -> None:
    commit(project)
    project.write("captures/menu.txt", "Home\n\nLog in\n\nSubscribe\n")
    (project.content / "articles/undated/en-hilsen-fra-kosovo.md").unlink()
    told = summary(project, tmp_path / "out")
    assert "`content/captures/menu.txt:1: capture: nothing is left" in told
    assert "No longer there:** `content/articles/undated/en-hilsen-fra-kosovo.md`" in told


def test_broken_content_is_no_hindrance(project: Project, tmp_path: Path) -> None:
    commit(project)
    project.write(HELICOPTERS, "no front matter")
    project.write("captures/guards.txt", TEXT)
    assert table(summary(project, tmp_path / "out"))[0][0] == "would be new"


def test_a_commit_that_is_not_there_is_one_plain_line(project: Project, tmp_path: Path) -> None:
    commit(project)
    result = project.run("summary", "--against", "--x", "--output", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "is no commit of this repository" in result.output


def test_nothing_hostile_comes_alive(project: Project, tmp_path: Path) -> None:
    commit(project)
    for number, attack in enumerate(HOSTILE):
        text = f"{attack}\n\n" + TEXT.replace("six", f"{number} {attack}")
        project.write(f"captures/{number}.txt", text.encode("utf-8", "replace"))
    told = summary(project, tmp_path / "out")
    outside = alive(told)
    for sign in ("@", "<", "`", "![", "](", "https", "closes", "$", "\u202e", "alert"):
        assert sign not in outside
    kinds = {token.type for token in inner(told)}
    assert kinds.isdisjoint({"html_inline", "html_block", "link_open", "image"})
    assert {len(row) for row in table(told)} == {7}


def test_a_summary_never_grows_too_long_for_its_page(project: Project, tmp_path: Path) -> None:
    commit(project)
    for number in range(40):
        words = " ".join(f"word{number}x{place}" for place in range(6_000))
        project.write(f"captures/{number}.txt", f"{TEXT}\n{words}.\n")
    told = summary(project, tmp_path / "out")
    assert len(told.encode()) < 1_000_000
    assert "are not shown: this grew too long" in told
    assert len(table(told)) == 40
