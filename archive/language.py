"""The language of a text: English, Danish, Norwegian or Swedish, by stop words and letters.

Danish and Norwegian share most of their short words; the words counted for each are those the
other writes differently ("af" and "av", "hvad" and "hva", "efter" and "etter"), and they weigh
more than the shared ones.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Literal

Language = Literal["en", "da", "no", "sv"]

LOOKED_AT = 6000


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The usual short words of each language, and others common in news. What a word weighs is
# counted below: the fewer of the languages have it, the more it tells.
WORDS: dict[Language, frozenset[str]] = {
    "en": _set(
        "the of and to that is was with by from this are his her they have has had not been "
        "were which their would about an it be as or who its will said after more when what "
        "there than you we our but could should into over also other a in on at for he she "
        "i out against new troops back where before during no up"
    ),
    "da": _set(
        "af og ikke hvad hvor hvordan hvorfor hvilke hvilken efter ud op nu blev bliver "
        "blevet mig dig sig jer jeg gennem mellem meget kun noget nogle nogen også mod "
        "siger sagde havde været være udenrigsminister udenrigsministeren forsvaret "
        "soldater soldaterne regeringen flere mere andre uden inden begge både kunne skulle "
        "ville tidligere selv lige igen endnu hos ifølge derfor allerede deres hjem tilbage "
        "omkring øvrigt sådan måtte tager taget give giver givet uge ugen tyve halvtreds "
        "bedre vide ved er den det de at i på til med for en et som har kan vil var fra om "
        "så der da hun han man vi os skal må få fået fik sin sit sine hvis når over under "
        "ind hen ned frem bag siden sidste år to tre fire sender trækker næste første "
        "udsendt udsendes jagerfly igennem ingen nej hver hvert dog kommer gør gjorde "
        "sammen imod"
    ),
    "no": _set(
        "av og ikke hva hvor hvordan hvorfor hvilke hvilken etter ut opp nå ble blir blitt "
        "meg deg seg dere jeg gjennom mellom mye bare noe noen også mot sier sa hadde vært "
        "være utenriksminister utenriksministeren forsvaret soldater soldatene regjeringen "
        "flere mer andre uten innen begge både kunne skulle ville tidligere selv igjen ennå "
        "hos ifølge derfor allerede deres hjem tilbake rundt slik måtte tar tatt gi gir "
        "gitt uke uken tjue femti bedre vite ved er den det de at i på til med for en et "
        "som har kan vil var fra om så der da hun han man vi oss skal må få fått fikk sin "
        "sitt sine hvis når over under inn ned fram frem siden siste år to tre fire sender "
        "trekker neste første utsendt jagerfly ingen nei hver hvert kommer gjør gjorde "
        "sammen styrker enn eit ein ikkje vart frå kva meir dei ho eg"
    ),
    "sv": _set(
        "och inte att är av vad var hur varför vilka efter ut upp nu blev blir blivit mig "
        "dig oss jag genom mellan mycket bara något några någon också mot säger sade hade "
        "varit vara utrikesminister utrikesministern försvaret försvarsministern soldater "
        "soldaterna svenska regeringen flera mer andra utan inom båda både kunde skulle "
        "ville tidigare själv igen ännu hos enligt därför redan deras hem tillbaka omkring "
        "så måste tar tagit ge ger givit vecka till från för den det som på med ett när "
        "eller sina sitt i om en har kan vill de han hon där då sig ska fick vid under över "
        "år två tre fyra nästa första skickar lämnar styrkor"
    ),
}
LETTERS: dict[Language, str] = {"en": "", "da": "æø", "no": "æø", "sv": "äö"}
# Endings and spellings of one language; Danish "-hed, -tion, øj, ej" are Norwegian "-het, -sjon,
# øy, ei".
SPELLINGS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"(?:ing|ish|ight|tions|ly|ould|ence|ies)$|th|wh|ck"),
    "da": re.compile(r"(?:hed|heden|tion|tioner|tionen|erne|agt|igt|ede)$|øj|ej|æg|dsk"),
    "no": re.compile(r"(?:het|heten|sjon|sjoner|sjonen|ene|akt|ette)$|øy|ei|gj|kk"),
    "sv": re.compile(r"(?:het|heten|arna|orna|erna|ade|iska|ligt|tion|tionen)$|ä|ö|ck"),
}
# What a word tells, by how many of the languages have it.
WEIGHTS = {
    word: (2.0, 0.6, 0.3, 0.1)[sum(1 for other in WORDS.values() if word in other) - 1]
    for words in WORDS.values()
    for word in words
}
WORD = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> Language | None:
    """The language of a text, or None where too little in it tells."""
    counts = Counter(WORD.findall(text[:LOOKED_AT].casefold()))
    scores = {code: _score(counts, code) for code in WORDS}
    found = {code: sum(counts[word] for word in WORDS[code] & counts.keys()) for code in WORDS}
    best, second = sorted(scores, key=lambda code: -scores[code])[:2]
    if not found[best] or found[best] * 12 < sum(counts.values()):
        return None
    return best if scores[best] > scores[second] else None


def _score(counts: Counter[str], code: Language) -> float:
    """How much the words counted speak for a language."""
    score = 0.0
    for word, count in counts.items():
        # A name repeated a hundred times is no hundredfold evidence.
        weight = 0.0
        if word in WORDS[code]:
            weight += WEIGHTS[word]
        elif len(word) > 3 and SPELLINGS[code].search(word):
            weight += 0.4
        if any(letter in word for letter in LETTERS[code]):
            weight += 0.3
        score += weight * min(count, 12)
    return score
