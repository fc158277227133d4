"""Annotations: problems as GitHub shows them beside the lines of a pull request, and a table.

The syntax is that of workflow commands, `::error file=…,line=…,title=…::message`; its escapes
are those that GitHub's runner undoes
(https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from archive.problem import LONGEST, Problem, printable

# A summary holds no more than a mebibyte, and nobody reads so much.
MOST_ROWS = 300


def annotation(problem: Problem, prefix: str = "") -> str:
    """The workflow command that shows a problem at its line; one line of text.

    `prefix` is the path of the project inside the repository, with a slash at its end. The
    message repeats the place, since the log of a run does not show it.
    """
    path = prefix + printable(problem.path, LONGEST["path"])
    place = f"file={_property(path)},line={problem.line}"
    title = _property(printable(problem.field, LONGEST["field"]))
    return f"::{problem.severity} {place},title={title}::{_data(str(problem))}"


def notice(text: str) -> str:
    """The workflow command that shows a text with the run, at no line."""
    return f"::notice::{_data(printable(text))}"


def summary(problems: Sequence[Problem], notes: Iterable[str] = ()) -> str:
    """A Markdown table of the problems, for the summary of a workflow's run."""
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    rows = ["## The content", "", f"{_count(errors, 'error')}, {_count(warnings, 'warning')}."]
    if problems:
        rows += ["", "| | file | line | field | what is wrong, and what to do |"]
        rows += ["| --- | --- | ---: | --- | --- |"]
        rows += [_row(problem) for problem in problems[:MOST_ROWS]]
    if len(problems) > MOST_ROWS:
        rows += ["", f"The log of the run has {len(problems) - MOST_ROWS:,} more."]
    for note in notes:
        rows += ["", _cell(note)]
    return "\n".join(rows) + "\n"


def errors_first(problems: Iterable[Problem]) -> list[Problem]:
    """Errors before warnings: GitHub shows the first ten of each kind, and not more."""
    return sorted(problems, key=lambda problem: (problem.severity != "error", problem))


def _row(problem: Problem) -> str:
    cells = (
        problem.severity,
        _cell(problem.path, LONGEST["path"]),
        str(problem.line),
        _cell(problem.field, LONGEST["field"]),
        _cell(problem.message),
    )
    return f"| {' | '.join(cells)} |"


def _cell(text: str, most: int = LONGEST["message"]) -> str:
    """A text for a cell: nothing in it is markup, a link, a mention or the end of the cell."""
    escaped = html.escape(printable(text, most), quote=False)
    escaped = re.sub(r"[\\`*_{}\[\]()#+!|~@$^=]", lambda found: f"&#{ord(found[0])};", escaped)
    # Bare addresses would become links.
    escaped = escaped.replace("://", "&#58;//")
    return re.sub(r"(?i)\bwww\.", "www&#46;", escaped)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
