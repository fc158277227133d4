"""What a record finds wrong with a value, in plain words, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from archive.front_matter import Document
from archive.name_advice import known_value, meant_key
from archive.numbers import number_value
from archive.problem import Problem

PLAIN = {
    "missing": "is missing. Add it",
    "too_long": "has more entries than can be meant. Shorten it",
    "string_too_long": "is too long. Shorten it",
    "string_too_short": "is empty. Give a value, or leave the line out",
    "model_type": "must be a group of keys, like {start: 2020, end: 2021}",
    "dict_type": "must be a group of keys",
    "model_attributes_type": "must be a group of keys, like {start: 2020, end: 2021}",
}
# What to write where a key is missing, or has not the form it must have.
MISSING = {
    "title": "is missing. Add a line title: with the title as printed",
    "language": "is missing. Add a line language: en (or da, no, sv)",
    "what": "is missing. Say who was counted, like what: soldiers",
    "count": "is missing. Give the number in digits, like count: 90",
    "quote": 'is missing. Copy the words that report it, like quote: "about 90 soldiers"',
}
FORMS = {
    "capture_sha256": (
        "must be the 64 signs (0-9 and a-f) that add wrote. Restore the line, or delete it: "
        "check then tells the right one"
    ),
    "id": "may hold only a-z, 0-9 and single hyphens, like the-copenhagen-post",
    "code": "must be two capitals, like IQ",
    "tag": "must be a name that you hold and a year, like example.org,2026",
}
FIGURE = '- {count: 90, what: soldiers, quote: "about 90 soldiers"}'


def meant(
    model: type[BaseModel], errors: Iterable[Mapping[str, Any]], known: list[str]
) -> frozenset[tuple[str, ...]]:
    """The places of the keys that are meant by keys which are not known."""
    found = set()
    for item in errors:
        where = tuple(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            key = meant_key(where[-1], _names(model, where, known))
            found |= {(*where[:-1], key)} if key else set()
    return frozenset(found)


def plain(
    document: Document, model: type[BaseModel], item: Mapping[str, Any], known: list[str]
) -> Problem:
    """A problem for one error of pydantic; `known` are the keys that a file may set."""
    where = [str(part) for part in item["loc"]]
    field = ".".join(where) or "front matter"
    message = _message(model, where, item, known)
    return Problem(document.path, document.line(*where), field, message)


def _message(
    model: type[BaseModel], where: list[str], item: Mapping[str, Any], known: list[str]
) -> str:
    kind, value = item["type"], item["input"]
    name = next((part for part in reversed(where) if not part.isdecimal()), "")
    if kind == "extra_forbidden":
        names = _names(model, where, known)
        key = meant_key(where[-1], names)
        near = f" Did you mean {key}?" if key else ""
        return f"is not a known key.{near} Known: {', '.join(names)}."
    if kind == "value_error":
        return str(item["ctx"]["error"])
    if kind == "literal_error":
        if isinstance(value, list | dict):
            return "must be plain text. Leave the brackets out"
        expected = item["ctx"]["expected"].replace("'", "")
        near = known_value(str(value), re.split(r", | or ", expected))
        return f"{str(value)[:80]!r} is not one of {expected}.{near}"
    if kind == "string_pattern_mismatch":
        return f"{str(value)[:80]!r} {FORMS.get(name, 'does not have the expected form')}."
    if kind in ("int_parsing", "int_type", "int_from_float"):
        return f"must be a whole number, written in digits.{_number(name, value)}"
    if kind == "greater_than_equal":
        return f"must be {item['ctx']['ge']} or more."
    if kind == "less_than_equal":
        return f"must be {item['ctx']['le']:,} or less."
    if kind == "tuple_type":
        return _list(name, value)
    if kind == "string_type":
        return _text(where, value)
    if kind == "missing" and name in MISSING:
        return MISSING[name] + "."
    if where[:1] == ["figures"] and kind.startswith("model"):
        return f"must be a group of keys: {FIGURE}"
    return f"{PLAIN.get(kind, item['msg'])}."


def _number(name: str, value: object) -> str:
    """The number that a text holds, if it holds one alone."""
    text = str(value).strip()
    digits = re.findall(r"[0-9](?:[0-9.,  ]*[0-9])?", text)
    number = int(re.sub(r"[^0-9]", "", digits[0])) if len(digits) == 1 else None
    if number is None and text and not digits:
        number = number_value(text, "en") or number_value(text, "da")
    return f" Write {name}: {number}" if number else ""


def _list(name: str, value: object) -> str:
    if name == "figures":
        return f"must be a list, each figure on a line of its own: {FIGURE}"
    if value == "":
        return "is empty. Give a list, like [a, b], or leave the line out."
    if isinstance(value, str) and name == "reviewed" and len(value) < 5:
        return "must be a list of what was confirmed, like reviewed: [date, missions, countries]"
    if isinstance(value, str) and re.fullmatch(r"[\w .,-]{1,200}", value):
        items = ", ".join(part.strip() for part in value.split(",") if part.strip())
        return f"must be a list. Write {name}: [{items}]"
    return "must be a list, like [a, b]."


def _text(where: list[str], value: object) -> str:
    if isinstance(value, list):
        if where[-1:] and not where[-1].isdecimal() and len(value) == 1:
            return f"must be plain text, not a list. Write {where[-1]}: {str(value[0])[:100]}"
        return 'must be plain text, not a list. Put it in "quotes" if it begins with ['
    if isinstance(value, dict):
        return 'must be plain text. Put it in "quotes" if it holds ": " or begins with {'
    return "must be plain text."


def _names(model: type[BaseModel], where: Sequence[str], known: list[str]) -> list[str]:
    """The keys that may stand at a place."""
    if len(where) == 1:
        return known
    info = model.model_fields.get(where[0])
    for part in _parts(info.annotation if info else None):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return list(part.model_fields)
    return []


def _parts(annotation: Any) -> list[Any]:
    arguments = getattr(annotation, "__args__", ())
    return [annotation, *(part for inner in arguments for part in _parts(inner))]
