"""Words of strangers in Markdown: nothing in them comes alive, whatever they are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from archive.inert import block, span

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
HOSTILE = (
    "@everyone",
    "[link](https://example.org)",
    "![x](https://example.org/x.png)",
    "<img src=x onerror=alert(1)>",
    "</details><script>alert(1)</script>",
    "a | b \\| c \\",
    "``` ` `` `",
    "`",
    "\\`@everyone",
    "closes #1",
    "${{ secrets.GITHUB_TOKEN }} $(id) `id`",
    "one\ntwo\r\n\r\n# three\n\n- four",
    "\u202egnp.exe\u2066 \u200b \x00 \x1b[31m \ud800",
)


def inner(markdown: str) -> list[Token]:
    """All tokens of a Markdown text, those inside lines too."""
    tokens = READER.parse(markdown)
    return [part for token in tokens for part in (token, *(token.children or ()))]


def alive(markdown: str) -> str:
    """Everything of a Markdown text that does not stand in code."""
    return " ".join(
        part.content
        for part in inner(markdown)
        if part.type not in ("inline", "code_inline", "fence", "code_block")
    )


@given(st.text(max_size=40))
@example("`")
@example("|")
@example("\\")
def test_a_span_is_one_piece_of_code_in_a_line(text: str) -> None:
    kinds = [part.type for part in READER.parseInline(f"- {span(text)} end")[0].children or ()]
    assert kinds == (["text", "code_inline", "text"] if text.split() else ["text"])


@given(st.text(max_size=40))
@example("a|b")
@example("\\|")
@example("`|`")
def test_a_span_is_one_piece_of_code_in_a_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {span(text)} | end |\n"
    cells = [part for part in READER.parse(table) if part.type == "inline"][2:]
    assert len(cells) == 2
    kinds = [part.type for part in cells[0].children or ()]
    assert kinds == (["code_inline"] if text.split() else ["text"])
    assert cells[1].content == "end"


@given(st.text(max_size=80))
@example("```\n<b>")
@example("~~~")
def test_a_block_holds_all_its_lines(text: str) -> None:
    tokens = READER.parse(f"before\n\n{block(text)}\n\nafter\n")
    kinds = [token.type for token in tokens if token.type in ("inline", "fence", "html_block")]
    assert kinds == ["inline", "fence", "inline"]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_alive(text: str) -> None:
    assert alive(f"- {span(text)}\n\n{block(text)}\n").split() == []


def test_what_cannot_be_seen_is_named() -> None:
    assert span("a\u202eb\x00c") == "`a<U+202E>b<U+0000>c`"
    assert block("a\u2066\tb") == "```text\na<U+2066>  b\n```"


def test_what_is_long_is_cut() -> None:
    assert span("ab" * 300, 10) == "`ababababab […]`"
    assert block("ab" * 300, 4) == "```text\nabab […]\n```"
