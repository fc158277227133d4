"""The fit: whether a text may be about a mission, by its date, places, branch and words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from archive.dates import Date
from archive.gazetteer import Gazetteer
from archive.reading import Reading

# So short a mission is not known by place and date, unless the date is as exact.
MOMENT = datetime.timedelta(days=62)


@dataclass(frozen=True)
class Fit:
    """One text, with its date as far as that is known, beside the missions; these by their ids."""

    reading: Reading
    gazetteer: Gazetteer
    date: Date | None

    def places_of(self, id: str) -> frozenset[str]:
        """The countries and sea areas of a mission."""
        mission = self.gazetteer.missions[id]
        return frozenset((*mission.countries, *mission.seas))

    def named_of(self, id: str) -> frozenset[str]:
        """The countries and areas of a mission that the text names, by adjective too."""
        return self.places_of(id) & self.reading.places

    def covers(self, id: str, margin: datetime.timedelta) -> bool:
        """Whether the date may lie in the Danish part of a mission, give or take `margin`."""
        if self.date is None:
            return True
        part = self.gazetteer.missions[id].danish_participation
        start, end = part.start.earliest, part.end.latest if part.end else None
        first, last = self.date.earliest, self.date.latest
        if start and last and last + margin < start:
            return False
        return not (end and first and first > end + margin)

    def is_moment(self, id: str) -> bool:
        """Whether a mission was too short for a place and a rough date to mean it."""
        part = self.gazetteer.missions[id].danish_participation
        start, end = part.start.earliest, part.end.latest if part.end else None
        if start is None or end is None or end - start > MOMENT or self.date is None:
            return False
        first, last = self.date.earliest, self.date.latest
        return first is None or last is None or last - first > MOMENT

    def is_of_branch(self, id: str) -> bool:
        """Whether a mission may be of the branch that is told of: on land, at sea, in the air."""
        own, told = self.gazetteer.branches[id], self.reading.branches
        return not own or not told or bool(own & told)

    def own_words(self, id: str) -> int:
        """How many words of a mission's description stand in the text."""
        return len(self.gazetteer.own_words[id] & self.reading.stems)
