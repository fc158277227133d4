"""A saved page: HTML in, the article out.

trafilatura finds where on the page the article stands; its words are then read from the page's own
markup (`archive.page_text`), and the line stage (`archive.clean`) takes out what furniture is
left. What the page says of itself is read by `archive.page_facts`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import trafilatura

from archive.alignment import align, overlap
from archive.capture import Capture
from archive.clean import clean_lines
from archive.cleaned import Cleaned, Dropped, PageFacts
from archive.furniture import Furniture
from archive.lines import Hint, Line, plain
from archive.page_facts import facts_of
from archive.page_text import Text, parse, texts

# Where the page has this much more prose than was found, others are asked.
LONGER = 1.33
ALIKE = 0.8
LINK = 0.8
FEW_WORDS = 4
SEVERAL = 3
HINTS: dict[str, Hint] = {"head": "heading", "item": "item", "quote": "quotation"}
A_LINK = "a link to another article"
OUTSIDE = "stands outside the article on the page"


def clean_page(capture: Capture, furniture: Furniture) -> Cleaned:
    """Find the article of a saved page."""
    tree = parse(capture.text)
    if tree is None:
        return Cleaned("", None, (), (), False)
    page = list(texts(tree))
    title, facts = facts_of(tree, capture.text)
    found = _recalled(_found(tree, page, fast=True), page)
    cleaned = _cleaned(found, page, furniture, title, facts)
    around = _around(found, page)
    if sum(len(text.text) for text in around if _is_prose(text)) > LONGER * _length(cleaned):
        others = [
            _cleaned(_found(tree, page, fast=False), page, furniture, title, facts),
            _by_lines(around, page, furniture, title, facts),
        ]
        cleaned = _voted(cleaned, others, _baseline(tree))
    if _is_listing(cleaned, page):
        cleaned = replace(cleaned, certain=False)
    return cleaned


def _found(tree: Any, page: Sequence[Text], fast: bool) -> list[Line | Text]:
    """What trafilatura finds, in the page's words; nothing where it finds none or gives up.

    `fast` leaves out its comparison with readability and justext, which costs as much again.
    """
    try:
        document: Any = trafilatura.bare_extraction(
            tree,
            favor_precision=True,
            fast=fast,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
        )
    except Exception:
        # A page can break a parser in ways that nobody listed; it is then no article.
        return []
    if document is None or document.body is None:
        return []
    return align(list(_lines(document.body)), page)


def _baseline(tree: Any) -> str:
    try:
        return str(trafilatura.baseline(tree)[1])
    except Exception:
        return ""


def _cleaned(
    found: Sequence[Line | Text],
    page: Sequence[Text],
    furniture: Furniture,
    title: str | None,
    facts: PageFacts,
) -> Cleaned:
    """The article of what was found; all other texts of the page are among the dropped."""
    lines, links = _without_links(found)
    cleaned = clean_lines(lines, furniture, title, facts, chosen=True)
    seen = {cleaned.title, cleaned.dek, *(part.text for part in found)}
    outside = (Dropped(text.text, OUTSIDE, text.line) for text in page if text.text not in seen)
    dropped = sorted((*cleaned.dropped, *links, *outside), key=lambda passage: passage.line)
    return replace(cleaned, dropped=tuple(dropped))


def _by_lines(
    around: Sequence[Text],
    page: Sequence[Text],
    furniture: Furniture,
    title: str | None,
    facts: PageFacts,
) -> Cleaned:
    """The article of the visible texts `around` it, cleaned as plain text."""
    lines = [Line(text.line, text.text, text.item, gap=1) for text in around]
    cleaned = clean_lines(lines, furniture, title, facts)
    seen = {text.text for text in around}
    outside = (Dropped(text.text, OUTSIDE, text.line) for text in page if text.text not in seen)
    dropped = sorted((*cleaned.dropped, *outside), key=lambda passage: passage.line)
    return replace(cleaned, dropped=tuple(dropped))


def _voted(cleaned: Cleaned, others: Sequence[Cleaned], baseline: str) -> Cleaned:
    """The article, or another finding of it a third longer with which one more agrees."""
    voices = [*map(_body, others), baseline]
    for index, other in enumerate(others):
        if _length(other) > LONGER * _length(cleaned) and any(
            overlap(voices[index], voice) >= ALIKE
            for place, voice in enumerate(voices)
            if place != index
        ):
            return other
    if not cleaned.blocks:
        # Nobody agrees on what the article is; a person is to look at the first try.
        return replace(next((other for other in others if other.blocks), cleaned), certain=False)
    return cleaned


def _body(cleaned: Cleaned) -> str:
    return "\n".join(block.text for block in cleaned.blocks)


def _length(cleaned: Cleaned) -> int:
    return sum(len(block.text) for block in cleaned.blocks)


def _is_prose(text: Text) -> bool:
    return text.prose and text.linked < 0.3


def _is_listing(cleaned: Cleaned, page: Sequence[Text]) -> bool:
    """True for several articles, or for the starts of several, each with a link to its whole."""
    told = {block.text for block in cleaned.blocks}
    parts = Counter(text.part for text in page if text.part and text.text in told and text.prose)
    if len(parts) >= SEVERAL or sum(1 for count in parts.values() if count > 1) > 1:
        return True
    prose, teasers, above = 0, 0, False
    for text in page:
        if text.text in told and text.prose:
            prose += 1
            teasers += above or (text.item and text.linked > 0.2)
        above = text.linked >= LINK and len(text.text.split(maxsplit=FEW_WORDS)) >= FEW_WORDS
    return teasers >= SEVERAL and teasers * 2 >= prose


def _around(found: Sequence[Line | Text], page: Sequence[Text]) -> Sequence[Text]:
    """The page without the article elements in which nothing was found: other articles."""
    articles = {part.article for part in found if isinstance(part, Text)}
    return [text for text in page if text.article in articles | {0}] if articles else page


def _recalled(found: list[Line | Text], page: Sequence[Text]) -> list[Line | Text]:
    """Put back prose that stands in the same place of the markup as what was found."""
    own = [part for part in found if isinstance(part, Text)]
    places = Counter(part.place for part in own if _is_prose(part))
    parts = {part.part for part in own}
    taken = {id(part) for part in own}
    wanted = {
        id(text)
        for text in page
        if id(text) not in taken
        and _is_prose(text)
        and places[text.place] >= 2
        and text.part in parts
    }
    if not wanted:
        return found
    recalled: list[Line | Text] = []
    rest = iter(page)
    for part in found:
        if isinstance(part, Text):
            for text in rest:
                if text is part:
                    break
                if id(text) in wanted:
                    recalled.append(text)
        recalled.append(part)
    return recalled + [text for text in rest if id(text) in wanted]


def _without_links(found: Sequence[Line | Text]) -> tuple[list[Line], list[Dropped]]:
    """What was found as lines, and the lines that are nothing but links."""
    lines: list[Line] = []
    links: list[Dropped] = []
    last = 1
    for part in found:
        if isinstance(part, Line):
            lines.append(replace(part, number=last))
            continue
        last = part.line
        if (
            part.linked >= LINK
            and part.hint != "heading"
            and len(part.text.split(maxsplit=FEW_WORDS)) >= FEW_WORDS
        ):
            links.append(Dropped(part.text, A_LINK, part.line))
        else:
            lines += (replace(line, number=last) for line in _split(part.text, part.hint))
    return lines, links


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
                yield replace(line, hint="quotation") if quoted else line
        else:
            yield from _split("".join(element.itertext("*")), HINTS.get(tag))
        if element.tail and element.tail.strip():
            yield from _split(element.tail, None)


def _split(text: str, hint: Hint | None) -> Iterator[Line]:
    for row in text.split("\n"):
        row = re.sub(r" {2,}", " ", plain(row)).strip(" -•")
        if row:
            yield Line(0, row, bullet=hint == "item", gap=1, hint=hint)
