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
    WithJsonSchema,
)

from archive.dates import Date, DateError, parse
from archive.front_matter import Document
from archive.problem import Problem
from archive.record_advice import meant, plain


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
    # Browsers take a backslash before the path for a slash, and so for the host's end.
    if (
        not host
        or parts.scheme not in ("http", "https")
        or "\\" in parts.netloc
        or re.search(r"[\s<>\"]", value)
    ):
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


# What an editor is told of a date: an unquoted year is a number to it, and [A..B] a list.
_POINT = r"[1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2})?)?[~?%]?"
_DATE = {
    "anyOf": [
        {
            "type": "string",
            "pattern": rf"^({_POINT}|{_POINT}/(\.\.|{_POINT})|\.\./{_POINT}"
            rf"|\[({_POINT})?\.\.({_POINT})?\])$",
            "patternErrorMessage": "Write 2022-01-28, 2022-01, 2022, 2022~ (about) or "
            "[2022-01-27..2022-01-30]",
        },
        {"type": "integer", "minimum": 1000, "maximum": 9999},
        {
            "type": "array",
            "items": {"type": "string", "pattern": rf"^({_POINT})?\.\.({_POINT})?$"},
            "minItems": 1,
            "maxItems": 1,
        },
    ]
}
DateField = Annotated[
    Date,
    BeforeValidator(_date),
    PlainSerializer(str, return_type=str),
    WithJsonSchema(_DATE),
]


def _day(date: Date) -> Date:
    if not date.is_certain_day:
        raise ValueError(f"must be one day, like 2022-01-28, not {date.text}")
    return date


_DAY = {
    "type": "string",
    "pattern": "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$",
    "patternErrorMessage": "Write one day, like 2022-01-28",
}
Day = Annotated[DateField, AfterValidator(_day), WithJsonSchema(_DAY)]
Body = Annotated[str, StringConstraints(min_length=0, strip_whitespace=False)]
_ADDRESS = {
    "type": "string",
    "pattern": r"^https?://[^\s<>\"]+$",
    "patternErrorMessage": "Give the whole address, starting with https://",
}
WebAddress = Annotated[str, BeforeValidator(web_address), WithJsonSchema(_ADDRESS)]

R = TypeVar("R", bound=Record)

# As many problems of one record are told at once.
MOST = 20


def make(model: type[R], document: Document, **more: Any) -> tuple[R | None, list[Problem]]:
    """Make `model` of a document's fields (and of `more`), or say everything that is wrong.

    An unknown key gets the nearest known one; a value that is not as the model wants it gets
    the line it stands on. Of a broken document nothing is made, and nothing of it is missed.
    """
    problems = [
        Problem(document.path, document.line(name), name, "is not a key that a file may set.")
        for name in more
        if name in document.fields
    ]
    record = None
    try:
        record = model.model_validate({**document.fields, **more})
    except ValidationError as error:
        known = [name for name in model.model_fields if name not in more]
        errors = error.errors()
        # What a misspelt key means is there, but for its name.
        there = meant(model, errors, known)
        for item in errors[:MOST]:
            missing = item["type"] == "missing"
            unread = document.broken and (missing or item["input"] == "")
            if not unread and not (missing and tuple(map(str, item["loc"])) in there):
                problems.append(plain(document, model, item, known))
    return (None if problems or document.broken else record), problems


def make_rest(
    model: type[R], document: Document, stand_in: Mapping[str, str], **more: Any
) -> tuple[R | None, frozenset[str]]:
    """Make a record of what is right in a document, to check that too, and for nothing else.

    `stand_in` gives values for keys that every record has. Returns also the keys that are left
    out because they are wrong, or are not known because lines could not be read.
    """
    fields = {**document.fields, **more}
    lost = {name for name in stand_in if name not in fields}
    if document.broken:
        lost |= {name for name in model.model_fields if name not in fields}
    fields = {**stand_in, **fields}
    for _ in range(2):
        try:
            return model.model_validate(fields), frozenset(lost)
        except ValidationError as error:
            errors = [item for item in error.errors() if item["loc"]]
            known = [name for name in model.model_fields if name not in more]
            wrong = {str(item["loc"][0]) for item in errors} - set(more)
            wrong |= {where[0] for where in meant(model, errors, known)}
        lost |= wrong
        fields = {key: value for key, value in fields.items() if key not in wrong}
        fields = {**stand_in, **fields}
    return None, frozenset(lost)
