"""Figures: the numbers of Danish personnel that a text says were sent, are there or will go.

A figure is a number and a noun of personnel with nothing but known adjectives between them. Whose
they are is told by the words themselves ("90 Danish soldiers"), else by the subject before them,
else by the sentences before. In doubt there is no figure: what is missing is seen, what is wrong
is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.article import Figure
from archive.figure_patterns import (
    ABROAD,
    ASKED,
    CARRIED,
    DONE_TO,
    ELSEWHERE,
    LOST,
    NO_COUNT,
    NO_SUBJECT,
    NOT,
    PLAIN,
    RAISED,
    RELATIVE,
    SENT_OUT,
    SHORT,
    STOP,
    VAGUE,
    WAS_DONE,
    WHOLE,
    Patterns,
    patterns_of,
)
from archive.numbers import number_value

# Denmark has never had more out at one time; higher numbers are totals or whole forces.
MOST = 3000
# Fewer people than this are more often persons of a story than a contingent.
FEW = 10
SENTENCES_BACK = 3
# What is longer is no sentence but a table or a list of names.
LONGEST_SENTENCE = 1000


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text in their order, each count once; never raises.

    `text` is plain (title, dek and paragraphs, parted by blank lines); `language` is "da" for
    Danish, anything else is read as English. `count` is in persons, 2 to 3,000; `qualifier` is one
    of the English words of `QUALIFIERS`; of "90 to 100" it is "up to" 100. A count that stands
    several times is quoted from a sentence rather than from a headline, which has no full stop.
    Every quote stands in `text` as it is there, line breaks too.
    """
    patterns = patterns_of("da" if language == "da" else "en")
    if not any(match["denmark"] for match in patterns.owners.finditer(text)):
        return ()
    kept: dict[int, tuple[bool, Figure]] = {}
    before: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        headline = paragraph.rstrip(' \n"”’»)')[-1:] not in (".", "!", "?", "…", ":")
        for sentence in _sentences(paragraph):
            for figure in _in_sentence(sentence, before[-SENTENCES_BACK:], patterns):
                if figure.count not in kept or (kept[figure.count][0] and not headline):
                    kept.pop(figure.count, None)
                    kept[figure.count] = (headline, figure)
            before.append(sentence)
    return tuple(figure for _, figure in kept.values())


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph that are short enough to be some."""
    start = 0
    ends = [(stop.start(), stop.end()) for stop in STOP.finditer(paragraph)]
    for end, following in (*ends, (len(paragraph), len(paragraph))):
        if end < len(paragraph) and SHORT.search(paragraph[max(start, end - 10) : end]):
            continue
        if end - start <= LONGEST_SENTENCE:
            yield paragraph[start:end]
        start = following


def _in_sentence(sentence: str, before: list[str], patterns: Patterns) -> Iterator[Figure]:
    if ELSEWHERE.search(sentence):
        return
    matches: list[re.Match[str]] = []
    for pattern in patterns.figures:
        for match in pattern.finditer(sentence):
            apart = all(match.end() <= one.start() or one.end() <= match.start() for one in matches)
            if apart and _is_range(sentence, match, patterns):
                matches.append(match)
    for match in sorted(matches, key=lambda one: one.start()):
        count = number_value(match["number"], patterns.language)
        if (
            count is not None
            and 2 <= count <= MOST
            and _is_count(sentence, match, count)
            and not _is_other_people(sentence, match, patterns)
            and _is_sent(sentence, match, count, patterns)
            and _is_danish(sentence, match, before, patterns)
        ):
            yield _figure(match, count, patterns)


def _is_count(sentence: str, match: re.Match[str], count: int) -> bool:
    """Whether the number counts: it is no year, name, share, vague or the end of a range."""
    if match["qualifier"] is None and match["number"] == str(count) and 1900 <= count <= 2100:
        return False
    if VAGUE.search(sentence[: match.start()]):
        return False
    return not any(
        NO_COUNT.search(sentence[: match.start(group)])
        for group in ((0, "number") if match.groupdict().get("least") is None else (0,))
        if match[group] is not None
    )


def _is_range(sentence: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Whether two numbers are the least and the most of one thing; True where there is one."""
    least = match.groupdict().get("least")
    if least is None:
        return True
    low = number_value(least, patterns.language)
    most = number_value(match["number"], patterns.language)
    return (
        low is not None
        and most is not None
        and 1 < low < most
        and (match["between"] is not None) == (match["and"] is not None)
        and not RAISED.search(sentence[: match.start()])
    )


