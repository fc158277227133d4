"""Front matter: YAML read as strings only, with the line of every key, and written back.

PyYAML's usual loaders turn NO into False and fail on a wrong date without a line. Here nothing
is guessed: every value is a string, a list or a mapping, and the models decide what it means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from archive.characters import UNWANTED, named
from archive.problem import Problem
from archive.yaml_mistakes import cut_off, key_at, locate

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 8
# After so many lines that cannot be read, the file is something else.
MOST = 12
# As many signs that can open a level are in no need of a closer look.
OPENERS = 500


@dataclass(frozen=True)
class Document:
    """A file of content: its fields as strings, lists and mappings, and its Markdown body.

    `lines` maps a dotted path of keys and indexes ("figures.0.quote") to its line in the file.
    `broken` says that lines were left out which could not be read: no record is made of it.
    """

    path: str
    fields: Mapping[str, Any]
    body: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    body_line: int = 1
    broken: bool = False

    def line(self, *keys: str) -> int:
        """The line of a key, or of the nearest key above it that is there; else 1."""
        for end in range(len(keys), 0, -1):
            line = self.lines.get(".".join(keys[:end]))
            if line is not None:
                return line
        return 1


class _Loader(yaml.CBaseLoader):
    """LibYAML's parser without types: every scalar is a text, so none is looked for."""

    def resolve(self, *_: object) -> str:
        """Return the one tag that every node has."""
        return "tag:yaml.org,2002:str"

    def descend_resolver(self, *_: object) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing depends on where a node stands."""


class _RefusedError(Exception):
    """The YAML holds what content may not hold; carries line, field (or "") and message."""


class _Handler(YAMLHandler):
    """Splits as python-frontmatter does; loads with strings only and keeps the lines."""

    def load(self, fm: str, **_: object) -> Any:
        """Return the value and the line of each key."""
        return _load(fm)

    def export(self, metadata: Mapping[str, object], **_: object) -> str:
        """Return the fields as YAML."""
        return dump_yaml(metadata)


_HANDLER = _Handler()


def parse(text: str, path: str) -> tuple[Document | None, list[Problem]]:
    """Read a Markdown file with front matter.

    Returns the document, `broken` where lines could not be read, or None, and the problems.
    """
    text = _with_plain_ends(text)
    above = len(text) - len(text.lstrip("\n "))
    first_line = text.count("\n", 0, above) + 1
    text = text[above:]
    if not text.startswith("---"):
        message = "is missing. The file must begin with a line ---"
        return None, [Problem(path, first_line, "front matter", message)]
    try:
        head, body = _HANDLER.split(text)
    except ValueError:
        return None, [_endless(text, path, first_line)]
    # The boundary takes the empty lines behind it with it.
    start = text.index(head, len(text) - len(text.lstrip("-"))) if head else 3
    head_line = text.count("\n", 0, start) + first_line
    fields, lines, problems = _read(head, path, head_line)
    if fields is None:
        return None, problems
    broken = any(problem.severity == "error" for problem in problems)
    above = len(text) - len(body.lstrip("\n")) if body.strip() else start + len(head)
    body_line = text.count("\n", 0, above) + first_line
    return Document(path, fields, _trimmed(body), lines, body_line, broken), problems


def body_of(text: str) -> str:
    """The body alone of a file that `parse` can read; "" where it has none."""
    try:
        _, body = _HANDLER.split(_with_plain_ends(text).lstrip("\n "))
    except ValueError:
        return ""
    return _trimmed(body)


def _with_plain_ends(text: str) -> str:
    """A text without a byte order mark, all of its lines ended alike."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _trimmed(body: str) -> str:
    return body.lstrip("\n").rstrip() + "\n"


def parse_yaml(text: str, path: str) -> tuple[Any | None, dict[str, int], list[Problem]]:
    """Read a plain YAML file: its value (strings, lists, mappings), its lines, its problems."""
    text = _with_plain_ends(text)
    try:
        value, lines = _load(text)
    except _RefusedError as refused:
        line, name, message = refused.args
        return None, {}, [Problem(path, line, name or "file", message)]
    return value, lines, []


def _endless(text: str, path: str, first_line: int) -> Problem:
    """Front matter without an end: it goes as far as its lines look like it."""
    rows = text.split("\n")
    last = next(
        (at for at, row in enumerate(rows[1:], 1) if not re.match(r"[\w-]+:|\s+\S|- |#", row)),
        len(rows),
    )
    message = f"has no end. Put a line --- below line {last + first_line - 1}, before the text"
    return Problem(path, last + first_line - 1, "front matter", message)


def _read(
    head: str, path: str, first_line: int
) -> tuple[dict[str, Any] | None, dict[str, int], list[Problem]]:
    """Read front matter; what cannot be read is left out, so that one run tells all mistakes."""
    rows = head.split("\n")
    problems: list[Problem] = []
    value: Any = None
    lines: dict[str, int] = {}
    while value is None:
        try:
            value, lines = _HANDLER.load("\n".join(rows))
        except _RefusedError as refused:
            line, name, message = refused.args
            place = line + first_line - 1
            problems.append(Problem(path, place, name or "front matter", message))
            if len(problems) == MOST or not _leave_out(rows, line - 1):
                return None, {}, problems
    if value == "":
        value = {}
    if not isinstance(value, dict):
        message = "must be lines of the form key: value"
        return None, {}, [*problems, Problem(path, first_line, "front matter", message)]
    for line, comment in cut_off(head):
        message = (
            f"{comment[:80]!r} is not read, since # begins a comment. Put the value in "
            '"quotes" if it belongs to it'
        )
        place = line + first_line - 1
        name = next((key for key, at in lines.items() if at == line), "front matter")
        problems.append(Problem(path, place, name, message, "warning"))
    return value, {key: line + first_line - 1 for key, line in lines.items()}, problems


