"""The headline of an article: its title and its dek, among the short lines above the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from archive.furniture import fold
from archive.judgement import Judged, repeated
from archive.lines import LOOKED_AT

DEK_LENGTH = 200
LOOKED_BACK = 60
NUMERIC_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b")


def title_index(judged: Sequence[Judged], start: int, kept: Sequence[bool]) -> int | None:
    """The line that is the title, or None: the best of the short lines above the text.

    `start` is the first line of the body, `kept` tells of each line whether the body has it.
    """
    body = start
    while body < len(judged) and kept[body] and not _is_text(judged[body]):
        body += 1
    counts = repeated(item.line for item in judged)
    vocabulary = _vocabulary(
        item.line.text for item, keep in zip(judged[body:], kept[body:], strict=True) if keep
    )
    best, best_score = None, -0.5
    distance = 0
    for index in range(min(body, len(judged)) - 1, max(-1, body - LOOKED_BACK), -1):
        if judged[index].reason is not None:
            continue
        distance += 1
        score = _title_score(judged, index, counts, vocabulary) - 0.12 * distance
        if score > best_score:
            best, best_score = index, score
    return best


def same_title(judged: Sequence[Judged], start: int, title: str) -> int | None:
    """The line at the head of the text that says what the page calls itself, or None."""
    words = set(re.findall(r"\w+", title.casefold()))
    for index in range(start, min(start + 4, len(judged))):
        own = set(re.findall(r"\w+", judged[index].line.text[:LOOKED_AT].casefold()))
        if own and len(own & words) >= 0.8 * len(own | words):
            return index
    return None


def is_dek(judged: Sequence[Judged], index: int, kept: Sequence[bool]) -> bool:
    """True for a standfirst: one line under the title, no sentence's end, prose below it."""
    item = judged[index]
    text = item.line.text
    if item.reason is not None or item.line.bullet or item.words < 4 or len(text) > DEK_LENGTH:
        return False
    if text.endswith((".", ":", "…", '."', ".”", ".»")) or NUMERIC_DATE.search(text):
        return False
    return index + 1 < len(judged) and judged[index + 1].line.gap > 0 and any(kept[index + 1 :])


def _is_text(item: Judged) -> bool:
    return item.sentence and item.words >= 8 and not item.line.text.endswith(("?", "!"))


def _title_score(
    judged: Sequence[Judged], index: int, counts: Mapping[str, int], vocabulary: set[str]
) -> float:
    """How much a line looks like the title of the article with that vocabulary."""
    item = judged[index]
    text = item.line.text
    if item.line.bullet or item.words > 45 or len(text) > 300:
        return -9.0
    score = 0.0
    words = _vocabulary([text])
    if words:
        score += len(words & vocabulary) / len(words)
        if len(words) >= 2 and not words & vocabulary:
            score -= 0.8
    if item.words <= 3:
        score -= (1.5, 1.5, 0.7, 0.3)[item.words]
    if index == 0:
        score += 1.0
    if text.endswith((".", ":", ",")) and not text.endswith("..."):
        score -= 0.7
    key = fold(text)
    if counts.get(key) == 2:
        score += 0.5
    # A line whose words stand in other lines again is the outlet's or the section's name.
    if item.words >= 2 and sum(1 for other in counts if other != key and key in other) >= 2:
        score -= 2.0
    below = judged[index + 1] if index + 1 < len(judged) else None
    if below is not None and below.reason is None and not below.prose and below.words > item.words:
        score += 0.2
    return score


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w{4,}", text[:LOOKED_AT].casefold())}
