"""Dating: between which days a text was published, as far as it tells.

Not before and not after are reasoned apart, and the true day must lie inside: what can be read
in two ways bounds nothing. In this order, each only where it agrees with the ones before:

- the date that a page gives of itself, or a text in its dateline, stands alone;
- ministers who are named with their office (`archive.terms`);
- dates with their year (`archive.told`): what is told as past is over, what is to come is not;
- the Danish part of a mission that the text calls by a name of its own, where it tells of forces
  that are there, or are about to leave;
- "since November 2020 … for the last 18 months";
- days and months without a year, which are at most some months off.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.dates import Date, parse
from archive.evidence import Evidence
from archive.mission import Mission
from archive.terms import Term, terms
from archive.told import PAST, SENTENCE, UNTIL, YEARS, Told, dates, elapsed, published, yearless
from archive.vocabulary import Office

WIDEST = 62
# What is told without a year is so near that nobody asks which year is meant.
AHEAD = 9
BACK = 11
# A day without a year says nothing where the year is open by more than this.
YEARS_APART = 4
# A text with a dateline is published on that day or soon after.
SOON = datetime.timedelta(days=3)
# What is decided may be reported some months before forces go.
ANNOUNCED = datetime.timedelta(days=150)
LEAD = 3

_FORCES = (
    r"(?:soldiers|troops|personnel|forces|servicemen|instructors|advis[eo]rs|trainers|surgeons|"
    r"soldater|tropper|mand|udsendte|instruktører|rådgivere)"
)
# Forces that are there as the text is written, or were sent before.
_THERE = re.compile(
    rf"\b(?:has|have|had)\s+(?:\w+[\s-]+){{0,4}}{_FORCES}\b"
    rf"|\b(?:has|have|had)\s+(?:already\s+|also\s+)?(?:sent|deployed|contributed)\b"
    rf"|\bhar\s+(?:\w+\s+){{0,4}}{_FORCES}\b|\bhar\s+(?:allerede\s+)?(?:sendt|udsendt)\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    rf"\b(?:has|have)\s+(?:\w+[\s-]+){{0,4}}{_FORCES}\b(?!\s+(?:who|that|died|killed))"
    rf"|\bhar\s+(?:\w+\s+){{0,4}}{_FORCES}\b",
    re.IGNORECASE,
)
_LEAVING = re.compile(
    r"\b(?:is|are) (?:set|due|about|going|preparing|to be) ?(?:to )?"
    r"(?:pull|withdraw|leave|bring|return|withdrawn|pulled)\b"
    r"|\b(?:has|have) decided to (?:withdraw|pull|bring|recall)\b"
    r"|\bwill (?:withdraw|pull out|bring \w+ (?:soldiers|troops) home|leave|return to denmark|"
    r"come home)\b|\b(?:skal|vil|bliver) (?:trække\w*|trukket|hentet|hjem\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bounds:
    """The first and the last day on which a text can have been published; None = not known."""

    earliest: datetime.date | None = None
    latest: datetime.date | None = None
    evidence: tuple[Evidence, ...] = ()

    def date(self) -> Date | None:
        """The date where the bounds are at most 62 days apart, else None."""
        if self.earliest is None or self.latest is None:
            return None
        if (self.latest - self.earliest).days > WIDEST:
            return None
        if self.earliest == self.latest:
            return parse(self.earliest.isoformat())
        return parse(f"[{self.earliest}..{self.latest}]")

    def span(self) -> Date | None:
        """The bounds as a date, however far apart; None where there is none on either side."""
        if self.earliest is None and self.latest is None:
            return None
        return parse(f"[{self.earliest or ''}..{self.latest or ''}]")

    def words(self) -> str:
        """The bounds in English: "not before 4 February 2022, not after 15 December 2022"."""
        sides = [
            f"not {side} {_spelled(day)}"
            for side, day in (("before", self.earliest), ("after", self.latest))
            if day is not None
        ]
        return ", ".join(sides) or "nothing in the text tells when it was published"

    def narrowed(
        self,
        first: datetime.date | None,
        last: datetime.date | None,
        evidence: Evidence,
    ) -> Bounds:
        """These bounds and others together; as they are where the others add or fit nothing.

        Where the two do not meet, the evidence says that it was left out.
        """
        earliest = _latest_of(self.earliest, first)
        latest = _earliest_of(self.latest, last)
        if earliest is not None and latest is not None and earliest > latest:
            rule = f"left out, since it contradicts what came before: {evidence.rule}"
            return Bounds(
                self.earliest, self.latest, (*self.evidence, Evidence(evidence.quote, rule))
            )
        if (earliest, latest) == (self.earliest, self.latest):
            return self
        return Bounds(earliest, latest, (*self.evidence, evidence))


def bounds(
    text: str,
    offices: Sequence[Office],
    page_date: Date | None = None,
    missions: Sequence[Mission] | None = None,
) -> Bounds:
    """The bounds of a text's publication date, with the evidence for them.

    `text` is title, dek and body without page furniture; `page_date` is what the page itself
    gives (of a saved page's metadata), which goes before everything else; `missions` are those
    that the text calls by a name that is theirs alone. None leaves out all that is not from full
    dates and ministers: these alone may help to find missions in their turn.
    """
    if page_date is not None:
        own = Evidence(page_date.text, "the date that the page gives of itself")
        return Bounds(page_date.earliest, page_date.latest, (own,))
    own_day = published(text)
    if own_day is not None:
        told = Evidence(own_day.quote, "the day that the text gives as its own, or soon after")
        return Bounds(own_day.first, own_day.last + SOON, (told,))
    found = _with_dates(text, _of_terms(text, offices))
    if missions is None:
        return found
    for mission in missions:
        found = _with_mission(text, mission, found)
    span = elapsed(text)
    if span is not None:
        rule = "a time since a date, so the text is of about then, give or take a month"
        found = found.narrowed(span.first, span.last, Evidence(span.quote, rule))
    return _with_yearless(text, found)


def _of_terms(text: str, offices: Sequence[Office]) -> Bounds:
    """The bounds by the ministers whom the text names."""
    held = list(terms(text, offices))
    if not held:
        return Bounds()
    spans = _common(held)
    evidence = tuple(dict.fromkeys(term.evidence for term in held))
    if not spans:
        clash = Evidence(
            "; ".join(item.quote for item in evidence),
            "their terms do not meet, so the text looks back and only the latest start counts",
        )
        starts = [min(start for start, _ in term.spans) for term in held]
        return Bounds(max(starts), None, (*evidence, clash))
    ends = [end for _, end in spans if end is not None]
    latest = max(ends) if len(ends) == len(spans) else None
    earliest = min(start for start, _ in spans)
    past = [told.first for told in dates(text) if told.tense == "past"]
    if latest is not None and _looks_back(text, latest, max(past, default=None)):
        later = Evidence(str(latest), "the text speaks of later years, so this end does not count")
        return Bounds(earliest, None, (*evidence, later))
    reached = [start for start, end in spans if past and (end is None or end >= max(past))]
    return Bounds(min(reached, default=earliest), latest, evidence)


def _looks_back(text: str, latest: datetime.date, past: datetime.date | None) -> bool:
    """Whether the text names a year after `latest` without calling it a coming one."""
    if past is not None and past > latest:
        return True
    return any(
        int(match.group(1)) > latest.year and not UNTIL.search(text[: match.start()][-40:])
        for match in YEARS.finditer(text)
    )


def _common(held: Sequence[Term]) -> list[tuple[datetime.date, datetime.date | None]]:
    """The spans during which all terms ran."""
    spans = list(held[0].spans)
    for term in held[1:]:
        spans = [
            (max(start, other_start), _earliest_of(end, other_end))
            for start, end in spans
            for other_start, other_end in term.spans
            if (end is None or other_start <= end) and (other_end is None or start <= other_end)
        ]
    return spans


def _with_dates(text: str, found: Bounds) -> Bounds:
    """Bounds narrowed by the dates of the text that have a year."""
    told = list(dates(text))
    past = max((one for one in told if one.tense == "past"), key=_first, default=None)
    if past is not None:
        proof = Evidence(past.quote, "told as past, so the text is not older")
        found = found.narrowed(past.first, None, proof)
    coming = min((one for one in told if one.tense == "coming"), key=_last, default=None)
    # A text that looks back may quote what was once to come.
    if coming is not None and not _looks_back(text, coming.last, past.first if past else None):
        proof = Evidence(coming.quote, "told as coming, so the text is not younger")
        found = found.narrowed(None, coming.last, proof)
    return found


def _with_mission(text: str, mission: Mission, found: Bounds) -> Bounds:
    """Bounds narrowed by the Danish part of a mission whose forces the text tells of."""
    part = mission.danish_participation
    names = (mission.name, mission.label, mission.abbreviation, *mission.aliases)
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names if name))
    begun = _earliest_of(
        mission.mission.start.earliest if mission.mission else None, part.start.earliest
    )
    name = named.search(text)
    if begun is not None and name is not None:
        rule = f"{mission.label} has its name since about {_spelled(begun)}"
        found = found.narrowed(begun - ANNOUNCED, None, Evidence(name.group(), rule))
    about = [
        sentence.group() for sentence in SENTENCE.finditer(text) if named.search(sentence.group())
    ]
    # A year in the sentence may be the one that it tells of.
    about = [words for words in about if not YEARS.search(words)]
    start = part.start.earliest
    for words in about:
        there = _THERE.search(words)
        if start is not None and there is not None:
            rule = f"forces are in {mission.label}, where the Danish part began {_word(part.start)}"
            found = found.narrowed(start, None, Evidence(_around(words, there), rule))
            break
    end = part.end.latest if part.end is not None else None
    if part.status != "ended" or end is None:
        return found
    leads = [words for words in _lead(text) if not YEARS.search(words)]
    for words, pattern in (*((one, _NOW) for one in about), *((one, _LEAVING) for one in leads)):
        match = pattern.search(words)
        if match is not None and not PAST.search(words[: match.start()]):
            what = "forces are still" if pattern is _NOW else "forces are to leave, so still"
            rule = f"{what} in {mission.label}, where the Danish part ended {_word(part.end)}"
            return found.narrowed(None, end, Evidence(_around(words, match), rule))
    return found


def _with_yearless(text: str, found: Bounds) -> Bounds:
    """Bounds narrowed by days and months without a year."""
    for one in yearless(text):
        if found.earliest is None or found.latest is None:
            return found
        if found.latest.year - found.earliest.year > YEARS_APART:
            return found
        windows = [
            (max(window[0], found.earliest), min(window[1], found.latest))
            for year in range(found.earliest.year - 1, found.latest.year + 2)
            if (window := one.window(year, AHEAD, BACK)) is not None
        ]
        windows = [(first, last) for first, last in windows if first <= last]
        if windows:
            rule = "told as past" if one.tense == "past" else "told as coming"
            proof = Evidence(one.quote, f"{rule}, and without its year, so of these months")
            first, last = min(first for first, _ in windows), max(last for _, last in windows)
            found = found.narrowed(first, last, proof)
    return found


def _lead(text: str) -> Iterator[str]:
    """The sentences of the title and the first paragraphs."""
    head = "\n".join([row for row in text.split("\n") if row.strip()][: LEAD + 1])
    for sentence in SENTENCE.finditer(head):
        yield sentence.group()


def _around(words: str, match: re.Match[str]) -> str:
    before, after = words[: match.start()].split()[-3:], words[match.end() :].split()[:3]
    return " ".join([*before, *match.group().split(), *after])


def _word(date: Date | None) -> str:
    return date.words() if date is not None else "on a day that is not known"


def _first(told: Told) -> datetime.date:
    return told.first


def _last(told: Told) -> datetime.date:
    return told.last


def _latest_of(one: datetime.date | None, other: datetime.date | None) -> datetime.date | None:
    return max((day for day in (one, other) if day is not None), default=None)


def _earliest_of(one: datetime.date | None, other: datetime.date | None) -> datetime.date | None:
    return min((day for day in (one, other) if day is not None), default=None)


def _spelled(day: datetime.date) -> str:
    return parse(day.isoformat()).words()
