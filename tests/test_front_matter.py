from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive import front_matter
from archive.article import Article, FrontMatter
from archive.record import make

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\x85"),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()))


def problems_of(text: str) -> list[str]:
    document, problems = front_matter.parse(text, "content/articles/2022/x.md")
    if document is not None:
        _, more = make(Article, document, slug="x", path="content/articles/2022/x.md")
        problems += more
    return [str(problem).removeprefix("content/articles/2022/x.md:") for problem in problems]


def test_every_value_is_read_as_the_text_that_stands_there() -> None:
    document, problems = front_matter.parse(
        "---\ncountries: [NO, XK]\ndate: 2022-01-28\nempty:\nyes: on\n---\n\nText.\n", "x.md"
    )
    assert problems == []
    assert document is not None
    assert document.fields == {
        "countries": ["NO", "XK"], "date": "2022-01-28", "empty": "", "yes": "on",
    }  # fmt: skip
    assert document.body == "Text.\n"


def test_norway_is_a_country_and_not_false() -> None:
    text = "---\ntitle: T\nlanguage: en\ncountries: [NO]\n---\nText.\n"
    document, _ = front_matter.parse(text, "x.md")
    assert document is not None
    article, problems = make(Article, document, slug="x", path="x.md")
    assert problems == []
    assert article is not None
    assert article.countries == ("NO",)


def test_lines_are_those_of_the_file() -> None:
    document, _ = front_matter.parse(
        "---\ntitle: T\nfigures:\n  - {count: 1, what: a, quote: b}\n  - count: 2\n    what: c\n"
        "---\n\n\nText.\n",
        "x.md",
    )
    assert document is not None
    assert document.line("title") == 2
    assert document.line("figures", "0", "quote") == 4
    assert document.line("figures", "1", "what") == 6
    assert document.line("figures", "1", "quote") == 5
    assert document.body_line == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Just text.\n", "1: front matter: is missing"),
        ("---\ntitle: T\nText.\n", "2: front matter: has no end. Put a line --- below line 2"),
        ("---\ntitle: T\ntitle: U\n---\nText.\n", "3: title: stands twice, first on line 2"),
        ("---\ntitle: T\n\tdek: D\n---\nText.\n", "3: dek: begins with a tab"),
        ("---\ntitle: Danes: home at last\n---\nText.\n", 'Write title: "Danes: home at last"'),
        ("---\ntitle:T\n---\nText.\n", "1: front matter: must be lines of the form key: value"),
        ("---\na: &x 1\nb: *x\n---\nText.\n", "a: is not a known key"),
        ("---\na: &x [1]\nb: *x\n---\nText.\n", "3: b: uses a YAML alias"),
        ("---\ntitle: T\nlanguage: en\nmisson: [kfor]\n---\nText.\n", "4: misson: is not a known"),
        ("---\ntitle: T\nlanguage: xx\n---\nText.\n", "3: language: 'xx' is not one of"),
        ("---\ntitle: T\n---\nText.\n", "1: language: is missing"),
        ("---\ntitle: T\nlanguage: en\ndate: 2022-02-30\n---\nText.\n", "4: date: "),
        ("---\ntitle: T\nlanguage: en\nurl: javascript:alert(1)\n---\nx\n", "4: url: "),
        ("---\ntitle: T\nlanguage: en\nmissions: kfor\n---\nx\n", "4: missions: must be a list"),
        ("---\ntitle: T\nlanguage: en\ndek: ''\n---\nText.\n", "4: dek: is empty"),
        ("---\n" + "a: " + "[" * 5000 + "]" * 5000 + "\n---\nText.\n", "is nested"),
    ],
)
def test_each_mistake_gets_one_line_that_says_where_and_what(text: str, expected: str) -> None:
    found = problems_of(text)
    assert any(expected in problem for problem in found), found
    assert all("Traceback" not in problem and len(problem) < 600 for problem in found)


def test_a_misspelt_key_gets_the_right_one_named() -> None:
    text = "---\ntitle: T\nlanguage: en\nmisson: [kfor]\n---\nText.\n"
    assert "Did you mean missions?" in problems_of(text)[0]


def test_several_mistakes_are_all_reported_at_once() -> None:
    text = "---\ntitle: T\nlanguage: xx\ndate: tomorrow\ncuontries: [ML]\n---\nText.\n"
    assert len(problems_of(text)) == 3


@given(
    title=texts,
    dek=st.none() | texts,
    countries=st.lists(st.sampled_from(["NO", "ML", "XK"]), unique=True).map(tuple),
    basis=st.none() | texts,
    quote=texts,
    count=st.integers(1, 9999),
)
@example(title="0\u00a0#", dek=None, countries=(), basis=None, quote="0", count=1)
def test_what_is_written_loads_as_it_was(
    title: str,
    dek: str | None,
    countries: tuple[str, ...],
    basis: str | None,
    quote: str,
    count: int,
) -> None:
    front = FrontMatter.model_validate(
        {
            "title": title,
            "dek": dek,
            "language": "da",
            "date": "[2022-01-27..2022-01-30]",
            "date_basis": basis,
            "countries": countries,
            "figures": [{"count": count, "what": "soldiers", "quote": quote}],
            "cleaned_with": "1",
        }
    )
    fields = front.model_dump(exclude_none=True, exclude_defaults=True)
    document, problems = front_matter.parse(front_matter.dump(fields, "Text."), "x.md")
    assert problems == []
    assert document is not None
    again, problems = make(FrontMatter, document)
    assert problems == []
    assert again == front


def test_dates_are_written_bare_and_doubtful_words_in_quotes() -> None:
    written = front_matter.dump_yaml(
        {"title": "A: b", "date": "2022-01-28", "cleaned_with": "1", "countries": ["NO", "ML"]}
    )
    assert written == ('title: "A: b"\ndate: 2022-01-28\ncleaned_with: "1"\ncountries: ["NO", ML]')


@pytest.mark.parametrize("written", ["[2022-01-27..2022-01-30]", '"[2022-01-27..2022-01-30]"'])
def test_a_date_in_brackets_needs_no_quotes(written: str) -> None:
    text = f"---\ntitle: T\nlanguage: en\ndate: {written}\n---\nText.\n"
    document, _ = front_matter.parse(text, "x.md")
    assert document is not None
    front, problems = make(FrontMatter, document)
    assert problems == []
    assert front is not None
    assert str(front.date) == "[2022-01-27..2022-01-30]"
