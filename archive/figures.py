"""Figures: the numbers of Danish personnel that a text says were sent, are there or will go.

A figure is a number and a noun of personnel with nothing but known adjectives between them. Whose
they are is told by the words themselves ("90 Danish soldiers"), else by the subject before them,
else by the sentences before. In doubt there is no figure: what is missing is seen, what is wrong
is believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from babel import Locale

from archive.article import Figure
from archive.numbers import NUMBER_WORDS, number_pattern, number_value
from archive.personnel import (
    ADJECTIVES,
    AFTER,
    ANYONE,
    DENMARK,
    GROUPS,
    LED,
    OTHERS,
    OTHERS_WHOLE,
    PEOPLE,
    QUALIFIERS,
    THEN,
)

# Denmark has never had more out at one time; higher numbers are totals or whole forces.
MOST = 3000
# Fewer people than this are more often persons of a story than a contingent.
FEW = 10
SENTENCES_BACK = 3
# What is longer is no sentence but a table or a list of names.
LONGEST_SENTENCE = 1000

_SENT = (  # beginnings of verbs that send people or place them abroad
    r"sen[dt]|deploy|contribut|station|serv(?:e|ing)|withdr|pull|join|relie|rotat|reinforc|return|"
    r"stay|work|in EUFOR|(?:have|has) been in|are (?:in|at)|on (?:its|their) way|udsend|bidr|"
    r"udstation|deltag|tjen|rejs|drog|afgå|afløs|bliver|hjem|træk|af\s?sted|på vej|er på|er i|"
    r"har været i"
)
_SETTING = (  # other words that tell of forces abroad
    r"mission|contingent|contribution|team|battalion|aboard|frigate|corvette|ship|on board|base|"
    r"camp|task|detach|promis|military|there (?:are|were)|from the (?:air|navy|army)|styrke|"
    r"bataljon|fregat|korvet|skib|om bord|lejr|militær|fra (?:fly|sø)"
)
_SENT_OUT = re.compile(rf"\b(?:{_SENT})", re.IGNORECASE)
_ABROAD = re.compile(rf"\b(?:{_SENT}|{_SETTING})", re.IGNORECASE)
_LOST = re.compile(
    r"\b(?:killed|dead|deaths?|died?|dies|dying|wounded|injur\w+|lost|lose|casualt\w+|fallen|fell|"
    r"coffins?|missing|captured|hostages?|hurt|infected|tested|dræb\w*|død\w*|omkom\w*|faldet|"
    r"faldne|faldt|mistet?|mistede|sår(?:et|ede)|kvæst\w*|tilskadekom\w*|savne[dt]\w*|smittede?)\b",
    re.IGNORECASE,
)
# Sentences about people at home, at exercises, in court or over many years.
_ELSEWHERE = re.compile(
    r"\b(?:recruit|conscript|exercis|survey|poll|veteran|demonstrat|parade|applied|applicant|PTSD|"
    r"convict|charged|court|værnepl|øvelse|undersøgelse|ansøg|dømt|sigte[dt]|tiltalt|rekrut|"
    r"(?:over|through) the years|(?:gennem|i løbet af) (?:årene|tiden)|have served|"
    r"(?:put|placed|held) on (?:high )?(?:alert|standby)|"
    r"(?:sat|sættes|sætte) i (?:højeste )?beredskab|"
    r"har været udsendt|har gjort tjeneste|har tjent)",
    re.IGNORECASE,
)
# The people after these words are others than the ones who were sent.
_DONE_TO = re.compile(
    r"\b(?:train|taught|teach|evacuat|rescu|treat|detain|arrest|captur|fight|fought|against|replac|"
    r"uddan|træne|undervis|evaku|redde|behandl|mod\b|bekæmp|tilbagehold|anhold|erstat|udskift)\w*\s+"
    r"(?:(?!with\b|med\b|by\b|team|mission)\w+\s+){0,2}$",
    re.IGNORECASE,
)
_WAS_DONE = re.compile(
    r"^(?:\s+[\w’']+){0,4}\s+(?:been|be|being|were|are|was|blevet|blev|bliver|er|var)\s+"
    r"(?:trained|taught|uddannet|trænet|undervist|evacuated|evakueret)\b",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"(?:\b(?:not|never|without|cannot|ikke|aldrig|uden)|n['’]t)\s+"
    r"(?!only|just|kun|alene|bare|blot)(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:request\w*|ask(?:s|ed)? (?:\w+ ){0,2}for|anmod\w*|bad (?:\w+ )?om|bedt (?:\w+ )?om)\b",
    re.IGNORECASE,
)
# A number after these is a name, a time, a share or the end of a range.
_NO_COUNT = re.compile(
    r"(?:\b(?:[Hh]old|[Tt]eam|[Rr]esolution\w*|[Nn]o\.?|[Nn]r\.?|[Cc]ompany|[Kk]ompagni|"
    r"[Bb]attalion|[Bb]ataljon|[Ss]quadron|[Ee]skadrille|[Cc]amp|[Aa]rticle|[Aa]rtikel|[Kk]l\.?|"
    r"[Ee]very|[Hh]ver|[A-ZÆØÅ]{3,}|\w+\s+(?:in|out\s+of|ud\s+af)|of\s+every|"
    rf"(?:between|mellem)(?:\s+\S+){{1,4}})|(?:\d|\b(?i:{'|'.join(NUMBER_WORDS)}))\s*"
    r"(?:to|til|or|eller|-|–|—|x|×|of\s+the|of\s+its|af\s+de))\s*$"
)
_RAISED = re.compile(r"\b(?:from|fra)\s+$", re.IGNORECASE)
# The whole of a force of many nations: "the mission, which numbers in all 900".
_WHOLE = re.compile(
    r"\b(?:\w*missionen|\w*operationen|\w*styrken|(?:the|this)\s+(?:\w+\s+)?"
    r"(?:mission|operation|force|coalition))\b.*\b(?:samlet|i\s+alt|in\s+all|in\s+total|"
    r"total\s+of|altogether)\s+(?:\w+\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
# People whom somebody carries, however many words stand between.
_CARRIED = re.compile(
    r"\b(?:transporter(?:et|ede)|fløjet|evakuer(?:et|ede)|reddet|transported|carried|evacuated|"
    r"rescued|flown)\b[^,;:]*$",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(?:several|many|few|couple(?: of)?|tens of|par|flere|mange|nogle|adskillige)\s+$",
    re.IGNORECASE,
)
_PLAIN = re.compile(  # what is no part of `what`
    r"\b(?:Danish|more|additional|extra|new|further|other|of (?:its|the|our)|danske?|ekstra|flere|"
    r"nye|andre|yderligere|af (?:sine|de|vores))\s+",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?<=[.!?…:])[\"”’»)]*\s+(?=[“\"«(–-]*\s*[A-ZÆØÅ0-9])")
_SHORT = re.compile(
    r"(?:\b(?:ca|approx|nr|no|kl|lt|col|gen|capt|maj|sgt|mr|mrs|dr|st|bl\.a|f\.eks|mio|inkl)|"
    r"\b[A-ZÆØÅ])\.\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Patterns:
    """The patterns of one language, and that language."""

    language: str
    figures: tuple[re.Pattern[str], ...]
    owners: re.Pattern[str]
    anyone: re.Pattern[str]
    qualifiers: tuple[tuple[re.Pattern[str], str], ...]
    others_after: re.Pattern[str]
    others_before: re.Pattern[str]


def _either(words: str) -> str:
    """A pattern for a list written with `|`; of two that fit, the longer one."""
    parts = {" ".join(part.split()) for part in words.split("|")} - {""}
    joined = "|".join(sorted(parts, key=lambda part: (-len(part), part)))
    return f"(?:{joined})".replace(" ", r"\s+")


_NO_SUBJECT = re.compile(
    rf"(?<!\w){_either(AFTER)}\s+(?:(?:the|den|det|de|an?|en|et|some|both|NATO['’]?s)\s+)?$",
    re.IGNORECASE,
)


# "... to the mission, which has 150": a name before a relative pronoun is a subject after all.
_RELATIVE = re.compile(r",\s+(?:which|der|som)\s")


@lru_cache(maxsize=2)
def _patterns(language: str) -> _Patterns:
    qualifier = _either("|".join(QUALIFIERS[language].values()))
    number = (
        rf"(?:(?P<qualifier>(?<!\w){qualifier})\s*(?:of\s+)?(?:(?:the|our|its|sine|vores|de)\s+)?)?"
        rf"(?P<number>{number_pattern(language)})"
    )
    adjective = _either(ADJECTIVES[language])
    some = rf"(?:{adjective}(?:\s*,\s*|\s+(?:and|og)\s+|[\s-]+)){{0,4}}"
    anyone = _either(ANYONE[language])
    noun = rf"{some}(?:{_either(PEOPLE[language])}|{anyone})(?![\w-])"
    group = rf"(?<!\w)(?:{adjective}\s+){{0,3}}{_either(GROUPS[language])}(?!\w)"
    both = r"\s+(?:and|og|samt)\s+"
    to = "(?:til|eller)" if language == "da" else "(?:to|or)"
    team = r"(?:an?|en|et)\s+(?:\w+\s+)?(?:team|group|unit|hold|gruppe)\s+(?:(?:of|med|på)\s+)?"
    end = rf"(?=\s*(?:[.;:!?)–—\"”]|,(?!\d)|$)|\s+{_either(THEN[language])}\s)"
    countries = "|".join(
        re.escape(name).replace(r"\ ", " ")
        for code, name in Locale(language).territories.items()
        if code.isalpha() and code not in ("DK", "GL", "FO")
    )
    others = rf"(?:{_either(f'{OTHERS}|{countries}')}|{OTHERS_WHOLE})(?:['’]?s)?"
    flags = re.IGNORECASE
    return _Patterns(
        language,
        (
            # The least and the most: "90-100", "30 to 40", "between 700 and 1,200".
            re.compile(
                rf"(?:(?P<qualifier>(?<!\w){qualifier})\s+)?(?P<between>(?:between|mellem)\s+)?"
                rf"(?P<least>{number_pattern(language)})(?:\s?[-–—]\s?|\s+{to}\s+|"
                rf"(?P<and>\s+(?:and|og)\s+))(?P<number>{number_pattern(language, ranged=True)})"
                rf"\s+(?P<what>{noun})",
                flags,
            ),
            re.compile(
                rf"{number}\s+(?P<what>{noun}(?:(?:,\s+{noun}){{0,3}}{both}{noun})?)"
                rf"(?:{both}{team}{noun})?",
                flags,
            ),
            re.compile(
                rf"{number}[-\s](?:strong|man|men|person|mands|personers)\s+(?P<what>{group})",
                flags,
            ),
            re.compile(
                rf"(?:(?<!\w)(?:an?|en|et)\s+)?(?P<what>{group})\s+(?:of|på)\s+{number}{end}", flags
            ),
        ),
        re.compile(
            rf"(?<!\w)(?:(?P<led>{LED})|(?P<denmark>{_either(DENMARK)}(?:['’]?s)?)|{others})(?!\w)"
        ),
        re.compile(rf"{some}{anyone}", flags),
        tuple(
            (re.compile(_either(forms), flags), name)
            for name, forms in QUALIFIERS[language].items()
        ),
        re.compile(
            rf"\s+(?:from|fra)\s+(?:the\s+)?{others}(?!\w)"
            r"|[^,;:]*?\s(?:from|fra)\s+(?:\w+\s+)?(?:countries|nations|lande)(?!\w)"
            rf"|\s*,\s+(?:among\s+them|including|heriblandt|blandt\s+dem|herunder)\s+{others}"
        ),
        re.compile(rf"(?<!\w)(?:{LED}|{others})(?:\s+(?:[\w-]+\s+){{0,3}}(?:of|på|af))?\s+$"),
    )


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a text in their order, each count once; never raises.

    `text` is plain (title, dek and paragraphs, parted by blank lines); `language` is "da" for
    Danish, anything else is read as English. `count` is in persons, 2 to 3,000; `qualifier` is one
    of the English words of `QUALIFIERS`; of "90 to 100" it is "up to" 100. A count that stands
    several times is quoted from a sentence rather than from a headline, which has no full stop.
    Every quote stands in `text` as it is there, line breaks too.
    """
    patterns = _patterns("da" if language == "da" else "en")
    if not any(match["denmark"] for match in patterns.owners.finditer(text)):
        return ()
    kept: dict[int, tuple[bool, Figure]] = {}
    before: list[str] = []
    for paragraph in re.split(r"\n\s*\n", text):
        headline = paragraph.rstrip(' \n"”’»)')[-1:] not in (".", "!", "?", "…", ":")
        for sentence in _sentences(paragraph):
            for figure in _in_sentence(sentence, before[-SENTENCES_BACK:], patterns):
                if figure.count not in kept or (kept[figure.count][0] and not headline):
                    kept.pop(figure.count, None)
                    kept[figure.count] = (headline, figure)
            before.append(sentence)
    return tuple(figure for _, figure in kept.values())


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph that are short enough to be some."""
    start = 0
    ends = [(stop.start(), stop.end()) for stop in _STOP.finditer(paragraph)]
    for end, following in (*ends, (len(paragraph), len(paragraph))):
        if end < len(paragraph) and _SHORT.search(paragraph[max(start, end - 10) : end]):
            continue
        if end - start <= LONGEST_SENTENCE:
            yield paragraph[start:end]
        start = following


def _in_sentence(sentence: str, before: list[str], patterns: _Patterns) -> Iterator[Figure]:
    if _ELSEWHERE.search(sentence):
        return
    matches: list[re.Match[str]] = []
    for pattern in patterns.figures:
        for match in pattern.finditer(sentence):
            apart = all(match.end() <= one.start() or one.end() <= match.start() for one in matches)
            if apart and _is_range(sentence, match, patterns):
                matches.append(match)
    for match in sorted(matches, key=lambda one: one.start()):
        count = number_value(match["number"], patterns.language)
        if (
            count is not None
            and 2 <= count <= MOST
            and _is_count(sentence, match, count)
            and not _is_other_people(sentence, match, patterns)
            and _is_sent(sentence, match, count, patterns)
            and _is_danish(sentence, match, before, patterns)
        ):
            yield _figure(match, count, patterns)


def _is_count(sentence: str, match: re.Match[str], count: int) -> bool:
    """Whether the number counts: it is no year, name, share, vague or the end of a range."""
    if match["qualifier"] is None and match["number"] == str(count) and 1900 <= count <= 2100:
        return False
    if _VAGUE.search(sentence[: match.start()]):
        return False
    return not any(
        _NO_COUNT.search(sentence[: match.start(group)])
        for group in ((0, "number") if match.groupdict().get("least") is None else (0,))
        if match[group] is not None
    )


def _is_range(sentence: str, match: re.Match[str], patterns: _Patterns) -> bool:
    """Whether two numbers are the least and the most of one thing; True where there is one."""
    least = match.groupdict().get("least")
    if least is None:
        return True
    low = number_value(least, patterns.language)
    most = number_value(match["number"], patterns.language)
    return (
        low is not None
        and most is not None
        and 1 < low < most
        and (match["between"] is not None) == (match["and"] is not None)
        and not _RAISED.search(sentence[: match.start()])
    )


def _is_other_people(sentence: str, match: re.Match[str], patterns: _Patterns) -> bool:
    """Whether these are casualties, trained or helped, asked for, not sent, or of other nations."""
    ahead, behind = sentence[: match.start()], sentence[match.end() :]
    clause = re.split(r"[,;:()–—]\s", ahead)[-1]
    rest = re.split(r"[,;:()–—]\s", behind)[0]
    return any(
        (
            _LOST.search(clause),
            _LOST.search(rest),
            _ASKED.search(clause),
            _DONE_TO.search(ahead),
            _NOT.search(ahead),
            _WAS_DONE.search(behind),
            patterns.others_after.match(behind),
            _WHOLE.search(ahead) and not patterns.owners.search(match.group()),
            patterns.anyone.fullmatch(match["what"]) and _CARRIED.search(ahead),
        )
    )


def _is_sent(sentence: str, match: re.Match[str], count: int, patterns: _Patterns) -> bool:
    """Whether they went abroad: of a few and of civil nouns the text must say so."""
    if count < FEW:
        danish = any(one["denmark"] for one in patterns.owners.finditer(sentence))
        return danish and _SENT_OUT.search(sentence) is not None
    if patterns.anyone.fullmatch(match["what"]) is None:
        return True
    return _ABROAD.search(sentence) is not None


def _is_danish(sentence: str, match: re.Match[str], before: list[str], patterns: _Patterns) -> bool:
    """Whether the words, the subject or the sentences before say that they are Denmark's."""
    ahead = sentence[: match.start()]
    inside = list(patterns.owners.finditer(match.group()))
    if inside:
        return any(one["denmark"] for one in inside)
    if patterns.others_before.search(ahead):
        return False
    subjects = _subjects(ahead, patterns)
    if subjects:
        with_them = re.search(r"\b(?:with|med)\s+$", ahead) is not None
        at = 0 if with_them else len(subjects) - 1
        return bool(subjects[at]["denmark"]) and not any(
            re.fullmatch(r"\s*(?:,|and|og|,\s+and)?\s*", ahead[one.end() : two.start()])
            and not (one["denmark"] and two["denmark"])
            for one, two in pairwise(subjects[max(0, at - 1) : at + 2])
        )
    if any(one["denmark"] for one in patterns.owners.finditer(sentence)):
        return True
    for earlier in reversed(before):
        # Who asked for forces is not who sends them.
        told = [] if _ASKED.search(earlier) else _subjects(earlier, patterns)
        if told:
            return any(one["denmark"] for one in told)
    return True


def _subjects(words: str, patterns: _Patterns) -> list[re.Match[str]]:
    """The nations and forces that no preposition makes a place or a partner."""
    return [
        one
        for one in patterns.owners.finditer(words)
        if not one["led"]
        and (
            _RELATIVE.match(words, one.end())
            or not _NO_SUBJECT.search(words[max(0, one.start() - 40) : one.start()])
        )
    ]


def _figure(match: re.Match[str], count: int, patterns: _Patterns) -> Figure:
    said = match["qualifier"] or ""
    qualifier = next((name for form, name in patterns.qualifiers if form.fullmatch(said)), None)
    if match.groupdict().get("least"):
        qualifier = "up to"
    what = " ".join(_PLAIN.sub("", match["what"]).split())
    return Figure(count=count, qualifier=qualifier, what=what, quote=match.group())
