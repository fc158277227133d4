"""Background: whether a text names a mission only beside what it is about.

Somebody's career, what came before or after, another unit next door, a memory: such a name tags
nothing, and is told to a person.
"""

from __future__ import annotations

import itertools
import re

from archive.presence import HANDOVER, NOT
from archive.reading import Reading
from archive.words import fold, words_of


def background(reading: Reading, start: int, missions_in_sentence: int) -> str:
    """Why the mission at the word `start` is only background, in plain words; "" if it is not."""
    if is_career(reading, start, missions_in_sentence):
        return "named only as part of somebody's career"
    if is_memory(reading, start):
        return "named only as what somebody did before"
    if is_former(reading, start):
        return "named only as what came before"
    if speaks_of_handover(reading, start):
        return "named only as what it was handed over to"
    if is_negated(reading, start):
        return "named only to say that it is another one"
    if is_beside(reading, start):
        return "named only as those beside whom they work"
    return ""


def is_negated(reading: Reading, start: int) -> bool:
    """Whether "not", "instead of" or the like stands right before the word `start`."""
    first, _ = reading.sentence(start)
    return bool(NOT & set(reading.keys(max(first, start - 4), start)))


def speaks_of_handover(reading: Reading, start: int) -> bool:
    """Whether something is handed over to what begins at the word `start`."""
    first, _ = reading.sentence(start)
    before = reading.keys(first, start)
    to = bool({"to", "til"} & set(before[-3:]))
    return to and any(key.startswith(HANDOVER) for key in before)


_CAREER = tuple(
    fold(phrase)
    for phrase in (
        "udsendt med", "udsendt til", "udsendt i", "udsendelser", "tidligere udsendt", "veteran",
        "tjente i", "tjente med", "tjent i", "tjent med", "gjort tjeneste", "karriere",
        "served in", "served with", "served on", "has served", "serving in", "tours in",
        "tours with", "career", "previously deployed", "deployments to", "deployments with",
        "earlier deployed", "former", "medals",
    )
)  # fmt: skip
_NOW = words_of(
    "now today nu idag mayor borgmester retired pensioneret author forfatter "
    "politician politiker chairman formand"
)
_SUCCESSION = (
    "replaced", "replacing", "successor to", "successor of", "succeeded", "followed", "after",
    "afloste", "efterfolger", "efterfolgeren", "forgaenger", "forgaengeren", "predecessor",
    "predecessor of", "took over from", "unlike", "formerly", "tidligere",
)  # fmt: skip


def is_career(reading: Reading, start: int, missions_in_sentence: int) -> bool:
    """Whether a mission at the word `start` is a line of somebody's career.

    A word for it (served with, udsendt med, veteran) must stand in the sentence, and either
    the person is something else now, or several missions stand in a list.
    """
    first, last = reading.sentence(start)
    keys = reading.keys(first, last)
    sentence = " ".join(keys)
    if not any(phrase in sentence for phrase in _CAREER):
        return False
    return missions_in_sentence > 1 or bool(_NOW & set(keys))


def is_former(reading: Reading, start: int) -> bool:
    """Whether a mission at the word `start` is named as the one before another."""
    first, _ = reading.sentence(start)
    before = " ".join(reading.keys(max(first, start - 4), start))
    before = before.removesuffix(" the").removesuffix(" nato").removesuffix(" operation")
    return before.endswith(_SUCCESSION)


_PERSON = words_of("he she i han hun jeg")
_DID = words_of(
    "was went served came fought spent joined saw been var rejste tjente kom gjorde kaempede "
    "deltog vaeret did worked arbejdede stationed udsendt"
)
_DOES = words_of("is are serves er tjener now nu today")
_AGO = re.compile(r"(?:19|20)[0-9][0-9]$|ago$|siden$|earlier$|tidligere$|dengang$")
_STILL = words_of(
    "still continue continues continued meanwhile stadig fortsat fortsaetter samtidig"
)
_ONCE = words_of("1990s 1990erne 1990 erne dead died killed fell lost faldt dode draebt mistede")
_BESIDE = words_of("colleagues comrades peacekeepers units kolleger kammerater enheder")


def is_memory(reading: Reading, start: int) -> bool:
    """Whether one person tells, or is told of, as having been there: "he went there in 2001".

    At the head of a text it must be told with its year, or as long ago.
    """
    first, last = reading.sentence(start)
    before, keys = reading.keys(first, start), reading.keys(first, last)
    if not (_PERSON & set(before) and _DID & set(before)) or _DOES & set(before):
        return False
    again = any(_AGO.match(key) for key in keys)
    pairs = itertools.pairwise(keys)
    last_year = any(pair in (("last", "year"), ("sidste", "ar")) for pair in pairs)
    return again or last_year or start >= reading.head_end


def is_beside(reading: Reading, start: int) -> bool:
    """Whether it is named as a neighbour: "together with colleagues from UNIFIL"."""
    first, _ = reading.sentence(start)
    before = reading.keys(max(first, start - 3), start)
    if before[-1:] in (["the"], ["det"], ["den"]):
        before = before[:-1]
    return len(before) >= 2 and before[-1] in ("from", "fra") and before[-2] in _BESIDE


def tells_of_now(reading: Reading, start: int) -> bool:
    """Whether its sentence tells of home forces without looking back: no year, no decade."""
    first, last = reading.sentence(start)
    if any(_AGO.match(key) or key in _ONCE for key in reading.keys(first, last)):
        return False
    if _STILL & set(reading.keys(first, last)):
        return True
    return any(index in reading.sender_forces for index in range(first, last))
