from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from archive import schema
from archive.dates import DateError, parse
from archive.problem import Problem
from tests.conftest import ROOT, Project

FOLDER = ROOT / schema.FOLDER
SETTINGS = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
TASKS = json.loads((ROOT / ".vscode/tasks.json").read_text(encoding="utf-8"))
FILES = [
    (file, schema_file.removeprefix("./schemas/"))
    for schema_file, pattern in SETTINGS["yaml.schemas"].items()
    for file in sorted((ROOT / "content").rglob("*"))
    if fnmatch(file.relative_to(ROOT).as_posix(), pattern.replace("**/", ""))
]
ARTICLE = {"title": "T", "language": "en"}


class Yaml12(yaml.SafeLoader):
    """Reads as editors do, by YAML 1.2: NO is a text, 2022-01-28 too, and 2022 is a number."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|false", "tf"),
    ("null", "null|~|", "n~\0"),
    ("int", r"-?[0-9]+", "-0123456789"),
    ("float", r"-?[0-9]+\.[0-9]+", "-0123456789"),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first)
    )


def validator(name: str) -> jsonschema.Draft7Validator:
    found = {
        path.name: Resource.from_contents(json.loads(path.read_text(encoding="utf-8")))
        for path in FOLDER.glob("*.json")
    }
    registry = Registry().with_resources(found.items())
    return jsonschema.Draft7Validator(found[name].contents, registry=registry)


def wrong_keys(**fields: Any) -> set[str]:
    errors = validator("article.schema.json").iter_errors({**ARTICLE, **fields})
    return {str(error.path[0]) if error.path else error.message for error in errors}


@pytest.mark.parametrize("name", sorted(schema.schemas()))
def test_a_committed_schema_is_the_one_that_the_models_give(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == schema.dump(schema.schemas()[name]), (
        "Run: python build.py schema"
    )


def test_every_schema_is_a_schema_and_is_pointed_to() -> None:
    pointed = {Path(name).name for name in SETTINGS["yaml.schemas"]}
    assert pointed == set(schema.schemas())
    for path in FOLDER.glob("*.json"):
        jsonschema.Draft7Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("file", "name"), FILES, ids=lambda item: item.stem if isinstance(item, Path) else item
)
def test_every_file_of_the_content_is_as_its_schema_wants_it(file: Path, name: str) -> None:
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".md":
        text = text.split("---\n")[1]
    errors = validator(name).iter_errors(yaml.load(text, Loader=Yaml12))
    assert [f"{list(error.path)}: {error.message[:200]}" for error in errors] == []


def test_the_settings_name_files_of_each_kind() -> None:
    assert {name for _, name in FILES} == set(schema.schemas())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "english"),
        ("countries", ["Mali"]),
        ("missions", ["takuba"]),
        ("missions", "kfor"),
        ("outlet", "The Copenhagen Post"),
        ("url", "www.cphpost.dk"),
        ("date", "28-01-2022"),
        ("dek", None),
        ("retrieved", "2022"),
        ("reviewed", ["all"]),
        ("figures", [{"count": "ninety", "what": "soldiers", "quote": "ninety soldiers"}]),
        ("capture_sha256", "abc"),
    ],
)
def test_an_editor_can_tell_a_wrong_value(key: str, value: object) -> None:
    assert wrong_keys(**{key: value}) == {key}


def test_an_editor_can_tell_keys_that_are_unknown_or_missing() -> None:
    (message,) = wrong_keys(misson=["kfor"])
    assert "'misson' was unexpected" in message
    errors = validator("article.schema.json").iter_errors({})
    assert {error.message for error in errors} == {
        "'title' is a required property",
        "'language' is a required property",
    }


@pytest.mark.parametrize(
    "date",
    ["2022", "2022-01", "2022-01-28", "2022~", "2022-01?", "[2022-01-27..2022-01-30]", "[..2022]",
     "2011~/2012-03?", "2022/..", "../2013", "28-01-2022", "2022-1-28", "[2022]", "2022-01-28~?",
     "January 2022", "22"],
)  # fmt: skip
def test_the_schema_knows_dates_by_their_form(date: str) -> None:
    try:
        parse(date)
        good = True
    except DateError:
        good = False
    told = "date" not in wrong_keys(date=yaml.load(date, Loader=Yaml12))
    assert told == good


def test_names_that_are_older_than_the_content_are_one_warning(project: Project) -> None:
    assert project.run("schema").exit_code == 0
    assert "schemas" not in project.run("check").output
    project.write("missions/new-one.md", (project.content / "missions/kfor.md").read_bytes())
    text = (project.content / "missions/new-one.md").read_text(encoding="utf-8")
    project.write("missions/new-one.md", re.sub(r"(?m)^(aliases|abbreviation):.*\n", "", text)
                  .replace("name: ", "name: New ", 1))  # fmt: skip
    result = project.run("check")
    assert result.exit_code == 0, result.output
    assert result.output.count("schemas/names.schema.json:1: file: warning:") == 1
    assert "Run: python build.py schema" in result.output


def test_a_build_writes_the_names_anew_and_a_frozen_one_does_not(project: Project) -> None:
    project.run("schema")
    file = project.root / "schemas/names.schema.json"
    file.write_text("{}", encoding="utf-8")
    assert project.run("build", "--frozen").exit_code == 0
    assert file.read_text(encoding="utf-8") == "{}"
    assert "Wrote schemas/names.schema.json" in project.run("build").output
    assert "new-one" not in file.read_text(encoding="utf-8")
    assert "task-force-takuba" in file.read_text(encoding="utf-8")


def test_a_project_without_schemas_needs_none(project: Project) -> None:
    assert "schemas" not in project.run("build").output
    assert not (project.root / "schemas").exists()


def test_the_editors_task_finds_each_problem_and_its_place() -> None:
    matcher = TASKS["tasks"][0]["problemMatcher"]
    (pattern,) = matcher["pattern"]
    for severity in ("error", "warning"):
        problem = Problem("content/articles/2022/x.md", 7, "figures.0.quote", "a: b", severity)
        found = re.fullmatch(pattern["regexp"], str(problem))
        assert found is not None
        told = {key: found[pattern[key]] for key in ("file", "line", "code", "message")}
        assert told == {
            "file": problem.path, "line": "7", "code": "figures.0.quote", "message": "a: b",
        }  # fmt: skip
        assert (found[pattern["severity"]] or matcher["severity"]) == severity
