"""Markup: plain blocks to Markdown, Markdown to safe HTML, and to the text a reader sees.

This is the one place where HTML is made from content, and the one place where it is made safe.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import markdown
import nh3

from archive.characters import without
from archive.cleaned import Block
from archive.shapes import stretches

TAGS = {
    "p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br", "code", "hr",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}
# An address that a link of the content may have: a whole one.
ADDRESS = re.compile(r"(?i)(https?://|mailto:)[^\s]")
# What ends a line of text; what begins or ends anything.
END = re.compile(r"</(?:p|li|h[2-4])>|<[bh]r>")
ANY_TAG = re.compile(r"<[^>]*>")
PARAGRAPH = re.compile(r"<p>([^<]*(?:<(?!/p>)[^<]*)*)</p>")
# What begins a quotation or an entry of a list, on one line one in the other.
NESTED = re.compile(r"[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}\.[ \t])[ \t]*)+")
# A line that may begin more levels than there may be: each takes a character.
DEEP = re.compile(r"\n[ \t>*+\-.\d]{11}")
MAX_DEPTH = 10
MAX_LINES = 10_000
MAX_BRACKETS = 400
SUMMARY = 220
# Characters of first sentences that say too little to stand for a text in a list.
SHORT = 60


def to_markdown(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown that renders as exactly their characters."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        text = escape(block.text)
        if not text:
            continue
        lead = {"heading": "## ", "item": "- ", "quotation": "> "}.get(block.kind, "")
        gap = "\n" if block.kind == before == "item" else "\n\n"
        parts.append(f"{gap if parts else ''}{lead}{text}")
        before = block.kind
    return "".join(parts) + "\n"


def escape(text: str) -> str:
    """Escape the text of one block so that Markdown takes nothing in it for markup.

    Python-Markdown does not take the backslash off `<` and `&`: these become entities.
    """
    text = " ".join(without(text).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = re.sub(r"([\\`*_\[\]])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    text = re.sub(r"^(#|[+-](?=[ +-]|$))", r"\\\1", text)
    return re.sub(r"(?<!\\)#+$", lambda found: "\\#" * len(found[0]), text)


def excess(text: str) -> tuple[int, str] | None:
    """What of a Markdown text no program can turn into HTML in time: its line (from 1), in words.

    Python-Markdown takes each level of a list by a call of its own, and for each [ it reads the
    rest of the paragraph.
    """
    is_short = text.count("\n") < MAX_LINES and text.count("[") <= MAX_BRACKETS
    return None if is_short and not DEEP.search(f"\n{text}") else _excess(text)


def _excess(text: str) -> tuple[int, str] | None:
    """What `excess` tells of a text, line by line."""
    rows = text.split("\n")
    if len(rows) > MAX_LINES:
        return MAX_LINES + 1, f"has more than {MAX_LINES:,} lines. No article is that long"
    brackets = work = 0
    for number, row in enumerate(rows, 1):
        open = re.sub(r"\\.", "", row).count("[") if "[" in row else 0
        brackets = brackets + open if row.strip() else 0
        work += brackets * open
        if work > MAX_BRACKETS**2:
            return number, "has too many brackets [ here. Write \\[ for those meant so"
        begin = NESTED.match(row)
        if begin is not None and _depth(begin[0]) > MAX_DEPTH:
            return number, (
                f"has lists or quotations more than {MAX_DEPTH} levels deep. Write \\ before a "
                "sign that begins none"
            )
    return None


def _depth(begin: str) -> int:
    """How many levels deep a line is that begins with these signs and spaces."""
    wide = begin.expandtabs(4)
    indent = len(wide) - len(wide.lstrip())
    return indent // 4 + len(re.findall(r"[>*+-]|\d+\.", begin))


class _Converter:
    """Python-Markdown without raw HTML: what looks like a tag is shown as it stands.

    Text with an `excess` is shown as it stands altogether.
    """

    def __init__(self) -> None:
        self._markdown = markdown.Markdown(output_format="html")
        self._markdown.preprocessors.deregister("html_block")
        self._markdown.inlinePatterns.deregister("html")

    def __call__(self, text: str) -> str:
        """Convert a whole text; blocks of the plain shapes pass the parser by.

        That makes the same HTML in a fraction of the time, since most blocks are such.
        """
        if excess(text) is not None:
            return f"<p>{html.escape(text, quote=False)}</p>"
        made = [
            stretch if is_html else self.parse(stretch)
            for is_html, stretch in stretches(without(text))
        ]
        return "\n".join(filter(None, made))

    def parse(self, text: str) -> str:
        """Convert a text without control characters by the parser alone."""
        self._markdown.reset()
        return self._markdown.convert(text)


_convert = _Converter()


@dataclass(frozen=True)
class Converted:
    """Markdown that was converted once: `made`, its HTML before it is safe, and what that gives."""

    made: str

    @cached_property
    def html(self) -> str:
        """Safe HTML; its headings begin at h2, since a page's h1 is its title."""
        return _CLEANER.clean(
            re.sub(
                r"<(/?)h([156])>",
                lambda found: f"<{found[1]}h{min(4, max(2, int(found[2])))}>",
                self.made,
            )
        )

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The addresses of the links and images, as a browser would follow them."""
        found = re.findall(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"]*)"', self.made)
        return tuple(re.sub(r"[\t\n\r]", "", html.unescape(address)).strip() for address in found)

    @cached_property
    def text(self) -> str:
        """The text that a reader sees, a line for each block."""
        return text_of(self.html)

    @cached_property
    def opening(self) -> str:
        """The paragraphs in one line, without headings and lists; without any, the whole text."""
        return opening_of(self.html)


@lru_cache(maxsize=4)
def converted(text: str) -> Converted:
    """Convert Markdown; the check of a body and its page, one after the other, share the work."""
    return Converted(_convert(text))


def to_html(text: str) -> str:
    """Convert Markdown to safe HTML; its headings begin at h2, since a page's h1 is its title."""
    return converted(text).html


def _allowed(tag: str, name: str, value: str) -> str | None:  # noqa: ARG001
    """The value of an attribute, None for an address that leads nowhere on the web."""
    return None if name == "href" and not ADDRESS.match(value) else value


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    attribute_filter=_allowed,
    link_rel="nofollow noopener noreferrer",
)


