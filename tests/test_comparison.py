"""A capture against its article, as a reviewer sees it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Project
from tests.test_add import TEXT

GUARDS = "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"
PAGE = f"""<html><head><title>x</title></head><body><nav><ul><li>Front page</li></ul></nav>
<article><h1>{TEXT.split(chr(10), 1)[0]}</h1>
{"".join(f"<p>{row}</p>" + chr(10) for row in TEXT.split(chr(10))[2:] if row)}</article>
</body></html>"""


def added(project: Project, text: str = TEXT, name: str = "guards.txt") -> Path:
    project.write(f"captures/{name}", text)
    assert project.run("add", str(project.content / "captures" / name)).exit_code == 0
    return project.content / GUARDS


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_was_kept_and_dropped_stands_in_the_order_of_the_capture(project: Project) -> None:
    article = added(project)
    result = project.run("explain", str(article), "--diff")
    assert result.exit_code == 0
    rows = result.output.splitlines()
    assert rows[:4] == [
        "--- content/captures/guards.txt",
        f"+++ content/{GUARDS}",
        "@@ line 1: in both @@",
        " Danish guards leave the camp in Kosovo",
    ]
    index = rows.index("-Read more: Where Danish forces are now")
    assert rows[index - 1].startswith("@@ line 9: dropped, ")
    assert not [row for row in rows[2:] if row.startswith("+")]
    assert "Lines in both: 4." in result.output
    assert "(0 without a reason)" in result.output


def test_what_a_person_changed_stands_beside_what_the_capture_has(project: Project) -> None:
    article = added(project)
    edit(article, "on Monday morning.", "on Tuesday.")
    rows = project.run("explain", str(article), "--diff").output.splitlines()
    old = next(index for index, row in enumerate(rows) if row.endswith("on Monday morning."))
    assert rows[old][0] == "-"
    assert rows[old - 1] == "@@ line 5: in the capture alone, and no reason is recorded @@"
    assert rows[old + 1] == "@@ in the article alone @@"
    assert rows[old + 2].startswith("+They have guarded the camp")
    assert "1 without a reason" in rows[-1]


def test_markdown_escapes_are_no_difference(project: Project) -> None:
    text = TEXT.replace("six months", "6 * 2 [two] < 9 & under_scored_ months")
    article = added(project, text)
    assert "\\*" in article.read_text(encoding="utf-8")
    output = project.run("explain", str(article), "--diff").output
    assert "In the article alone: 0." in output


def test_a_capture_finds_its_article_by_what_it_holds(project: Project, tmp_path: Path) -> None:
    article = added(project)
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT, encoding="utf-8")
    expected = project.run("explain", str(article), "--diff").output
    assert project.run("explain", str(copy), "--diff").output == expected


def test_a_capture_without_an_article_is_compared_with_what_add_would_write(
    project: Project, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT, encoding="utf-8")
    output = project.run("explain", str(copy), "--diff").output
    assert "+++ the article that add would write" in output
    assert "-Read more: Where Danish forces are now" in output
    assert not (project.content / GUARDS).exists()


def test_a_saved_page_is_compared_by_what_its_readers_see(project: Project) -> None:
    article = added(project, PAGE, "guards.html")
    output = project.run("explain", str(article), "--diff").output
    assert " They have guarded the camp for six months" in output
    assert "-Front page" in output
    assert "In the article alone: 0." in output
    assert "<p>" not in output


def test_an_article_without_a_capture_has_nothing_to_compare(project: Project) -> None:
    file = "articles/undated/en-hilsen-fra-kosovo.md"
    result = project.run("explain", str(project.content / file), "--diff")
    assert result.exit_code == 1
    assert result.output.startswith(f"content/{file}:1: capture: is not named")
    assert len(result.output.splitlines()) == 1


def test_an_article_whose_capture_is_gone_is_one_line(project: Project) -> None:
    article = added(project)
    (project.content / "captures/guards.txt").unlink()
    result = project.run("explain", str(article), "--diff")
    assert result.exit_code == 1
    assert "capture: content/captures/guards.txt is not there" in result.output
    assert len(result.output.splitlines()) == 1


def test_a_file_that_is_not_there_is_one_line(project: Project) -> None:
    result = project.run("explain", "nothing.txt", "--diff")
    assert result.exit_code == 1
    assert (
        result.output == "nothing.txt:1: capture: is not there. Name a saved .txt or .html file\n"
    )


def test_without_the_list_of_what_was_dropped_no_reason_is_made_up(project: Project) -> None:
    article = added(project)
    (project.content / "captures/guards.dropped.txt").unlink()
    output = project.run("explain", str(article), "--diff").output
    assert "@@ line 9: in the capture alone, and no reason is recorded @@" in output
