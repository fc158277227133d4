"""The lines of a capture, and what a line is by its shape: a date, a byline, a credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from archive.characters import without

Hint = Literal["paragraph", "heading", "item", "quotation"]

# Only this much of a line is looked at: a paragraph is shorter, and a capture may be one line of
# a million characters.
LOOKED_AT = 2000
DATED_TEASER = "a dated teaser of another article"
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff]")
SPACE = re.compile(r"[^\S\n ]")
LETTER = re.compile(r"[^\W\d_]")
DIGIT = re.compile(r"\d")
SENTENCE_END = re.compile(r"""[.!?…][\s"'”’»“)\]]*$""")
CUT_OFF = re.compile(r"(?:…|\.\.\.)[\s»>]*$")
QUOTED = re.compile(r"[“”„«»\"]")

MONTHS = (
    r"(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch|ts)?|apr(?:il)?|may|maj|june?|juni|july?|"
    r"juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
BULLET = re.compile(r"(?:[•●◦▪■‣∙○▶►]+|[*+·](?=\s|$)|[-–—](?=\s*$)|-(?=\s+\S))\s*")
# "1. The ship", but not "28. januar".
NUMBERED = re.compile(rf"\d{{1,2}}[.)](?:\s+(?!\s|{MONTHS}\b)|$)", re.IGNORECASE)
DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|\.)?(?: of| den)? {MONTHS}\b"
    rf"|\b{MONTHS}\.? \d{{1,2}}(?:st|nd|rd|th)?\b"
    r"|\b\d{4}-\d{2}-\d{2}|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d{2}\b"
    r"|\b\d+ (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?) ago\b"
    r"|\bfor \d+ (?:minutter|timer?|dage?|uger?|måneder) siden\b"
    r"|\b\d{1,2}[:.]\d{2}(?::\d{2})? ?(?:am|pm|a\.m|p\.m|gmt|utc|cet|cest|est|edt|et|bst|ist)\b",
    re.IGNORECASE,
)
# A date glued to the title of another article: "…of the town9.11.2023 17:08:02 CET | News".
GLUED_DATE = re.compile(
    rf"\w(?:\d{{1,2}}\.\d{{1,2}}\.(?:19|20)\d{{2}}|\d{{1,2}}\. {MONTHS} (?:19|20)\d{{2}})"
    r"[^.!?]{0,40}$|"
    r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2} \d{1,2}:\d{2}(?::\d{2})?[^.!?]{0,30}$",
    re.IGNORECASE,
)
CLOCK = re.compile(
    r"^\W*(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\W*(?:[ap]m|[A-Z]{2,4})?\W*){1,3}(?:(?:19|20)\d\d)?$"
)
TELEPHONE = re.compile(
    r"\+\d{1,3}[\s./()-]?(?:\(?\d[\d\s./()-]{6,}\d)|"
    r"\b(?:tel|tlf|phone|telefon|mobile?|ph)\b\.?:?\s*[+(]?\d[\d\s./()-]{5,}\d",
    re.IGNORECASE,
)
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
# Not "2001 Afghanistan", which is a heading; but every number with a district, "2000 … C".
POSTCODE = re.compile(
    r"^(?:DK-?)?(?:(?!19|20)\d{4} [A-ZÆØÅ]\w+(?: [A-ZÆØÅ]{1,2})?|\d{4} [A-ZÆØÅ]\w+ [A-ZÆØÅ]{1,2})$"
)
YEAR = re.compile(r"^(?:19|20)\d\d:?$")
BYLINE = re.compile(
    r"^(?:by|af|av|written by|posted by|published by|skrevet af|text by|words by|story by)"
    r"\s+[A-ZÆØÅ@][^.!?]{2,90}$",
    re.IGNORECASE,
)
BYLINE_NAME = re.compile(r"^\S+(?: by)?\s+[A-ZÆØÅ@]")
STAMP = re.compile(
    r"^\W*(?:published|posted|updated|last updated|modified|created|date|first published|"
    r"publiceret|offentliggjort|opdateret|sidst opdateret|udgivet|oprettet|dato)\b",
    re.IGNORECASE,
)
PARENTHESIS_CREDIT = re.compile(
    r"^[(\[]\s*(?:image|photo|picture|foto|credit|illustration)\b[^)\]]*[)\]]?$|"
    r"©|^(?:\S+ ){0,14}\S*/\s?(?:getty images|reuters|ap|afp|ritzau scanpix|scanpix|epa)\)?$|"
    r"\(?(?:ap photo|getty images|ritzau scanpix)\b[^.]*$",
    re.IGNORECASE,
)
PLACE_IN_GALLERY = re.compile(
    r"^(?:image|photo|picture|slide|billede|foto)\s+\d+\s*(?:of|af|/)\s*\d+", re.IGNORECASE
)
CREDIT_AT_END = re.compile(
    r"[(\[](?:image|photo|picture|foto|credit|source|kilde)s?(?: credit| by)?:"
    r"[^)\]]{2,80}[)\]]\W*$|"
    r"\b(?:photo|foto|credit|image): ?[^.]{2,60}$",
    re.IGNORECASE,
)
# The end of a headline and the start of its summary without a space: "…on TuesdayThe ship…".
GLUED_TEASER = re.compile(r"^.{16,120}?(\w*[a-zæøå?!”’]{2}[A-ZÆØÅ](?:[a-zæøå]+)?) ")
HANDLE = re.compile(r"^@\w{2,}$")
# A row of buttons with their counts: "24 SHARE 181 COMMENT EMAIL".
BUTTON = re.compile(
    r"^(?:\d[\d.,]*k?|share[sd]?|del|tweet|retweet|pin|pin it|email|e-mail|mail|print|comments?|"
    r"like[sd]?|connect|facebook|twitter|linkedin|whatsapp|reddit|pinterest|save|more|send|copy|"
    r"link|kommentar(?:er)?|udskriv|gem|\W+)$",
    re.IGNORECASE,
)
MARKUP_SIGNS = frozenset("<&{}_")
MARKUP = re.compile(
    r"</?(?:a|b|br|div|em|i|iframe|img|li|p|script|span|strong|style|ul)\b[^>]*>|&lt;|[{}]\s*$|"
    r"^[a-z]+_[a-z]+\b",
    re.IGNORECASE,
)
AGENCY = re.compile(
    r"^[A-ZÆØÅ][\w.’-]+(?: [A-ZÆØÅ][\w.’-]+){1,2}\s?[,/]\s?"
    r"(?:AP|AFP|EPA|Reuters|Getty Images|Getty|Scanpix|Ritzau Scanpix|Associated Press)$"
    r"|^\([^()]{3,60}\)$"
)
NAME = re.compile(r"^(?:[A-ZÆØÅÄÖÉ][\w.’'-]*\s+){1,3}[A-ZÆØÅÄÖÉ][\w.’'-]*$")
FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|my|jeg|min)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `number` counts from 1 in the capture; `text` is without bullet and outer spaces; `gap` is
    how many blank lines stand above it; `hint` is what a saved page's markup said it is.
    """

    number: int
    text: str
    bullet: bool = False
    indent: int = 0
    gap: int = 0
    hint: Hint | None = None


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, with plain spaces and nothing invisible."""
    text = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines: list[Line] = []
    gap = 0
    for number, row in enumerate(text.split("\n"), 1):
        stripped = row.strip(" ")
        if not stripped:
            gap += 1
            continue
        indent = len(row) - len(row.lstrip())
        bullet = BULLET.match(stripped)
        rest = stripped[bullet.end() :] if bullet else stripped
        numbered = NUMBERED.match(rest)
        if not rest or (numbered and numbered.end() == len(rest)):
            # An empty bullet is furniture (icons); it parts what stands around it like a blank.
            gap += 1
            continue
        if bullet and bullet[0][0] == "-" and is_sentence(rest):
            # A dash before a sentence is a speaker's, and stays.
            bullet, rest = None, stripped
        lines.append(
            Line(
                number,
                rest,
                bullet=bullet is not None or numbered is not None,
                indent=indent,
                gap=gap,
                # The number is the source's and stays in the text.
                hint="paragraph" if numbered else None,
            )
        )
        gap = 0
    return lines


