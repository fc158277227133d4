"""What check and review print, for people and for GitHub."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.annotations import MOST_ROWS, annotation, summary
from archive.problem import Problem, printable
from tests.conftest import ARTICLE, UNDATED, Project
from tests.test_add import TEXT

HELICOPTERS = "articles/2019/danish-helicopters-reach-gao.md"
KOSOVO = "articles/undated/en-hilsen-fra-kosovo.md"
HOSTILE = "x\n::error file=a.md::forged\r\n##[add-mask]the \u202egpj.exe \x1b[31mred | <b> `c` 100%"


def commands_of(line: str) -> list[str]:
    """The commands that GitHub's runner finds: ::name …:: at the start, ##[name] anywhere."""
    found = re.match(r"\s*::(.*?)::", line)
    names = [found[1].partition(" ")[0]] if found else []
    return [*names, *re.findall(r"##\[([^\]]*)\]", line)]


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


def test_an_annotation_has_the_place_the_field_and_the_message() -> None:
    problem = Problem("content/articles/2022/a,b.md", 3, "missions", "100 % wrong: a, b")
    assert annotation(problem) == (
        "::error file=content/articles/2022/a%2Cb.md,line=3,title=missions::"
        "content/articles/2022/a,b.md:3: missions: 100 %25 wrong: a, b"
    )
    assert annotation(problem, "archive/").startswith("::error file=archive/content/")


def test_a_warning_is_annotated_as_one() -> None:
    assert annotation(Problem("a.md", 1, "date", "late", "warning")).startswith("::warning file=")


texts = st.text(max_size=80) | st.sampled_from([HOSTILE, "::add-mask::a", "a::b", "%0A::error::x"])


@given(path=texts, field=texts, message=texts, error=st.booleans())
def test_no_text_of_a_problem_is_a_command_of_its_own(
    path: str, field: str, message: str, error: bool
) -> None:
    problem = Problem(path, 1, field, message, "error" if error else "warning")
    written = annotation(problem)
    assert written.splitlines() == [written]
    assert commands_of(written) == [problem.severity]
    head, _, data = written[2:].partition("::")
    assert dict(part.split("=", 1) for part in head.partition(" ")[2].split(",")).keys() == {
        "file", "line", "title",
    }  # fmt: skip
    assert unescaped(data) == str(problem)
    assert commands_of(str(problem)) == []


@given(texts)
def test_what_is_printed_is_one_line_without_hidden_characters(text: str) -> None:
    assert not re.search("[\\x00-\\x1f\\x7f-\\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]",
                         printable(text))  # fmt: skip


def test_a_hidden_character_is_shown_by_its_number() -> None:
    assert printable("a\u202eb\x1b[31m") == "a\\u202eb\\x1b[31m"


@given(st.lists(texts, min_size=1, max_size=3))
def test_a_cell_of_the_summary_holds_no_markup(messages: list[str]) -> None:
    problems = [Problem("a.md", 1, "title", message) for message in messages]
    rows = summary(problems).splitlines()
    cells = [row for row in rows if row.startswith("| error")]
    assert len(cells) == len(messages)
    for row in cells:
        assert row.count("|") == 6
        assert not re.search(r"[<>`*_\[\]@\\]|://|www\.|##\[", row)


def test_a_summary_that_would_be_too_long_says_how_much_is_left_out() -> None:
    table = summary([Problem("a.md", line, "x", "y" * 2000) for line in range(2 * MOST_ROWS)])
    assert f"{MOST_ROWS} more" in table
    assert len(table.encode()) < 1024 * 1024


