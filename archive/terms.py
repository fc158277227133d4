"""Terms: the ministers whom a text names with their office, and when they held it.

A text is of that term, unless the office is a past or a coming one (former, tidligere, designate)
or the text looks back on that time.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.dates import parse
from archive.evidence import Evidence
from archive.told import COMING, SENTENCE, UNTIL, YEARS
from archive.vocabulary import Holder, Office

_OTHER_TIMES = (
    r"former|then|ex|previous|late|outgoing|incoming|designate|future|would-be|acting|fungerende|"
    r"konstitueret|tidligere|daværende|forhenværende|forrige|fhv|afgående|afdøde|tiltrædende|"
    r"kommende|senere|later|shadow"
)
_NOT_NOW = re.compile(rf"\b(?:{_OTHER_TIMES})\b[\s-]*(?:\w+[\s-]+){{0,2}}$", re.IGNORECASE)
# What may stand between a name and its office: "Jeppe Kofod, the former Danish …".
_QUALIFIERS = (
    rf"(?:{_OTHER_TIMES}|the|a|an|and|denmark['’]?s|danish|country['’]s|den|en|danmarks|danske|"
    r"dansk|landets)"
)
_OFFICES = {
    "foreign minister": (
        r"foreign\s+minister|minister\s+(?:for|of)\s+foreign\s+affairs|foreign\s+affairs\s+minister"
    ),
    "defence minister": (
        r"defen[cs]e\s+minister|minister\s+(?:of|for)\s+defen[cs]e|minister\s+of\s+the\s+defen[cs]e"
    ),
    "prime minister": r"prime\s+minister|\bPM",
}


@dataclass(frozen=True)
class Term:
    """A term during which the text was written, with the words that say so."""

    spans: tuple[tuple[datetime.date, datetime.date | None], ...]
    evidence: Evidence


def terms(text: str, offices: Sequence[Office]) -> Iterator[Term]:
    """The terms of the ministers whom the text names with their office."""
    for office in offices:
        by_name: dict[str, list[Holder]] = {}
        for holder in office.holders:
            by_name.setdefault(holder.name, []).append(holder)
        for name, holders in by_name.items():
            named, in_office = _patterns(name, office.office, office.danish)
            if named.search(text) is None:
                continue
            term = _term(text, in_office, holders)
            if term is not None:
                yield term


@lru_cache(maxsize=1024)
def _patterns(name: str, office: str, danish: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What finds a minister's name, and what finds it with the office, in English and Danish."""
    english = _OFFICES.get(office, re.escape(office))
    title = rf"(?:{english}|{re.escape(danish)}(?:en)?)"
    spoken = _spoken(name)
    party = r"(?:\s*\([^)]{1,20}\))?"
    in_office = re.compile(
        rf"(?<!\w)(?:(?P<title>{title}),?\s+{spoken}(?!\w)"
        rf"|{spoken}(?!\w){party},?\s+(?:who\s+is\s+|der\s+er\s+|er\s+)?"
        rf"(?P<before>(?:{_QUALIFIERS}[\s-]+){{0,3}})(?P<after>{title})(?!\w)(?!,?\s+(?-i:[A-ZÆØÅ])))",
        re.IGNORECASE,
    )
    return re.compile(spoken), in_office


def _spoken(name: str) -> str:
    """A pattern for a name as Danish and as foreign papers write it (Søren, Soeren, Soren)."""
    letters = {"ø": "(?:ø|oe|o)", "æ": "(?:æ|ae)", "å": "(?:å|aa|a)", " ": r"\s+"}
    return "".join(letters.get(letter, re.escape(letter)) for letter in name)


def _term(text: str, pattern: re.Pattern[str], holders: Sequence[Holder]) -> Term | None:
    for match in pattern.finditer(text):
        if match["title"]:
            before = text[max(0, match.start() - 40) : match.start()]
        else:
            before = match["before"] + " "
        if _NOT_NOW.search(_last_clause(before)):
            continue
        spans = tuple(_span(holder) for holder in holders)
        quote = " ".join(match.group().split())
        if _tells_a_past_year(text, match):
            rule = f"named in office beside a year: not before {_spelled(spans[0][0])}"
            return Term(((spans[0][0], None),), Evidence(quote, rule))
        return Term(spans, Evidence(quote, f"named in office: {_term_words(holders)}"))
    return None


def _last_clause(text: str) -> str:
    return re.split(r"[.!?;\n]", text)[-1]


def _tells_a_past_year(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence of a match names a year: then it may look back on that year."""
    for sentence in SENTENCE.finditer(text):
        if sentence.start() <= match.start() < sentence.end():
            words = sentence.group()
            return not COMING.search(words) and any(
                not UNTIL.search(words[: year.start()]) for year in YEARS.finditer(words)
            )
    return False


def _span(holder: Holder) -> tuple[datetime.date, datetime.date | None]:
    start = holder.start.earliest or datetime.date.min
    if holder.note and "acting" in holder.note:
        # Some call an acting minister by the office alone, so the term begins with its year.
        start = start.replace(month=1, day=1)
    return start, holder.end.latest if holder.end else None


def _term_words(holders: Sequence[Holder]) -> str:
    return ", ".join(
        f"{holder.start.words()} to {holder.end.words()}"
        if holder.end
        else f"since {holder.start.words()}"
        for holder in holders
    )


def _spelled(day: datetime.date) -> str:
    return parse(day.isoformat()).words()
