"""The judgement of a line: how much it speaks for the article, and why it is furniture if it is.

A line is judged by the furniture's phrases, by its own shape, then by its neighbours.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.furniture import Follows, Furniture, Group, fold
from archive.lines import (
    CUT_OFF,
    DATED_TEASER,
    GLUED_TEASER,
    LOOKED_AT,
    QUOTED,
    Line,
    is_sentence,
    shape,
)

AUTHOR_BOX = "the author box"
LINK_UNDER_LABEL = -0.2
SCORE: dict[Follows, float] = {"nothing": -1.0, "links": -2.0, "rest": -6.0}


@dataclass(frozen=True, slots=True)
class Judged:
    """A line with what was found of it.

    `score` is how much it speaks for being the article (negative: against); `reason` is why it
    is furniture, or None where it may be the article; `follows` is as in the furniture file.
    """

    line: Line
    words: int
    sentence: bool
    score: float
    reason: str | None = None
    follows: Follows = "nothing"

    @property
    def prose(self) -> bool:
        """True for what can only be running text: a sentence of some length."""
        return self.reason is None and self.sentence and self.words >= 8


def judge(lines: Sequence[Line], furniture: Furniture) -> list[Judged]:
    """Judge every line by itself, then by its neighbours."""
    # Menus stand on a page twice and more: the same line is looked at once.
    known: dict[tuple[str, bool, bool], Judged] = {}
    judged = []
    for line in lines:
        key = (line.text, line.bullet, line.gap >= 3)
        like = known.get(key)
        if like is None:
            known[key] = item = _by_itself(line, furniture)
        else:
            item = Judged(line, like.words, like.sentence, like.score, like.reason, like.follows)
        judged.append(item)
    _again(judged)
    _authors(judged)
    _teasers(judged)
    _captions(judged)
    _lists(judged)
    return judged


def _by_itself(line: Line, furniture: Furniture) -> Judged:
    text = line.text[:LOOKED_AT]
    words = len(text.split())
    sentence = is_sentence(line.text)
    reason, follows = _furniture(line, text, words, furniture)
    score = SCORE[follows] if reason else _score(line, text, words, sentence)
    return Judged(line, words, sentence, score, reason, follows)


def _score(line: Line, text: str, words: int, sentence: bool) -> float:
    """How much a line that is not furniture speaks for the article."""
    if sentence and words >= 8 and not CUT_OFF.search(text):
        score = 0.6 + min(words, 80) / 20
    elif words >= 25:
        score = 0.5
    elif sentence:
        score = 0.2
    elif text.endswith(":") and words >= 4:
        score = 0.1
    else:
        score = -0.6
    if line.bullet:
        score = score * 0.5 if score > 0 else score - 0.6
    if line.gap >= 3:
        score -= 1.5
    return score


def _furniture(
    line: Line, text: str, words: int, furniture: Furniture
) -> tuple[str | None, Follows]:
    """Why a line is furniture by its own words and shape, and what goes with it."""
    group = furniture.find(text)
    if group is not None and not _spared(group, text, words):
        label = group.match == "line" and group.follows != "nothing"
        return (f"{group.reason} ({text})" if label else group.reason), group.follows
    reason = shape(line, text, words)
    return reason, "links" if reason == DATED_TEASER else "nothing"


def _spared(group: Group, text: str, words: int) -> bool:
    """True for a real sentence that happens to hold the words of a notice or a label."""
    if group.match == "part":
        return words > 60 or (words > 12 and QUOTED.search(text) is not None)
    return group.follows == "rest" and words >= 12 and is_sentence(text)


def _mark(judged: list[Judged], index: int, score: float, reason: str) -> None:
    old = judged[index]
    if old.reason is None:
        judged[index] = Judged(old.line, old.words, old.sentence, score, reason)


def _again(judged: list[Judged]) -> None:
    """Let a label that comes again on the page end nothing: only its last one may."""
    last: dict[str, int] = {}
    for index, item in enumerate(judged):
        if item.follows == "rest":
            last[fold(item.line.text)] = index
    for index, item in enumerate(judged):
        if item.follows == "rest" and last[fold(item.line.text)] != index:
            score = SCORE["links"]
            judged[index] = Judged(
                item.line, item.words, item.sentence, score, item.reason, "links"
            )


def _authors(judged: list[Judged]) -> None:
    """Take back what reads like an author box where the article goes on under it."""
    for index, item in enumerate(judged):
        if item.reason == AUTHOR_BOX and any(
            other.prose for other in judged[index + 1 : index + 3]
        ):
            text = item.line.text[:LOOKED_AT]
            score = _score(item.line, text, item.words, item.sentence)
            judged[index] = Judged(item.line, item.words, item.sentence, score)


def _teasers(judged: list[Judged]) -> None:
    """Mark teasers: a headline that is repeated at once, and the summary under it."""
    told = 0
    times = Counter(item.line.text for item in judged if item.words >= 3)
    glued = _glued(judged)
    for before, index in itertools.pairwise(glued):
        if index - before <= 2:
            _mark(judged, before, -1.5, "a teaser of another article")
            _mark(judged, index, -1.5, "a teaser of another article")
    for index, item in enumerate(judged):
        if index + 1 < len(judged):
            other = judged[index + 1]
            if (
                told >= 2
                and item.line.text == other.line.text
                and times[item.line.text] == 2
                and (item.line.bullet or other.line.bullet or other.line.gap <= 1)
            ):
                _mark(judged, index, -2.0, "a link to another article")
                _mark(judged, index + 1, -2.0, "a link to another article")
                _mark_summary(judged, index + 2)
        if item.reason is None and item.prose and not item.line.bullet:
            told += 1
        if item.reason == DATED_TEASER:
            _mark_summary(judged, index + 1)


def _glued(judged: Sequence[Judged]) -> list[int]:
    """The lines in which a headline runs into its summary without a space."""
    found = {
        index: match[1]
        for index, item in enumerate(judged)
        if item.reason is None
        and item.words <= 60
        and (match := GLUED_TEASER.match(item.line.text[:300]))
    }
    # A word that comes again is a name written so, and no seam.
    again = Counter(found.values())
    return [index for index, word in found.items() if again[word] == 1]


def _mark_summary(judged: list[Judged], index: int) -> None:
    if index < len(judged) and not judged[index].line.bullet and judged[index].words >= 6:
        _mark(judged, index, -2.0, "a teaser of another article")


def _captions(judged: list[Judged]) -> None:
    """Mark the line above a picture's credit as the picture's caption."""
    for index, item in enumerate(judged[1:], 1):
        above = judged[index - 1]
        if (
            item.reason in ("a picture's credit", "a picture's or reporter's credit")
            and item.line.gap == 0
            and above.reason is None
            and above.words <= 60
            and not item.line.text.casefold().startswith(("reporting", "editing", "additional"))
        ):
            _mark(judged, index - 1, -1.0, "a picture's caption")


def _lists(judged: list[Judged]) -> None:
    """Weigh lines by what stands above them: a colon, a label, more furniture of the kind."""
    told, colon, label, above = False, False, False, None
    for index, item in enumerate(judged):
        if item.reason is not None:
            if item.reason == above and item.reason.startswith("a picture's"):
                _weigh(judged, index, -0.2)
            label = label or item.follows == "links"
        elif item.prose or item.line.text.endswith(":"):
            if not (label and item.line.bullet):
                told = told or item.prose
                # Above the first paragraph a colon stands over a menu.
                colon, label = told and item.line.text.endswith(":"), False
        elif label:
            # The label has told already that links follow; it counts once.
            _weigh(judged, index, LINK_UNDER_LABEL)
        elif colon and item.line.bullet:
            _weigh(judged, index, 0.1)
        above = item.reason


def _weigh(judged: list[Judged], index: int, score: float) -> None:
    old = judged[index]
    score = max(old.score, score)
    judged[index] = Judged(old.line, old.words, old.sentence, score, old.reason, old.follows)