def test_for_github_errors_come_before_warnings_and_the_table_goes_to_the_summary(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "summary.md"
    file.write_text("Before.\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.root.parent))
    project.write(HELICOPTERS, ARTICLE.replace("2019-12-11", "2020-12-11").replace("[ML]", "[XX]"))
    result = project.run("check", "--format", "github")
    assert result.exit_code == 1
    lines = [line for line in result.output.splitlines() if line.startswith("::")]
    assert [line.split("::")[1].split(",title")[0] for line in lines[:2]] == [
        f"error file=project/content/{HELICOPTERS},line=7",
        f"warning file=project/content/{HELICOPTERS},line=1",
    ]
    table = file.read_text(encoding="utf-8")
    assert table.startswith("Before.\n## The content\n\n1 error, 1 warning.")
    assert "| error | content/articles/2019/danish-helicopters-reach-gao.md | 7 |" in table


def test_without_a_summary_file_the_table_is_printed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    project.write(KOSOVO, UNDATED.replace("kfor", "sfro"))
    result = project.run("check", "--format", "github")
    assert result.exit_code == 1
    assert "| error | content/articles/undated/en-hilsen-fra-kosovo.md | 4 | missions |" in (
        result.output
    )


def test_warnings_alone_are_told_and_stop_nothing(project: Project) -> None:
    project.write("captures/gone.dropped.txt", "What cleaning left out\n\nNothing.\n")
    for form in ("text", "github"):
        result = project.run("check", "--format", form)
        assert result.exit_code == 0
        assert "content/captures/gone.dropped.txt:1: file: warning: belongs to no" in result.output


def test_hostile_text_forges_nothing_in_what_check_prints(project: Project) -> None:
    title = HOSTILE.replace("\n", "\\n").replace("\r", "\\r").replace("\x1b", "\\e")
    for text in (
        ARTICLE.replace("language: en", f'"{title}": en'),
        ARTICLE.replace("[ML]", f'["{title}"]').replace("[task-force-takuba]", f'["{title}"]'),
        ARTICLE.replace("language: en", 'language: "::error::x"\n"##[add-mask]a": b'),
        ARTICLE.replace("2019-12-11", '"##[add-mask]the"').replace(
            "en\n", '"::stop-commands::x"\n'
        ),
    ):
        project.write(HELICOPTERS, text)
        for form in ("text", "github"):
            output = project.run("check", "--format", form).output
            assert "\x1b" not in output
            assert "\u202e" not in output
            told = [name for line in output.splitlines() for name in commands_of(line)]
            assert set(told) <= ({"error", "warning", "notice"} if form == "github" else set())


# Paths


@pytest.mark.parametrize("given", ["file", "folder", "relative to the project", "elsewhere"])
def test_paths_restrict_the_report_but_not_the_check(
    project: Project, given: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    project.write(HELICOPTERS, ARTICLE.replace("[task-force-takuba]", "[sfro]"))
    project.write(KOSOVO, UNDATED.replace("kfor", "sfro"))
    monkeypatch.chdir(project.content if given == "elsewhere" else tmp_path)
    path = {
        "file": str(project.content / HELICOPTERS),
        "folder": str(project.content / "articles/2019"),
        "relative to the project": f"content/{HELICOPTERS}",
        "elsewhere": f"../content/{HELICOPTERS}",
    }[given]
    result = project.run("check", path)
    assert result.exit_code == 1
    assert f"content/{HELICOPTERS}:6: missions: 'sfro' is not a known mission" in result.output
    assert KOSOVO not in result.output
    assert "Problems of other files: 1." in result.output


def test_problems_of_other_files_do_not_fail_a_check_of_some(project: Project) -> None:
    project.write(KOSOVO, UNDATED.replace("kfor", "sfro"))
    assert project.run("check", str(project.content / HELICOPTERS)).exit_code == 0
    assert project.run("check", str(project.root)).exit_code == 1


def test_a_problem_that_another_file_has_with_this_one_is_told(project: Project) -> None:
    project.write("articles/2018/en-hilsen-fra-kosovo.md", UNDATED)
    path = project.content / "articles/2018/en-hilsen-fra-kosovo.md"
    output = project.run("check", str(path)).output
    assert f"{KOSOVO}:1: file: content/articles/2018/en-hilsen-fra-kosovo.md has the" in output


def test_with_an_article_goes_its_capture(project: Project) -> None:
    (project.content / "captures/first.dropped.txt").unlink()
    output = project.run("check", str(project.content / HELICOPTERS)).output
    assert "content/captures/first.dropped.txt:1: file: warning: is missing" in output


@pytest.mark.parametrize(
    ("path", "words"), [("nowhere.md", "is not there"), ("../outside.md", "is not below content/")]
)
def test_a_path_that_is_not_of_the_content_is_one_plain_line(
    project: Project, path: str, words: str
) -> None:
    (project.root.parent / "outside.md").write_text("x", encoding="utf-8")
    result = project.run("check", str(project.content / "articles" / path)
                         if path == "nowhere.md" else str(project.root / path))  # fmt: skip
    assert result.exit_code == 2
    assert words in result.output


# Review


def test_review_tells_what_waits_with_the_line_to_write(project: Project) -> None:
    project.write(KOSOVO, UNDATED.replace("missions: [kfor]\n", ""))
    result = project.run("review")
    assert result.exit_code == 0
    for line in (
        "No date (1)",
        f"content/{KOSOVO}:2: add below it, if it can be known: date: YYYY-MM-DD",
        "No outlet (1)",
        f"content/{KOSOVO}:2: add below it, if it can be known: outlet: and an id",
        "No mission or no country (1)",
        f"content/{KOSOVO}:3: add below it: missions: [ID]; if there is none, "
        "write: reviewed: [missions]",
        "Not confirmed yet (2)",
        f"content/{HELICOPTERS}:11: date 2019-12-11; outlet the-copenhagen-post; "
        "missions task-force-takuba; countries ML; figures; text. When that is right, write: "
        "reviewed: [date, outlet, missions, countries, figures, text]",
    ):
        assert line in result.output, result.output


def test_review_knows_the_day_and_the_outlet_of_an_address(project: Project) -> None:
    text = UNDATED.replace("language", "url: https://cphpost.dk/2022-01-28/news/x\nlanguage")
    project.write(KOSOVO, text)
    output = project.run("review").output
    assert "add below it: date: 2022-01-28 (the day in its address" in output
    assert "outlet: the-copenhagen-post" in output


def test_nothing_waits_where_all_is_confirmed(project: Project) -> None:
    done = "reviewed: [date, outlet, missions, countries, figures, text]"
    project.write(HELICOPTERS, ARTICLE.replace("language: en", f"language: en\n{done}"))
    (project.content / KOSOVO).unlink()
    assert project.run("review").output == "Nothing waits for a person.\n"
    assert "nobody has confirmed" not in project.run("check").output


def test_what_review_says_to_write_is_then_done(project: Project) -> None:
    output = project.run("review", str(project.content / HELICOPTERS)).output
    (line,) = re.findall(r"reviewed: \[.*\]", output)
    project.write(HELICOPTERS, ARTICLE.replace("language: en", f"language: en\n{line}"))
    output = project.run("review", str(project.content / HELICOPTERS)).output
    assert output == "Nothing waits for a person.\n"


def test_an_uncertain_cleaning_waits_until_its_text_is_confirmed(
    project: Project, tmp_path: Path
) -> None:
    capture = tmp_path / "untitled.txt"
    capture.write_text(TEXT.replace("Danish guards leave the camp in Kosovo", "", 1), "utf-8")
    added = project.run("add", str(capture)).output
    (path,) = re.findall(r"content/articles/\S+\.md", added)
    beside = (project.content / "captures/untitled.dropped.txt").read_text(encoding="utf-8")
    doubt = "the cleaning is uncertain: compare the article with its capture"
    assert doubt in added
    assert f"\nin doubt: {doubt}\n" in beside
    output = project.run("review").output
    assert "The cleaning is in doubt (1)" in output
    assert f"Run: python build.py explain --diff {path}, then add text to reviewed" in output
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("language:", "reviewed: [text]\nlanguage:"), encoding="utf-8")
    assert "The cleaning is in doubt" not in project.run("review").output


def test_articles_much_alike_are_told_until_both_texts_are_confirmed(project: Project) -> None:
    body = " ".join(f"Sentence number {number} of a long report." for number in range(60))
    one = f"---\ntitle: A report\nlanguage: en\n---\n\n{body}\n"
    project.write("articles/undated/a-report.md", one)
    project.write("articles/undated/b-report.md", one.replace("number 7 ", "number seven "))
    told = "content/articles/undated/b-report.md:6: text: warning: is much like that of content/art"
    assert told in project.run("check").output
    assert "Much like another article (1)" in project.run("review").output
    for name in ("a-report", "b-report"):
        file = project.content / f"articles/undated/{name}.md"
        text = file.read_text(encoding="utf-8").replace("---\n\n", "reviewed: [text]\n---\n\n")
        file.write_text(text, encoding="utf-8")
    assert "much like" not in project.run("check").output


def test_review_of_many_articles_stays_short_and_sorted(project: Project) -> None:
    for number in range(30):
        project.write(f"articles/undated/n{number:02}.md", UNDATED + f"\nNumber {number}.\n")
    output = project.run("review").output
    assert "No date (31)" in output
    assert "and 21 more: add --all to see them" in output
    group = output.split("No date (31)\n")[1].split("\n  and ")[0].splitlines()
    assert len(group) == 10
    assert group == sorted(group)
    assert len(project.run("review", "--all").output.splitlines()) > 90


def test_a_withdrawn_article_waits_for_nobody(project: Project) -> None:
    withdrawn = "rights: withdrawn\nwithdrawn: The publisher asked."
    project.write(KOSOVO, UNDATED.replace("language: da", f"language: da\n{withdrawn}"))
    assert "kosovo" not in project.run("review").output


def test_review_says_that_errors_come_first(project: Project) -> None:
    project.write(KOSOVO, UNDATED.replace("kfor", "sfro"))
    result = project.run("review")
    assert result.exit_code == 0
    assert "Errors: 1. Mend these first: python build.py check" in result.output


def test_check_says_how_many_articles_wait(project: Project) -> None:
    output = project.run("check").output
    assert "2 articles hold what nobody has confirmed: python build.py review" in output