def _is_other_people(sentence: str, match: re.Match[str], patterns: Patterns) -> bool:
    """Whether these are casualties, trained or helped, asked for, not sent, or of other nations."""
    ahead, behind = sentence[: match.start()], sentence[match.end() :]
    clause = re.split(r"[,;:()–—]\s", ahead)[-1]
    rest = re.split(r"[,;:()–—]\s", behind)[0]
    return any(
        (
            LOST.search(clause),
            LOST.search(rest),
            ASKED.search(clause),
            DONE_TO.search(ahead),
            NOT.search(ahead),
            WAS_DONE.search(behind),
            patterns.others_after.match(behind),
            WHOLE.search(ahead) and not patterns.owners.search(match.group()),
            patterns.anyone.fullmatch(match["what"]) and CARRIED.search(ahead),
        )
    )


def _is_sent(sentence: str, match: re.Match[str], count: int, patterns: Patterns) -> bool:
    """Whether they went abroad: of a few and of civil nouns the text must say so."""
    if count < FEW:
        danish = any(one["denmark"] for one in patterns.owners.finditer(sentence))
        return danish and SENT_OUT.search(sentence) is not None
    if patterns.anyone.fullmatch(match["what"]) is None:
        return True
    return ABROAD.search(sentence) is not None


def _is_danish(sentence: str, match: re.Match[str], before: list[str], patterns: Patterns) -> bool:
    """Whether the words, the subject or the sentences before say that they are Denmark's."""
    ahead = sentence[: match.start()]
    inside = list(patterns.owners.finditer(match.group()))
    if inside:
        return any(one["denmark"] for one in inside)
    if patterns.others_before.search(ahead):
        return False
    subjects = _subjects(ahead, patterns)
    if subjects:
        with_them = re.search(r"\b(?:with|med)\s+$", ahead) is not None
        at = 0 if with_them else len(subjects) - 1
        return bool(subjects[at]["denmark"]) and not any(
            re.fullmatch(r"\s*(?:,|and|og|,\s+and)?\s*", ahead[one.end() : two.start()])
            and not (one["denmark"] and two["denmark"])
            for one, two in pairwise(subjects[max(0, at - 1) : at + 2])
        )
    if any(one["denmark"] for one in patterns.owners.finditer(sentence)):
        return True
    for earlier in reversed(before):
        # Who asked for forces is not who sends them.
        told = [] if ASKED.search(earlier) else _subjects(earlier, patterns)
        if told:
            return any(one["denmark"] for one in told)
    return True


def _subjects(words: str, patterns: Patterns) -> list[re.Match[str]]:
    """The nations and forces that no preposition makes a place or a partner."""
    return [
        one
        for one in patterns.owners.finditer(words)
        if not one["led"]
        and (
            RELATIVE.match(words, one.end())
            or not NO_SUBJECT.search(words[max(0, one.start() - 40) : one.start()])
        )
    ]


def _figure(match: re.Match[str], count: int, patterns: Patterns) -> Figure:
    said = match["qualifier"] or ""
    qualifier = next((name for form, name in patterns.qualifiers if form.fullmatch(said)), None)
    if match.groupdict().get("least"):
        qualifier = "up to"
    what = " ".join(PLAIN.sub("", match["what"]).split())
    return Figure(count=count, qualifier=qualifier, what=what, quote=match.group())
