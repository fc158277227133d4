"""Made-up inputs for whatever reads content: no traceback, no hang, nothing lost on the way.

bench/fuzz.py runs the same properties with as many cases as there is time for.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from archive import dropped, front_matter, markup
from archive.add import LETTERS, MAX_SLUG
from archive.article import SLUG, Article, FrontMatter
from archive.capture import Capture, decode
from archive.characters import UNWANTED
from archive.clean import clean
from archive.cleaned import Cleaned
from archive.content import Content
from archive.dates import DateError, parse
from archive.draft import Draft, Drafter
from archive.figures import figures
from archive.load import load_content
from archive.problem import Problem
from archive.record import make
from archive.submission import LABELS, RefusedError, Submission, read_answers
from tests.attacks import STRINGS
from tests.conftest import ROOT

# What bench/fuzz.py counts.
CASES = [0]
SLOW = 2.0  # seconds of this process's own time, which other work on the machine does not lengthen

VOCABULARY = """
Danish danske soldiers soldater Kosovo Iraq Irak Mali NATO FN frigate 70 about 28. januar 2022
January Monday Related Posts Read more: Share Cookies Forsvaret KFOR Takuba • - * > # ( ) [ ] said.
“Yes,” By Photo: © | http://example.org a@b.dk 12:30 +45 \u00ad \u200b \u202e \x07 æøå
"""
WORDS = st.sampled_from(VOCABULARY.split())
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
ANY = st.text(max_size=80)
PIECES = SENTENCES | ANY | st.sampled_from(STRINGS)
TEXTS = st.lists(PIECES | st.just(""), max_size=30).map("\n".join)
SIGNS = st.text("*_`~#+-=.!<>[](){}|\\&:;\"'/ 12ab\n\t> - ", max_size=300)
MARKDOWN = (
    TEXTS
    | SIGNS
    | st.builds(lambda sign, n: sign * n, SIGNS, st.integers(1, 200)).map(lambda text: text[:5000])
)
ELEMENTS = """
p div article h1 h2 ul li a script style table td b i time meta svg math template noscript figure
blockquote br iframe form
"""
TAGS = st.sampled_from(ELEMENTS.split())


@st.composite
def pages(draw: st.DrawFn) -> str:
    """A saved page, or what is left of one."""
    parts = [
        "<!doctype html><html><head>",
        draw(st.sampled_from(["", "<title>", "<meta charset=x>"])),
    ]
    for _ in range(draw(st.integers(0, 25))):
        tag = draw(TAGS)
        parts.append(
            draw(
                st.sampled_from(
                    [f"<{tag}>", f"</{tag}>", f"<{tag} class='{draw(ANY)}'>", f"<!-- {tag}", "-->"]
                )
            )
        )
        parts.append(draw(PIECES))
    return "".join(parts)


@cache
def content() -> Content:
    return load_content(ROOT / "content")[0]


@cache
def drafter() -> Drafter:
    return Drafter(content())


def case(function: Callable[..., None]) -> Callable[..., None]:
    """One case of a property: it counts, and must not take long."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> None:
        CASES[0] += 1
        started = time.process_time()
        function(*arguments, **named)
        assert time.process_time() - started < SLOW

    return run


def capture_of(text: str, name: str) -> Capture | Problem:
    return decode(text.encode("utf-8", "surrogatepass"), name, name)


@given(TEXTS)
@case
def cleaning_is_idempotent(text: str) -> None:
    capture = capture_of(text, "x.txt")
    if isinstance(capture, Problem):
        return
    once = clean(capture, drafter().furniture)
    if not once.blocks:
        return
    lines = [part for part in (once.title, once.dek) if part] + [one.text for one in once.blocks]
    again = capture_of("\n\n".join(lines), "x.txt")
    assert isinstance(again, Capture)
    twice = clean(again, drafter().furniture)
    assert words(twice) <= words(once)


def words(cleaned: Cleaned) -> set[str]:
    rows = [cleaned.title or "", cleaned.dek or "", *(one.text for one in cleaned.blocks)]
    return {word for row in rows for word in row.split()}


@given(TEXTS | pages(), st.sampled_from(["x.txt", "x.html"]))
@example("<P>A<C>\nDanish Danish Danish Danish Danish", "x.html")
@example("\x1f\n<SCRIPT></SCRIPT>\n", "x.html")
@case
def a_capture_becomes_an_article_that_loads_as_it_was_written(text: str, name: str) -> None:
    capture = capture_of(text, name)
    draft = capture if isinstance(capture, Problem) else drafter().draft(capture, name)
    if isinstance(draft, Problem):
        assert "\n" not in str(draft)
        return
    as_written(draft)
    notes = dropped.dump(draft.cleaned.dropped, name, "1")
    assert len(dropped.parse(notes)) == len(draft.cleaned.dropped)


def as_written(draft: Draft) -> None:
    fields = draft.front.model_dump(exclude_none=True, exclude_defaults=True)
    document, problems = front_matter.parse(front_matter.dump(fields, draft.body), "x.md")
    assert document is not None, problems
    article, problems = make(Article, document, slug="x", path="x.md")
    assert article is not None, problems
    assert FrontMatter.model_validate(article.model_dump(include=set(fields))) == draft.front
    assert markup.to_text(document.body) == markup.to_text(draft.body)


