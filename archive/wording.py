"""Wording: the phrases that pages use for dates, spans and organisations, in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.article import Article, Rights
from archive.cleaning import LeftOut
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
    "national": "Denmark",
}
LED = {
    "UN": "United Nations",
    "NATO": "NATO",
    "EU": "European Union",
    "coalition": "Coalition",
    "national": "Denmark alone",
}
LANGUAGES = {"en": "English", "da": "Danish", "no": "Norwegian", "sv": "Swedish"}
# Letters and forms that Danish names have and English ones have not: FN, "i", NATOs, styrken.
DANISH = re.compile(r"[æøåÆØÅ]|\bFN\b|\bi\b|\b(?:EU|NATO)s\b|\w{5,}en\b")
CONFIDENCE = {
    "high": "Confidence in these dates: high",
    "medium": "Confidence in these dates: medium",
    "low": "Confidence in these dates: low",
}


def participation(part: Participation) -> str:
    """When Danish forces took part, without claiming that anything still goes on.

    >>> participation(Participation(start="2018", status="ongoing", last_reported="2024"))
    'since 2018; ongoing when last seen (2024)'
    """
    if part.end is not None:
        words = span(part)
        return f"{words}, with gaps" if part.status == "recurrent" else words
    since = f"since {part.start.words()}"
    seen = part.last_reported.words() if part.last_reported else "without a date"
    if part.status == "ongoing":
        return f"{since}; ongoing when last seen ({seen})"
    if part.status == "recurrent":
        return f"{since}; comes and goes, last seen {_when(part.last_reported)}"
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
    seen = _year(part.last_reported) if part.last_reported else "?"
    return f"{start}, last seen {seen}"


def in_full(mission: Mission, articles: int) -> str:
    """A mission as a picture's link names it: label, name, dates, how many articles."""
    names = mission.label if mission.label == mission.name else f"{mission.label}, {mission.name}"
    told = f"; {counted(articles, 'article')}" if articles else ""
    return f"{names}: {participation(mission.danish_participation)}{told}"


def marked(articles: Sequence[Article]) -> str:
    """What a mark on a timeline stands for: an article with its date, or how many of when."""
    dates = [article.date.words() for article in articles if article.date is not None]
    if len(articles) == 1:
        return f"{articles[0].title} ({''.join(dates)})"
    return f"{counted(len(articles), 'article')}, {dates[0]} to {dates[-1]}"


def first_and_more(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are.

    >>> first_and_more(["Mali", "Niger", "Burkina Faso"])
    'Mali +2'
    """
    more = f" +{len(names) - 1}" if len(names) > 1 else ""
    return f"{names[0]}{more}" if names else ""


def counted(number: int, noun: str) -> str:
    """A number with its noun: "no articles", "1 article", "1,200 articles"."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun}s" if number else f"no {noun}s"


def cleaned(words: int, left_out: LeftOut | None) -> str:
    """How many words of its capture an article kept, and how many were left out.

    >>> cleaned(421, None)
    'The text has 421 words. What was left out of the capture is not known.'
    """
    kept = f"The text has {counted(words, 'word')}" if words else "The text is not kept here"
    if left_out is None:
        return f"{kept}. What was left out of the capture is not known."
    if not left_out.passages:
        return f"{kept}. Nothing of the capture was left out."
    out = f"{counted(left_out.words, 'word')} in {counted(left_out.passages, 'passage')}"
    return f"{kept}. Left out of the capture: {out}."


def date_basis(article: Article, rights: Rights = "full") -> str:
    """How the day of an article is known, as its page tells it: it may quote the text."""
    if article.date is None:
        return "When this was published is not known."
    if article.date_basis is not None:
        if rights != "full":
            return "How it is known is noted, but not shown, since it may quote the text."
        return article.date_basis
    if article.is_suggested("date"):
        return "Found by rule; nobody has confirmed it yet."
    if not article.date.is_certain_day:
        return "How it is known has not been noted."
    return "As the source prints it."


def holder(publisher: str | None) -> str:
    """Who holds the rights to an article, as its page and the feeds tell it.

    >>> holder("The Copenhagen Post")
    'Rights: The Copenhagen Post'
    """
    return f"Rights: {publisher or 'the publisher, who is not known here'}"


def address(url: str) -> str:
    """A web address as people read it: without https://, www. and a slash at its end."""
    return re.sub(r"^https?://(?:www\.)?", "", url).removesuffix("/")


def is_danish(name: str) -> bool:
    """True where a mission's other name is Danish by its letters or its forms.

    >>> [name for name in ("UN Force in Cyprus", "FN-styrken på Cypern") if is_danish(name)]
    ['FN-styrken på Cypern']
    """
    return DANISH.search(name) is not None


def _number(date: Date) -> str:
    day = date.earliest or date.latest
    return str(day.year) if day else "?"


def _year(date: Date) -> str:
    """The year, unsure where the year itself is, and not only the month or the day."""
    return date.words() if date.kind == "year" else _number(date)


def _when(date: Date | None) -> str:
    if date is None:
        return "without a date"
    return f"on {date.words()}" if date.kind == "day" else f"in {date.words()}"


def outlet_path(id: str | None) -> str:
    """The path inside the site of an outlet's page; None: of those of an unknown outlet."""
    return f"outlets/{id or 'unknown'}.html"
