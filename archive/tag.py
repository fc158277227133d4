"""Tag: the missions, countries and sea areas that a text is about, each with its evidence.

A strong alias of a mission decides, unless it is only background. A weak alias decides only
together with forces of the home country, a place of the mission, and a date that fits, and
only where nothing else explains the place. A country is where forces were, are or are asked
to go. What stays unsure is listed for review and not tagged: no tag is better than a wrong one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from archive.background import background, tells_of_now
from archive.dates import Date
from archive.evidence import Evidence, Tag
from archive.fit import Fit
from archive.gazetteer import Alias, Gazetteer
from archive.reading import Reading
from archive.whereabouts import areas, countries
from archive.words import Found

MARGIN = datetime.timedelta(days=365)
# What is decided or announced may be reported some months before the forces go.
ANNOUNCED = datetime.timedelta(days=120)
EXACT = datetime.timedelta(0)


@dataclass(frozen=True)
class Tags:
    """What a text is about; `for_review` holds what may be meant and is not to be written."""

    missions: tuple[Tag, ...] = ()
    countries: tuple[Tag, ...] = ()
    areas: tuple[Tag, ...] = ()
    for_review: tuple[Tag, ...] = ()


def tag(
    text: str, gazetteer: Gazetteer, date: Date | None = None, language: str | None = None
) -> Tags:
    """The tags of a text (title, dek and body, plain, furniture removed).

    `date` is when it was published as far as that is known from elsewhere than its missions;
    `language` is its language code where known (Danish is recognised without).
    """
    reading = Reading.of(text, gazetteer, date, language)
    decision = _Decision(reading, gazetteer, date, Fit(reading, gazetteer, date))
    strong, review = decision.strong()
    weak, more = decision.weak(strong)
    missions = (*strong, *weak)
    places = countries(decision.reading, gazetteer, missions)
    if not missions:
        missions = decision.by_place_and_date(places, more)
    waters = areas(decision.reading, gazetteer, missions)
    tagged = {item.id for item in (*missions, *places, *waters)}
    left = tuple(item for item in (*review, *more) if item.id not in tagged)
    return Tags(missions, places, waters, left)


@dataclass(frozen=True)
class _Decision:
    """One text with what it is compared with. Its methods are the steps of `tag` in order."""

    reading: Reading
    gazetteer: Gazetteer
    date: Date | None
    fit: Fit

    def strong(self) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Missions with a strong alias: those to tag, and those that are only background."""
        reading = self.reading
        by_mission: dict[str, list[Found]] = {}
        in_sentence: dict[int, set[str]] = {}
        for found, alias in reading.mentions():
            if alias.strong:
                by_mission.setdefault(alias.mission, []).append(found)
                in_sentence.setdefault(self._sentence(found), set()).add(alias.mission)
        tags: list[Tag] = []
        review: list[Tag] = []
        told = {
            id: [
                background(reading, item.start, len(in_sentence[self._sentence(item)]))
                for item in mentions
            ]
            for id, mentions in by_mission.items()
        }
        _pass_over(reading, by_mission, told)
        for id, mentions in by_mission.items():
            reasons = told[id]
            if all(reasons):
                review.append(Tag(id, "strong", True, self.reading.evidence(mentions, reasons)))
            else:
                kept = [item for item, why in zip(mentions, reasons, strict=True) if not why]
                names = ["its name stands in the text"] * len(kept)
                tags.append(
                    Tag(
                        id,
                        "strong",
                        not reading.tells_of_sender,
                        self.reading.evidence(kept, names),
                    )
                )
        inside = [item for item in tags if self.fit.covers(item.id, MARGIN)]
        for item in tags if len(inside) < len(tags) else ():
            if item in inside:
                continue
            rule = "named, but no Danish forces took part at the article's date"
            late = replace(item, review=True, evidence=_add_rule(item.evidence, rule))
            if inside:
                review.append(late)
            else:
                inside.append(late)
        return tuple(inside), tuple(review)

    def _sentence(self, found: Found) -> int:
        return self.reading.words[found.start].sentence

    def weak(self, strong: Iterable[Tag]) -> tuple[tuple[Tag, ...], tuple[Tag, ...]]:
        """Missions that weak aliases and their context decide, and those left undecided."""
        strong = tuple(strong)
        hits: dict[str, list[tuple[Found, Alias]]] = {}
        by_mission: dict[str, list[Found]] = {}
        for found, alias in self.reading.mentions():
            if alias.strong:
                by_mission.setdefault(alias.mission, []).append(found)
            else:
                hits.setdefault(alias.mission, []).append((found, alias))
        for item in strong:
            hits.pop(item.id, None)
        if not hits or not self.reading.tells_of_forces:
            return (), ()
        explained = {
            place
            for item in strong
            if not self._is_passing(by_mission.get(item.id, []))
            for place in self.fit.places_of(item.id)
        }
        fitting = {
            id: found
            for id, found in hits.items()
            if self.fit.named_of(id)
            and self.fit.covers(id, MARGIN)
            and not explained & self.fit.places_of(id)
        }
        tags: list[Tag] = []
        review: list[Tag] = []
        for id, mentions in fitting.items():
            aliases = [item for item, _ in mentions]
            doubt = self._doubt(id, [alias for _, alias in mentions], fitting)
            beside = strong or any(
                found.start < self.reading.head_end
                for other, hits_of in fitting.items()
                for found, _ in (hits_of if other != id else ())
            )
            if not doubt and beside and self._is_passing(aliases):
                doubt = "a weaker name, only once and far from the head, beside another mission"
            rule = "a weaker name, with Danish forces, a place and a date that fit"
            if doubt:
                rules = [doubt] * len(aliases)
                review.append(Tag(id, "weak", True, self.reading.evidence(aliases, rules)))
            else:
                unsure = self.date is None or not self.fit.covers(id, EXACT)
                if unsure:
                    rule = "a weaker name, with Danish forces and a place that fits, but no date"
                rules = [rule] * len(aliases)
                tags.append(Tag(id, "weak", unsure, self.reading.evidence(aliases, rules)))
        return tuple(tags), tuple(review)

    def _doubt(
        self, id: str, aliases: list[Alias], fitting: Mapping[str, list[tuple[Found, Alias]]]
    ) -> str:
        """Why another mission may be meant, in plain words; "" where none is."""
        here = self.fit.named_of(id)
        rivals = [
            other
            for other in self.gazetteer.missions
            if other != id
            and (
                here & self.fit.named_of(other) or self._shares_a_name(id, other, fitting)
                if other in fitting
                else here <= self.fit.named_of(other)
            )
            and self.fit.is_of_branch(other)
        ]
        if self.date is not None:
            rivals = [other for other in rivals if self.fit.covers(other, EXACT)]
            if rivals and not self.fit.covers(id, ANNOUNCED):
                return "a weaker name, but another mission fits place and date better"
        named = [other for other in rivals if other in fitting]
        if named and self.date is not None and not self.fit.covers(id, EXACT):
            return "a weaker name, but another mission fits the date better"
        if any(self._support(other, fitting) >= self._support(id, fitting) for other in named):
            return "a weaker name that other missions share"
        if not all(alias.place for alias in aliases):
            return ""
        own = self.fit.own_words(id)
        if not named and self._support(id, fitting)[0] > 1:
            return ""
        if self.reading.names_other_operation and own == 0:
            return "a place of the mission, but another operation is named"
        unnamed = [other for other in rivals if other not in fitting]
        unsure = self.date is None or not self.fit.covers(id, EXACT)
        if (
            unsure
            and unnamed
            and (own == 0 or any(self.fit.own_words(other) >= own for other in unnamed))
        ):
            return "a place where other missions were too, and no date decides"
        return ""

    def _is_passing(self, mentions: list[Found]) -> bool:
        """Whether a mission is named only once, and not at the head of the text."""
        return len(mentions) == 1 and mentions[0].start >= self.reading.head_end

    @staticmethod
    def _shares_a_name(
        id: str, other: str, fitting: Mapping[str, list[tuple[Found, Alias]]]
    ) -> bool:
        """Whether all that stands for one mission stands for another one too."""
        own, others = (
            {(found.start, found.end) for found, _ in fitting[one]} for one in (id, other)
        )
        return own <= others

    def _support(
        self, id: str, fitting: Mapping[str, list[tuple[Found, Alias]]]
    ) -> tuple[int, int]:
        """How much speaks for a mission: its weak aliases, and words of its description."""
        names = {
            tuple(word.key for word in self.reading.words[found.start : found.end])
            for found, _ in fitting[id]
        }
        return len(names), self.fit.own_words(id)

    def by_place_and_date(
        self, countries: Iterable[Tag], undecided: Iterable[Tag]
    ) -> tuple[Tag, ...]:
        """The one mission whose Danish part covers place and date, where no name is given.

        Without a date it must be the only one that the archive has there, and the country none
        where forces also are for other reasons.
        """
        if any(undecided):
            return ()
        tags: dict[str, Tag] = {}
        for country in countries:
            there = [
                mission
                for mission in self.gazetteer.missions.values()
                if country.id in mission.countries
                and self.fit.covers(mission.id, EXACT)
                and self.fit.is_of_branch(mission.id)
            ]
            role = self.gazetteer.countries[country.id].role
            known = role == "place" or (self.date is not None and role != "recipient")
            if len(there) == 1 and known and not self.fit.is_moment(there[0].id):
                rule = "the only mission with Danish forces in that country at that date"
                if self.date is None:
                    rule = "the only mission that Danish forces had in that country"
                found = tuple(Evidence(item.quote, rule) for item in country.evidence)
                tags[there[0].id] = Tag(there[0].id, "weak", True, found)
        return tuple(tags.values())


def _pass_over(
    reading: Reading, by_mission: Mapping[str, list[Found]], told: Mapping[str, list[str]]
) -> None:
    """Where the head of a text names a mission, one named only once and later is in passing."""
    heads = {
        id: any(
            item.start < reading.head_end and not why
            for item, why in zip(mentions, told[id], strict=True)
        )
        for id, mentions in by_mission.items()
    }
    for id, reasons in told.items():
        if reasons.count("") != 1:
            continue
        at = reasons.index("")
        found = by_mission[id][at]
        sentence = reading.words[found.start].sentence
        listed = {
            other
            for other, mentions in by_mission.items()
            if any(reading.words[item.start].sentence == sentence for item in mentions)
        }
        if len(listed) > 2 and listed < by_mission.keys():
            reasons[at] = "named only in a list of missions"
        elif any(heads.values()) and not heads[id] and not tells_of_now(reading, found.start):
            reasons[at] = "named only once, in passing"


def _add_rule(evidence: tuple[Evidence, ...], rule: str) -> tuple[Evidence, ...]:
    return tuple(replace(item, rule=f"{item.rule}; {rule}") for item in evidence)
