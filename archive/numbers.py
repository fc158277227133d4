"""Numbers: how English and Danish texts write them, in digits and in words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ENGLISH = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_ENGLISH_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_DANISH = (
    *("nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve"),
    *("tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"),
)
_DANISH_TENS = ("tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems")
_TIMES = {
    "hundred": 100, "hundrede": 100, "thousand": 1000, "tusind": 1000, "tusinde": 1000,
    "dozen": 12, "dusin": 12, "score": 20, "snes": 20, "snese": 20,
}  # fmt: skip
# These count only before one of the words above: "a hundred", "et dusin".
_ONE = {"a": 1.0, "an": 1.0, "one": 1.0, "en": 1.0, "et": 1.0, "én": 1.0} | {
    "halvanden": 1.5, "halvandet": 1.5,
}  # fmt: skip
_JOINED = re.compile(r"(hundrede?|tusinde?)(og)?")
_FIRST = r"(?<![\w$€£§#-])(?<!\d[.,:/–—-])"
_DIGITS = r"(?:[0-9]{1,3}(?:[.,\u00a0\u202f\u2009 ][0-9]{3})+|[0-9]{1,6})"


def _values(language: str) -> dict[str, int]:
    """The words for numbers from two to ninety-nine; Danish ones are one word: femogtyve."""
    ones, tens = (_DANISH, _DANISH_TENS) if language == "da" else (_ENGLISH, _ENGLISH_TENS)
    values = {word: value for value, word in enumerate(ones) if value > 1}
    for ten, word in enumerate(tens, 2):
        values[word] = ten * 10
        if language == "da":
            values |= {f"{ones[unit]}og{word}": ten * 10 + unit for unit in range(1, 10)}
    return values


VALUES = {language: _values(language) for language in ("en", "da")}
NUMBER_WORDS = tuple(dict.fromkeys((*_ONE, *VALUES["en"], *VALUES["da"], *_TIMES)))


def _either(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"


def number_pattern(language: str, ranged: bool = False) -> str:
    """A pattern, for use without regard to capitals, that finds a number as `language` writes it.

    `language` is "en" or "da"; a `ranged` number is one that ends a range ("90-100"). What it
    finds may be no number: `number_value` decides.
    """
    times = _either(_TIMES)
    word = rf"(?:{_either((*VALUES[language], *_TIMES))}|{_either(_ONE)}(?=[\s-]+{times}(?!\w)))"
    if language == "da":
        word = rf"{word}(?:(?:hundrede?|tusinde?)(?:og)?{word}?)?"
    spelt = rf"(?<![\w-]){word}(?:[\s-]+(?:(?:and|og)\s+)?{word})*"
    return rf"(?:{'' if ranged else _FIRST}{_DIGITS}|{spelt})"


def number_value(number: str, language: str) -> int | None:
    """The value of what `number_pattern` found, or None where the words make no number.

    A full stop, comma or blank between digits parts thousands, never decimals.
    """
    if number[0].isdecimal():
        return int(re.sub(r"[^0-9]", "", number))
    values = VALUES[language] | _ONE
    whole = part = last = 0.0
    joined = False
    for word in re.split(r"[\s-]+", _JOINED.sub(r" \1 \2 ", number.casefold()).strip()):
        if word in ("and", "og"):
            joined = True
        elif word in _TIMES:
            times = _TIMES[word]
            if last in _TIMES.values() and times <= last:
                return None
            part = (part or 1) * times
            if times == 1000:
                whole, part = whole + part, 0
            last = times
        elif word in values:
            value = values[word]
            counted = last in (0, 100, 1000)
            if not (counted or (last < 10 and joined) or (last % 10 == 0 and value < 10)):
                return None
            part, last, joined = part + value, value, False
        else:
            return None
    return int(whole + part)
