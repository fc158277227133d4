"""Whereabouts: the countries and sea areas where the home country's forces are in a text.

A country is where forces were, are or are asked to go, never the sender and never a mere mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archive.evidence import Tag
from archive.gazetteer import Gazetteer
from archive.mission import Mission
from archive.presence import is_located, is_ruled_out, puts_forces
from archive.reading import Named, Reading


def countries(reading: Reading, gazetteer: Gazetteer, missions: Iterable[Tag]) -> tuple[Tag, ...]:
    """Where forces were, are or are asked to go: by the tagged missions, and by what is told."""
    missions = tuple(missions)
    tags: dict[str, Tag] = {}
    for item in missions:
        for country in _of_mission(reading, gazetteer.missions[item.id], item):
            tags.setdefault(country.id, country)
    for code in dict.fromkeys(item.place.id for item in _named(reading)):
        if code not in tags:
            present = _by_presence(reading, gazetteer, code, missions)
            if present is not None:
                tags[code] = present
    return tuple(tags.values())


def areas(reading: Reading, gazetteer: Gazetteer, missions: Iterable[Tag]) -> tuple[Tag, ...]:
    """The sea areas of the tagged missions that the text names, or a mission's only one."""
    tags: dict[str, Tag] = {}
    for item in missions:
        mission = gazetteer.missions[item.id]
        for area in mission.seas:
            named = [found for found in reading.named if found.place.id == area]
            rule = f"the sea area of {mission.name}"
            if named:
                quotes = reading.evidence(named, [rule] * len(named))
                tags.setdefault(area, Tag(area, item.strength, item.review, quotes))
            elif not mission.countries and len(mission.seas) == 1:
                quotes = tuple(replace(one, rule=rule) for one in item.evidence[:1])
                tags.setdefault(area, Tag(area, item.strength, item.review, quotes))
    return tuple(tags.values())


def _of_mission(reading: Reading, mission: Mission, because: Tag) -> Iterator[Tag]:
    """The countries of a tagged mission that the text is about."""
    if len(mission.countries) == 1:
        rule = f"the country of {mission.name}"
        found = tuple(replace(item, rule=rule) for item in because.evidence[:1])
        yield Tag(mission.countries[0], because.strength, because.review, found)
        return
    levels: dict[str, tuple[int, Named]] = {}
    for item in reading.named:
        code = item.place.id
        if code in mission.countries and item.place.how in ("name", "place", "adjective"):
            level = _level(reading, item)
            if code not in levels or level > levels[code][0]:
                levels[code] = (level, item)
    if not levels:
        return
    best = max(level for level, _ in levels.values())
    chosen = [code for code in levels if levels[code][0] == best]
    if best < 3 and len(chosen) > 1 and mission.countries[0] in chosen:
        chosen = [mission.countries[0]]
    rule = f"a country of {mission.name}, named with its forces"
    for code in mission.countries:
        if code in chosen:
            quotes = reading.evidence([levels[code][1]], [rule])
            yield Tag(code, because.strength, because.review or best < 3, quotes)


def _level(reading: Reading, named: Named) -> int:
    """How closely a name is tied to the home forces: 3 they are there … 0 only its people."""
    if named.place.how == "adjective":
        return 0
    if puts_forces(reading, named):
        return 3
    return 2 if is_located(reading, named) else 1


def _by_presence(
    reading: Reading, gazetteer: Gazetteer, code: str, missions: tuple[Tag, ...]
) -> Tag | None:
    """A country where a sentence puts home forces though no tagged mission is there.

    Countries where forces are for other reasons too must stand in the title and once more; one
    that is named only once must stand at the head of the text.
    """
    country = gazetteer.countries[code]
    if country.role == "home":
        return None
    mentions = [item for item in _named(reading) if item.place.id == code]
    if any(is_ruled_out(reading, item) for item in mentions):
        return None
    found = [
        item
        for item in mentions
        if puts_forces(reading, item, people_only=country.role == "recipient")
    ]
    if not found:
        return None
    in_title = any(item.start < reading.first_line_end for item in found)
    in_head = any(item.start < reading.head_end for item in found)
    basing = {base for item in missions for base in gazetteer.missions[item.id].basing}
    if country.role in ("base", "actor") and (not in_title or missions or len(found) == 1):
        return None
    if missions and (code in basing or not (in_title or len(found) > 1)):
        return None
    if not in_head and len(found) == 1:
        return None
    rule = "Danish forces are put there, though no mission is named"
    return Tag(code, "weak", True, reading.evidence(found, [rule] * len(found)))


def _named(reading: Reading) -> list[Named]:
    return [item for item in reading.named if item.place.how in ("name", "place")]
