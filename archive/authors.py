"""The authors of an article, as its `author` line names them, with family names apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What joins the names of two authors.
JOINED = re.compile(r"\s*(?:[;/&|]|,|\b(?:and|og|och)\b)\s*")
# A word of a person's name: Bo, A., O’Neill, Jensen-Holm.
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-](?=\w))*\.?")
PARTICLES = {"af", "da", "de", "del", "den", "der", "di", "du", "la", "le", "ten", "van", "von"}
# A word that a person's name does not hold: the line names a group.
GROUPS = re.compile(
    r"\b(?:agency|army|bureau|command|corps|defen[cs]e|desk|editors?|force|forces|forsvar\w*|"
    r"kommando\w*|media|ministry|ministeri\w*|nato|navy|newsroom|news|office|post|press|red|"
    r"redaktion\w*|reporters?|staff|team|times)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Author:
    """One author. A person has a family name and given names; `family` alone is a name whole."""

    family: str
    given: str = ""

    @property
    def inverted(self) -> str:
        """The family name first: "Jensen, Anna"."""
        return f"{self.family}, {self.given}" if self.given else self.family

    @property
    def straight(self) -> str:
        """As it is spoken: "Anna Jensen"."""
        return f"{self.given} {self.family}" if self.given else self.family

    @property
    def initials(self) -> str:
        """The family name and the initials of the given ones, as APA wants them: "Jensen, A."."""
        marks = " ".join(
            "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
            for name in self.given.split()
        )
        return f"{self.family}, {marks}" if marks else self.family


def authors_of(line: str | None, whole: frozenset[str] = frozenset()) -> tuple[Author, ...]:
    """The authors that an `author` line names, in its order.

    The last word of a person's name is taken for the family name, with a particle before it. What
    does not look like the name of a person stays as it is, and so does a name in `whole` (in
    lower case), which holds the names of outlets.

    >>> [author.inverted for author in authors_of("Anna Bo Jensen and Jan van Dam, Ritzau")]
    ['Jensen, Anna Bo', 'van Dam, Jan', 'Ritzau']
    """
    if line is None:
        return ()
    line = " ".join(line.split())
    if line.casefold() in whole:
        return (Author(line),)
    turned = re.fullmatch(r"([^\s,;/&|]+), ([^\s,;/&|]+(?: [^\s,;/&|]+)?)", line)
    if turned and turned[2].casefold() not in whole and _is_person([turned[2], turned[1]]):
        return (Author(turned[1], turned[2]),)
    if GROUPS.search(line) and not re.search(r"[;,/|]", line):
        return (Author(line),)
    return tuple(_author(name, whole) for name in JOINED.split(line) if name)


def _author(name: str, whole: frozenset[str]) -> Author:
    words = name.split()
    if name.casefold() in whole or GROUPS.search(name) or not _is_person(words):
        return Author(name)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in PARTICLES:
        cut -= 1
    return Author(" ".join(words[cut:]), " ".join(words[:cut]))


def _is_person(words: list[str]) -> bool:
    """Two to five words, each a name or a particle."""
    names = [word for text in words for word in text.split()]
    return 2 <= len(names) <= 5 and all(
        NAME.fullmatch(word) and (word[0].isupper() or word.casefold() in PARTICLES)
        for word in names
    )
