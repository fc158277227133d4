from __future__ import annotations

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from lxml import html

from archive import markup
from archive.characters import without
from archive.cleaned import Block

KINDS = ("paragraph", "heading", "item", "quotation")
# Every sign that Markdown could take for markup, and some that it could not.
signs = st.text(alphabet="*_`~#+-=.!<>[](){}|\\&:;\"'/ 12ab\u00a0æ@", min_size=1, max_size=40)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=40)
blocks = st.lists(
    st.builds(Block, kind=st.sampled_from(KINDS), text=signs | words), min_size=1, max_size=6
)


def plain(text: str) -> str:
    return " ".join(text.split())


@given(blocks)
@example([Block("paragraph", "1. Not a list")])
@example([Block("paragraph", "AT&amp;T &lt;b&gt; &copy;")])
@example([Block("paragraph", "[x]: https://example.org")])
@example([Block("paragraph", "---"), Block("paragraph", "===")])
@example([Block("heading", "A # heading ##")])
@example([Block("item", "- dash"), Block("item", "+ plus")])
@example([Block("paragraph", "a_b_c *d* `e` \\* https://example.org/a_b_c")])
@example([Block("paragraph", "<script>alert(1)</script>")])
@example([Block("paragraph", "![x](y) <https://example.org> <a@example.org>")])
def test_what_is_cleaned_is_shown_character_for_character(made: list[Block]) -> None:
    expected = [plain(block.text) for block in made if plain(block.text)]
    assert markup.to_text(markup.to_markdown(made)).split("\n") == (expected or [""])


# Signs of Markdown, blanks and ends of lines, to be put together at random.
pieces = st.sampled_from(
    [
        "a", "Word", "7", "1. ", "1) ", "- ", "+ ", "* ", "# ", "=", "===", "---", " ", "  ",
        "    ", "\n", "\n\n", "\n\n\n", "*", "_", "`", "[x]", "(y)", "[a]: http://b", "<b>",
        "&amp;", "&", "\\", ":", "!", "\t", "\xa0", "\u2028", "\x85", "\x1f", "\r", "“q”", '"',
        ">", "~~~",
    ]
)  # fmt: skip


@given(st.lists(pieces, max_size=25).map("".join) | st.text(max_size=80))
@example("    a\n\n\n\n    a")
@example("    \n\na")
@example("- a\n\nb\n\n    c")
@example("[a]\n\nb\n\n[a]: https://example.org")
def test_a_paragraph_that_passes_the_parser_by_gives_the_same(text: str) -> None:
    convert = markup._Converter()
    assume(markup.excess(text) is None)
    assert convert(text) == convert.parse(without(text))


@given(blocks)
def test_no_block_turns_into_other_markup(made: list[Block]) -> None:
    made = [block for block in made if plain(block.text)]
    shown = markup.to_html(markup.to_markdown(made))
    tags = set(re.findall(r"<(\w+)", shown))
    allowed = {"paragraph": {"p"}, "heading": {"h2"}, "item": {"ul", "li", "p"}}
    expected = {tag for block in made for tag in allowed.get(block.kind, {"blockquote", "p"})}
    assert tags <= expected


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[press](javascript:alert(1))",
        "[press](JaVaScRiPt:alert(1))",
        "[press](data:text/html;base64,PHNjcmlwdD4=)",
        "[press](vbscript:x)",
        '[press](https://example.org "x\\" onclick=alert(1)")',
        "<javascript:alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="https://example.org" style="x" onclick="y">x</a>',
        "<div\n<script>alert(1)</script>",
        "![x](javascript:alert(1))",
        "\x02amp\x03 \x02wzxhzdk:0\x03",
    ],
)
def test_nothing_in_a_body_can_run(body: str) -> None:
    made = markup.to_html(body)
    root = html.fragment_fromstring(made, create_parent="div")
    for element in root.iter():
        assert element.tag in {*markup.TAGS, "div"}
        assert set(element.attrib) <= {"href", "title", "rel", "start"}
        assert not re.match(r"(?i)\s*(javascript|data|vbscript):", element.get("href", ""))


def test_markdown_that_people_write_works() -> None:
    made = markup.to_html("# One\n\nA *b* [c](https://example.org).\n\n- x\n- y\n\n> z\n")
    assert "<h2>One</h2>" in made
    assert "<em>b</em>" in made
    assert 'href="https://example.org"' in made
    assert made.count("<li>") == 2
    assert "<blockquote>" in made


def test_raw_html_is_shown_as_the_text_it_is() -> None:
    assert markup.to_text("a <b>bold</b> claim") == "a <b>bold</b> claim"


def test_the_summary_is_the_dek_or_the_first_sentences() -> None:
    assert markup.summary("A dek", "Text.") == "A dek"
    assert markup.summary(None, "Short text.") == "Short text."
    first = "The ministry says that the frigate leaves on Monday with two hundred people on board."
    assert markup.summary(None, f"{first} {'And so on and on. ' * 30}").startswith(first)
    cut = markup.summary(None, "word " * 100)
    assert cut.endswith("word …")
    assert len(cut) <= markup.SUMMARY + 2


def test_headings_of_pages_can_be_linked_to() -> None:
    made = markup.with_anchors(markup.to_html("## Take part!\n\nText.\n\n## ***\n"))
    assert '<h2 id="take-part">Take part!</h2>' in made


@given(
    st.lists(
        st.text('abcæ.,!? ”"’A', min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=60
    )
)
def test_an_excerpt_is_the_beginning_and_never_more_than_half_of_the_words(
    words: list[str],
) -> None:
    text = " ".join(" ".join(words).split())
    shown = markup.excerpt(None, text)
    kept = shown.removesuffix(" …")
    assert text.startswith(kept)
    assert len(kept.split()) <= len(text.split()) // 2
    assert len(kept) <= markup.SUMMARY
    assert bool(shown) == (len(text.split()) > 1)


def test_an_excerpt_holds_whole_sentences_where_half_of_the_text_has_any() -> None:
    text = "Two ships sail. They carry grain. Nobody knows when they land in the north."
    assert markup.excerpt(None, text) == "Two ships sail. They carry grain."
    assert markup.excerpt(None, "Two ships sail today from here.") == "Two ships sail …"
    assert markup.excerpt("A dek", text) == "A dek"


@given(st.lists(pieces, max_size=25).map("".join) | st.text(max_size=80))
def test_between_two_words_of_a_text_is_one_blank_or_one_end_of_a_line(body: str) -> None:
    text = markup.converted(body).text
    assert text.count(" ") + text.count("\n") + bool(text) == len(text.split())
