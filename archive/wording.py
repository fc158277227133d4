"""Wording: the phrases that pages use for dates, spans and organisations, in one place."""

from __future__ import annotations

from archive.dates import Date
from archive.mission import Mission, Participation, Span

ORGANISATIONS = {
    "UN": "United Nations",
    "NATO": "NATO",
    "EU": "European Union",
    "coalition": "Coalitions",
    "national": "National",
}
LED_BY = {
    "UN": "The United Nations",
    "NATO": "NATO",
    "EU": "The European Union",
    "coalition": "A coalition of states",
    "national": "Denmark alone",
}
LANGUAGES = {"en": "English", "da": "Danish", "no": "Norwegian", "sv": "Swedish"}
CONFIDENCE = {
    "high": "The dates rest on official texts.",
    "medium": "The dates rest partly on press reports and veterans’ pages.",
    "low": "The dates rest on little: treat them as a first guess.",
}


def participation(part: Participation) -> str:
    """When Danish forces took part, without claiming that anything still goes on.

    >>> participation(Participation(start="2018", status="ongoing", last_reported="2024"))
    'since 2018; ongoing when last seen (2024)'
    """
    if part.end is not None:
        words = span(part)
        return f"{words}, with gaps" if part.status == "recurrent" else words
    seen = part.last_reported.words() if part.last_reported else "not dated"
    since = f"since {part.start.words()}"
    if part.status == "ongoing":
        return f"{since}; ongoing when last seen ({seen})"
    if part.status == "recurrent":
        return f"{since}, with gaps; going on when last seen ({seen})"
    return f"{since}; no end found, last reported {_when(part.last_reported)}"


def span(span: Span) -> str:
    """From when to when, or since when where no end was found."""
    start = span.start.words()
    if span.end is None:
        return f"since {start}; no end found"
    if span.end.text == span.start.text:
        return start
    return f"{start} to {span.end.words()}"


def short_span(mission: Mission) -> str:
    """The years of the Danish part for lists: "2013 to 2016", "2018, last seen 2024"."""
    part = mission.danish_participation
    start = _year(part.start)
    if part.end is not None:
        same = _number(part.start) == _number(part.end)
        return start if same else f"{start} to {_year(part.end)}"
    seen = _number(part.last_reported) if part.last_reported else "?"
    return f"{start}, last seen {seen}"


def decade(date: Date) -> str:
    """The decade of a date: "1990s"; everything before 1990 is one group."""
    day = date.earliest or date.latest
    year = day.year if day else 0
    return "Before 1990" if year < 1990 else f"{year // 10 * 10}s"


def _number(date: Date) -> str:
    day = date.earliest or date.latest
    return str(day.year) if day else "?"


def _year(date: Date) -> str:
    """The year, with "about" where the year itself is unsure and not only the month or day."""
    unsure = date.kind == "year" and (date.approximate or date.uncertain)
    return f"about {_number(date)}" if unsure else _number(date)


def _when(date: Date | None) -> str:
    if date is None:
        return "without a date"
    return f"on {date.words()}" if date.kind == "day" else f"in {date.words()}"
