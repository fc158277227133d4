"""What an article's page tells of its capture, and what of it can be downloaded."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html

from archive import dropped
from archive.cleaned import Dropped
from archive.cleaning import SHOWN, LeftOut, read_passages
from archive.load import load
from tests.conftest import ARTICLE, CAPTURE, DROPPED, Project, site_files
from tests.test_pages import GAO, KOSOVO, Pages, archive_of, shown, text_of
from tests.test_search import fragments

HELICOPTERS = "articles/2019/danish-helicopters-reach-gao.md"
BESIDE = "captures/first.dropped.txt"
NINTH = "Ministers meet for the ninth time in Brussels"


def part(pages: Pages, name: str = GAO) -> html.HtmlElement:
    (found,) = pages[name].xpath("//*[@id='cleaned']")
    return found


def captures(project: Project) -> dict[str, bytes]:
    return {
        name: data
        for name, data in site_files(archive_of(project)).items()
        if name.startswith("captures/")
    }


def problems_of(project: Project) -> list[str]:
    return [str(problem) for problem in load(project.content)[1]]


def test_a_page_names_the_capture_and_counts_what_was_kept_and_left_out(project: Project) -> None:
    project.write(
        HELICOPTERS, ARTICLE.replace("capture: first", 'cleaned_with: "7"\ncapture: first')
    )
    found = part(shown(archive_of(project)))
    text = text_of(found)
    assert "The text has 10 words. Left out of the capture: 23 words in 2 passages." in text
    assert "first.txt" in text
    assert f"{len(CAPTURE)} bytes" in text
    assert hashlib.sha256(CAPTURE).hexdigest() in text
    assert "Version 7" in text


def test_each_passage_left_out_is_listed_folded_with_its_first_words_line_and_reason(
    project: Project,
) -> None:
    found = part(shown(archive_of(project)))
    (details,) = found.xpath(".//details[not(@open)]")
    assert [text_of(item) for item in details.xpath(".//li")] == [
        "Related PostsLine 3: a label over links to other articles (Related Posts)",
        "The frigate sails Ministers meet for the ninth time in Brussels to …"
        "Line 9: stands below the article",
    ]


def test_what_was_left_out_is_not_found_by_the_search(project: Project) -> None:
    assert project.run().exit_code == 0
    indexed = fragments(project.site)[f"/{GAO}"]
    assert indexed["content"] == "Two helicopters and about 70 soldiers have reached the camp."
    assert part(shown(archive_of(project))).get("data-pagefind-ignore") is not None


def test_an_article_without_a_capture_says_so(project: Project) -> None:
    found = part(shown(archive_of(project)), KOSOVO)
    assert "This article has no capture" in text_of(found)
    assert not found.xpath(".//details")


@pytest.mark.parametrize("rights", ["excerpt", "link", "withdrawn"])
def test_without_full_rights_nothing_of_the_capture_is_shown_or_handed_out(
    project: Project, rights: str
) -> None:
    lines = f"rights: {rights}" + ("\nwithdrawn: Asked." if rights == "withdrawn" else "")
    front = ARTICLE.replace("capture: first", f"{lines}\ncapture: first")
    project.write(HELICOPTERS, front)
    files = site_files(archive_of(project))
    assert not [name for name in files if name.startswith("captures/")]
    page = html.document_fromstring(files[GAO].decode())
    found = part({GAO: page})
    for words in ("Related Posts", "frigate", NINTH, "A first capture"):
        assert words not in html.tostring(page, encoding="unicode")
    assert not found.xpath(".//a")
    text = text_of(found)
    assert "first.txt" in text
    assert hashlib.sha256(CAPTURE).hexdigest() in text
    assert "23 words in 2 passages" in text
    assert "1 passagea label over links to other articles" in text


def test_a_reason_tells_no_words_of_the_capture_where_they_may_not_be_shown() -> None:
    left = LeftOut.of(
        [
            Dropped("a", "a label (Secret (of two) words)", 1),
            Dropped("b", "a link under the label Secret", 2),
            Dropped("c", "a label (Secret)", 3),
        ]
    )
    assert left.reasons == (("a label", 2), ("a link under the label", 1))


def test_a_capture_is_handed_out_byte_for_byte_with_the_list_of_what_was_left_out(
    project: Project,
) -> None:
    assert captures(project) == {
        "captures/first.txt": CAPTURE,
        "captures/first.dropped.txt": DROPPED.encode(),
    }


def test_an_outlet_may_keep_captures_from_being_handed_out(project: Project) -> None:
    outlets = project.content / "outlets.yml"
    text = outlets.read_text(encoding="utf-8")
    entry = "- id: the-copenhagen-post\n"
    assert entry in text
    outlets.write_text(text.replace(entry, f"{entry}  rights: excerpt\n"), encoding="utf-8")
    assert captures(project) == {}


@pytest.mark.parametrize(
    ("name", "download"),
    [
        ("page.html", "page.html.txt"),
        ("PAGE.HTM", "PAGE.HTM.txt"),
        ("page.html.txt", "page.html.txt.txt"),
        ("no suffix", "no suffix.txt"),
        ("søværnet #1, 100% (a+b).txt", "søværnet #1, 100% (a+b).txt"),
    ],
)
def test_a_capture_is_handed_out_as_plain_text_under_a_link_that_works(
    project: Project, name: str, download: str
) -> None:
    folder = project.content / "captures"
    shutil.move(folder / "first.txt", folder / name)
    shutil.move(folder / "first.dropped.txt", folder / f"{Path(name).stem}.dropped.txt")
    project.write(HELICOPTERS, ARTICLE.replace("capture: first.txt", f'capture: "{name}"'))
    assert project.run("build", "--base-url", "https://example.org/archive").exit_code == 0
    links = html.parse(project.site / GAO).xpath("//*[@id='cleaned']//a/@href")
    assert [unquote(link) for link in links] == [
        f"../captures/{download}",
        f"../captures/{Path(name).stem}.dropped.txt",
    ]
    assert not set("# ") & set(links[0])
    assert (project.site / "captures" / download).read_bytes() == CAPTURE
    assert {path.suffix for path in (project.site / "captures").iterdir()} == {".txt"}


def test_a_download_goes_with_the_next_build_when_the_rights_do(project: Project) -> None:
    assert project.run().exit_code == 0
    assert (project.site / "captures/first.txt").is_file()
    project.write(HELICOPTERS, ARTICLE.replace("capture: first", "rights: excerpt\ncapture: first"))
    assert project.run().exit_code == 0
    assert not (project.site / "captures").exists()


def test_two_captures_of_one_download_are_a_problem(project: Project) -> None:
    project.write("captures/report.v2", "One.")
    project.write("captures/report.v2.txt", "Two.")
    assert any(
        "captures/report.v2.txt:1: capture: report.v2 has the same name but" in problem
        for problem in problems_of(project)
    )


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (None, "is missing"),
        (b"", "lists no passage"),
        (b"\xff\xfe\xff", "is not UTF-8 text"),
        (b"<html>", "lists no passage"),
    ],
)
def test_a_list_that_cannot_be_read_is_a_warning_and_the_page_says_so(
    project: Project, data: bytes | None, wrong: str
) -> None:
    if data is None:
        (project.content / BESIDE).unlink()
    else:
        project.write(BESIDE, data)
    result = project.run("check")
    assert result.exit_code == 0
    expected = f"content/{BESIDE}:1: file: warning: {wrong}, so no page can tell"
    assert expected in result.output
    found = part(shown(archive_of(project)))
    assert "What was left out of the capture is not known." in text_of(found)
    assert list(captures(project)) == ["captures/first.txt"]


def test_a_list_is_never_read_from_elsewhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "private").write_text(DROPPED, encoding="utf-8")
    (project.content / BESIDE).unlink()
    (project.content / BESIDE).symlink_to(tmp_path / "private")
    assert "is not a plain file" in "".join(problems_of(project))
    assert f"captures/{Path(BESIDE).name}" not in captures(project)


def test_a_capture_of_which_nothing_was_left_out_says_so(project: Project) -> None:
    project.write(BESIDE, dropped.dump([], "first.txt", "1"))
    assert "Nothing of the capture was left out." in text_of(part(shown(archive_of(project))))
    assert problems_of(project) == []


def test_a_page_stays_light_where_much_was_left_out(project: Project) -> None:
    before = len(site_files(archive_of(project))[GAO])
    passages = [Dropped("x" * 300 + " menu" * 200, f"reason {n} " * 90, n) for n in range(1, 900)]
    project.write(BESIDE, dropped.dump(passages, "first.txt", "1"))
    files = site_files(archive_of(project))
    assert len(files[GAO]) - before < 40_000
    found = part({GAO: html.document_fromstring(files[GAO].decode())})
    assert len(found.xpath(".//li")) == SHOWN
    assert f"And {899 - SHOWN} more passages." in text_of(found)


def test_nothing_that_was_left_out_becomes_markup(project: Project) -> None:
    passage = Dropped("<script>alert(1)</script>\x1b[31m\u202e", "<b>bold</b>", 1)
    project.write(BESIDE, dropped.dump([passage], "first.txt", "1"))
    found = part(shown(archive_of(project)))
    assert not found.xpath(".//script | .//b")
    assert found.findtext(".//q") == "<script>alert(1)</script>[31m"


def test_a_list_with_windows_line_ends_reads_the_same(project: Project) -> None:
    file = project.content / BESIDE
    before = read_passages(file)
    file.write_bytes(DROPPED.replace("\n", "\r\n").encode())
    assert [passage.reason for passage in read_passages(file) if isinstance(passage, Dropped)] == [
        passage.reason for passage in before if isinstance(passage, Dropped)
    ]
    assert len(before) == 2
