"""The reading: a text as the tagger reads it, with what is named in it and whose forces act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from archive.branch import Branch, branches
from archive.dates import Date
from archive.evidence import Evidence
from archive.gazetteer import Alias, Gazetteer, Place, stem_of
from archive.words import Found, Word, split, words_of

# People and what carries them, English words whole, Danish ones by their stems (compounds).
_PEOPLE = re.compile(
    r"(?:soldiers?|troops?|forces|personnel|instructors?|trainers?|advis[eo]rs?|commandos?|"
    r"contingents?|battalions?|platoons?|squadrons?|peacekeepers?|observers?|medics|surgeons?|"
    r"marines|sailors|guardsmen|frogmen|engineers|officers?|crew|detachment|brigade)$|"
    r"\w*(?:soldat|tropper|styrker|styrken|instruktor|radgiver|officer|personel|kontingent|"
    r"bataljon|kompagni|deling|jaegerkorps|fromand|specialoperation|observator|ingenior|udsendt|"
    r"sergent|konstabel|saniteet|militaerlaege)\w*$"
)
_ASSETS = re.compile(
    r"(?:frigates?|corvettes?|warships?|ships?|submarines?|vessels?|jets?|fighters?|"
    r"helicopters?|aircraft|hercules|planes?|radars?|f16s?|f35s?|pilots?|tanks?|drones?)$|"
    r"\w*(?:fregat|korvet|krigsskib|stotteskib|fladefartoj|ubad|jagerfly|kampfly|"
    r"helikopter|transportfly|kampvogn|skib)\w*$"
)
_MAYBE_CIVILIAN = re.compile(
    r"(?:ships?|vessels?|crew|planes?|aircraft|pilots?|helicopters?|drones?|engineers|officers?|"
    r"observers?|advis[eo]rs?|personnel|trainers?|instructors?)$|\w*(?:skib|radgiver|personel)\w*$"
)
_TRADE = re.compile(
    r"(?:maersk|tankers?|cargo|containers?|shipping|freight|cruise|tourists?|ferr(?:y|ies)|"
    r"airlines?|passengers?)$|\w*(?:rederi|faerge|turist|passager|fragtskib)\w*$"
)
_DANISH_WORDS = words_of("og i er til af på det en et den fra med om som var har ikke de")
_ENGLISH_WORDS = words_of("the and in is to of on a an from with as was has not by at for")
OWNER_WITHIN = 7
PER_TAG = 4
HEAD_ROWS = 3


class Named(NamedTuple):
    """A country or an area named in a text: its words and what they stand for."""

    start: int
    end: int
    place: Place


@dataclass(frozen=True)
class Reading:
    """A text, word by word, with the names in it. Made by `Reading.of`."""

    text: str
    words: Sequence[Word]
    aliases: Sequence[Found]
    named: Sequence[Named]
    home: str
    is_danish: bool

    @classmethod
    def of(
        cls, text: str, gazetteer: Gazetteer, date: Date | None, language: str | None
    ) -> Reading:
        """Read a text: find every mission's, country's and area's name in it."""
        words = split(text)
        is_danish = language == "da" or _looks_danish(words)
        home = next(
            (code for code, country in gazetteer.countries.items() if country.role == "home"), ""
        )
        keys = frozenset(word.key for word in words)
        latest = date.latest if date else None
        named = tuple(
            Named(found.start, found.end, place)
            for found in gazetteer.places.find(words)
            for place in found.values
            if (not place.needs or place.needs & keys)
            and (is_danish or not place.danish_only)
            and not (place.since and latest and latest < place.since)
            and place.how != "nothing"
        )
        return cls(text, words, tuple(gazetteer.aliases.find(words)), named, home, is_danish)

    @cached_property
    def first_line_end(self) -> int:
        """The number of the first word after the title's line."""
        for index, word in enumerate(self.words):
            if word.text == "\n":
                return index
        return len(self.words)

    @cached_property
    def head_end(self) -> int:
        """The number of the first word after the title and the first two paragraphs."""
        rows, inside = 0, False
        for index, word in enumerate(self.words):
            if word.text == "\n":
                rows, inside = rows + inside, False
                if rows == HEAD_ROWS:
                    return index
            else:
                inside = True
        return len(self.words)

    @cached_property
    def places(self) -> frozenset[str]:
        """The countries and areas that it names, be it by an adjective."""
        return frozenset(
            item.place.id for item in self.named if item.place.how not in ("forces", "operation")
        )

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its words, to compare with those of a mission's description."""
        return frozenset(stem_of(word) for word in self.words) - {""}

    @cached_property
    def branches(self) -> frozenset[Branch]:
        """Whether it tells of forces on land, at sea, in the air: those it tells of most."""
        return branches(word.key for word in self.words)

    @cached_property
    def names_other_operation(self) -> bool:
        """Whether an operation or exercise is named that is no mission of the archive."""
        return any(item.place.how == "operation" for item in self.named)

    @cached_property
    def force_words(self) -> frozenset[int]:
        """The words for people of a force and for what carries them."""
        return frozenset(
            index
            for index, word in enumerate(self.words)
            if _kind(word.key) in ("people", "asset") or self._is_aircraft(index)
        )

    @cached_property
    def sender_forces(self) -> frozenset[int]:
        """The force words that stand for forces of the home country."""
        return frozenset(index for index in self.force_words if self._is_senders(index))

    @cached_property
    def tells_of_sender(self) -> bool:
        """Whether the home country or its forces are named, or it is the text's language."""
        return self.is_danish or any(
            item.place.id == self.home and item.place.how != "operation" for item in self.named
        )

    @cached_property
    def tells_of_forces(self) -> bool:
        """Whether it has the home country's forces: a military word that is not another's.

        A ship, a plane or a crew may be civilian: it counts where nothing speaks of trade.
        """
        if not self.tells_of_sender:
            return False
        if any(item.place.how == "forces" for item in self.named):
            return True
        trade = any(_kind(word.key) == "trade" for word in self.words)
        return any(
            self._owner(index) in (self.home, "")
            and not (trade and _MAYBE_CIVILIAN.match(self.words[index].key))
            for index in self.force_words
        )

    @cached_property
    def _senders(self) -> dict[int, str]:
        """The country named at each word that names one."""
        return {
            index: item.place.id
            for item in self.named
            if item.place.how not in ("area", "operation")
            for index in range(item.start, item.end)
        }

    def is_people(self, index: int) -> bool:
        """Whether a force word stands for people, and not for a ship or an aircraft."""
        return _kind(self.words[index].key) == "people"

    def _is_aircraft(self, index: int) -> bool:
        if self.words[index].key != "f" or index + 1 == len(self.words):
            return False
        return self.words[index + 1].key.rstrip("s") in ("16", "35")

    def _is_senders(self, index: int) -> bool:
        """Its owner is the home country, or none is named in a text of the home country."""
        owner = self._owner(index)
        return owner == self.home or (not owner and self.is_danish)

    def _owner(self, index: int) -> str:
        """The country whose forces a force word stands for, "" where its sentence tells none.

        That is the nearest country named before it; one named far before it counts only if it
        is the home country, the usual subject.
        """
        first, _ = self.sentence(index)
        for before in range(index, first - 1, -1):
            owner = self._senders.get(before, "")
            if owner and (owner == self.home or index - before <= OWNER_WITHIN):
                return owner
        return ""

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        """Of every sentence the first word, and one after its last."""
        spans: list[tuple[int, int]] = []
        for index, word in enumerate(self.words):
            while len(spans) <= word.sentence:
                spans.append((index, index))
            spans[word.sentence] = (spans[word.sentence][0], index + 1)
        return spans

    def sentence(self, index: int) -> tuple[int, int]:
        """The words of the sentence that holds the word `index`: first, and one after the last."""
        return self._sentences[self.words[index].sentence]

    @cached_property
    def _named_by_sentence(self) -> dict[int, list[Named]]:
        by_sentence: dict[int, list[Named]] = {}
        for item in self.named:
            by_sentence.setdefault(self.words[item.start].sentence, []).append(item)
        return by_sentence

    def named_in(self, index: int) -> Sequence[Named]:
        """What is named in the sentence that holds the word `index`."""
        return self._named_by_sentence.get(self.words[index].sentence, ())

    def keys(self, start: int, end: int) -> list[str]:
        """The folded words from `start` up to `end`."""
        return [word.key for word in self.words[max(0, start) : end]]

    def quote(self, start: int, end: int) -> str:
        """The words from `start` up to `end` with a few on both sides, as the source has them."""
        first, last = self.sentence(start)
        first, last = max(first, start - 10), max(end, min(last, end + 10))
        quote = self.text[self.words[first].start : self.words[last - 1].end]
        return " ".join(quote.split())

    def evidence(
        self, found: Iterable[Found | Named], rules: Iterable[str]
    ) -> tuple[Evidence, ...]:
        """What stands at each place found, with the rule it meets; at most `PER_TAG` of them."""
        evidence = dict.fromkeys(
            Evidence(self.quote(item.start, item.end), rule)
            for item, rule in zip(found, rules, strict=True)
        )
        return tuple(evidence)[:PER_TAG]

    def mentions(self) -> Iterator[tuple[Found, Alias]]:
        """Every alias of a mission in the text, each with what it stands for."""
        for found in self.aliases:
            for alias in found.values:
                yield found, alias


@lru_cache(maxsize=1 << 16)
def _kind(key: str) -> Literal["people", "asset", "trade", ""]:
    """What a folded word tells of forces; remembered, since texts use the same words."""
    if _PEOPLE.match(key):
        return "people"
    if _TRADE.match(key):
        return "trade"
    return "asset" if _ASSETS.match(key) else ""


def _looks_danish(words: Sequence[Word]) -> bool:
    keys = [word.key for word in words[:400]]
    danish = sum(key in _DANISH_WORDS for key in keys)
    return danish > sum(key in _ENGLISH_WORDS for key in keys)
