from __future__ import annotations

import os

import pytest

from archive.load import load
from tests.conftest import ARTICLE, UNDATED, Project

HELICOPTERS = "articles/2019/danish-helicopters-reach-gao.md"


def problems_of(project: Project) -> list[str]:
    _, problems = load(project.content)
    return [str(problem).removeprefix("content/") for problem in problems]


def test_good_content_has_no_problems(project: Project) -> None:
    archive, problems = load(project.content)
    assert problems == []
    assert archive is not None
    assert [article.slug for article in archive.articles] == [
        "danish-helicopters-reach-gao",
        "en-hilsen-fra-kosovo",
    ]


def test_an_undated_article_stands_last(project: Project) -> None:
    archive, _ = load(project.content)
    assert archive is not None
    assert archive.articles[-1].date is None


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[task-force-takuba]", "[task-force-takubba]", "6: missions: 'task-force-takubba' is not"),
        ("[ML]", "[ML, Mali]", "7: countries: give the code of Mali: ML"),
        ("[ML]", "[ml]", "7: countries: 'ml' must be in capitals: ML"),
        ("[ML]", "[UK]", "7: countries: give the code of UK: GB"),
        ("[ML]", "[QQ]", "7: countries: 'QQ' is not a country code"),
        ("[ML]", "[ML, ML]", "7: countries: ML stands twice"),
        ("the-copenhagen-post", "the-copenhagen-pots", "4: outlet: 'the-copenhagen-pots' is not"),
        ("about 70 soldiers}", "about 80 soldiers}", "figures.0.quote: 'about 80 soldiers' does"),
        ("count: 70", "count: seventy", "figures.0.count: must be a whole number"),
        ("capture: first.txt", "capture: frist.txt", "captures/frist.txt is not there"),
        ("2019-12-11", "2019-12-11/2019-12-12", "3: date: an article appears on one day"),
        ("2019-12-11", "2020-12-11", "1: file: warning: belongs into articles/2020/"),
        ("Two helicopters and about 70 soldiers have reached the camp.", "", "text: is missing"),
        ("language: en", "language: en\nrights: withdrawn", "withdrawn: rights: withdrawn needs"),
        (
            "have reached",
            "[have](javascript:alert(1)) reached",
            ":14: text: 'javascript:alert(1)' is no",
        ),
        ("have reached", "[have](../missions/kfor.html) reached", ":14: text: '../missions/k"),
        ("the camp.", "the [camp][x].\n\n[x]: javascript:x", ":16: text: 'javascript:x' is no"),
        ("have reached", "![have](https://x.org/a.png) reached", "warning: images are not"),
        ("have reached", "[" * 20_000 + " reached", ":14: text: has too many brackets"),
        ("language: en", "language: en\nretrieved: 2020", "retrieved: must be one day"),
        ("Danish helicopters reach Gao", "'!!!'", "2: title: holds no word"),
        ("Danish helicopters reach Gao", '"a\\x07b"', "2: title: holds a control character"),
        ("have reached", "<b>have</b> reached", ":14: text: warning: <b>, </b> is shown"),
        ("language: en", "language: en\nrights: free", "rights: 'free' is not one of"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(
    project: Project, old: str, new: str, expected: str
) -> None:
    assert old in ARTICLE
    project.write(HELICOPTERS, ARTICLE.replace(old, new))
    found = problems_of(project)
    assert any(expected in problem for problem in found), found
    assert all(problem.startswith(f"{HELICOPTERS}:") for problem in found)


def test_a_near_name_is_offered(project: Project) -> None:
    project.write(HELICOPTERS, ARTICLE.replace("[task-force-takuba]", "[task-force-takubba]"))
    assert "Did you mean task-force-takuba?" in problems_of(project)[0]


def test_a_capture_that_was_edited_is_a_problem(project: Project) -> None:
    project.write("captures/first.txt", "Something else.")
    (problem,) = problems_of(project)
    assert "capture_sha256: content/captures/first.txt is not the file it was" in problem


def test_two_articles_with_one_slug_are_a_problem(project: Project) -> None:
    project.write("articles/2020/en-hilsen-fra-kosovo.md", UNDATED)
    assert any(
        "has the same name, so both would be one page" in problem
        for problem in problems_of(project)
    )


def test_an_alias_of_two_missions_is_a_problem(project: Project) -> None:
    kfor = project.content / "missions/kfor.md"
    text = kfor.read_text(encoding="utf-8").replace("aliases: [", "aliases: [Takuba, ", 1)
    kfor.write_text(text, encoding="utf-8")
    assert any("'Takuba' is an alias of kfor already" in item for item in problems_of(project))


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("articles/2020/x.md", b"", "x.md:1: front matter: is missing"),
        ("articles/2020/x.md", b"---\ntitle: \xe5r\n---\n", "x.md:2: file: is not UTF-8 text"),
        ("articles/2020/x.md", b"---\ntitle: \0\n---\n", "x.md:2: file: holds a NUL character"),
        ("articles/2020/x.md", b"#" * 3_000_000, "x.md:1: file: is larger than 2 MB"),
        ("articles/2020/Æ ø.md", UNDATED.encode(), "may hold only a-z, 0-9 and single hyphens"),
        ("articles/2020/x.txt", b"x", "x.txt:1: file: is not a Markdown file"),
        ("outlets.yml", b"- id: x\n- id: x\n", "outlets.yml:1: name: is missing"),
        ("outlets.yml", b"x: y\n", "outlets.yml:1: file: must be a list"),
        ("site.yml", b"title: T\ndescripton: D\n", "site.yml:2: descripton: is not a known key."),
    ],
)
def test_a_file_that_cannot_be_read_is_one_plain_line(
    project: Project, name: str, data: bytes, expected: str
) -> None:
    project.write(name, data)
    assert any(expected in problem for problem in problems_of(project)), problems_of(project)