@given(ANY | SIGNS | TEXTS | st.sampled_from(STRINGS), TEXTS)
@example("\ud800", "")
@case
def a_file_is_read_or_told_in_plain_lines(head: str, body: str) -> None:
    for text in (
        f"---\n{head}\n---\n{body}",
        f"---\ntitle: {head}\nlanguage: en\n---\n{body}",
        head,
    ):
        document, problems = front_matter.parse(text, "content/articles/undated/x.md")
        if document is not None:
            _, problems = make(Article, document, slug="x", path="x.md")
        for problem in problems:
            assert not UNWANTED.search(str(problem))
            assert "\n" not in str(problem)
            assert len(str(problem)) < 1000


@given(st.text(max_size=60) | PIECES, st.text(max_size=60), st.text(max_size=60) | PIECES)
@case
def what_is_written_loads_as_it_was(title: str, dek: str, quote: str) -> None:
    texts = [
        re.sub(r"\s+", " ", UNWANTED.sub("", text)).strip() or "x" for text in (title, dek, quote)
    ]
    figure = {"count": 7, "what": texts[1], "quote": texts[2]}
    front = FrontMatter.model_validate(
        {"title": texts[0][:500].strip(), "dek": texts[1], "language": "da", "figures": [figure]}
        | {"aliases": texts, "author": texts[2]}
    )
    fields = front.model_dump(exclude_none=True, exclude_defaults=True)
    document, problems = front_matter.parse(front_matter.dump(fields, "Text."), "x.md")
    assert document is not None, problems
    again, problems = make(FrontMatter, document)
    assert again == front, problems


@given(
    st.text(max_size=30)
    | st.text("0123456789-~?%/.[]XuT: ", max_size=25)
    | st.lists(WORDS, max_size=4).map(" ".join)
)
@case
def a_date_is_read_or_refused(text: str) -> None:
    try:
        date = parse(text)
    except DateError:
        return
    assert parse(str(date)) == date
    assert date.words()
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@given(MARKDOWN)
@case
def markdown_becomes_safe_html(text: str) -> None:
    made = markup.to_html(text)
    root = html.fragment_fromstring(made, create_parent="div")
    for element in root.iter():
        assert element.tag in {*markup.TAGS, "div"}
        assert set(element.attrib) <= {"href", "title", "rel", "start"}
        assert element.get("href", "https:").partition(":")[0].lower() in markup.SCHEMES
    markup.to_text(text)
    assert isinstance(markup.converted(text).links, tuple)


@given(TEXTS, st.sampled_from(["en", "da", "no", "sv", ""]))
@case
def tags_dates_and_figures_are_of_the_text(text: str, language: str) -> None:
    from archive.draft import suggest

    tags, dated = suggest(text, content(), drafter().gazetteer, None, language or None)
    known = {mission.id for mission in content().missions}
    assert {found.id for found in tags.missions} <= known
    assert {found.id for found in tags.countries} <= set(content().countries)
    assert dated.words()
    for figure in figures(text, language or "en"):
        assert " ".join(figure.quote.split()) in " ".join(text.split())


@given(st.text(max_size=200) | PIECES)
@case
def a_title_gives_a_name_that_a_page_can_have(title: str) -> None:
    from slugify import slugify

    slug = slugify(title, max_length=MAX_SLUG, word_boundary=True, replacements=LETTERS)
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= MAX_SLUG


@st.composite
def issues(draw: st.DrawFn) -> str:
    """The body of an issue: the form filled in with anything, or what is left of it."""
    given_dates = ["2022-01-28", "2022", "[2022-01-27..2022-01-30]", "28/1 2022", "0000"]
    others = ["", "_No response_", "https://a.example/x", "\u202e"]
    line = ANY | st.sampled_from([*given_dates, *others])
    parts = []
    for label in LABELS:
        if draw(st.integers(0, 9)):
            parts.append(f"{draw(st.sampled_from(['### ', '## ', '###']))}{label}")
        parts.append(draw(TEXTS) if label == LABELS[-1] else draw(line))
    if draw(st.booleans()):
        parts[-1] = f"```text\n{parts[-1]}\n```"
    return draw(st.sampled_from(["\n\n", "\r\n\r\n", "\n"])).join(parts)


@given(issues() | TEXTS)
@case
def an_issue_is_an_article_that_can_be_read_or_refused_in_plain_lines(body: str) -> None:
    reasons: list[str] | None = None
    try:
        given_, text, notes = read_answers(Submission(7, body, "main"), content())
    except RefusedError as refused:
        reasons = refused.reasons
    if reasons is not None:
        assert reasons
        assert all("\n" not in reason.strip() for reason in reasons)
        return
    assert all("\n" not in note for note in notes)
    capture = capture_of(text, "x.txt")
    if isinstance(capture, Problem):
        return
    draft = drafter().draft(capture, "issue 7", given_)
    if isinstance(draft, Problem):
        return
    fields = draft.front.model_dump(exclude_defaults=True, mode="json")
    written = front_matter.dump(fields, draft.body)
    document, problems = front_matter.parse(written, "content/articles/undated/x.md")
    assert document is not None, problems
    assert not [problem for problem in problems if problem.severity == "error"]


PROPERTIES: dict[str, Callable[[], None]] = {
    function.__name__: function
    for function in (
        cleaning_is_idempotent,
        a_capture_becomes_an_article_that_loads_as_it_was_written,
        a_file_is_read_or_told_in_plain_lines,
        what_is_written_loads_as_it_was,
        a_date_is_read_or_refused,
        markdown_becomes_safe_html,
        tags_dates_and_figures_are_of_the_text,
        a_title_gives_a_name_that_a_page_can_have,
        an_issue_is_an_article_that_can_be_read_or_refused_in_plain_lines,
    )
}


@pytest.mark.parametrize("name", PROPERTIES)
def test_of_made_up_inputs(name: str) -> None:
    content()
    settings(max_examples=200, deadline=None)(PROPERTIES[name])()
