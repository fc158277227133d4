from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, ROOT, Project
from tests.test_add import TEXT, tree

HELICOPTERS = "articles/2019/danish-helicopters-reach-gao.md"


def test_a_build_makes_the_site(project: Project) -> None:
    result = project.run()
    assert result.exit_code == 0, result.output
    assert "Built 2 articles" in result.output
    assert (project.site / "index.html").is_file()
    assert (project.site / "articles/danish-helicopters-reach-gao.html").is_file()
    assert not [path for path in project.root.iterdir() if path.name.startswith(".site")]


def test_a_build_adds_articles_for_captures_that_have_none(project: Project) -> None:
    project.write("captures/guards.txt", TEXT)
    result = project.run()
    assert result.exit_code == 0, result.output
    assert "Built 3 articles" in result.output
    assert (project.content / "articles/undated").is_dir()
    assert (project.site / "articles/danish-guards-leave-the-camp-in-kosovo.html").is_file()


def test_a_frozen_build_reports_such_captures_and_writes_nothing(project: Project) -> None:
    project.write("captures/guards.txt", TEXT)
    before = tree(project.content)
    result = project.run("build", "--frozen")
    assert result.exit_code == 1
    assert "content/captures/guards.txt:1: capture: has no article yet" in result.output
    assert tree(project.content) == before
    assert not project.site.exists()


def test_a_capture_of_which_nothing_is_left_stops_the_build_with_one_line(
    project: Project,
) -> None:
    project.write("captures/menu.txt", "Home\n\nLog in\n\nSubscribe\n")
    result = project.run()
    assert result.exit_code == 1
    assert "content/captures/menu.txt:1: capture: nothing is left" in result.output


def test_problems_leave_the_former_site_as_it_was(project: Project) -> None:
    assert project.run().exit_code == 0
    before = tree(project.site)
    project.write(HELICOPTERS, ARTICLE.replace("[ML]", "[XX]").replace("2019-12-11", "soon"))
    result = project.run()
    assert result.exit_code == 1
    assert "content/articles/2019/danish-helicopters-reach-gao.md:3: date: " in result.output
    assert "The site is as it was." in result.output
    assert tree(project.site) == before


def test_the_next_command_repairs_what_a_kill_left(project: Project) -> None:
    assert project.run().exit_code == 0
    before = tree(project.site)
    project.site.rename(project.root / ".site.old")
    assert project.run("check").exit_code == 0
    assert tree(project.site) == before


def test_clean_prints_title_dek_and_text(project: Project, tmp_path: Path) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    output = project.run("clean", str(tmp_path / "guards.txt")).output
    assert output.startswith("Danish guards leave the camp in Kosovo\n\nAbout thirty Danish")
    assert "Read more" not in output


def test_explain_prints_each_dropped_passage_and_each_tag_with_its_reason(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    output = project.run("explain", str(tmp_path / "guards.txt")).output
    assert "line 9: " in output
    assert "Read more: Where Danish forces are now" in output
    assert "kfor (strong" in output
    assert "XK (" in output


def test_explain_takes_an_article_too(project: Project) -> None:
    output = project.run("explain", str(project.content / HELICOPTERS)).output
    assert output.startswith("Danish helicopters reach Gao")


def test_a_folder_that_is_not_a_site_stops_the_build(project: Project) -> None:
    project.site.mkdir()
    (project.site / "thesis.doc").write_text("years of work", encoding="utf-8")
    result = project.run()
    assert result.exit_code == 1
    assert "not this site" in result.output
    assert (project.site / "thesis.doc").exists()


@pytest.mark.parametrize("arguments", [["--base-url", "nonsense"], ["--frozen", "check"], ["fly"]])
def test_a_wrong_call_is_one_plain_line(project: Project, arguments: list[str]) -> None:
    result = project.run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_without_its_packages_the_command_says_what_to_install() -> None:
    code = "import sys; sys.modules['click'] = None; import runpy; runpy.run_path('build.py')"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "is not installed" in result.stderr
    assert "Traceback" not in result.stderr