def test_files_with_windows_line_ends_and_a_byte_order_mark_are_read(project: Project) -> None:
    data = b"\xef\xbb\xbf" + ARTICLE.replace("\n", "\r\n").encode()
    project.write(HELICOPTERS, data)
    assert problems_of(project) == []


def test_all_problems_of_all_files_come_in_one_run(project: Project) -> None:
    project.write(HELICOPTERS, ARTICLE.replace("[ML]", "[XX]").replace("2019-12-11", "soon"))
    project.write("articles/undated/en-hilsen-fra-kosovo.md", UNDATED.replace("kfor", "sfro"))
    project.write("articles/2020/broken.md", "no front matter")
    found = problems_of(project)
    for part in ("date: ", "'sfro' is not a known mission", "broken.md:1: front matter"):
        assert any(part in problem for problem in found), (part, found)


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: a\ntitle: b\ncapture: first.txt\n---\n",
        "---\ntitle: a: b\ncapture: 'first.txt'\n---\n",
        "---\ncapture: first.txt\n",
        "---\ntitle: \xe5\ncapture: first.txt\n---\n",
    ],
)
def test_a_broken_article_file_does_not_set_its_capture_free(project: Project, front: str) -> None:
    project.write(HELICOPTERS, front.encode("latin-1"))
    output = project.run("check").output
    assert "has no article yet" not in output
    assert HELICOPTERS in output


def test_a_second_copy_of_a_capture_is_to_be_deleted(project: Project) -> None:
    project.write("captures/copy.txt", (project.content / "captures/first.txt").read_bytes())
    assert "holds the same as the capture of" in project.run("check").output


def test_captures_that_differ_only_in_their_ending_are_a_problem(project: Project) -> None:
    project.write("captures/first.html", "<p>Text.</p>")
    assert "first.html has the same name but for its ending" in project.run("check").output


def test_a_broken_outlet_is_one_problem(project: Project) -> None:
    outlets = project.content / "outlets.yml"
    text = outlets.read_text(encoding="utf-8")
    broken = text.replace("name: The Copenhagen Post", "nam: The Copenhagen Post")
    project.write("outlets.yml", broken)
    found = problems_of(project)
    assert found
    assert all(problem.startswith("outlets.yml:") for problem in found)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("missions/sub/kfor.md", None, "has the same name, so both would be one page"),
        ("pages/search.md", "---\ntitle: S\ndescription: D\n---\nx\n", "makes itself"),
        ("pages/about.md", "---\ntitle: S\ndescription: D\n---\nx\n", '"## Contribute"'),
        ("pages/more.md", "---\ntitel: S\ndescription: D\n---\nx\n", "titel: is not a known key"),
        ("areas.yml", "- {id: x, name: X, danish: X, north: [1], east: 2}\n", "number of degrees"),
        (
            "areas.yml",
            "- {id: X y, name: X, danish: X, north: 1, east: 2}\n",
            "may hold only a-z, 0-9 and single hyphens",
        ),
        ("site.yml", "title: T\ndescription: D\nrights: R\nbase_url: https://x.org/?a\n", "no ?"),
    ],
)
def test_what_would_make_a_broken_page_is_told_with_its_file(
    project: Project, name: str, data: str | None, expected: str
) -> None:
    project.write(name, data or (project.content / "missions/kfor.md").read_bytes())
    assert any(expected in problem for problem in problems_of(project)), problems_of(project)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("start: 2022-01,", "start: 2023-01,", "the end 2022-02~ is before the start 2023-01"),
        ("start: 2022-01,", 'start: "2021/2022",', "start must be one date"),
        ("abbreviation: TF Takuba", "abbreviation: KFOR", "'KFOR' is an alias of kfor already"),
    ],
)
def test_facts_of_a_mission_that_cannot_be_are_told(
    project: Project, old: str, new: str, expected: str
) -> None:
    file = project.content / "missions/task-force-takuba.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(expected in problem for problem in problems_of(project)), problems_of(project)


def test_a_missing_vocabulary_file_is_told(project: Project) -> None:
    (project.content / "countries.yml").unlink()
    assert "countries.yml:1: file: is missing" in "".join(problems_of(project))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are POSIX")
def test_a_pipe_among_the_articles_does_not_hang_the_build(project: Project) -> None:
    os.mkfifo(project.content / "articles/pipe.md")
    assert any("is not a file that can be read" in problem for problem in problems_of(project))


def test_a_broken_mission_file_is_not_also_an_unknown_mission(project: Project) -> None:
    project.write("missions/kfor.md", "---\nname: KFOR\n---\n")
    found = problems_of(project)
    assert found
    assert all(problem.startswith("missions/kfor.md:") for problem in found)
