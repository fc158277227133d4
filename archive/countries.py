"""The countries: names from Babel (CLDR), merged with what content/countries.yml adds."""

from __future__ import annotations

from typing import Any

from archive.front_matter import Document, parse_yaml
from archive.problem import Problem, did_you_mean
from archive.record import make
from archive.vocabulary import Country

# Two-letter codes of CLDR that are no country of ISO 3166-1: groups, tests, parts of countries.
NOT_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)


def load_countries(text: str, path: str) -> tuple[dict[str, Country], list[Problem]]:
    """Every country of ISO 3166-1 and XK by code, with what the YAML `text` says of it.

    The YAML maps a code to keys of `Country`; `name` and `danish` there replace Babel's. An
    entry that is wrong is a problem, and its country keeps Babel's names alone.
    """
    value, lines, problems = parse_yaml(text, path)
    names = _names()
    countries = {
        code: Country(code=code, name=name, danish=danish) for code, (name, danish) in names.items()
    }
    if problems or value == "":
        return countries, problems
    if not isinstance(value, dict):
        return countries, [Problem(path, 1, "file", "must be lines like IQ: with keys below.")]
    for code, fields in value.items():
        country, found = _country(code, fields, lines, path, names)
        problems.extend(found)
        if country is not None:
            countries[code] = country
    return countries, problems


def _country(
    code: str,
    fields: Any,
    lines: dict[str, int],
    path: str,
    names: dict[str, tuple[str, str]],
) -> tuple[Country | None, list[Problem]]:
    line = lines.get(code, 1)
    if code not in names:
        near = did_you_mean(code, names)
        message = f"is not a country code (ISO 3166-1 alpha-2, or XK for Kosovo).{near}"
        return None, [Problem(path, line, code, message)]
    if not isinstance(fields, dict):
        message = "must have keys below it, like aliases: [Irak]."
        return None, [Problem(path, line, code, message)]
    name, danish = names[code]
    prefix = f"{code}."
    own = {key.removeprefix(prefix): at for key, at in lines.items() if key.startswith(prefix)}
    document = Document(path, {"name": name, "danish": danish, **fields}, lines=own)
    return make(Country, document, code=code)


def _names() -> dict[str, tuple[str, str]]:
    # Babel is slow to import, and building pages from a loaded archive does not need it.
    from babel import Locale

    english, danish = (Locale(language).territories for language in ("en", "da"))
    return {
        code: (english[code], danish.get(code, english[code]))
        for code in sorted(english)
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
