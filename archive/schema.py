"""Schemas: JSON Schemas of the content's files, for editors, made of the models and the names.

Articles refer to missions, outlets and countries by name: these names stand in a file of their
own, which is as old as the content it was made of, and what they are part of in the others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from archive.article import FrontMatter
from archive.content import Content
from archive.mission import MissionFacts
from archive.problem import Problem
from archive.record import Record
from archive.vocabulary import Area, Country, Office, Outlet, Site

FOLDER = "schemas"
NAMES = "names.schema.json"
DRAFT = "http://json-schema.org/draft-07/schema#"
# Which kind of name a list or a value of a record holds.
REFERENCES = {
    "FrontMatter": {"missions": "mission", "countries": "country", "outlet": "outlet"},
    "MissionFacts": {"countries": "country", "basing": "country", "seas": "area"},
    "Outlet": {"country": "country"},
}


def schemas() -> dict[str, Any]:
    """The schemas of articles, missions and vocabulary by their file's name.

    They follow from the models alone: only a change of the program changes them.
    """
    country = _of(Country)
    country["properties"].pop("code")
    country["required"] = []
    by_code = {"type": "object", "propertyNames": _name("country"), "additionalProperties": country}
    return {
        "article.schema.json": _whole(_of(FrontMatter), "The front matter of an article"),
        "mission.schema.json": _whole(_of(MissionFacts), "The front matter of a mission"),
        "outlets.schema.json": _whole(_list_of(Outlet), "content/outlets.yml"),
        "areas.schema.json": _whole(_list_of(Area), "content/areas.yml"),
        "ministers.schema.json": _whole(_list_of(Office), "content/ministers.yml"),
        "countries.schema.json": _whole(by_code, "content/countries.yml"),
        "site.schema.json": _whole(_of(Site), "content/site.yml"),
    }


def names(content: Content) -> dict[str, Any]:
    """The schema of the names that the content knows, with what each stands for."""
    known = {
        "mission": {mission.id: mission.name for mission in content.missions},
        "outlet": {outlet.id: outlet.name for outlet in content.outlets},
        "country": {country.code: country.name for country in content.countries.values()},
        "area": {area.id: area.name for area in content.areas},
    }
    return {
        "$schema": DRAFT,
        "title": "Names that articles and missions refer to; made by build.py schema",
        "definitions": {kind: _enum(entries) for kind, entries in known.items()},
    }


def dump(schema: Mapping[str, Any]) -> str:
    """A schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def write(content: Content, root: Path) -> list[str]:
    """Write the schemas of the project `root`; the paths of those that were not as they are now."""
    changed = []
    for name, schema in {**schemas(), NAMES: names(content)}.items():
        path = root / FOLDER / name
        text = dump(schema)
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            changed.append(f"{FOLDER}/{name}")
    return changed


def renew(content: Content, root: Path) -> list[str]:
    """Write the names anew where there is an older file of them, as `write` does."""
    return write(content, root) if stale(content) else []


def stale(content: Content) -> list[Problem]:
    """A warning where the file of names, if there is one, lacks names or has too many."""
    shown = f"{FOLDER}/{NAMES}"
    try:
        text = (content.root.parent / FOLDER / NAMES).read_text(encoding="utf-8")
        found = json.loads(text)
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        found = None
    if found == names(content):
        return []
    message = "does not hold the names of the content as it is now. Run: python build.py schema"
    return [Problem(shown, 1, "file", message, "warning")]


def _whole(schema: Mapping[str, Any], title: str) -> dict[str, Any]:
    return {"$schema": DRAFT, "title": title, **schema}


def _list_of(model: type[Record]) -> dict[str, Any]:
    schema = _of(model)
    inner = schema.pop("definitions", None)
    listed = {"type": "array", "items": schema}
    return {**listed, "definitions": inner} if inner else listed


def _of(model: type[Record]) -> dict[str, Any]:
    """The schema of a record as its file has it: nothing is null, text may be a number."""
    made = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = {name: _plain(schema, name) for name, schema in made.pop("$defs", {}).items()}
    schema = _plain(made, model.__name__)
    return {**schema, "definitions": definitions} if definitions else schema


def _plain(schema: dict[str, Any], model: str = "") -> dict[str, Any]:
    """A schema of pydantic's without its titles, defaults and nulls."""
    options = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == 1:
        rest = {key: value for key, value in schema.items() if key != "anyOf"}
        schema = {**options[0], **rest}
    plain: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("title", "default"):
            continue
        if key == "description":
            value = " ".join(value.split("\n\n")[0].split())
        elif key == "properties":
            kinds = REFERENCES.get(model, {})
            value = {name: _property(inner, kinds.get(name)) for name, inner in value.items()}
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            value = _plain(value)
        elif key == "anyOf":
            value = [_plain(one) for one in options]
        plain[key] = value
    # An unquoted 1984 is a number to an editor, and a fine title.
    if plain.get("type") == "string" and not plain.keys() & {"pattern", "enum", "const"}:
        plain["type"] = ["string", "number"]
        plain.setdefault("minLength", 1)
    return plain


def _property(schema: dict[str, Any], kind: str | None) -> dict[str, Any]:
    plain = _plain(schema)
    if kind is None:
        return plain
    told = {key: plain[key] for key in ("description",) if key in plain}
    if plain.get("type") == "array":
        return {"type": "array", "items": _name(kind), "uniqueItems": True, **told}
    return {"allOf": [_name(kind)], **told}


def _name(kind: str) -> dict[str, Any]:
    return {"$ref": f"{NAMES}#/definitions/{kind}"}


def _enum(entries: Mapping[str, str]) -> dict[str, Any]:
    ids: Iterable[str] = sorted(entries)
    return {
        "type": "string",
        "enum": list(ids),
        "enumDescriptions": [entries[id] for id in sorted(entries)],
    }