def with_anchors(made: str) -> str:
    """Give each h2 of HTML that `to_html` has made an id from its first words."""

    def anchored(found: re.Match[str]) -> str:
        words = re.findall(r"[a-z0-9]+", html.unescape(found[1]).casefold())
        return f'<h2 id="{"-".join(words)}">{found[1]}'

    return re.sub(r"<h2>([^<]*[A-Za-z0-9][^<]*)", anchored, made)


def to_text(text: str) -> str:
    """The text that a reader sees of Markdown, a line for each block."""
    return converted(text).text


def text_of(made: str) -> str:
    """The text that a reader sees of HTML that `to_html` has made, a line for each block."""
    made = ANY_TAG.sub("", END.sub("\n", made.replace("\n", " ")))
    return "\n".join(filter(None, map(_spaced, html.unescape(made).split("\n"))))


def opening_of(made: str) -> str:
    """The paragraphs of HTML that `to_html` has made, without headings and lists, in one line.

    Where it has no paragraph this is its whole text.
    """
    made = " ".join(PARAGRAPH.findall(made)) or made
    return _spaced(html.unescape(ANY_TAG.sub("", END.sub(" ", made))))


def _spaced(line: str) -> str:
    """The words of a line with one space between them."""
    line = line.strip(" ")
    # No other blank is printable.
    return line if "  " not in line and line.isprintable() else " ".join(line.split())


def summary(dek: str | None, text: str) -> str:
    """What a list shows of an article: its dek, else its first sentences, cut at a word's end."""
    if dek:
        return dek
    text = " ".join(text.split())
    return text if len(text) <= SUMMARY else _opening(text, SUMMARY, SHORT)


def excerpt(dek: str | None, text: str) -> str:
    """What is shown of an article of which the archive may show an excerpt.

    That is the dek, else the first sentences: as many as a summary has, and never more than half
    of the words of `text`, so that a text of one word gives none.
    """
    if dek:
        return dek
    words = text.split()
    half = len(" ".join(words[: len(words) // 2]))
    return _opening(" ".join(words), min(SUMMARY, half), 0) if half else ""


def _opening(text: str, most: int, least: int) -> str:
    """The first sentences of a longer text, in at most `most` characters; else its first words.

    The first words also stand for sentences of no more than `least` characters.
    """
    ends = re.finditer(r"[.!?][”\"’]?(?= [A-ZÆØÅ“\"])", text[: most + 2])
    end = max((found.end() for found in ends if found.end() <= most), default=0)
    if end > least:
        return text[:end]
    return text[: most + 1].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