def _leave_out(rows: list[str], at: int) -> bool:
    """Empty a line and what is indented below it; False where that changes nothing."""
    if not 0 <= at < len(rows) or not rows[at].strip():
        return False
    indent = len(rows[at]) - len(rows[at].lstrip())
    rows[at] = ""
    for number in range(at + 1, len(rows)):
        row = rows[number]
        inner = len(row) - len(row.lstrip()) > indent or (indent == 0 and row.startswith("- "))
        if row.strip() and not inner:
            break
        rows[number] = ""
    return True


def _load(text: str) -> tuple[Any, dict[str, int]]:
    if len(text) > MAX_CHARACTERS:
        raise _RefusedError(1, "", f"is longer than {MAX_CHARACTERS:,} characters")
    lines: dict[str, int] = {}
    try:
        if sum(map(text.count, "[{-?")) > OPENERS:
            _refuse_depth(text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line, message = locate(text, error)
        raise _RefusedError(line, key_at(text, line), message) from None
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        message = " ".join(str(error).split())
        raise _RefusedError(1, "", f"cannot be read: {message}") from None
    except RecursionError:
        raise _RefusedError(1, "", "is nested too deeply") from None
    if node is None:
        return "", lines
    return _value(node, "", lines, set(), 0), lines


def _refuse_depth(text: str) -> None:
    """Refuse what is nested too deeply while it is read: composing it would exhaust the stack.

    Unlike a RecursionError of Python's, that would end the whole program.
    """
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 2:
            message = f"is nested more than {MAX_DEPTH} levels deep"
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise _RefusedError(line, "", message)


def _value(
    node: yaml.Node, name: str, lines: dict[str, int], seen: set[int], depth: int, key_line: int = 0
) -> Any:
    """Turn a node into strings, lists and mappings; note the line of each key.

    `key_line` is the line of the key above: the mark of an alias is that of its anchor.
    """
    line = key_line or node.start_mark.line + 1
    if depth > MAX_DEPTH:
        raise _RefusedError(line, name, f"is nested more than {MAX_DEPTH} levels deep")
    if isinstance(node, yaml.ScalarNode):
        return _plain(node.value, line, name)
    if id(node) in seen:
        raise _RefusedError(line, name, "uses a YAML alias (*). Write the value out")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        items = []
        for index, item in enumerate(node.value):
            inner = f"{name}.{index}" if name else str(index)
            lines[inner] = item.start_mark.line + 1
            items.append(_value(item, inner, lines, seen, depth + 1))
        return items
    mapping: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key_line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise _RefusedError(key_line, name, "has a key that is not plain text")
        key = _plain(key_node.value, key_line, name)
        inner = f"{name}.{key}" if name else key
        if key in mapping:
            first = lines[inner]
            raise _RefusedError(
                key_line, inner, f"stands twice, first on line {first}. Keep one of the two"
            )
        lines[inner] = key_line
        mapping[key] = _value(value_node, inner, lines, seen, depth + 1, key_line)
    return mapping


def _plain(text: str, line: int, name: str) -> str:
    """The text of a key or a value, refused where it holds what no text of the archive holds."""
    odd = UNWANTED.search(text)
    if odd is not None:
        message = f"holds a control character ({named(odd[0])}), which nobody sees. Delete it"
        raise _RefusedError(line, name, message)
    return text


class _Dumper(yaml.SafeDumper):
    """Writes dates and plain words bare, everything that needs quotes in double quotes."""

    def ignore_aliases(self, _: object) -> bool:
        """Write a value out each time it occurs."""
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        """Indent the entries of a list below its key."""
        super().increase_indent(flow, False)

    def choose_scalar_style(self) -> str:
        """Double quotes where PyYAML would take single ones: apostrophes are common here."""
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style


_Dumper.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def _short_sequence(dumper: yaml.SafeDumper, data: Any) -> yaml.Node:
    flow = all(isinstance(item, str) and len(item) < 60 for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


def _inner_mapping(dumper: yaml.SafeDumper, data: Mapping[str, Any]) -> yaml.Node:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", data)
    node.flow_style = False
    for _, value in node.value:
        if isinstance(value, yaml.SequenceNode):
            for item in value.value:
                if isinstance(item, yaml.MappingNode):
                    item.flow_style = True
        elif isinstance(value, yaml.MappingNode):
            value.flow_style = True
    return node


_Dumper.add_representer(tuple, _short_sequence)
_Dumper.add_representer(list, _short_sequence)
_Dumper.add_representer(dict, _inner_mapping)


def dump_yaml(fields: Mapping[str, Any]) -> str:
    """Write fields as YAML; what is None is left out."""
    present = {key: value for key, value in fields.items() if value is not None}
    return yaml.dump(
        present, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9
    ).rstrip("\n")


def dump(fields: Mapping[str, Any], body: str) -> str:
    """Write a Markdown file: the fields between two lines ---, then the body."""
    return f"---\n{dump_yaml(fields)}\n---\n\n{body.strip()}\n"
