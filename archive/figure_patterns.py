"""The patterns that figures are found by: what sends people, what counts them, whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from archive.numbers import NUMBER_WORDS, number_pattern
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
SENT_OUT = re.compile(rf"\b(?:{_SENT})", re.IGNORECASE)
ABROAD = re.compile(rf"\b(?:{_SENT}|{_SETTING})", re.IGNORECASE)
LOST = re.compile(
    r"\b(?:killed|dead|deaths?|died?|dies|dying|wounded|injur\w+|lost|lose|casualt\w+|fallen|fell|"
    r"coffins?|missing|captured|hostages?|hurt|infected|tested|dræb\w*|død\w*|omkom\w*|faldet|"
    r"faldne|faldt|mistet?|mistede|sår(?:et|ede)|kvæst\w*|tilskadekom\w*|savne[dt]\w*|smittede?)\b",
    re.IGNORECASE,
)
# Sentences about people at home, at exercises, in court or over many years.
ELSEWHERE = re.compile(
    r"\b(?:recruit|conscript|exercis|survey|poll|veteran|demonstrat|parade|applied|applicant|PTSD|"
    r"convict|charged|court|værnepl|øvelse|undersøgelse|ansøg|dømt|sigte[dt]|tiltalt|rekrut|"
    r"(?:over|through) the years|(?:gennem|i løbet af) (?:årene|tiden)|have served|"
    r"(?:put|placed|held) on (?:high )?(?:alert|standby)|"
    r"(?:sat|sættes|sætte) i (?:højeste )?beredskab|"
    r"har været udsendt|har gjort tjeneste|har tjent)",
    re.IGNORECASE,
)
# The people after these words are others than the ones who were sent.
DONE_TO = re.compile(
    r"\b(?:train|taught|teach|evacuat|rescu|treat|detain|arrest|captur|fight|fought|against|replac|"
    r"uddan|træne|undervis|evaku|redde|behandl|mod\b|bekæmp|tilbagehold|anhold|erstat|udskift)\w*\s+"
    r"(?:(?!with\b|med\b|by\b|team|mission)\w+\s+){0,2}$",
    re.IGNORECASE,
)
WAS_DONE = re.compile(
    r"^(?:\s+[\w’']+){0,4}\s+(?:been|be|being|were|are|was|blevet|blev|bliver|er|var)\s+"
    r"(?:trained|taught|uddannet|trænet|undervist|evacuated|evakueret)\b",
    re.IGNORECASE,
)
NOT = re.compile(
    r"(?:\b(?:not|never|without|cannot|ikke|aldrig|uden)|n['’]t)\s+"
    r"(?!only|just|kun|alene|bare|blot)(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:request\w*|ask(?:s|ed)? (?:\w+ ){0,2}for|anmod\w*|bad (?:\w+ )?om|bedt (?:\w+ )?om)\b",
    re.IGNORECASE,
)
# A number after these is a name, a time, a share or the end of a range.
NO_COUNT = re.compile(
    r"(?:\b(?:[Hh]old|[Tt]eam|[Rr]esolution\w*|[Nn]o\.?|[Nn]r\.?|[Cc]ompany|[Kk]ompagni|"
    r"[Bb]attalion|[Bb]ataljon|[Ss]quadron|[Ee]skadrille|[Cc]amp|[Aa]rticle|[Aa]rtikel|[Kk]l\.?|"
    r"[Ee]very|[Hh]ver|[A-ZÆØÅ]{3,}|\w+\s+(?:in|out\s+of|ud\s+af)|of\s+every|"
    rf"(?:between|mellem)(?:\s+\S+){{1,4}})|(?:\d|\b(?i:{'|'.join(NUMBER_WORDS)}))\s*"
    r"(?:to|til|or|eller|-|–|—|x|×|of\s+the|of\s+its|af\s+de))\s*$"
)
RAISED = re.compile(r"\b(?:from|fra)\s+$", re.IGNORECASE)
# The whole of a force of many nations: "the mission, which numbers in all 900".
WHOLE = re.compile(
    r"\b(?:\w*missionen|\w*operationen|\w*styrken|(?:the|this)\s+(?:\w+\s+)?"
    r"(?:mission|operation|force|coalition))\b.*\b(?:samlet|i\s+alt|in\s+all|in\s+total|"
    r"total\s+of|altogether)\s+(?:\w+\s+)?$",
    re.IGNORECASE | re.DOTALL,
)
# People whom somebody carries, however many words stand between.
CARRIED = re.compile(
    r"\b(?:transporter(?:et|ede)|fløjet|evakuer(?:et|ede)|reddet|transported|carried|evacuated|"
    r"rescued|flown)\b[^,;:]*$",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:several|many|few|couple(?: of)?|tens of|par|flere|mange|nogle|adskillige)\s+$",
    re.IGNORECASE,
)
PLAIN = re.compile(  # what is no part of `what`
    r"\b(?:Danish|more|additional|extra|new|further|other|of (?:its|the|our)|danske?|ekstra|flere|"
    r"nye|andre|yderligere|af (?:sine|de|vores))\s+",
    re.IGNORECASE,
)
STOP = re.compile(r"(?<=[.!?…:])[\"”’»)]*\s+(?=[“\"«(–-]*\s*[A-ZÆØÅ0-9])")
SHORT = re.compile(
    r"(?:\b(?:ca|approx|nr|no|kl|lt|col|gen|capt|maj|sgt|mr|mrs|dr|st|bl\.a|f\.eks|mio|inkl)|"
    r"\b[A-ZÆØÅ])\.\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Patterns:
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


NO_SUBJECT = re.compile(
    rf"(?<!\w){_either(AFTER)}\s+(?:(?:the|den|det|de|an?|en|et|some|both|NATO['’]?s)\s+)?$",
    re.IGNORECASE,
)


# "... to the mission, which has 150": a name before a relative pronoun is a subject after all.
RELATIVE = re.compile(r",\s+(?:which|der|som)\s")


@lru_cache(maxsize=2)
def patterns_of(language: str) -> Patterns:
    """The patterns of a language, "da" or "en", made once."""
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
    return Patterns(
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
