"""What every record of the content has in common: strict, frozen, plain messages.

The YAML is read as strings only (see `archive.front_matter`), so the models turn strings into
numbers and dates themselves, and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    ValidationError,
)

from archive.dates import Date, DateError, parse
from archive.front_matter import Document
from archive.problem import Problem, did_you_mean


class Record(BaseModel):
    """A frozen model that forbids unknown keys and empty strings around its values."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        str_min_length=1,
        arbitrary_types_allowed=True,
    )


def _date(value: object) -> object:
    if isinstance(value, Date) or value is None:
        return value
    if isinstance(value, list) and len(value) == 1:
        # [A..B] without quotes is a list of one text to YAML.
        value = f"[{value[0]}]"
    try:
        return parse(str(value))
    except DateError as error:
        raise ValueError(str(error)) from None


def web_address(value: object) -> object:
    """Return an http or https address as it is; ValueError in plain words for anything else."""
    if not isinstance(value, str):
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname
    except ValueError:
        host = None
    if host is None or parts.scheme not in ("http", "https") or re.search(r"[\s<>\"]", value):
        raise ValueError(
            f"{value!r} is not a web address. Give the whole address, starting with https://"
        )
    return value


def in_order(start: Date, end: Date | None) -> None:
    """Raise ValueError where a start or an end is itself a span, or the end is before the start."""
    for name, date in (("start", start), ("end", end)):
        if date is not None and date.kind in ("span", "choice"):
            raise ValueError(f"{name} must be one date, like 2011 or 2011-03~, not {date.text}")
    if end is not None and start.earliest and end.latest and end.latest < start.earliest:
        raise ValueError(f"the end {end.text} is before the start {start.text}")


DateField = Annotated[
    Date,
    BeforeValidator(_date),
    PlainSerializer(str, return_type=str),
]


def _day(date: Date) -> Date:
    if not date.is_certain_day:
        raise ValueError(f"must be one day, like 2022-01-28, not {date.text}")
    return date


Day = Annotated[DateField, AfterValidator(_day)]
Body = Annotated[str, StringConstraints(min_length=0, strip_whitespace=False)]
WebAddress = Annotated[str, BeforeValidator(web_address)]

R = TypeVar("R", bound=Record)

# As many problems of one record are told at once.
MOST = 20
PLAIN = {
    "missing": "is missing. Add it",
    "int_parsing": "must be a whole number, written in digits",
    "int_type": "must be a whole number, written in digits",
    "too_long": "has more entries than can be meant. Shorten it",
    "string_too_long": "is too long. Shorten it",
    "string_too_short": "is empty. Give a value, or leave the line out",
    "string_type": "must be plain text",
    "tuple_type": "must be a list, like [a, b]",
    "model_type": "must be a group of keys, like {start: 2020, end: 2021}",
    "dict_type": "must be a group of keys",
    "model_attributes_type": "must be a group of keys, like {start: 2020, end: 2021}",
}


def make(model: type[R], document: Document, **more: Any) -> tuple[R | None, list[Problem]]:
    """Make `model` of a document's fields (and of `more`), or say everything that is wrong.

    An unknown key gets the nearest known one; a value that is not as the model wants it gets
    the line it stands on.
    """
    known = [name for name in model.model_fields if name not in more]
    clash = [
        Problem(document.path, document.line(name), name, "is not a key that a file may set.")
        for name in more
        if name in document.fields
    ]
    try:
        record = model.model_validate({**document.fields, **more})
    except ValidationError as error:
        return None, clash + [
            _plain(document, model, item, known) for item in error.errors()[:MOST]
        ]
    return (None, clash) if clash else (record, [])


def _plain(
    document: Document, model: type[Record], item: Mapping[str, Any], known: list[str]
) -> Problem:
    where = [str(part) for part in item["loc"]]
    field = ".".join(where) or "front matter"
    kind, value = item["type"], item["input"]
    if kind == "extra_forbidden":
        names = known if len(where) == 1 else _inner_names(model, where[0])
        message = f"is not a known key.{did_you_mean(where[-1], names)} Known: {', '.join(names)}."
    elif kind == "value_error":
        message = str(item["ctx"]["error"])
    elif kind == "literal_error":
        expected = item["ctx"]["expected"].replace("'", "")
        near = did_you_mean(str(value), re.split(r", | or ", expected))
        message = f"{str(value)[:80]!r} is not one of {expected}.{near}"
    elif kind == "string_pattern_mismatch":
        message = f"{str(value)[:80]!r} does not have the expected form."
    else:
        message = PLAIN.get(kind, item["msg"]) + "."
    return Problem(document.path, document.line(*where), field, message)


def _inner_names(model: type[Record], field: str) -> list[str]:
    info = model.model_fields.get(field)
    for part in _parts(info.annotation if info else None):
        if isinstance(part, type) and issubclass(part, Record):
            return list(part.model_fields)
    return []


def _parts(annotation: Any) -> list[Any]:
    arguments = getattr(annotation, "__args__", ())
    return [annotation, *(part for inner in arguments for part in _parts(inner))]
