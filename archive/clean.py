"""Clean: a capture in, the article out: its title, its dek, its text, and what was dropped.

The lines of the capture are judged one by one (`archive.lines`); the article is the run of lines
with the greatest sum of scores, and what is furniture inside it is taken out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.body import end_of_article, inside, segment
from archive.capture import Capture
from archive.cleaned import Block, Cleaned, Dropped, Kind, PageFacts
from archive.furniture import Furniture
from archive.headline import find_title, is_dek, same_title
from archive.judgement import Judged, judge
from archive.lines import Line, is_sentence, split_lines

CLEANER_VERSION = "2"

LONGEST_LINE = 20_000
NOTHING = PageFacts()
LETTERS = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")


def clean(capture: Capture, furniture: Furniture) -> Cleaned:
    """Find the article of a capture; never fails, whatever the capture holds."""
    if capture.kind == "html":
        # Only a saved page needs the libraries, whose import takes half a second.
        from archive.saved_page import clean_page

        return clean_page(capture, furniture)
    return clean_lines(split_lines(capture.text), furniture)


def clean_lines(
    lines: Sequence[Line],
    furniture: Furniture,
    title: str | None = None,
    facts: PageFacts = NOTHING,
    chosen: bool = False,
) -> Cleaned:
    """Find the article among lines.

    `title` is what a saved page calls itself, if it does; `chosen` says that the page's markup
    already told which lines are the article, so that only furniture among them is to go.
    """
    judged = judge(lines, furniture)
    if chosen:
        start, end = 0, len(judged)
    else:
        start, end = segment(judged)
        end = end_of_article(judged, start, end)
    kept, reasons = inside(judged, start, end, chosen)
    start = next((index for index in range(start, end) if kept[index]), end)
    if start == end:
        return Cleaned("", None, (), _dropped(judged, {}, reasons, 0, 0), False, facts)
    above: int | None
    sure = True
    if chosen and title:
        head = same_title(judged, start, title)
        above = start - 1 if head is None else head
    else:
        found = find_title(judged, start, kept)
        head = above = found.index if found is not None else None
        sure = found is not None and found.sure
    if head is not None:
        kept[head] = False
        title = judged[head].line.text
        for index in range(head + 1, start):
            # What is prose under the title is the article, whatever stands in between.
            kept[index] = judged[index].prose and judged[index].words >= 12
    dek = None
    if above is not None and above + 1 < end and is_dek(judged, above + 1, kept):
        dek = above + 1
        kept[dek] = False
    _trim(judged, kept, chosen)
    blocks = _blocks(judged, kept)
    if not blocks:
        return Cleaned("", None, (), _dropped(judged, {}, reasons, 0, 0), False, facts)
    taken = {index for index in (head, dek) if index is not None}
    taken.update(index for index, keep in enumerate(kept) if keep)
    return Cleaned(
        title=title or "",
        dek=judged[dek].line.text if dek is not None else None,
        blocks=blocks,
        dropped=_dropped(judged, taken, reasons, min(taken), end),
        certain=bool(title) and sure and _is_certain(blocks, lines),
        facts=facts,
    )


def _trim(judged: Sequence[Judged], kept: list[bool], chosen: bool) -> None:
    """Take short lines off the end of the body: headings of nothing, links to other articles."""
    for index in range(len(kept) - 1, -1, -1):
        if not kept[index]:
            continue
        item = judged[index]
        linked = item.line.bullet and chosen and item.words >= 4
        heads = not item.line.bullet and item.line.hint != "quotation"
        if not _is_short(item) or not (linked or heads):
            return
        kept[index] = False


def _blocks(judged: Sequence[Judged], kept: Sequence[bool]) -> tuple[Block, ...]:
    """The kept lines as blocks, each with its kind."""
    indexes = [index for index, keep in enumerate(kept) if keep]
    blocks: list[Block] = []
    for place, index in enumerate(indexes):
        item = judged[index]
        below = judged[indexes[place + 1]] if place + 1 < len(indexes) else None
        blocks.append(Block(_kind(item, below), item.line.text))
    return tuple(blocks)


def _is_short(item: Judged) -> bool:
    return not item.sentence and item.words <= 14 and not item.line.text.endswith(":")


def _kind(item: Judged, below: Judged | None) -> Kind:
    if item.line.hint is not None:
        return item.line.hint
    if item.line.bullet:
        return "item"
    text = item.line.text
    if (
        item.words <= 14
        and len(text) <= 120
        and not is_sentence(text)
        and not text.endswith((":", ",", ";"))
        and below is not None
        and not below.line.bullet
        and below.prose
    ):
        return "heading"
    if text.endswith("?") and item.words <= 14 and below is not None and below.prose:
        return "heading"
    return "paragraph"


def _dropped(
    judged: Sequence[Judged],
    taken: Iterable[int],
    reasons: dict[int, str],
    first: int,
    end: int,
) -> tuple[Dropped, ...]:
    """What was not taken, with reasons; neighbours with the same reason make one passage."""
    passages: list[tuple[int, str, list[str]]] = []
    taken = set(taken)
    for index, item in enumerate(judged):
        if index in taken:
            continue
        if not taken:
            default = "no article was found around it"
        elif index < first:
            default = "stands above the article"
        elif index >= end:
            default = "stands below the article"
        else:
            default = "a short line that is no part of the text"
        reason = item.reason or reasons.get(index) or default
        if passages and passages[-1][1] == reason and index - 1 not in taken:
            passages[-1][2].append(item.line.text)
        else:
            passages.append((item.line.number, reason, [item.line.text]))
    return tuple(Dropped("\n".join(rows), reason, line) for line, reason, rows in passages)


def _is_certain(blocks: Sequence[Block], lines: Sequence[Line]) -> bool:
    """False for what a person should look at: too little text, or text of another kind."""
    text = " ".join(block.text for block in blocks)
    if len(text.split()) < 40 or any(len(line.text) > LONGEST_LINE for line in lines):
        return False
    letters = LETTERS.findall(text[:4000])
    return len("".join(LATIN.findall(text[:4000]))) * 10 >= len("".join(letters)) * 9