def plain(text: str) -> str:
    """Text with every kind of space but the line feed as a plain space, nothing invisible."""
    return SPACE.sub(" ", without(INVISIBLE.sub("", text)))


def is_sentence(text: str) -> bool:
    """True where the text ends as a sentence does."""
    return SENTENCE_END.search(text[-40:]) is not None


def shape(line: Line, text: str, words: int) -> str | None:
    """Why a line is furniture by its shape alone, or None.

    `text` is as much of the line's text as is looked at, `words` how many words it has.
    """
    if LETTER.search(text) is None:
        if YEAR.match(text):
            return None
        return "a date line" if DATE.search(text) else "no words"
    digits = DIGIT.search(text) is not None
    if words <= 40 and digits and TELEPHONE.search(text):
        return "a contact line"
    if words >= 4 and text.casefold().count("cookies") >= 2 and not QUOTED.search(text):
        return "a cookie notice"
    if words > 30:
        return None
    if 2 <= words <= 20 and all(BUTTON.match(word) for word in text.split()):
        return "a row of buttons"
    if (digits and POSTCODE.match(text)) or ("@" in text and EMAIL.search(text)):
        return "a contact line"
    if ADDRESS.match(text) or HANDLE.match(text):
        return "a bare link"
    if digits and (CLOCK.match(text) or (words <= 14 and _is_dateline(text))):
        return "a date line"
    if digits and GLUED_DATE.search(text):
        return DATED_TEASER
    if (
        not line.bullet
        and BYLINE_NAME.match(text)
        and (
            (words <= 14 and BYLINE.match(text))
            or (digits and text.startswith(("By ", "Af ", "BY ")) and DATE.search(text))
        )
    ):
        return "the author's line"
    if PARENTHESIS_CREDIT.search(text) or AGENCY.match(text) or PLACE_IN_GALLERY.match(text):
        return "a picture's credit"
    if ":" in text and not line.bullet and CREDIT_AT_END.search(text):
        return "a picture's caption"
    if not MARKUP_SIGNS.isdisjoint(text) and MARKUP.search(text):
        return "leftover markup"
    return None


def _is_dateline(text: str) -> bool:
    """True for a line that is little more than a date and a time, or says when it was posted."""
    if text.startswith("—"):
        return False  # the name and date under a quoted post
    if not DATE.search(text) and not re.search(r"\b(?:19|20)\d\d\b", text):
        return False
    if STAMP.match(text):
        return True
    rest = DATE.sub(" ", text)
    rest = re.sub(
        r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
        r"\b(?:man|tirs|ons|tors|fre|lør|søn)dag\b|"
        r"\b(?:at|on|kl|den|d|am|pm|gmt|utc|e[sd]?t|ce?s?t|by|updated|read|min|comments?|ago|cdt)\b|\d+",
        " ",
        rest,
        flags=re.IGNORECASE,
    )
    left = re.findall(r"[^\W\d_]+", rest)
    return len(left) <= (3 if DATE.search(text) and not is_sentence(text) else 0)
