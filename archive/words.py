"""Words: a text as a row of words and stops, and a tree that finds phrases in it.

A phrase is found as whole words only. A hyphen, slash or apostrophe parts two words like a
space does, a full stop, a bracket or a line break keeps them apart. Accents are folded (Ämari and
Amari are one name), a genitive is taken off (Iraq's, Iraks), and capitals count: a name is not
found in lower case, and a short form only exactly as it is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

_TOKEN = re.compile(r"(\w+)(?:['’]s\b)?|[.,;:!?()\[\]\n\"“”„»«•]")
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ð": "d", "þ": "th", "ł": "l", "ß": "ss"})
_STOPS = frozenset(".!?;\n•")
# Articles inside a name may be written small: "det Røde Hav", "the Gulf of Aden".
_ARTICLES = frozenset({"the", "det", "den", "de"})
SHORT_FORM = 3


class Word(NamedTuple):
    """A word or a stop: as written (without a genitive 's), folded, and where it stands."""

    text: str
    key: str
    start: int
    end: int
    sentence: int


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents: the form in which words are compared."""
    text = text.casefold()
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in text if not unicodedata.combining(letter))


def words_of(text: str) -> frozenset[str]:
    """The folded words of a list written with blanks between them."""
    return frozenset(fold(text).split())


def split(text: str) -> list[Word]:
    """The words and stops of a text in order, each with the number of its sentence."""
    words: list[Word] = []
    sentence = 0
    for match in _TOKEN.finditer(text):
        written = match.group(1) or match.group()
        # Danish newspapers write the genitive of a short form without an apostrophe: NATOs.
        if len(written) > 2 and written[-1] == "s" and written[:-1].isupper():
            written = written[:-1]
        words.append(Word(written, fold(written), match.start(), match.end(), sentence))
        if written in _STOPS and _ends(text, match):
            sentence += 1
    return words


def _ends(text: str, stop: re.Match[str]) -> bool:
    """A full stop ends a sentence before a blank and a capital, any other stop always does."""
    if stop.group() != ".":
        return True
    rest = text[stop.end() : stop.end() + 4].lstrip("\"'”’) ")
    before = text[max(0, stop.start() - 2) : stop.start()]
    initial = len(before) == 2 and before[1].isupper() and not before[0].isalnum()
    return not initial and text[stop.end() : stop.end() + 1] != "" and not rest[:1].islower()


class Found(NamedTuple):
    """A phrase that was found: the words from `start` up to `end`, and what it stands for."""

    start: int
    end: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Phrases:
    """A tree of phrases. `add` while it is being made; `find` any number of times."""

    _root: dict[str, Any] = field(default_factory=dict)

    def add(self, phrase: str, value: object) -> None:
        """Let `find` tell `value` where the words of `phrase` stand."""
        words = split(phrase)
        if not words:
            return
        node = self._root
        for word in words:
            node = node.setdefault(word.key, {})
        node.setdefault("", []).append((tuple(word.text for word in words), value))

    def find(self, words: Sequence[Word]) -> list[Found]:
        """The phrases in a text from left to right, the longest at each place, none twice."""
        found: list[Found] = []
        index, last = 0, len(words)
        root = self._root
        while index < last:
            key = words[index].key
            if key not in root and (key[-1:] != "s" or key[:-1] not in root):
                index += 1
                continue
            hit = self._at(words, index, index, root)
            if hit is None:
                index += 1
            else:
                found.append(hit)
                index = hit.end
        return found

    def _at(
        self, words: Sequence[Word], start: int, index: int, node: dict[str, Any]
    ) -> Found | None:
        if index < len(words):
            key = words[index].key
            for form in (key, key[:-1]) if len(key) > 3 and key[-1] == "s" else (key,):
                below = node.get(form)
                if below is not None:
                    hit = self._at(words, start, index + 1, below)
                    if hit is not None:
                        return hit
        if "" not in node or index == start:
            return None
        written = [word.text for word in words[start:index]]
        values = dict.fromkeys(value for form, value in node[""] if _fits(form, written))
        return Found(start, index, tuple(values)) if values else None


def _fits(form: Iterable[str], written: Iterable[str]) -> bool:
    """Whether the capitals of what is written allow it to be the name."""
    return all(_word_fits(name, word) for name, word in zip(form, written, strict=True))


def _word_fits(name: str, word: str) -> bool:
    if name.islower() or name == word or not name[0].isalpha():
        return True
    if name.casefold() in _ARTICLES and len(name) > 2:
        return True
    capitals = sum(letter.isupper() for letter in name)
    if len(name) <= SHORT_FORM and capitals > 1:
        return word in (name, name + "s")
    if name[0].isupper():
        return word[0].isupper()
    return word.isupper()
