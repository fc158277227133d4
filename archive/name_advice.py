"""What may have been meant by a name, a key or a value that is not known.

A guess is only told, never taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archive.problem import did_you_mean, nearest

if TYPE_CHECKING:
    from archive.vocabulary import Country

# Other words for the keys of an article, English and Danish.
KEYS = {
    "date": "published published_at pubdate day dato udgivet",
    "title": "headline heading name titel overskrift rubrik",
    "dek": "subtitle subtitel standfirst lead lede summary description manchet underrubrik",
    "author": "by byline writer journalist forfatter",
    "outlet": "source publisher newspaper medium media paper kilde medie avis",
    "url": "link address source_url permalink adresse",
    "archived_url": "archive wayback archived archive_url",
    "retrieved": "accessed access_date saved hentet",
    "language": "lang locale sprog",
    "missions": "mission operation operations",
    "countries": "country place places location land lande",
    "figures": "figure numbers personnel troops tal",
    "rights": "licence license copyright rettigheder",
    "aliases": "redirects redirect_from former_names old_names",
    "reviewed": "checked confirmed verified gennemset",
    "withdrawn": "reason",
    "what": "who unit noun kind",
    "quote": "text words citat",
    "count": "number amount antal",
    "qualifier": "modifier approximately",
}
# Other words for the values of keys that know only some.
VALUES = {
    "en": "english engelsk eng en-gb en-us",
    "da": "danish dansk dan dk da-dk",
    "no": "norwegian norsk nor nb nn bokmål",
    "sv": "swedish svensk svenska swe se",
    "full": "all everything open free yes",
    "excerpt": "part summary extract partial",
    "link": "none closed url no",
    "withdrawn": "removed deleted retracted takedown",
    "text": "body content article",
    "figures": "numbers figure",
    "missions": "mission tags tag",
    "countries": "country",
}


def meant_key(key: str, known: Iterable[str]) -> str | None:
    """The known key that `key` is another word for, or is much like."""
    known = list(known)
    return _another_word(key, known, KEYS) or nearest(key, known)


def known_value(value: str, known: Iterable[str]) -> str:
    """Return what to write instead of a value that is none of the known ones, or nothing."""
    known = list(known)
    parts = re.split(r"[\s;/]+", value.strip())
    if len(parts) > 1 and all(part in known for part in parts):
        return f" Put commas between them: {', '.join(parts)}"
    meant = _another_word(value, known, VALUES) or nearest(value, known)
    return f" Did you mean {meant}?" if meant else ""


def _another_word(word: str, known: Iterable[str], others: Mapping[str, str]) -> str | None:
    folded = word.strip().casefold().replace(" ", "_").replace("-", "_")
    for name in known:
        if folded in others.get(name, "").replace("-", "_").split():
            return name
    return None


def unknown(noun: str, id: str, names: Mapping[str, Iterable[str]], where: str) -> str:
    """What to write instead of an `id` that is no known one.

    `names` gives, for each known id, the other names by which it may be meant; `where` says in
    which file or folder the ids stand.
    """
    folded = _folded(id)
    meant = [
        known for known, others in names.items() if folded in {_folded(name) for name in others}
    ]
    near = f" Write {meant[0]}." if meant else did_you_mean(id, names)
    return f"{id[:80]!r} is not a known {noun}.{near} They stand in {where}"


def unknown_country(code: str, countries: Mapping[str, Country]) -> str:
    """What to write instead of a country code that is none."""
    upper = code.upper()
    if upper in countries:
        return f"{code!r} must be in capitals: {upper}"
    folded = code.casefold()
    names: dict[str, str] = {}
    inner: dict[str, tuple[str, str]] = {}
    for country in countries.values():
        for name in (country.name, country.danish, *country.aliases):
            names.setdefault(name, country.code)
            if name.casefold() == folded:
                return f"give the code of {name}: {country.code}"
        for place in (*country.places, *country.adjectives):
            inner.setdefault(place.casefold(), (country.code, country.name))
    if folded in inner:
        return f"{code[:80]!r} is no country code. Write {' for '.join(inner[folded])}"
    near = did_you_mean(code, names) if len(code) > 3 else ""
    for known, known_code in names.items():
        near = near.replace(f"mean {known}?", f"mean {known_code} ({known})?")
    return f"{code[:80]!r} is not a country code (ISO 3166-1 alpha-2, like IQ for Iraq).{near}"


def _folded(name: str) -> str:
    """A name without capitals, signs and its article: "The Copenhagen Post" is copenhagen post."""
    words = re.findall(r"\w+", name.casefold())
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)
