"""The gazetteer: missions, countries and sea areas by every name that a text may use."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.branch import Branch, branches
from archive.mission import Mission
from archive.vocabulary import Area, Country
from archive.words import Phrases, Word, fold, split

HOME = "home"
# A word of a mission's own description tells of it where few other missions use the word.
SHARED_BY_AT_MOST = 4
STEM = 4
LONG_WORD = 6


class Alias(NamedTuple):
    """What a mission's name stands for. `place`: the alias is a place, an area or a ship."""

    mission: str
    strong: bool
    place: bool


class Place(NamedTuple):
    """What the name of a country or an area stands for.

    `how`: its name, a place in it, its adjective, a ship or unit of its forces, an operation
    that is no mission, or nothing (a phrase in which the name means something else).
    """

    id: str
    how: Literal["name", "place", "adjective", "forces", "area", "operation", "nothing"]
    needs: frozenset[str] = frozenset()
    danish_only: bool = False
    since: datetime.date | None = None


@dataclass(frozen=True)
class Gazetteer:
    """Everything that `archive.tag` looks up; made once by `Gazetteer.of`, then only read."""

    missions: Mapping[str, Mission]
    countries: Mapping[str, Country]
    areas: Mapping[str, Area]
    aliases: Phrases
    places: Phrases
    own_words: Mapping[str, frozenset[str]]
    branches: Mapping[str, frozenset[Branch]]

    @classmethod
    def of(
        cls, missions: Iterable[Mission], countries: Iterable[Country], areas: Iterable[Area]
    ) -> Gazetteer:
        """Build it of the vocabulary as loaded."""
        missions = sorted(missions, key=lambda mission: mission.id)
        countries = sorted(countries, key=lambda country: country.code)
        areas = sorted(areas, key=lambda area: area.id)
        places = _places(countries, areas)
        return cls(
            {mission.id: mission for mission in missions},
            {country.code: country for country in countries},
            {area.id: area for area in areas},
            _aliases(missions, places),
            places,
            _own_words(missions, places),
            {mission.id: _branches(mission) for mission in missions},
        )


def _aliases(missions: Sequence[Mission], places: Phrases) -> Phrases:
    tree = Phrases()
    for mission in missions:
        weak = set(mission.weak_aliases)
        names = [*_spoken(mission.name), *mission.aliases]
        if mission.abbreviation:
            names.append(mission.abbreviation)
        for name in dict.fromkeys(names):
            if name not in weak:
                tree.add(name, Alias(mission.id, True, False))
        for name in dict.fromkeys(mission.weak_aliases):
            tree.add(name, Alias(mission.id, False, _is_place(name, places)))
    return tree


def _spoken(name: str) -> list[str]:
    """The names in a display name: what stands outside and inside its brackets."""
    outside = re.sub(r"\([^)]*\)", " ", name)
    inside = [part for part in re.findall(r"\(([^)]*)\)", name) if part.startswith("Operation ")]
    return [outside.strip(), *inside]


def _is_place(name: str, places: Phrases) -> bool:
    words = split(name)
    return any(
        (found.start, found.end) == (0, len(words)) and _stands_somewhere(found.values)
        for found in places.find(words)
    )


def _stands_somewhere(values: Iterable[Place]) -> bool:
    return any(value.how in ("name", "place", "area", "forces") for value in values)


def _places(countries: Sequence[Country], areas: Sequence[Area]) -> Phrases:
    tree = Phrases()
    for area in areas:
        for name in dict.fromkeys((area.name, area.danish, *area.aliases)):
            tree.add(name, Place(area.id, "area"))
    for country in countries:
        _add_country(tree, country)
    return tree


def _add_country(tree: Phrases, country: Country) -> None:
    since = country.since.earliest if country.since else None
    needs = {name: frozenset(fold(word) for word in words) for name, words in country.needs.items()}
    names = [country.name, *country.aliases]
    if country.danish not in country.danish_only:
        names.append(country.danish)
    for name in dict.fromkeys(names):
        tree.add(name, Place(country.code, "name", needs.get(name, frozenset()), False, since))
    for name in country.danish_only:
        tree.add(name, Place(country.code, "name", needs.get(name, frozenset()), True, since))
    for name in country.places:
        tree.add(name, Place(country.code, "place", frozenset(), False, since))
    for name in country.adjectives:
        for form in (name, name + "e") if name.endswith("sk") else (name,):
            tree.add(form, Place(country.code, "adjective"))
    for name in country.forces:
        tree.add(name, Place(country.code, "forces"))
    for name in country.other_operations:
        tree.add(name, Place(country.code, "operation"))
    for phrase in country.not_in:
        tree.add(phrase, Place(country.code, "nothing"))


def _branches(mission: Mission) -> frozenset[Branch]:
    """The branches of a mission, by every word of its name and its summary, however often."""
    keys = {word.key for word in split(f"{mission.name} {mission.summary}")}
    return frozenset(branch for key in keys for branch in branches([key]))


def _own_words(missions: Sequence[Mission], places: Phrases) -> Mapping[str, frozenset[str]]:
    """For each mission the stems of its description that few other missions' have."""
    stems = {mission.id: _stems(mission, places) for mission in missions}
    shared = Counter(stem for own in stems.values() for stem in own)
    return {
        id: frozenset(stem for stem in own if shared[stem] <= SHARED_BY_AT_MOST)
        for id, own in stems.items()
    }


def _stems(mission: Mission, places: Phrases) -> set[str]:
    texts = (mission.name, mission.summary, *mission.aliases, *mission.weak_aliases)
    stems: set[str] = set()
    for text in texts:
        words = split(text)
        named = {index for found in places.find(words) for index in range(found.start, found.end)}
        stems |= {stem_of(word) for index, word in enumerate(words) if index not in named} - {""}
    return stems


def stem_of(word: Word) -> str:
    """The beginning that forms of one word have in common; "" for short words and numbers."""
    return word.key[:STEM] if len(word.key) >= LONG_WORD and word.key.isalpha() else ""
