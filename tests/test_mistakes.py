"""Mistakes that people make in front matter: each gets its file, line, field and remedy."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from archive import front_matter
from archive.load import load
from archive.problem import Problem
from tests.conftest import ARTICLE, Project, make_project

PATH = "content/articles/2019/danish-helicopters-reach-gao.md"
FILE = PATH.removeprefix("content/")
HASH = ARTICLE.split("capture_sha256: ")[1].split("\n")[0]
QUOTE = "quote: about 70 soldiers"
OTHER_QUOTE = "quote: Two helicopters"


@dataclass(frozen=True)
class Mistake:
    """What is replaced in a good article, and what is then told: line, field and words."""

    name: str
    old: str
    new: str
    line: int
    field: str
    words: tuple[str, ...]
    severity: str = "error"


def wrong(name: str, old: str, new: str, line: int, field: str, *words: str) -> Mistake:
    return Mistake(name, old, new, line, field, words)


def odd(name: str, old: str, new: str, line: int, field: str, *words: str) -> Mistake:
    return Mistake(name, old, new, line, field, words, "warning")


TEXT = "Two helicopters and about 70 soldiers have reached the camp."
FIGURES = ARTICLE[ARTICLE.index("figures:") : ARTICLE.index("capture:")]
WITHOUT_FIGURES = ARTICLE.replace(FIGURES, "")
TITLE = "title: Danish helicopters reach Gao"
DATE = "date: 2019-12-11"
FIGURE = "{count: 70, qualifier: about, what: soldiers, quote: about 70 soldiers}"
MISTAKES = (
    # The form of the file.
    wrong("no front matter", ARTICLE, "Just text.\n", 1, "front matter", "begin with a line ---"),
    wrong("no closing ---", f"{HASH}\n---", HASH, 11, "front matter", "line --- below line 11"),
    wrong("only text between the two ---", ARTICLE, "---\nsome words\n---\nText.\n", 1,
          "front matter", "form key: value"),
    wrong("a tab", "language: en", "\tlanguage: en", 5, "language", "tab", "spaces"),
    wrong("spaces before a key", "language: en", "  language: en", 5, "language",
          "Delete those before language"),
    wrong("an entry that is not indented like its list", f"  - {FIGURE}",
          f"  - count: 70\n   what: soldiers\n    {QUOTE}", 10, "what", "as many spaces"),
    wrong("a colon in a title", TITLE, "title: Gao: helicopters arrive", 2, "title",
          'Write title: "Gao: helicopters arrive"'),
    wrong("a quotation mark without its pair", TITLE, 'title: "Danish helicopters', 2, "title",
          "never closed", 'Put " at the end'),
    wrong("an apostrophe in quotes", TITLE, "title: 'Gao's helicopters'", 2, "title",
          'Write title: "Gao\'s helicopters"'),
    wrong("words behind a quotation", TITLE, 'title: "Gao" reached', 2, "title",
          "Write title: '\"Gao\" reached'"),
    wrong("a value that begins with a sign", TITLE, "title: @forsvaret reaches Gao", 2, "title",
          'Write title: "@forsvaret reaches Gao"'),
    wrong("a backslash in quotes", TITLE, 'title: "C:\\Gao"', 2, "title", "backslash", "twice"),
    wrong("no space after a colon", "language: en", "language:en", 5, "front matter",
          "Write language: en"),
    wrong("no colon", "language: en", "language en", 5, "front matter", "form key: value"),
    wrong("a bracket without its pair", "[task-force-takuba]", "[task-force-takuba", 6, "missions",
          "[ that is never closed", "Put ]"),
    wrong("a brace without its pair", "70 soldiers}", "70 soldiers", 9, "figures", "Put }"),
    wrong("a key that stands twice", "language: en", "language: en\ntitle: Again", 6, "title",
          "twice, first on line 2"),
    wrong("a control character", TITLE, 'title: "Gao\\x07"', 2, "title", "control character"),
    wrong("a YAML alias", "[task-force-takuba]\ncountries: [ML]", "&a [kfor]\ncountries: *a", 7,
          "countries", "Write the value out"),
    odd("a # in a title", TITLE, "title: Gao #1", 2, "title", "'#1' is not read", '"quotes"'),
    # Keys.
    wrong("a misspelt key", "missions:", "misson:", 6, "misson", "Did you mean missions?"),
    wrong("another word for a key", DATE, "published: 2019-12-11", 3, "published",
          "Did you mean date?"),
    wrong("a Danish word for a key", "outlet:", "kilde:", 4, "kilde", "Did you mean outlet?"),
    wrong("a misspelt key of a figure", "count: 70", "number: 70", 9, "figures.0.number",
          "Did you mean count?"),
    wrong("no title", f"{TITLE}\n", "", 1, "title", "Add a line title:"),
    wrong("no language", "language: en\n", "", 1, "language", "Add a line language: en"),
    wrong("a key for the program", "language: en", "language: en\nslug: gao", 6, "slug",
          "not a key that a file may set"),
    # Values of the wrong kind.
    wrong("a list for a text", "outlet: the-copenhagen-post", "outlet: [the-copenhagen-post]", 4,
          "outlet", "Write outlet: the-copenhagen-post"),
    wrong("keys for a text", TITLE, "title: {a: b}", 2, "title", "plain text"),
    wrong("a text for a list", "[task-force-takuba]", "task-force-takuba", 6, "missions",
          "Write missions: [task-force-takuba]"),
    wrong("several texts for a list", "countries: [ML]", "countries: ML, NE", 7, "countries",
          "Write countries: [ML, NE]"),
    wrong("a text for the figures", f"figures:\n  - {FIGURE}", "figures: 70 soldiers", 8,
          "figures", "must be a list", "- {count: 90"),
    wrong("a yes for what was reviewed", "language: en", "language: en\nreviewed: yes", 6,
          "reviewed", "reviewed: [date, missions"),
    wrong("nothing", "outlet: the-copenhagen-post", "outlet:", 4, "outlet", "leave the line out"),
    wrong("a language by its name", "language: en", "language: english", 5, "language",
          "Did you mean en?"),
    wrong("a language by its country", "language: en", "language: dk", 5, "language",
          "Did you mean da?"),
    wrong("rights that are none", "language: en", "language: en\nrights: withdrawnn", 6, "rights",
          "Did you mean withdrawn?"),
    wrong("a reviewed item that is none", "language: en", "language: en\nreviewed: [dates]", 6,
          "reviewed.0", "Did you mean date?"),
    wrong("reviewed items without commas", "language: en", "language: en\nreviewed: [date text]",
          6, "reviewed.0", "commas between them: date, text"),
    wrong("an address without https", "language: en", "language: en\nurl: www.cphpost.dk/x", 6,
          "url", "whole address", "https://"),
    wrong("a script for an address", "language: en", "language: en\nurl: javascript:alert(1)", 6,
          "url", "not a web address"),
    # Names.
    wrong("a misspelt mission", "task-force-takuba", "taskforce-takuba", 6, "missions",
          "Did you mean task-force-takuba?"),
    wrong("a mission by its name", "[task-force-takuba]", "[NATO Mission Iraq]", 6, "missions",
          "Write nato-mission-iraq."),
    wrong("a mission by an alias", "[task-force-takuba]", "[kfor, Takuba]", 6, "missions",
          "Write task-force-takuba."),
    wrong("an outlet by its name", "outlet: the-copenhagen-post", "outlet: The Copenhagen Post", 4,
          "outlet", "Write the-copenhagen-post."),
    wrong("an outlet by its domain", "outlet: the-copenhagen-post", "outlet: cphpost.dk", 4,
          "outlet", "Write the-copenhagen-post."),
    wrong("a country by its name", "countries: [ML]", "countries: [Mali]", 7, "countries",
          "code of Mali: ML"),
    wrong("a country by its Danish name", "countries: [ML]", "countries: [Irak]", 7, "countries",
          "IQ"),
    wrong("a country by a misspelt name", "countries: [ML]", "countries: [Afganistan]", 7,
          "countries", "Did you mean AF (Afghanistan)?"),
    wrong("a city for a country", "countries: [ML]", "countries: [Baghdad]", 7, "countries",
          "Write IQ for Iraq"),
    wrong("a code in small letters", "countries: [ML]", "countries: [ml]", 7, "countries",
          "in capitals: ML"),
    odd("the country that sends", "countries: [ML]", "countries: [ML, DK]", 7, "countries",
        "leave DK out"),
    wrong("a country twice", "countries: [ML]", "countries: [ML, ML]", 7, "countries",
          "Keep one of the two"),
    # Dates.
    wrong("a Danish date", DATE, "date: 11-12-2019", 3, "date", "Write 2019-12-11 instead"),
    wrong("a date in words", DATE, "date: 11 December 2019", 3, "date", "Write 2019-12-11"),
    wrong("a date in Danish words", DATE, "date: 11. december 2019", 3, "date",
          "Write 2019-12-11"),
    wrong("a date without zeros", DATE, "date: 2019-12-1", 3, "date", "Write 2019-12-01"),
    wrong("a day that cannot be", DATE, "date: 2019-11-31", 3, "date", "30 days", "2019-11"),
    wrong("a month that cannot be", DATE, "date: 2019-13-01", 3, "date", "no month 13"),
    wrong("a word for a date", DATE, "date: unknown", 3, "date", "Leave the line out"),
    wrong("a span for a date", DATE, "date: 2019-12-11/2019-12-12", 3, "date",
          "write [2019-12-11..2019-12-12]"),
    wrong("a choice that is turned", DATE, "date: [2019-12-12..2019-12-11]", 3, "date",
          "write [2019-12-11..2019-12-12]"),
    wrong("saved before it appeared", "language: en", "language: en\nretrieved: 2019-11-12", 6,
          "retrieved", "before the article's date"),
    odd("another year's folder", DATE, "date: 2020-12-11", 1, "file", "articles/2020/"),
    # Figures.
    wrong("no quote", f", {QUOTE}", "", 9, "figures.0.quote", "Copy the words"),
    wrong("a quote that is not in the text", QUOTE, "quote: about 70 men", 9, "figures.0.quote",
          "does not stand in the text", "exactly"),
    wrong("a number in words", "count: 70", "count: seventy", 9, "figures.0.count",
          "Write count: 70"),
    wrong("a number with its qualifier", "count: 70", "count: about 70", 9, "figures.0.count",
          "Write count: 70"),
    wrong("no number", "count: 70", "count: 0", 9, "figures.0.count", "1 or more"),
    odd("a quote without the number", QUOTE, OTHER_QUOTE, 9, "figures.0.quote",
        "does not tell the number 70"),
    odd("a qualifier that is not known", "qualifier: about", "qualifier: cirka", 9,
        "figures.0.qualifier", "Write about."),
    # The capture, rights, names and text.
    wrong("a capture that is not there", "capture: first.txt", "capture: frist.txt", 10, "capture",
          "Did you mean first.txt?"),
    wrong("a hash that is no hash", HASH, HASH[:-1], 11, "capture_sha256", "64 signs"),
    wrong("a hash of another file", HASH, "0" * 64, 11, "capture_sha256", "restore it"),
    wrong("no hash", f"capture_sha256: {HASH}\n", "", 10, "capture_sha256",
          f"Add: capture_sha256: {HASH}"),
    wrong("a hash without its capture", "capture: first.txt\n", "", 10, "capture_sha256",
          "Name the capture"),
    wrong("withdrawn without a reason", "language: en", "language: en\nrights: withdrawn", 6,
          "withdrawn", "with the reason"),
    wrong("a reason without withdrawal", "language: en", "language: en\nwithdrawn: They asked.",
          6, "withdrawn", "rights must be withdrawn"),
    wrong("an alias that another article has", "language: en",
          "language: en\naliases: [en-hilsen-fra-kosovo]", 6, "aliases", "Delete the alias"),
    wrong("its own name as an alias", "language: en",
          "language: en\naliases: [danish-helicopters-reach-gao]", 6, "aliases", "own name"),
    wrong("no text", ARTICLE, WITHOUT_FIGURES.replace(TEXT, ""), 10, "text",
          "after the second ---"),
    wrong("a link inside the archive", "the camp", "[the camp](../missions/kfor.html)", 14, "text",
          "beginning with https://"),
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose one article each test writes anew."""
    return make_project(tmp_path_factory.mktemp("mistakes") / "project")


