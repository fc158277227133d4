"""Alignment: what an extractor found on a page, told in the page's own texts.

An extractor loses words inside a text now and then, or splits a table's row into its cells.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from archive.lines import Line
from archive.page_text import Text

Words = tuple[str, ...]

WORD = re.compile(r"\w+")
RUN = 3
# What stands on a page more often than this is looked for no further.
MOST_PLACES = 50


def align(found: Sequence[Line], page: Sequence[Text]) -> list[Line | Text]:
    """The lines found as the page's texts; lines that stand nowhere on the page stay lines."""
    wanted = [_words(line.text) for line in found]
    keys = [_words(text.text) for text in page]
    aligned: list[Line | Text] = []
    line_from = text_from = 0
    for line_at, text_at in [*_same(wanted, keys), (len(found), len(page))]:
        lines, between = slice(line_from, line_at), slice(text_from, text_at)
        if line_from < line_at:
            aligned += _alike(found[lines], wanted[lines], page[between], keys[between])
        aligned += page[text_at : text_at + 1]
        line_from, text_from = line_at + 1, text_at + 1
    return aligned


def overlap(one: str, other: str) -> float:
    """How much of the shorter of two texts the longer one has, from 0 to 1 (by runs of words)."""
    first, second = Counter(_runs(_words(one))), Counter(_runs(_words(other)))
    shorter = min(first.total(), second.total())
    return (first & second).total() / shorter if shorter else 0.0


def _words(text: str) -> Words:
    return tuple(WORD.findall(text.casefold()))


def _runs(words: Sequence[str]) -> list[Words]:
    """Every run of so many words; none where there are fewer."""
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]


def _same(wanted: Sequence[Words], keys: Sequence[Words]) -> list[tuple[int, int]]:
    """Pairs of a line found and the text with the same words, both rising."""
    places: dict[Words, list[int]] = {}
    for index, words in enumerate(keys):
        places.setdefault(words, []).append(index)
    # What stands on the page once holds the rest in place.
    once = [
        (index, places[words][0])
        for index, words in enumerate(wanted)
        if words and len(places.get(words, ())) == 1
    ]
    pairs: list[tuple[int, int]] = []
    line_from, last = 0, -1
    for line_at, text_at in [*_rising(once), (len(wanted), len(keys))]:
        for index in range(line_from, line_at):
            at = [at for at in places.get(wanted[index], ())[:MOST_PLACES] if last < at < text_at]
            if wanted[index] and at:
                last = at[0]
                pairs.append((index, last))
        if line_at < len(wanted):
            pairs.append((line_at, text_at))
        line_from, last = line_at + 1, text_at
    return pairs


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs in which the second number rises too (by patience sorting)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect.bisect_left(tails, place)
        before.append(ends[pile - 1] if pile else -1)
        tails[pile : pile + 1] = [place]
        ends[pile : pile + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _alike(
    lines: Sequence[Line], wanted: Sequence[Words], page: Sequence[Text], keys: Sequence[Words]
) -> Iterator[Line | Text]:
    """The texts that share most of their words with the lines, then the lines still missing."""
    left = Counter(_runs([word for words in wanted for word in words]))
    whole = set(wanted)
    taken: set[int] = set()
    # The longest text first: what a heading or a teaser repeats of it is then used up.
    for index in sorted(range(len(page)), key=lambda index: -len(keys[index])):
        own = _runs(keys[index])
        shared = [run for run in own if left[run] > 0]
        if keys[index] in whole or (own and len(shared) * 2 >= len(own)):
            left.subtract(shared)
            whole.discard(keys[index])
            taken.add(index)
    yield from (page[index] for index in sorted(taken))
    told = [word for index in sorted(taken) for word in keys[index]]
    text, runs = f" {' '.join(told)} ", set(_runs(told))
    for line, words in zip(lines, wanted, strict=True):
        own = _runs(words)
        missing = sum(1 for run in own if run not in runs) * 2 > len(own) or not own
        if missing and f" {' '.join(words)} " not in text:
            yield line
