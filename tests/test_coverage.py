"""Coverage: articles of different outlets on one event point at each other."""

from __future__ import annotations

from archive.content import Content, read_content
from archive.coverage import coverage, overlap
from tests.conftest import ROOT, Project

EVENT = (
    "The frigate Absalon left Korsør on Monday with helicopters, divers and a surgical team to "
    "escort merchant vessels through waters where pirates had attacked several tankers."
)
RETOLD = (
    "Pirates beware: the frigate Absalon is under way. Families waved goodbye at the quay when 160 "
    "sailors and two helicopters left to guard tankers, a task that parliament approved in spring "
    "after months of quarrels about money."
)
OTHER = (
    "Parliament debated how many instructors should train recruits next spring, and what the "
    "training of recruits in English camps would cost compared with courses at home."
)
HEAD = """---
title: {title}
date: {date}
{outlet}language: en
missions: [task-force-takuba]
countries: [ML]
---

{text}
"""


def read(project: Project, *written: tuple[str, str, str, str]) -> Content:
    """The content of a project to which these were added: title, date, outlet, text."""
    for title, date, outlet, text in written:
        line = f"outlet: {outlet}\n" if outlet else ""
        head = HEAD.format(title=title, date=f'"{date}"', outlet=line, text=text)
        project.write(f"articles/2020/{title.casefold()}.md", head)
    return read_content(project.content)[0]


def others(content: Content, slug: str) -> list[tuple[str, str]]:
    found = coverage(content.articles, lambda article: content.prose[article.path])
    return [(report.article.slug, report.kind) for report in found.get(slug, ())]


def test_reports_of_one_event_point_at_each_other(project: Project) -> None:
    content = read(
        project,
        ("One", "2020-05-04", "the-copenhagen-post", EVENT),
        ("Two", "[2020-05-01..2020-05-10]", "", RETOLD),
        ("Three", "2020-05-04", "", OTHER),
    )
    assert others(content, "one") == [("two", "same event")]
    assert others(content, "two") == [("one", "same event")]
    assert others(content, "three") == []


def test_a_reprint_is_known_as_the_same_text(project: Project) -> None:
    content = read(
        project,
        ("One", "2020-05-04", "the-copenhagen-post", EVENT),
        ("Two", "2020-05-05", "", EVENT + " (AP)"),
    )
    assert others(content, "one") == [("two", "same text")]


def test_another_time_or_the_same_outlet_is_no_other_report(project: Project) -> None:
    content = read(
        project,
        ("One", "2020-05-04", "the-copenhagen-post", EVENT),
        ("Two", "2020-05-20", "", EVENT),
        ("Three", "[2020-01-01..2020-12-31]", "", EVENT),
        ("Four", "2020-05-04", "the-copenhagen-post", EVENT),
    )
    assert others(content, "one") == []


def test_the_archives_two_reports_of_the_withdrawal_from_mali_are_found() -> None:
    content = read_content(ROOT / "content")[0]
    first = "denmark-moves-troops-back-from-mali"
    second = "update-danish-troops-leaving-mali"
    assert others(content, first) == [(second, "same event")]
    assert others(content, second) == [(first, "same event")]


def test_texts_without_words_share_nothing() -> None:
    assert overlap(frozenset(), frozenset({"mission"})) == 0.0