def problems_of(project: Project, article: str | bytes, file: str = FILE) -> list[Problem]:
    project.write(file, article)
    return load(project.content)[1]


def test_there_are_enough_mistakes_and_each_is_another() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) >= 35


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_gets_its_file_line_field_and_remedy(shared: Project, mistake: Mistake) -> None:
    assert mistake.old in ARTICLE
    found = problems_of(shared, ARTICLE.replace(mistake.old, mistake.new, 1))
    assert [(problem.path, problem.line, problem.field) for problem in found] == [
        (PATH, mistake.line, mistake.field)
    ], [str(problem) for problem in found]
    assert found[0].severity == mistake.severity
    for words in mistake.words:
        assert words in found[0].message


def test_the_article_without_mistakes_has_no_problem(shared: Project) -> None:
    assert problems_of(shared, ARTICLE) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_line_ends_of_windows_and_a_byte_order_mark_change_no_line(mistake: Mistake) -> None:
    text = ARTICLE.replace(mistake.old, mistake.new, 1)
    plain, windows = (
        front_matter.parse(text, PATH),
        front_matter.parse("\ufeff" + text.replace("\n", "\r\n"), PATH),
    )
    assert windows == plain


def test_empty_lines_around_the_first_line_are_counted(shared: Project) -> None:
    text = ARTICLE.replace("[ML]", "[XX]").replace("the camp.", "![](https://x.org/a.png)")
    found = problems_of(shared, "\n\n" + text.replace("---\n", "---\n\n\n"))
    assert [(item.line, item.field) for item in found] == [(11, "countries"), (20, "text")]


