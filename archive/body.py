"""The body of an article: which of a capture's judged lines it is made of.

The body is the run of lines with the greatest sum of scores; what is furniture inside it is not
part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from archive.judgement import Judged
from archive.lines import FIRST_PERSON, NAME, QUOTED

MIN_SCORE = 0.8


def segment(judged: Sequence[Judged]) -> tuple[int, int]:
    """The run of lines with the greatest sum of scores, as a half-open range."""
    best, best_range = MIN_SCORE, (0, 0)
    total, start = 0.0, 0
    for index, item in enumerate(judged):
        if total <= 0:
            total, start = 0.0, index
        total += item.score
        if total > best:
            best, best_range = total, (start, index + 1)
    return best_range


def end_of_article(judged: Sequence[Judged], start: int, end: int) -> int:
    """Cut the segment at a label after which a page ends, where most of the text is above it."""
    total = sum(item.score for item in judged[start:end] if item.prose)
    above = 0.0
    for index in range(start, end):
        item = judged[index]
        if item.follows == "rest" and above >= total * 0.55:
            end = index
            break
        if item.prose:
            above += item.score
    while end > start and not (judged[end - 1].prose or judged[end - 1].score > 0):
        end -= 1
    return _before_author_box(judged, start, end)


def _before_author_box(judged: Sequence[Judged], start: int, end: int) -> int:
    """Leave out a name with one paragraph under it that ends the page's text."""
    if end - start < 4 or end == len(judged):
        return end
    name, about = judged[end - 2], judged[end - 1]
    if (
        name.reason is None
        and NAME.match(name.line.text)
        and about.prose
        and not QUOTED.search(about.line.text)
        and (
            FIRST_PERSON.search(about.line.text)
            or about.line.text.startswith(name.line.text.split()[0])
        )
    ):
        return end - 2
    return end


def inside(
    judged: Sequence[Judged], start: int, end: int, chosen: bool
) -> tuple[list[bool], dict[int, str]]:
    """Which lines of the segment are the article, and why the others are not."""
    kept = [False] * len(judged)
    reasons: dict[int, str] = {}
    label: str | None = None
    index = start
    while index < end:
        item = judged[index]
        if item.reason is not None:
            if item.follows != "nothing":
                label = item.line.text[:60]
        elif item.prose and not (label and item.line.bullet):
            label = None
            kept[index] = True
        elif label is not None and (item.line.bullet or not _heads_prose(judged, index, end)):
            reasons[index] = f"a link under the label {label}"
        elif item.line.bullet:
            last = _end_of_list(judged, index, end)
            # Bullets above the first paragraph are a menu's.
            if chosen or (_is_list(judged, index, last) and any(kept[start:index])):
                kept[index:last] = [True] * (last - index)
            else:
                reasons.update(dict.fromkeys(range(index, last), "a link to another article"))
            index = last
            continue
        else:
            label = None
            kept[index] = True
        index += 1
    return kept, reasons


def _heads_prose(judged: Sequence[Judged], index: int, end: int) -> bool:
    """True where a short line after a label's links is a heading: real prose is right below."""
    item = judged[index]
    return (
        judged[index - 1].line.bullet
        and index + 1 < end
        and judged[index + 1].prose
        and not judged[index + 1].line.bullet
        and item.words <= 12
    )


def _end_of_list(judged: Sequence[Judged], index: int, end: int) -> int:
    while index < end and judged[index].line.bullet and judged[index].reason is None:
        index += 1
    return index


def _is_list(judged: Sequence[Judged], index: int, last: int) -> bool:
    """True where bullets are a list of the article and not links to other articles."""
    if index and judged[index - 1].line.text.endswith(":") and judged[index - 1].reason is None:
        return True
    items = judged[index:last]
    sentences = sum(1 for item in items if item.sentence)
    if sentences * 2 >= len(items):
        return True
    short = sum(1 for item in items if item.words <= 3)
    return len(items) >= 2 and short * 2 > len(items)
