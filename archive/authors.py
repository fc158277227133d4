"""The authors of an article, as its `author` line names them, with family names apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What joins the names of two authors; a semicolon parts them before anything else.
JOINED = re.compile(r"\s*(?:[/&|]|,|\b(?:and|og|och)\b)\s*")
TOGETHER = re.compile(r"\s*(?:[/&|]|\b(?:and|og|och)\b)\s*")
# What stands before the first name of a byline.
BY = re.compile(
    r"(?:(?:(?:written|story|words|analysis|skrevet) )?(?:by|af|av)|tekst|text)(?::\s*|\s+)",
    re.IGNORECASE,
)
# A word of a person's name: Bo, A., O’Neill, Jensen-Holm.
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’-](?=\w))*\.?")
SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)")
PARTICLES = {"af", "da", "de", "del", "den", "der", "di", "du", "la", "le", "ten", "van", "von"}
# A word that a person's name does not hold: the line names a group.
GROUPS = re.compile(
    r"\b(?:agency|army|bureau|command|corps|defen[cs]e|desk|editors?|force|forces|forsvar\w*|"
    r"kommando\w*|media|ministry|ministeri\w*|nato|navy|newsroom|news|office|post|press|red|"
    r"redaktion\w*|reporters?|staff|team|times)\b",
    re.IGNORECASE,
)
# What an author is, not who.
ROLE = re.compile(
    r"\w*(?:analyst|analytiker|columnist|correspondent|editor|fotograf|journalist|kommentator|"
    r"korrespondent|medarbejder|photographer|redaktør|reporter|skribent|udsending|writer)",
    re.IGNORECASE,
)
# Agencies and broadcasters by the short names that bylines have.
AGENCIES_WORDS = """
afp anp ansa ap apa bbc belga bloomberg bns cnn dpa dr efe itar-tass kyodo ntb pa pap reuters
ritzau scanpix stt tass tt tv2 upi xinhua
"""
AGENCIES = frozenset(AGENCIES_WORDS.split())
# Frequent given names: they tell "Vedby Rasmussen, Mikkel" from "Anna Jensen, Bloomberg".
GIVEN_WORDS = """
adam alexander amalie anders andreas andrew ann anna anne annette anton arne astrid benjamin bent
birgitte bo brian camilla carl carsten caroline casper cecilie charlotte christian christina
christoffer claus dan daniel david elisabeth ellen else emil emma erik eva finn flemming frederik
freja frank george gitte hanne hans heidi helle helene henrik ida inge jacob jakob james jan jane
jens jeppe jesper joachim johan johannes john jonas jonathan jørgen jørn julie karen karin kasper
katrine kim kirsten klaus knud kristian kristina kristoffer lars lasse laura lene line lisbeth
lise lone lotte louise mads magnus maja malene marcus maria marianne marie mark martin mary
mathias mathilde mette michael mikael mikkel mogens morten nanna nicolai niels nikolaj nina olav
ole oliver oscar palle paul per peter pia poul preben rasmus richard rikke robert sara sarah simon
sofie stig steen stine susanne søren thomas thor tim tina tobias tom torben troels trine uffe ulla
ulrik victor viktor vibeke william
"""
GIVEN = frozenset(GIVEN_WORDS.split())


@dataclass(frozen=True)
class Author:
    """One author. A person has a family name and given names; `family` alone is a name whole.

    `suffix` is what tells a person from a namesake: "Jr.".
    """

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def inverted(self) -> str:
        """The family name first: "Jensen, Anna", "Jensen, Bo, Jr."."""
        return ", ".join(filter(None, (self.family, self.given, self.suffix)))

    @property
    def straight(self) -> str:
        """As it is spoken: "Anna Jensen"."""
        return " ".join(filter(None, (self.given, self.family, self.suffix)))

    @property
    def initials(self) -> str:
        """The family name and the initials of the given ones, as APA wants them: "Jensen, A."."""
        marks = " ".join(
            "-".join(f"{part[0].upper()}." for part in name.split("-") if part)
            for name in self.given.split()
        )
        return ", ".join(filter(None, (self.family, marks, self.suffix)))


def authors_of(line: str | None, whole: frozenset[str] = frozenset()) -> tuple[Author, ...]:
    """The authors that an `author` line names, in its order.

    The last word of a person's name is taken for the family name, with a particle before it. What
    does not look like the name of a person stays as it is, and so does a name in `whole` (in
    lower case), which holds the names of outlets, and the short name of an agency. What says only
    what an author is ("korrespondent") is left out.

    >>> [author.inverted for author in authors_of("Af Anna Bo Jensen and Jan van Dam, Ritzau")]
    ['Jensen, Anna Bo', 'van Dam, Jan', 'Ritzau']
    >>> [author.inverted for author in authors_of("Jensen, Anna; Vedby Rasmussen, Mikkel")]
    ['Jensen, Anna', 'Vedby Rasmussen, Mikkel']
    """
    if line is None:
        return ()
    line = " ".join(line.split())
    bodies = whole | AGENCIES
    if line.casefold() in bodies:
        return (Author(line),)
    line = BY.sub("", line, count=1) if BY.match(line) else line
    found = [author for part in line.split(";") for author in _some(part.strip(), bodies)]
    named = [author for author in found if author.given or not ROLE.search(author.family)]
    return tuple(named or found)


def _some(line: str, bodies: frozenset[str]) -> list[Author]:
    """The authors of a line without a semicolon."""
    parts = TOGETHER.split(line)
    turned = [author for part in parts if (author := _turned(part, bodies)) is not None]
    if len(turned) == len(parts):
        return turned
    if GROUPS.search(line) and not re.search(r"[,/|]", line):
        return [Author(line)]
    # A suffix behind a comma belongs to the name before it.
    line = re.sub(rf",(?= {SUFFIX.pattern}(?:,|$))", "", line)
    return [_author(name, bodies) for name in JOINED.split(line) if name]


def _turned(text: str, bodies: frozenset[str]) -> Author | None:
    """The person of a text like "Jensen, Anna"; None where it is no name turned round."""
    family, comma, given = text.partition(", ")
    words, names = family.split(), given.split()
    suffix = ""
    if len(names) > 1 and names[-2].endswith(",") and SUFFIX.fullmatch(names[-1]):
        suffix, names = names[-1], [*names[:-2], names[-2].rstrip(",")]
    if not comma or not 1 <= len(names) <= 2 or not _is_person([*names, *words]):
        return None
    if any(name.casefold() in bodies for name in (text, family, given)) or SUFFIX.fullmatch(given):
        return None
    if any(GROUPS.search(name) or ROLE.fullmatch(name) for name in (family, given)):
        return None
    if len(names) == 1 and re.fullmatch(r"[A-ZÆØÅ]{3,}", given) and family != family.upper():
        return None  # letters for a body
    named = [name.split("-")[0].casefold() in GIVEN for name in (names[0], words[0])]
    leads = words[0].casefold() in PARTICLES and words[0].islower()
    if len(words) == 1 or leads or (len(words) == 2 and named == [True, False]):
        return Author(family, " ".join(names), suffix)
    return None


def _author(name: str, bodies: frozenset[str]) -> Author:
    words = name.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    if name.casefold() in bodies or GROUPS.search(name) or not _is_person(words):
        return Author(name)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in PARTICLES:
        cut -= 1
    return Author(" ".join(words[cut:]), " ".join(words[:cut]), suffix)


def _is_person(words: list[str]) -> bool:
    """Two to five words, each a name or a particle."""
    return 2 <= len(words) <= 5 and all(
        NAME.fullmatch(word) and (word[0].isupper() or word.casefold() in PARTICLES)
        for word in words
    )