def test_bytes_that_are_no_utf_8_are_told_with_their_line(shared: Project) -> None:
    found = problems_of(shared, ARTICLE.replace("Gao", "Gáo").encode("latin-1"))
    assert (found[0].path, found[0].line, found[0].field) == (PATH, 2, "file")
    assert "Save the file again with the encoding UTF-8" in found[0].message


def test_an_article_long_before_its_mission_is_told(new_file: Project) -> None:
    article = ARTICLE.replace(DATE, "date: 2011~")
    (problem,) = problems_of(new_file, article, "articles/2011/too-early.md")
    assert (problem.line, problem.field, problem.severity) == (3, "date", "warning")
    assert "long before Task Force Takuba began (2020)" in problem.message


@pytest.fixture
def new_file(project: Project) -> Project:
    """A project without the article that the tests write."""
    (project.content / FILE).unlink()
    return project


TEN_MISTAKES = """\
---
titel: Danish helicopters reach Gao
dek: 'The camp's new guests'
date: 11/12/2019
outlet: The Copenhagen Post
url: cphpost.dk/x
language: english
missions: [Takuba, kfro]
countries: Mali
figures:
  - {count: seventy, qualifier: circa, what: soldiers, quote: about 70 men}
rights: free
capture: frist.txt
---

Two helicopters and about 70 soldiers have reached the camp.
"""


def test_many_mistakes_in_one_file_are_told_in_one_run(shared: Project) -> None:
    found = problems_of(shared, TEN_MISTAKES)
    assert all(problem.path == PATH for problem in found)
    assert [(problem.line, problem.field) for problem in found] == [
        (2, "titel"),
        (3, "dek"),
        (4, "date"),
        (5, "outlet"),
        (6, "url"),
        (7, "language"),
        (8, "missions"),
        (8, "missions"),
        (9, "countries"),
        (11, "figures.0.count"),
        (11, "figures.0.quote"),
        (12, "rights"),
        (13, "capture"),
    ], [str(problem) for problem in found]


def test_a_wrong_article_is_on_no_page_and_still_holds_its_capture(shared: Project) -> None:
    assert problems_of(shared, ARTICLE) == []
    problems_of(shared, ARTICLE.replace(TITLE, 'title: "Danish'))
    archive, problems = load(shared.content)
    assert archive is None
    assert not [problem for problem in problems if problem.path.startswith("content/captures")]
