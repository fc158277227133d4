"""Dating: between which days a text was published, as far as it tells.

Not before and not after are reasoned apart, and the true day must lie inside: what can be read
in two ways bounds nothing. Three kinds of evidence count:

- the date that a page gives of itself;
- ministers who are named with their office: the text is of their term, unless the office is a
  past or a coming one (former, tidligere, designate) or the text looks back on that time;
- full dates (a day or a month with its year) that are told as past: the text is not older.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.dates import Date, DateError, parse
from archive.evidence import Evidence
from archive.months import DANISH, ENGLISH
from archive.vocabulary import Holder, Office

WIDEST = 62
_MONTHS = {
    name.casefold(): number
    for names in (ENGLISH, DANISH, tuple(month[:3] for month in ENGLISH))
    for number, name in enumerate(names, 1)
} | {"sept": 9, "okt": 10}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"((?:19|20)[0-9]{2})(?![0-9])"
_FULL = re.compile(
    rf"(?<!\w)(?:(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?(?P<m1>{_MONTH})"
    rf"(?:\s+(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?,)?,?\s+(?P<y1>{_YEAR})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?!\s+[A-ZÆØÅ“\"]|\s*\n|\s*$)[^.!?\n]*)*[.!?]?")
_YEARS = re.compile(rf"(?<![\w.,])(?:{_YEAR})(?![\w]|[.,][0-9])")

# Words that let a date be a coming one: with them in its sentence it bounds nothing.
_COMING = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|to be|plan\w*|expect\w*|scheduled|due|next|"
    r"upcoming|coming|later|intend\w*|if|mandate\w*|exten[ds]\w*|expire\w*|deadline|"
    r"skal|vil|kan|bør|må|planl\w+|ventes|forvent\w+|næste|kommende|hvis|mandat\w*|"
    r"forlænge\w*|udløb\w*|frist\w*)\b",
    re.IGNORECASE,
)
_UNTIL = re.compile(
    r"\b(?:until|till|by|through|beyond|end of|to|towards?|from|before|indtil|til|inden|senest|"
    r"udgangen af|fra|mod|før)\s+(?:the\s+|den\s+)?(?:end\s+of\s+|udgangen\s+af\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|siden)\s+(?:den\s+)?$", re.IGNORECASE)
# Verbs in the past tense. Adjectives that look like them do not count.
_PAST = re.compile(
    r"\b(?:was|were|had|did|began|took|went|sent|left|came|became|fell|fought|met|won|lost|"
    r"(?!armed\b|united\b|need|based\b|combined\b|embed|indeed|agreed\b|allied\b|so-called\b)"
    r"[a-z]{3,}ed|var|blev|havde|kom|tog|overtog|gik|sendte|fandt|døde|faldt|begyndte|vedtog|"
    r"(?!væbnede|bevæbnede|forenede|allierede|kombinerede|udstationerede)[a-zæøå]{3,}ede)\b",
    re.IGNORECASE,
)
_OPENING_WORDS = 3
_VERB_WITHIN = 3
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

    def words(self) -> str:
        """The bounds in English: "not before 4 February 2022, not after 15 December 2022"."""
        sides = [
            f"not {side} {_spelled(day)}"
            for side, day in (("before", self.earliest), ("after", self.latest))
            if day is not None
        ]
        return ", ".join(sides) or "nothing in the text tells when it was published"


@dataclass(frozen=True)
class _Term:
    """A term during which the text was written, with the words that say so."""

    spans: tuple[tuple[datetime.date, datetime.date | None], ...]
    evidence: Evidence


def bounds(text: str, offices: Sequence[Office], page_date: Date | None = None) -> Bounds:
    """The bounds of a text's publication date, with the evidence for them.

    `text` is title, dek and body without page furniture; `page_date` is what the page itself
    gives (of a saved page's metadata), which goes before everything else.
    """
    if page_date is not None:
        own = Evidence(page_date.text, "the date that the page gives of itself")
        return Bounds(page_date.earliest, page_date.latest, (own,))
    past = list(_past_dates(text))
    not_before = max((day for day, _ in past), default=None)
    proof = [found for day, found in past if day == not_before][:1]
    terms = list(_terms(text, offices))
    if not terms:
        return Bounds(not_before, None, tuple(proof))
    spans = _common(terms)
    found = tuple(dict.fromkeys(term.evidence for term in terms))
    starts = [min(start for start, _ in term.spans) for term in terms]
    if not spans:
        clash = Evidence(
            "; ".join(item.quote for item in found),
            "their terms do not meet, so the text looks back and only the latest start counts",
        )
        return Bounds(_later(max(starts), not_before), None, (*found, clash, *proof))
    earliest = min(start for start, _ in spans)
    ends = [end for _, end in spans if end is not None]
    latest = max(ends) if len(ends) == len(spans) else None
    if latest is not None and _looks_back(text, latest, not_before):
        later = Evidence(str(latest), "the text speaks of later years, so this end does not count")
        return Bounds(_later(earliest, not_before), None, (*found, later, *proof))
    if not_before is not None and not_before > earliest:
        spans = [(start, end) for start, end in spans if end is None or end >= not_before]
        earliest = max(not_before, min(start for start, _ in spans))
    else:
        proof = []
    return Bounds(earliest, latest, (*found, *proof))


def _later(first: datetime.date, second: datetime.date | None) -> datetime.date:
    return first if second is None else max(first, second)


def _looks_back(text: str, latest: datetime.date, not_before: datetime.date | None) -> bool:
    """Whether the text names a year after `latest` without calling it a coming one."""
    if not_before is not None and not_before > latest:
        return True
    return any(
        int(match.group(1)) > latest.year and not _UNTIL.search(text[: match.start()][-40:])
        for match in _YEARS.finditer(text)
    )


def _common(terms: Sequence[_Term]) -> list[tuple[datetime.date, datetime.date | None]]:
    """The spans during which all terms ran."""
    spans = list(terms[0].spans)
    for term in terms[1:]:
        spans = [
            (max(start, other_start), _earlier(end, other_end))
            for start, end in spans
            for other_start, other_end in term.spans
            if (end is None or other_start <= end) and (other_end is None or start <= other_end)
        ]
    return spans


def _earlier(first: datetime.date | None, second: datetime.date | None) -> datetime.date | None:
    return min((day for day in (first, second) if day is not None), default=None)


def _terms(text: str, offices: Sequence[Office]) -> Iterator[_Term]:
    """The terms of the ministers whom the text names with their office."""
    for office in offices:
        english = _OFFICES.get(office.office, re.escape(office.office))
        title = rf"(?:{english}|{re.escape(office.danish)}(?:en)?)"
        by_name: dict[str, list[Holder]] = {}
        for holder in office.holders:
            by_name.setdefault(holder.name, []).append(holder)
        for name, holders in by_name.items():
            spoken = _spoken(name)
            if re.search(spoken, text) is None:
                continue
            term = _term(text, title, spoken, holders)
            if term is not None:
                yield term


def _spoken(name: str) -> str:
    """A pattern for a name as Danish and as foreign papers write it (Søren, Soeren, Soren)."""
    letters = {"ø": "(?:ø|oe|o)", "æ": "(?:æ|ae)", "å": "(?:å|aa|a)", " ": r"\s+"}
    return "".join(letters.get(letter, re.escape(letter)) for letter in name)


def _term(text: str, title: str, spoken: str, holders: Sequence[Holder]) -> _Term | None:
    party = r"(?:\s*\([^)]{1,20}\))?"
    pattern = re.compile(
        rf"(?<!\w)(?:(?P<title>{title}),?\s+{spoken}(?!\w)"
        rf"|{spoken}(?!\w){party},?\s+(?:who\s+is\s+|der\s+er\s+|er\s+)?"
        rf"(?P<before>(?:{_QUALIFIERS}[\s-]+){{0,3}})(?P<after>{title})(?!\w)(?!,?\s+(?-i:[A-ZÆØÅ])))",
        re.IGNORECASE,
    )
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
            return _Term(((spans[0][0], None),), Evidence(quote, rule))
        return _Term(spans, Evidence(quote, f"named in office: {_term_words(holders)}"))
    return None


def _last_clause(text: str) -> str:
    return re.split(r"[.!?;\n]", text)[-1]


def _tells_a_past_year(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence of a match names a year: then it may look back on that year."""
    for sentence in _SENTENCE.finditer(text):
        if sentence.start() <= match.start() < sentence.end():
            words = sentence.group()
            return not _COMING.search(words) and any(
                not _UNTIL.search(words[: year.start()]) for year in _YEARS.finditer(words)
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


def _past_dates(text: str) -> Iterator[tuple[datetime.date, Evidence]]:
    """The full dates of a text that it tells as past: the first day of each, with its words."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        coming = _COMING.search(_without_months(words))
        for match in _FULL.finditer(words):
            before, after = words[: match.start()], words[match.end() :]
            if not _SINCE.search(before) and (coming or not _is_past(before, after)):
                continue
            day = _first_day(match)
            if day is not None:
                quote = " ".join(before.split()[-3:]) + " " + " ".join(match.group().split())
                yield day, Evidence(quote.strip(), "told as past, so the text is not older")


def _is_past(before: str, after: str) -> bool:
    """Whether the words around a date tell it as past.

    Either the date opens the sentence and a verb in the past tense follows, or such a verb
    stands right before it: "voted to send them in May 2021" leaves open which is of May.
    """
    if _UNTIL.search(before):
        return False
    words = before.split()
    if len(words) <= _OPENING_WORDS:
        return bool(_PAST.search(before + after))
    return bool(_PAST.search(" ".join(words[-_VERB_WITHIN:])))


def _without_months(words: str) -> str:
    """The words without their dates: May is a month there, and no verb."""
    return _FULL.sub(" ", words)


def _first_day(match: re.Match[str]) -> datetime.date | None:
    month = _MONTHS[match["m1"].rstrip(".").casefold()]
    day = match["d1"] or match["d2"]
    text = f"{match['y1'][:4]}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    try:
        return parse(text).earliest
    except DateError:
        return None


def _spelled(day: datetime.date) -> str:
    return parse(day.isoformat()).words()
