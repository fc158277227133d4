"""The text of a saved page: each visible text of its markup, with what the markup says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import lxml.etree
import lxml.html

from archive.lines import Hint, is_sentence, plain

# A page with more markup than this is no article; its text alone would take seconds.
MAX_TAGS = 50_000
# A parser's time grows with the square of a tag's attributes; a picture inside a tag has few.
LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
MAX_ATTRIBUTES = 2000
PROSE_WORDS = 12
SKIPPED_NAMES = """
script style noscript template head svg math iframe object button select textarea
"""
INLINE_NAMES = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s samp
small span strike strong sub sup time tt u var wbr
"""
SKIPPED = frozenset(SKIPPED_NAMES.split())
INLINE = frozenset(INLINE_NAMES.split())
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
WITHIN = {
    "a": "link",
    "blockquote": "quotation",
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(HEADINGS, "heading"),
}
IN_LAYOUT = HEADINGS | {"p", "div", "ul", "ol", "table", "section", "article"}
LONGEST_CELL = 120
HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """A visible text of the page: its line in the file (from 1) and what its markup says.

    `linked` is the share of its characters that are links (0 to 1). `place` names the elements
    around it; `article` is the number of the article element around it (0 outside all of them),
    `part` that of the article element or main heading that it belongs to.
    """

    text: str
    line: int
    item: bool = False
    linked: float = 0.0
    hint: Hint | None = None
    place: str = ""
    article: int = 0
    part: int = 0

    @property
    def prose(self) -> bool:
        """True for what can only be running text: a sentence of some length."""
        return is_sentence(self.text) and len(self.text.split(maxsplit=PROSE_WORDS)) >= PROSE_WORDS


def parse(text: str) -> Any | None:
    """The page as an lxml tree, or None where it is none or too large to be an article."""
    if text.count("<") > MAX_TAGS:
        return None
    if any(tag[0].count("=") > MAX_ATTRIBUTES for tag in LONG_TAG.finditer(text)):
        return None
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def texts(tree: Any) -> Iterator[Text]:
    """Each visible text of the page, in its order; a row of a table of data is one text."""
    reader = _Reader()
    row: Any = None
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        # Elements with a name of the page's own are inline until a style says otherwise.
        inline = tag in INLINE or "-" in tag
        if row is not None and tag in ("td", "th"):
            inline = True
            reader.add(" ")
        if not inline:
            yield from reader.take(element.sourceline)
        if event == "start":
            if tag == "tr" and row is None and _is_data(element):
                row = element
            reader.enter(element, tag, inline)
            reader.add(element.text)
        else:
            if element is row:
                row = None
            reader.leave(element, tag, inline)
            reader.add(element.tail)
    yield from reader.take(None)


class _Reader:
    """Walks through a tree and gathers the runs of inline text between its blocks."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._blank = True
        self._line = 1
        self._places: list[str] = []
        # The article elements around, each with the part that goes on after it.
        self._articles: list[tuple[int, int]] = []
        self._part = self._count = 0
        self._within = {"hidden": 0, "link": 0, "item": 0, "quotation": 0, "heading": 0}

    def add(self, text: str | None) -> None:
        if text and not self._within["hidden"]:
            self._parts.append(text)
            self._blank = self._blank and text.isspace()
            if self._within["link"]:
                self._linked += len("".join(text.split()))

    def enter(self, element: Any, tag: str, inline: bool) -> None:
        if not inline:
            self._places.append(f"{tag}.{(element.get('class') or '')[:80]}")
        if tag in ("article", "h1"):
            self._count += 1
            if tag == "article":
                self._articles.append((self._count, self._part))
            self._part = self._count
        self._step(element, tag, 1)

    def leave(self, element: Any, tag: str, inline: bool) -> None:
        if not inline:
            self._places.pop()
        if tag == "article":
            _, self._part = self._articles.pop()
        self._step(element, tag, -1)

    def _step(self, element: Any, tag: str, by: int) -> None:
        if tag in SKIPPED or _is_hidden(element):
            self._within["hidden"] += by
        within = WITHIN.get(tag)
        if within is not None and (tag != "a" or element.get("href") is not None):
            self._within[within] += by

    def take(self, line: int | None) -> tuple[Text, ...]:
        """The text gathered so far, if there is any; the next one stands on that line."""
        taken: tuple[Text, ...] = ()
        text = "" if self._blank else " ".join(plain("".join(self._parts)).split())
        if text:
            hints: tuple[Hint, ...] = ("heading", "item", "quotation")
            found = Text(
                text=text,
                line=self._line,
                item=self._within["item"] > 0,
                linked=min(1.0, self._linked / (len(text) - text.count(" "))),
                hint=next((hint for hint in hints if self._within[hint]), None),
                place=" ".join(self._places[-3:]),
                article=self._articles[-1][0] if self._articles else 0,
                part=self._part,
            )
            taken = (found,)
        self._parts.clear()
        self._linked, self._blank = 0, True
        self._line = line or self._line
        return taken


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return style is not None and HIDDEN.search(style) is not None


def _is_data(row: Any) -> bool:
    """True for a table's row of short cells; other rows are layout."""
    cells = 0
    for element in row.iterdescendants():
        if element.tag in IN_LAYOUT or len(element.text or "") > LONGEST_CELL:
            return False
        cells += element.tag in ("td", "th")
    return cells >= 2
