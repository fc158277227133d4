"""The times that a text tells of: dates with and without a year, past and coming, and spans.

Only what can be read in one way is given: a date is past or coming where the verb beside it says
so, and one without a year only where no year stands near it.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from archive.months import DANISH, ENGLISH

Tense = Literal["past", "coming"]

_NUMBERS = {
    name.casefold(): number
    for names in (ENGLISH, DANISH, tuple(month[:3] for month in ENGLISH))
    for number, name in enumerate(names, 1)
} | {"sept": 9, "okt": 10}
_MONTH = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b\.?"
# English months stand with a capital, so that "may" and "march" are none; Danish ones without.
_SPELT = "(?:" + "|".join((*ENGLISH, *DANISH, "Maj")) + r")\b"
_YEAR = r"((?:19|20)[0-9]{2})(?![0-9])"
FULL = re.compile(
    rf"(?<!\w)(?:(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th|\.)?\s+(?:of\s+)?)?(?P<m1>{_MONTH})"
    rf"(?:\s+(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?,)?,?\s+(?P<y1>{_YEAR})",
    re.IGNORECASE,
)
YEARS = re.compile(rf"(?<![\w.,])(?:{_YEAR})(?![\w]|[.,][0-9])")
_WITHOUT_YEAR = re.compile(
    rf"(?:\b(?:on|by|until|since|from|den|til|siden|fra|d\.)\s+)?"
    rf"(?:(?P<d1>[0-3]?[0-9])(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<m1>{_SPELT})"
    rf"|(?P<m2>{_SPELT})\s+(?P<d2>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9.,:]*[0-9])"
    rf"|\b(?:in|last|since|during|i|siden|sidste)\s+(?:early\s+|late\s+|mid-|begyndelsen af\s+|"
    rf"slutningen af\s+|midten af\s+)?(?P<m3>{_SPELT}))"
    rf"(?!,?\s+(?:of\s+)?(?:19|20)[0-9]{{2}})(?!\s+(?:last|next|this)\s+year)(?!\s+(?:sidste|næste)\s+år)"
)
_DAYS = {
    name: number
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
    )
    for number, name in enumerate(names.split())
}
_DAY_BEFORE = re.compile(rf"\b({'|'.join(_DAYS)}),?\s+(?:(?:the|den|d\.)\s*)?$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf",?\s+\(?({'|'.join(_DAYS)})\b", re.IGNORECASE)
SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?!\s+[A-ZÆØÅ“\"]|\s*\n|\s*$)[^.!?\n]*)*[.!?]?")
_DATELINE = re.compile(
    rf"^(?:[A-ZÆØÅ][\wæøåÆØÅ’' -]{{1,40}},\s+)(?:{FULL.pattern})"
    r"\s*(?:[–—:-]|\([A-Za-z/ ]+\)\s*[–—-])",
    re.MULTILINE | re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:today|i dag|this (?:morning|afternoon|evening))\b,?\s+(?:on\s+|den\s+)?"
    rf"(?:\w+dag\s+|\w+day,?\s+)?(?:den\s+)?(?:{FULL.pattern})",
    re.IGNORECASE,
)

# Words that let a date be a coming one: with them in its sentence it is not told as past.
COMING = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|to be|plan\w*|expect\w*|scheduled|due|next|"
    r"upcoming|coming|later|intend\w*|if|mandate\w*|exten[ds]\w*|expire\w*|deadline|"
    r"skal|vil|kan|bør|må|planl\w+|ventes|forvent\w+|næste|kommende|hvis|mandat\w*|"
    r"forlænge\w*|udløb\w*|frist\w*)\b",
    re.IGNORECASE,
)
# Verbs that tell of what is to come, and of nothing else.
_WILL = re.compile(
    r"\b(?:will(?! of\b)|shall|(?:is|are) (?:set|due|scheduled|expected|planned) to|"
    r"skal|vil|ventes|forventes)\b"
)
UNTIL = re.compile(
    r"\b(?:until|till|by|through|beyond|end of|to|towards?|from|before|indtil|til|inden|senest|"
    r"udgangen af|fra|mod|før)\s+(?:the\s+|den\s+)?(?:end\s+of\s+|udgangen\s+af\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
# A part of the year, which stands between "in" and the year.
_PART = (
    r"(?:(?:the\s+)?(?:spring|summer|autumn|fall|winter|early|late|mid|end|beginning|start)"
    r"(?:\s+of)?[\s-]+|(?:hele\s+)?(?:foråret|sommeren|efteråret|vinteren|begyndelsen\s+af|"
    r"slutningen\s+af|midten\s+af|starten\s+af|hele)\s+)?"
)
_SINCE = re.compile(rf"\b(?:since|siden)\s+(?:den\s+)?{_PART}$", re.IGNORECASE)
_IN_YEAR = re.compile(rf"\b(?:in|since|during|i|siden|gennem)\s+{_PART}$", re.IGNORECASE)
# Verbs in the past tense. Adjectives that look like them do not count.
PAST = re.compile(
    r"\b(?:was|were|had|did|began|took|went|sent|left|came|became|fell|fought|met|won|lost|"
    r"(?!armed\b|united\b|need|based\b|combined\b|embed|indeed|agreed\b|allied\b|so-called\b)"
    r"[a-z]{3,}ed|var|blev|havde|kom|tog|overtog|gik|sendte|fandt|døde|faldt|begyndte|vedtog|"
    r"(?!væbnede|bevæbnede|forenede|allierede|kombinerede|udstationerede)[a-zæøå]{3,}ede)\b",
    re.IGNORECASE,
)
# What is still to be done as the verb before it tells: to send, at sende, a plan, a promise.
_TO_DO = re.compile(
    r"\b(?:to\s+(?!the\b|a\b)[a-z]{2,}|at\s+[a-zæøå]{2,}|that|which|who|for|plans?|promise\w*|som|der|om)\b"
)
_OPENING_WORDS = 3
_WILL_WITHIN = 25
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_COUNTS = {word: number for number, word in enumerate(_COUNTED.split(), 1)} | {
    "to": 2, "tre": 3, "fire": 4, "fem": 5, "seks": 6, "syv": 7, "otte": 8, "ni": 9, "ti": 10,
    "elleve": 11, "tolv": 12, "atten": 18,
}  # fmt: skip
_FOR_MONTHS = re.compile(
    r"\b(?:for|over|during|in|i|gennem)\s+(?:the\s+|de\s+)?(?:last|past|seneste|sidste)\s+"
    rf"(?P<count>[0-9]{{1,2}}|{'|'.join(_COUNTS)})\s+(?:months|måneder)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    """A time that a text tells of: its first and last day, whether it is past, and the words."""

    first: datetime.date
    last: datetime.date
    tense: Tense
    quote: str


@dataclass(frozen=True)
class Yearless:
    """A day (or, with None, a month) without its year."""

    month: int
    day: int | None
    tense: Tense
    quote: str
    weekday: int | None = None

    def window(
        self, year: int, ahead: int, back: int
    ) -> tuple[datetime.date, datetime.date] | None:
        """The days on which it can be told so, if it is of that year; None: there is no such day,
        or it is another day of the week.

        What comes is at most `ahead` months off, what is past at most `back` months.
        """
        first = _day(year, self.month, self.day or 1)
        if first is None or (self.weekday is not None and first.weekday() != self.weekday):
            return None
        last = first if self.day else _last_of(year, self.month)
        if self.tense == "past":
            return first, add_months(last, back)
        return add_months(first, -ahead), last


def dates(text: str) -> Iterator[Told]:
    """The dates and years of a text that are told as past or as coming."""
    for sentence in SENTENCE.finditer(text):
        words = sentence.group()
        coming = COMING.search(FULL.sub(" ", words))
        covered: list[tuple[int, int]] = []
        for match in FULL.finditer(words):
            covered.append(match.span())
            span = _span(match)
            if span is None:
                continue
            before, after = words[: match.start()], words[match.end() :]
            quote = _quote(before, match.group())
            if _SINCE.search(before) or (not coming and _is_past(before, after)):
                yield Told(*span, "past", quote)
            elif _is_coming(before):
                yield Told(*span, "coming", quote)
        for match in YEARS.finditer(words):
            if any(start <= match.start() < end for start, end in covered):
                continue
            before, year = words[: match.start()], int(match.group(1))
            span = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
            quote = _quote(before, match.group())
            if _SINCE.search(before) or (
                not coming and _IN_YEAR.search(before) and PAST.search(words)
            ):
                yield Told(*span, "past", quote)
            elif _is_coming(before) and re.search(
                rf"\b(?:in|by|until|of|i|til|inden|af)\s+{_PART}$", before
            ):
                yield Told(*span, "coming", quote)


def yearless(text: str) -> Iterator[Yearless]:
    """The days and months without a year; none where a year stands in or before their sentence."""
    dated = False
    for sentence in SENTENCE.finditer(text):
        words = sentence.group()
        has_year = YEARS.search(words) is not None
        if not has_year and not dated:
            for match in _WITHOUT_YEAR.finditer(words):
                before, after = words[: match.start()], words[match.end() :]
                number = _NUMBERS[(match["m1"] or match["m2"] or match["m3"]).casefold()]
                day = match["d1"] or match["d2"]
                if day and _day(2024, number, int(day)) is None:
                    continue
                quote = _quote(before, match.group())
                tense = _tense(before, after)
                if tense is not None:
                    weekday = _weekday(before, after) if day else None
                    yield Yearless(number, int(day) if day else None, tense, quote, weekday)
        dated = has_year


def _weekday(before: str, after: str) -> int | None:
    """The day of the week that stands right beside a day, Monday 0; None where none does."""
    match = _DAY_BEFORE.search(before) or _DAY_AFTER.match(after)
    return _DAYS[match[1].casefold()] if match else None


def published(text: str) -> Told | None:
    """The day that a text gives as its own: in a dateline, or after "today"."""
    for pattern in (_DATELINE, _TODAY):
        match = pattern.search(text)
        span = _span(match) if match else None
        if match and span is not None and span[0] == span[1]:
            return Told(*span, "past", " ".join(match.group().split()))
    return None


def elapsed(text: str) -> Told | None:
    """When a text speaks that says "since MONTH YEAR" and "for the last N months" of one thing.

    Both counts are of whole months, so the time is uncertain by a month on either side.
    """
    since = [
        (sentence.group(), match, _span(match))
        for sentence in SENTENCE.finditer(text)
        for match in FULL.finditer(sentence.group())
        if _SINCE.search(sentence.group()[: match.start()])
    ]
    lasting = [
        (sentence.group(), match)
        for sentence in SENTENCE.finditer(text)
        for match in _FOR_MONTHS.finditer(sentence.group())
    ]
    if len(since) != 1 or len(lasting) != 1:
        return None
    (one, start, span), (other, months) = since[0], lasting[0]
    names = (set(re.findall(r"[A-ZÆØÅ]\w{3,}", words)) for words in (one, other))
    if span is None or not set.intersection(*names):
        return None
    count = months["count"].casefold()
    number = int(count) if count.isdigit() else _COUNTS[count]
    quote = f"{_quote(one[: start.start()], start.group())}; {' '.join(months.group().split())}"
    return Told(add_months(span[0], number - 1), add_months(span[1], number + 1), "past", quote)


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The day so many months on (or, negative, back); the month's last day where it has none."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    last = calendar.monthrange(year, month)[1]
    end = day.day == calendar.monthrange(day.year, day.month)[1]
    return datetime.date(year, month, last if end else min(day.day, last))


def _quote(before: str, words: str) -> str:
    return " ".join([*before.split()[-3:], *words.split()])


def _is_past(before: str, after: str) -> bool:
    """Whether the words around a date tell it as past.

    Either the date opens the sentence and a verb in the past tense follows, or such a verb
    stands before it with no infinitive between the two: "voted to send them in May 2021" leaves
    open which is of May.
    """
    if UNTIL.search(before):
        return False
    words = before.split()
    if len(words) <= _OPENING_WORDS:
        return bool(PAST.search(before + after))
    verbs = list(PAST.finditer(before))
    return bool(verbs) and not _TO_DO.search(before[verbs[-1].end() :])


def _is_coming(before: str) -> bool:
    """Whether a verb of what is to come stands before, and no year that it may be told of."""
    verbs = list(_WILL.finditer(before))
    if not verbs or YEARS.search(before[: verbs[-1].start()]):
        return False
    between = before[verbs[-1].end() :]
    return not PAST.search(between) and len(between.split()) <= _WILL_WITHIN


def _tense(before: str, after: str) -> Tense | None:
    if _is_coming(before) and not PAST.search(before):
        return "coming"
    if (
        not COMING.search(before + after)
        and not UNTIL.search(before)
        and PAST.search(before + after)
    ):
        return "past"
    return None


def _span(match: re.Match[str]) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day of a date with its year; None where there is no such day."""
    month = _NUMBERS[match["m1"].rstrip(".").casefold()]
    year, day = int(match["y1"][:4]), match["d1"] or match["d2"]
    if day is None:
        return datetime.date(year, month, 1), _last_of(year, month)
    found = _day(year, month, int(day))
    return None if found is None else (found, found)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _last_of(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
