"""Presence: whether a text puts the home country's forces at a place, or only speaks of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from archive.reading import Named, Reading
from archive.words import words_of

_IN = words_of(
    "in into inside within at near off over outside across around between throughout on above "
    "along "
    "i til pa ved over ud omkring mellem udfor nord syd ost vest vestlige"
)
_TO = words_of("to towards toward for mod")
_FROM = words_of("from out leave leaves leaving left fra ud forlader forlod")
# What may stand between the preposition and the name.
_BETWEEN = words_of(
    "the a an det den de northern southern eastern western north south east west northeast "
    "northwest southeast southwest central war-torn neighbouring neighboring capital city town "
    "province region camp base coast and or both og eller bade samt nordlige sydlige ostlige "
    "vestlige nord syd ost vest hovedstaden byen provinsen of af , ( airspace waters for border "
    "graensen territory africa afrikanske african asian arab troubled"
)
_LEAVING = (
    "withdr", "pull", "return", "home", "leav", "left", "bring", "brought", "evacu", "flies",
    "flew", "fly", "fetch", "hjem", "traek", "trak", "forlad", "forlod", "evaku", "flyv", "floj",
    "hent", "remov",
)  # fmt: skip
_EXERCISE = ("exercis", "ovelse", "manoeuv", "maneuv")
# Sentences that name a place for another reason than forces there.
_ELSEWHERE = (
    "summit", "topmod", "conferenc", "konferenc",
    "visit", "besog", "donat", "doner", "embass", "ambass", "ammuni", "embargo", "sanction",
    "sanktion", "tourist", "turist", "aid", "nodhjaelp", "refuge", "flygtning",
)  # fmt: skip
# Where somebody was posted before is no place of the forces that a text tells of.
_BEFORE = words_of("tidligere previously formerly earlier")
_POSTED = words_of("udsendt udstationeret deployed stationed served posted")
HANDOVER = ("hand", "overdrag", "overgiv", "overlad", "transfer")
NOT = words_of(
    "not no never without instead than except unlike nor isnt cannot cant wont "
    "ikke aldrig uden hverken ingen ej"
)
LOOK_BACK = 9


def puts_forces(reading: Reading, named: Named, *, people_only: bool = False) -> bool:
    """Whether a sentence says that home forces were, are or may go where `named` is.

    Its sentence must name forces of the home country, and the name must follow a preposition
    of place. `people_only`: ships and aircraft do not count (they are often given away).
    """
    first, last = reading.sentence(named.start)
    if not any(
        index in reading.sender_forces and (not people_only or reading.is_people(index))
        for index in range(first, last)
    ):
        forces = any(item.place.how == "forces" for item in reading.named_in(named.start))
        if people_only or not forces:
            return False
    if reading.words[last - 1].text == "?":
        return False
    if any(key.startswith(_ELSEWHERE) for key in reading.keys(first, last)):
        return False
    return not is_ruled_out(reading, named) and is_located(reading, named)


def is_ruled_out(reading: Reading, named: Named) -> bool:
    """Whether its sentence says that no forces are there, only to exercise, or only before."""
    first, last = reading.sentence(named.start)
    keys = reading.keys(first, last)
    if any(key.startswith(_EXERCISE) for key in keys):
        return True
    if any(one in _BEFORE and other in _POSTED for one, other in itertools.pairwise(keys)):
        return True
    return any(
        index in reading.force_words and NOT & set(reading.keys(max(first, index - 3), index))
        for index in range(first, last)
    )


def is_located(reading: Reading, named: Named) -> bool:
    """Whether the name stands as a place: "in Mali", "the border between Iraq and Syria"."""
    if named.place.how == "adjective":
        return False
    first, last = reading.sentence(named.start)
    keys = reading.keys(first, last)
    for index in _before(reading, named, first):
        key = reading.words[index].key
        if key not in _IN and key not in _TO and key not in _FROM:
            continue
        if NOT & set(reading.keys(max(first, index - 2), index)):
            return False
        if key in _FROM:
            return any(word.startswith(_LEAVING) for word in keys)
        if key in ("to", "til"):
            return not any(word.startswith(HANDOVER) for word in keys)
        return key in _IN
    return named.end < last and reading.words[named.end].key in ("border", "graense", "graensen")


def _before(reading: Reading, named: Named, first: int) -> Iterator[int]:
    """The words before a name that may hold its preposition, the nearest first.

    Other names of places are passed over, so that one preposition serves a whole list.
    """
    places = {
        index
        for item in reading.named_in(named.start)
        if item.place.how in ("name", "place", "area", "adjective")
        for index in range(item.start, item.end)
    }
    for index in range(named.start - 1, max(first, named.start - LOOK_BACK) - 1, -1):
        yield index
        key = reading.words[index].key
        if index not in places and key not in _BETWEEN:
            return
