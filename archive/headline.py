"""The headline of an article: its title and its dek, among the short lines above the text.

Which line is the title is weighed: each line gets features (how it is written, where it stands,
how much of it the text takes up), and `headline.weights.txt` says how much each speaks for it. The
weights are learned by bench/train_headline.py, as a choice of one line of a page.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from archive.furniture import fold
from archive.judgement import Judged
from archive.lines import LOOKED_AT, NAME

WEIGHTS = Path(__file__).with_name("headline.weights.txt")
DEK_LENGTH = 200
LOOKED_BACK = 150
LONGEST_TITLE = 250
MOST_WORDS = 40
# Below this score a line is none, and below this share of the choice it may be another.
LEAST_SCORE = 1.0
LEAST_SHARE = 0.35
# How much lower than a standfirst's the score of the headline over it may be.
BETWEEN = 2.5
NUMERIC_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b")
LONG_WORD = re.compile(r"\w{4,}")
PICTURE = re.compile(
    r"\b(?:photo|image|picture|getty|reuters|courtesy|credit|foto|billede)\b", re.IGNORECASE
)
# A standfirst is written as a sentence; headlines leave the articles out.
ARTICLE = re.compile(r"\b(?:a|an|the|en|et|den|det|de)\b", re.IGNORECASE)
DATED = ("a date line", "the author's line")


@dataclass(frozen=True)
class Title:
    """The line that is the title; `sure` is False where another line may well be it."""

    index: int
    sure: bool


@dataclass(frozen=True)
class Above:
    """What stands above a text: the lines that may be its title, nearest first.

    `body` is the first line of the text; `text` and `lead` are the words of it and of its first
    two paragraphs; `counts` tells how often each folded line stands on the page, and `page` holds
    each folded line once.
    """

    judged: Sequence[Judged]
    body: int
    candidates: tuple[int, ...]
    text: frozenset[str]
    lead: frozenset[str]
    counts: Mapping[str, int]
    page: str


def above(judged: Sequence[Judged], start: int, kept: Sequence[bool]) -> Above:
    """What stands above the text that begins at line `start` or soon after it.

    `kept` tells of each line whether the body has it.
    """
    body = start
    while body < len(judged) and kept[body] and not _is_text(judged[body]):
        body += 1
    texts = [item.line.text for item, keep in zip(judged[body:], kept[body:], strict=True) if keep]
    candidates = tuple(
        index
        for index in range(min(body, len(judged)) - 1, max(-1, body - LOOKED_BACK), -1)
        if _may_be_title(judged[index])
    )
    counts = Counter(fold(item.line.text[:LONGEST_TITLE]) for item in judged)
    return Above(
        judged=judged,
        body=body,
        candidates=candidates,
        text=_vocabulary(texts),
        lead=_vocabulary(texts[:2]),
        counts=counts,
        page="\n".join(counts),
    )


def find_title(judged: Sequence[Judged], start: int, kept: Sequence[bool]) -> Title | None:
    """The title of the text that begins at line `start`, or None where no line is like one."""
    page = above(judged, start, kept)
    scores = score(page, _weights())
    if not scores or max(scores) < LEAST_SCORE:
        return None
    rank = choose(page, scores)
    share = 1 / sum(math.exp(one - max(scores)) for one in scores)
    return Title(page.candidates[rank], share >= LEAST_SHARE)


def score(page: Above, weights: Mapping[str, float]) -> list[float]:
    """How much speaks for each candidate, under the weights of the features."""
    return [
        sum(weights.get(name, 0.0) * value for name, value in features(page, rank).items())
        for rank in range(len(page.candidates))
    ]


def choose(page: Above, scores: Sequence[float]) -> int:
    """The rank of the title: the candidate of the highest score, or the line above it.

    A standfirst tells what the text tells, so it scores higher than the headline over it.
    """
    best = max(range(len(scores)), key=scores.__getitem__)
    over = best + 1
    if (
        over < len(scores)
        and page.candidates[over] == page.candidates[best] - 1
        and _is_standfirst(page.judged, page.candidates[best])
        and (page.candidates[over] == 0 or scores[over] > max(LEAST_SCORE, scores[best] - BETWEEN))
    ):
        return over
    return best


def _is_standfirst(judged: Sequence[Judged], index: int) -> bool:
    """True for a line that sums up the text right below it, longer than the line above it."""
    if index + 1 >= len(judged):
        return False
    above, item, below = judged[index - 1 : index + 2]
    return (
        item.words >= 7
        and item.words > above.words >= 3
        and not above.sentence
        and ARTICLE.search(item.line.text) is not None
        and below.prose
    )


def features(page: Above, rank: int) -> dict[str, float]:
    """What speaks for and against the candidate of that rank (0 is the nearest to the text)."""
    judged = page.judged
    index = page.candidates[rank]
    item = judged[index]
    found = {
        "rank": min(rank, 12) / 4,
        "nearest": rank == 0,
        "distance": min(page.body - index, 60) / 20,
        "first line of the page": index == 0,
        "first of a few lines": index == 0 and len(page.candidates) <= 4,
        **_written(item),
        **_taken_up(page, item),
        **_surrounded(judged, index, page.body),
    }
    return {name: float(value) for name, value in found.items() if value}


def _written(item: Judged) -> dict[str, float]:
    """How a line is written."""
    text, words = item.line.text, item.words
    capitals = sum(word[:1].isupper() for word in text.split()) / max(1, words)
    return {
        "one or two words": words <= 2,
        "three words": words == 3,
        "four words": words == 4,
        "5 to 15 words": 5 <= words <= 15,
        "16 to 22 words": 16 <= words <= 22,
        "more than 22 words": words > 22,
        "length": min(len(text), 120) / 60,
        "ends with a full stop": text.endswith(".") and not text.endswith("..."),
        "ends with a colon or comma": text.endswith((":", ",", ";")),
        "begins small": text[:1].islower(),
        "all capitals": text.isupper(),
        "capitals": capitals,
        "every word with a capital": capitals == 1 and words > 3,
        "brackets": re.search(r"[()\[\]]", text) is not None,
        "enumerates": text.count(",") >= 3,
        "speaks of a picture": PICTURE.search(text) is not None,
        "grammatical article": ARTICLE.search(text) is not None,
        "a name": NAME.match(text) is not None,
    }


def _taken_up(page: Above, item: Judged) -> dict[str, float]:
    """How much of a line comes again in the text and elsewhere on the page."""
    words = _vocabulary([item.line.text])
    key = fold(item.line.text[:LONGEST_TITLE])
    longer = page.page.count(key) - 1
    return {
        "share in the text": len(words & page.text) / len(words) if words else 0.0,
        "share in the lead": len(words & page.lead) / len(words) if words else 0.0,
        "words in the text": min(len(words & page.text), 6) / 3,
        "words in the lead": min(len(words & page.lead), 5) / 3,
        "nothing in the text": bool(words) and not words & page.text,
        "stands twice": page.counts[key] == 2,
        "stands more often": page.counts[key] > 2,
        "part of another line": item.words >= 3 and longer >= 1,
        "part of several lines": longer >= 2,
    }


def _surrounded(judged: Sequence[Judged], index: int, body: int) -> dict[str, float]:
    """What stands around a line."""
    item = judged[index]
    before = judged[index - 1] if index else None
    after = judged[index + 1] if index + 1 < len(judged) else None
    below, over = _to_date(judged, index, 1), _to_date(judged, index, -1)
    return {
        "blank above": item.line.gap > 0,
        "blank below": after is not None and after.line.gap > 0,
        "date or author next": below == 1,
        "date or author second": below == 2,
        "date or author below": below is not None and below >= 3,
        "date or author right above": over == 1,
        "date or author above": over is not None and 2 <= over <= 3,
        "text next": after is not None and after.prose,
        "text second": index + 2 < len(judged) and judged[index + 2].prose,
        "text between": any(other.prose for other in judged[index + 1 : body]),
        "text above": any(other.prose for other in judged[max(0, index - 6) : index]),
        "bullet above": before is not None and before.line.bullet,
        "bullet below": after is not None and after.line.bullet,
        "short line below": after is not None and after.words <= 3,
        "headline above": before is not None
        and before.reason is None
        and not before.line.bullet
        and 4 <= before.words <= 25,
    }


def _to_date(judged: Sequence[Judged], index: int, step: int) -> int | None:
    """How many lines on (or back) a date or an author's line stands, of five and before text."""
    for distance in range(1, 6):
        at = index + step * distance
        if not 0 <= at < len(judged) or (step > 0 and judged[at].prose):
            return None
        if judged[at].reason in DATED:
            return distance
    return None


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


def _may_be_title(item: Judged) -> bool:
    return (
        item.reason is None
        and not item.line.bullet
        and 1 <= item.words <= MOST_WORDS
        and len(item.line.text) <= LONGEST_TITLE
    )


def _vocabulary(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        word for text in texts for word in LONG_WORD.findall(text[:LOOKED_AT].casefold())
    )


@cache
def _weights() -> Mapping[str, float]:
    """The weight of each feature: a line each, the number first."""
    rows = (row.split(maxsplit=1) for row in WEIGHTS.read_text(encoding="utf-8").splitlines())
    return {row[1]: float(row[0]) for row in rows if len(row) == 2 and row[0] != "#"}
