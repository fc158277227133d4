"""A saved page: HTML in, the article out.

trafilatura finds where on the page the article stands and what the page says of itself; the line
stage (`archive.clean`) then takes out what furniture it left in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import lxml.html
import trafilatura
from trafilatura.settings import use_config

from archive.capture import Capture
from archive.clean import Cleaned, Dropped, PageFacts, clean_lines
from archive.furniture import Furniture
from archive.lines import Hint, Line, plain

# A page with more markup than this is no article; its text alone would take seconds.
MAX_ELEMENTS = 60_000
MUCH_LONGER = 1.5
LANGUAGES = {"en": "en", "da": "da", "no": "no", "nb": "no", "nn": "no", "sv": "sv"}
HINTS: dict[str, Hint] = {"head": "heading", "item": "item", "quote": "quotation"}
SKIPPED = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe"})
INLINE_NAMES = """
a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup time u
var wbr
"""
INLINE = frozenset(INLINE_NAMES.split())


@dataclass(frozen=True, slots=True)
class Text:
    """A visible text of the page: its line in the file, and whether it stands in a list."""

    text: str
    line: int
    item: bool


def clean_page(capture: Capture, furniture: Furniture) -> Cleaned:
    """Find the article of a saved page."""
    tree = _tree(capture.text)
    if tree is None:
        return Cleaned("", None, (), (), False)
    page = list(_texts(tree))
    found = _extract(capture.text)
    chosen = list(_lines(found.body)) if found is not None and found.body is not None else []
    facts = _facts(found, tree) if found is not None else PageFacts()
    title = _title(found.title or "", facts.outlet) if found is not None else None
    cleaned = clean_lines(_number(chosen, page), furniture, title, facts, chosen=True)
    # A second opinion: the page's own lines, cleaned as plain text. trafilatura now and then
    # stops at the first of several parts of an article.
    plain_lines = [Line(text.line, text.text, text.item, gap=1) for text in page]
    other = clean_lines(plain_lines, furniture, title, facts)
    if _length(other) > MUCH_LONGER * _length(cleaned):
        return other
    seen = {cleaned.title, cleaned.dek, *(line.text for line in chosen)}
    outside = (
        Dropped(text.text, "stands outside the article on the page", text.line)
        for text in page
        if text.text not in seen
    )
    dropped = tuple(sorted((*cleaned.dropped, *outside), key=lambda passage: passage.line))
    return replace(cleaned, dropped=dropped)


def _length(cleaned: Cleaned) -> int:
    return sum(len(block.text) for block in cleaned.blocks)


def _tree(text: str) -> Any | None:
    """The page as a tree, or None where it is none or too large to be an article."""
    if text.count("<") > MAX_ELEMENTS * 2:
        return None
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8"), parser=_parser())
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def _parser() -> Any:
    return lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)


def _extract(text: str) -> Any | None:
    """What trafilatura finds; None where it finds nothing or gives up."""
    try:
        return trafilatura.bare_extraction(
            text,
            favor_precision=True,
            include_comments=False,
            include_tables=True,
            with_metadata=True,
            config=use_config(),
        )
    except Exception:
        # A page can break a parser in ways that nobody listed; it is then no article.
        return None


def _title(text: str, outlet: str | None) -> str | None:
    """The page's title without the outlet's name at its end: "Frigate to sail | The Paper"."""
    title = " ".join(plain(text).split())
    for sign in (" | ", " - ", " – ", " — ", " :: "):
        head, found, tail = title.rpartition(sign)
        if found and outlet and tail.casefold() == outlet.casefold():
            title = head
    return title or None


def _facts(found: Any, tree: Any) -> PageFacts:
    declared = (tree.get("lang") or found.language or "").casefold()
    return PageFacts(
        author=found.author or None,
        date=found.date or None,
        outlet=found.sitename or None,
        url=found.url if re.fullmatch(r"https?://[^\s/]+\.[^\s]+", found.url or "") else None,
        language=LANGUAGES.get(re.split(r"[-_]", declared)[0]),
    )


def _lines(body: Any) -> Iterator[Line]:
    """The lines of what trafilatura found, each with what its markup says it is."""
    for element in body:
        tag = element.tag if isinstance(element.tag, str) else ""
        inner = list(element)
        if tag in ("list", "quote", "table", "row", "div", "body", "main") and inner:
            if element.text and element.text.strip():
                yield from _split(element.text, HINTS.get(tag))
            for line in _lines(element):
                quoted = tag == "quote" and line.hint is None
                yield _with_hint(line, "quotation") if quoted else line
        else:
            yield from _split("".join(element.itertext("*")), HINTS.get(tag))
        if element.tail and element.tail.strip():
            yield from _split(element.tail, None)


def _split(text: str, hint: Hint | None) -> Iterator[Line]:
    for row in text.split("\n"):
        row = re.sub(r" {2,}", " ", plain(row)).strip(" -•")
        if row:
            yield Line(0, row, bullet=hint == "item", gap=1, hint=hint)


def _with_hint(line: Line, hint: Hint) -> Line:
    return Line(line.number, line.text, line.bullet, line.indent, line.gap, hint)


def _texts(tree: Any) -> Iterator[Text]:
    """Each visible text of the page, in its order."""
    parts: list[str] = []
    line, items, hidden = 1, 0, 0
    for event, element in lxml.etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        if tag not in INLINE:
            yield from _joined(parts, line, items > 0)
            line = element.sourceline or line
        if event == "start":
            items += tag == "li"
            hidden += tag in SKIPPED
            parts.append("" if hidden else element.text or "")
        else:
            items -= tag == "li"
            hidden -= tag in SKIPPED
            parts.append("" if hidden else element.tail or "")
    yield from _joined(parts, line, item=False)


def _joined(parts: list[str], line: int, item: bool) -> Iterator[Text]:
    text = " ".join(plain("".join(parts)).split())
    parts.clear()
    if text:
        yield Text(text, line, item)


def _number(lines: list[Line], page: list[Text]) -> list[Line]:
    """The lines with their place in the file, where the page has the same text."""
    places: dict[str, int] = {}
    for text in page:
        places.setdefault(text.text, text.line)
    numbered, last = [], 1
    for line in lines:
        last = places.get(line.text, last)
        numbered.append(Line(last, line.text, line.bullet, line.indent, line.gap, line.hint))
    return numbered
