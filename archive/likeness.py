"""Likeness: whether a capture holds an article that is there already, judged by cleaned words.

Texts that may be alike are found by their sketches: the smallest hashes of their runs of words
(bottom-k sketches; A. Broder, "On the resemblance and containment of documents", 1997). Whether
two of them are the same article is then judged sentence by sentence.
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

RUN = 5
SKETCH = 64
# A sketch is found by its first hashes. Runs of words that very many articles have find none.
KEYS = 12
COMMON = 100
NEAREST = 5
# Above this share of common runs of words, a person is told that two articles are much alike.
MUCH_LIKE = 0.3
# Two captures of one article may differ in so many of its words, as what cleaning left in.
STRAY = 0.1

WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)*_]*\s+")
ENDED = re.compile(r"[.!?…][\"'”’»)*_]*$")


@dataclass(frozen=True, slots=True)
class Text:
    """A cleaned article's words: its title, its dek (or "") and its body as Markdown."""

    title: str
    dek: str
    body: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a text: a hash of all its words, and its sketch (64-bit hashes, sorted)."""

    words: bytes
    sketch: tuple[int, ...]


def fingerprint(text: Text) -> Fingerprint:
    """The fingerprint of a text; layout, letter case and punctuation make no difference."""
    words = WORD.findall(f"{text.title} {text.dek} {text.body}".casefold())
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    sketch = sorted({_hash(run) for run in runs})[:SKETCH]
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest()
    return Fingerprint(digest, tuple(sketch))


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """The share of runs of words that two texts have in common (0 to 1), from their sketches."""
    first, second = set(one), set(other)
    nearest = sorted(first | second)[:SKETCH]
    return sum(item in first and item in second for item in nearest) / max(1, len(nearest))


class Known:
    """The fingerprints of the articles that are there, each with the article's path.

    It holds about 3 kB an article, whatever the length of its text.
    """

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.sketches: list[array[int]] = []
        self.words: dict[bytes, int] = {}
        self.keys: dict[int, tuple[int, ...]] = {}

    def add(self, print: Fingerprint, path: str) -> None:
        """Remember the article at `path`."""
        number = len(self.paths)
        self.paths.append(path)
        self.sketches.append(array("Q", print.sketch))
        self.words.setdefault(print.words, number)
        for key in print.sketch[:KEYS]:
            found = self.keys.get(key, ())
            if len(found) < COMMON:
                self.keys[key] = (*found, number)

    def same_words(self, print: Fingerprint) -> str | None:
        """The path of the article that has exactly these words."""
        number = self.words.get(print.words)
        return None if number is None else self.paths[number]

    def nearest(self, print: Fingerprint) -> list[str]:
        """The paths of the articles that are much like a text, the likest first."""
        counts: Counter[int] = Counter()
        for key in print.sketch[:KEYS]:
            counts.update(self.keys.get(key, ()))
        likely = sorted(counts, key=lambda number: (-counts[number], number))[: 2 * NEAREST]
        found = [(-likeness(print.sketch, self.sketches[number]), number) for number in likely]
        near = sorted(item for item in found if item[0] <= -MUCH_LIKE)[:NEAREST]
        return [self.paths[number] for _, number in near]


def strays(new: Text, old: Text) -> list[str] | None:
    """The few lines of furniture that alone tell two captures of one article apart.

    None where the two are not the same article beyond doubt: where the titles differ, where a
    sentence was changed, or where one says more than the other. What stands below the last
    sentence that both have may be whole sentences (teasers), else it must be short lines.
    """
    mine, theirs = _sentences(new), _sentences(old)
    if _words(new.title) not in theirs and _words(old.title) not in mine:
        return None
    extra, missing = list(_extra(mine, theirs)), list(_extra(theirs, mine))
    if None in extra or None in missing:
        return None
    lines = [item for item in (*extra, *missing) if item is not None]
    length = min(sum(len(words.split()) for words in text) for text in (mine, theirs))
    if sum(len(_words(line).split()) for line in lines) > STRAY * length:
        return None
    if any(_is_change(a, b) for a in extra if a for b in missing if b):
        return None
    return lines


def _extra(mine: dict[str, str], theirs: dict[str, str]) -> Iterator[str | None]:
    """What only the first text has; None for a sentence in the midst of the article."""
    below = max((at for at, words in enumerate(mine) if words in theirs), default=-1)
    for at, (words, said) in enumerate(mine.items()):
        if words not in theirs:
            yield said if at > below or not ENDED.search(said) else None


def _is_change(one: str, other: str) -> bool:
    """True where two lines share half of their words: one is then the other, edited."""
    first, second = set(_words(one).split()), set(_words(other).split())
    return 2 * len(first & second) >= min(len(first), len(second))


def _sentences(text: Text) -> dict[str, str]:
    """The sentences, headings and other lines of a text by their words."""
    found: dict[str, str] = {}
    for line in (text.title, text.dek, *text.body.split("\n")):
        for sentence in SENTENCE_END.split(line):
            words = _words(sentence)
            if words:
                found.setdefault(words, sentence.strip())
    return found


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.casefold()))


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=8).digest(), "big")
