"""Furniture: the phrases by which a page's labels, links and notices are known, kept as data.

`content/furniture.yml` holds them in groups. A group says how its phrases are compared with a
line, what a reader is told of a line that it matches, and how much goes with that line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from archive.front_matter import parse_yaml
from archive.problem import Problem, did_you_mean

Match = Literal["line", "start", "end", "part"]
Follows = Literal["nothing", "links", "rest"]

# A real sentence may well hold the words of a notice; a notice is seldom longer than this.
LONGEST = {"line": 120, "start": 300, "end": 500, "part": 400}
COUNT = re.compile(r"^\W*\d[\d.,]*|[(\[]\d[\d.,]*[)\]]")
START = re.compile(r"^\W+")
END = " »›>→"
DIGIT = re.compile(r"\d")
WORD = re.compile(r"\w+")
WORDS = re.compile(r"[\w']+")
KEYS = ("reason", "match", "follows", "phrases")


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that mean the same.

    `match`: the phrase is the whole line, its start, its end, or a part of it. `follows`: what
    goes with the line: nothing, the links under it (up to the next real paragraph), or the rest
    of the page.
    """

    name: str
    reason: str
    match: Match
    follows: Follows
    phrases: tuple[str, ...]


def fold(text: str) -> str:
    """Text for comparing: lower case, straight apostrophes, single spaces."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def words_only(text: str) -> str:
    """The folded words of a line, without signs and counts: "12 comments" is "comments".

    A number at the end stays: "Del 1" heads a part, "Del" is a button.
    """
    return _uncounted(fold(text))


def _uncounted(folded: str) -> str:
    if DIGIT.search(folded):
        folded = COUNT.sub(" ", folded)
    return " ".join(WORDS.findall(folded))


@dataclass(frozen=True)
class Furniture:
    """All groups of phrases; without groups nothing is known as furniture by its words."""

    groups: tuple[Group, ...] = ()

    @cached_property
    def _lines(self) -> Mapping[str, Group]:
        return {
            words_only(phrase): group
            for group in self.groups
            if group.match == "line"
            for phrase in group.phrases
        }

    @cached_property
    def _phrases(self) -> Mapping[Match, Mapping[str, Group]]:
        """The folded phrases of each way to match; the first group that names one has it."""
        found: dict[Match, dict[str, Group]] = {}
        for group in self.groups:
            for phrase in group.phrases:
                found.setdefault(group.match, {}).setdefault(fold(phrase), group)
        return found

    @cached_property
    def _edges(self) -> Mapping[Match, Mapping[str, tuple[str, ...]]]:
        """The phrases of a line's start by their first word, of its end by their last; longest
        first. One expression of all phrases would try each of them on every line.
        """
        edges: dict[Match, dict[str, tuple[str, ...]]] = {"start": {}, "end": {}}
        places: tuple[tuple[Match, int], ...] = (("start", 0), ("end", -1))
        for match, place in places:
            for phrase in sorted(self._phrases.get(match, {}), key=len, reverse=True):
                words = WORD.findall(phrase)
                key = words[place] if words else ""
                edges[match][key] = (*edges[match].get(key, ()), phrase)
        return edges

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        """The phrases to look for anywhere in a line, by the longest word of each.

        One expression of all phrases would try each of them at every letter of a paragraph.
        """
        parts: dict[str, tuple[str, ...]] = {}
        for phrase in self._phrases.get("part", {}):
            word = max(WORD.findall(phrase), key=len, default="")
            parts[word] = (*parts.get(word, ()), phrase)
        return parts

    def find(self, text: str) -> Group | None:
        """The group whose phrase the line `text` is, starts with, ends with or holds, or None."""
        if len(text) > max(LONGEST.values()):
            return None
        folded = fold(text)
        if len(text) <= LONGEST["line"]:
            group = self._lines.get(_uncounted(folded))
            if group is not None:
                return group
        words = WORD.findall(folded) or [""]
        phrase = _at_start(self._edges["start"], folded, words[0])
        if phrase is not None and len(text) <= LONGEST["start"]:
            return self._phrases["start"][phrase]
        phrase = _at_end(self._edges["end"], folded, words[-1])
        if phrase is not None and len(text) <= LONGEST["end"]:
            return self._phrases["end"][phrase]
        if len(text) > LONGEST["part"]:
            return None
        for word in sorted(self._parts.keys() & set(words)):
            for phrase in self._parts[word]:
                if _holds(folded, phrase):
                    return self._phrases["part"][phrase]
        return None


def _at_start(phrases: Mapping[str, tuple[str, ...]], folded: str, first: str) -> str | None:
    """The phrase that the line starts with; `first` is its first word."""
    candidates = (*phrases.get(first, ()), *phrases.get("", ()))
    bare = START.sub("", folded) if candidates else ""
    for phrase in candidates:
        for text in (bare, folded):
            if text.startswith(phrase) and _is_whole(text, 0, len(phrase)):
                return phrase
    return None


def _at_end(phrases: Mapping[str, tuple[str, ...]], folded: str, last: str) -> str | None:
    """The phrase that the line ends with; `last` is its last word."""
    candidates = (*phrases.get(last, ()), *phrases.get("", ()))
    tail = folded.rstrip(END) if candidates else ""
    for phrase in candidates:
        if tail.endswith(phrase) and _is_whole(tail, len(tail) - len(phrase), len(tail)):
            return phrase
    return None


def _holds(folded: str, phrase: str) -> bool:
    at = folded.find(phrase)
    while at >= 0:
        if _is_whole(folded, at, at + len(phrase)):
            return True
        at = folded.find(phrase, at + 1)
    return False


def _is_whole(text: str, start: int, end: int) -> bool:
    """True where what stands between two places is no part of a longer word."""
    return not (start and text[start].isalnum() and text[start - 1].isalnum()) and not (
        end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    )


def load_furniture(path: Path, shown: str | None = None) -> tuple[Furniture | None, list[Problem]]:
    """Read the furniture file at `path`: the furniture, or None, and its problems.

    `shown` is the path that problems name; without it, `path` as it was given.
    """
    shown = shown if shown is not None else path.as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return None, [Problem(shown, 1, "furniture", f"cannot be read ({reason})")]
    except UnicodeDecodeError:
        return None, [Problem(shown, 1, "furniture", "is not UTF-8. Save it as UTF-8")]
    value, lines, problems = parse_yaml(text, shown)
    if problems:
        return None, problems
    if not isinstance(value, dict):
        message = "must be groups of phrases: a name, then reason, match, follows and phrases"
        return None, [Problem(shown, 1, "furniture", message)]
    groups = []
    for name, fields in value.items():
        group = _group(name, fields, lines, shown, problems)
        if group is not None:
            groups.append(group)
    return (None if problems else Furniture(tuple(groups))), problems


def _group(
    name: str, fields: object, lines: Mapping[str, int], shown: str, problems: list[Problem]
) -> Group | None:
    """Make one group of its fields; what is wrong with them is added to `problems`."""
    before = len(problems)

    def wrong(key: str, message: str) -> None:
        field = f"{name}.{key}" if key else name
        line = lines.get(field, lines.get(name, 1))
        problems.append(Problem(shown, line, field, message))

    if not isinstance(fields, dict):
        wrong("", f"must have the keys {', '.join(KEYS)}")
        return None
    for key in fields:
        if key not in KEYS:
            wrong(key, f"is not a key of a group.{did_you_mean(key, KEYS)}")
    reason = fields.get("reason", "")
    if not isinstance(reason, str) or not reason.strip():
        wrong("reason", "is missing. Say in a few words what such a line is")
    match = fields.get("match", "")
    if match not in get_args(Match):
        wrong("match", f"must be one of {', '.join(get_args(Match))}")
    follows = fields.get("follows", "nothing")
    if follows not in get_args(Follows):
        wrong("follows", f"must be one of {', '.join(get_args(Follows))}")
    phrases = fields.get("phrases")
    if not isinstance(phrases, dict) or not phrases:
        wrong("phrases", "must list phrases under a language, for example en and da")
        phrases = {}
    for language, entries in phrases.items():
        if not isinstance(entries, list) or not _all_phrases(entries):
            wrong(f"phrases.{language}", "must be a list of phrases, none of them empty")
            phrases = {}
            break
    if len(problems) > before:
        return None
    return Group(
        name=name,
        reason=reason.strip(),
        match=match,
        follows=follows,
        phrases=tuple(phrase for entries in phrases.values() for phrase in entries),
    )


def _all_phrases(entries: Iterable[object]) -> bool:
    return all(isinstance(entry, str) and entry.strip() for entry in entries)
