"""Ratios of what two builders took in runs that took turns, as tables of text or Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.usage import Usage

Table = list[list[str]]


@dataclass(frozen=True)
class Run:
    """One build: which job and state, in which round, by whom, and what it took.

    `bytes` is the apparent size of the site divided by the number of articles.
    """

    job: str
    state: str
    turn: int
    builder: str
    took: Usage
    bytes: float


MEASURES: dict[str, tuple[Callable[[Run], float], str]] = {
    "wall": (lambda run: run.took.wall, "{:.2f} s"),
    "CPU": (lambda run: run.took.cpu, "{:.2f} s"),
    "peak memory": (lambda run: run.took.memory / 1e6, "{:,.0f} MB"),
    "bytes an article": (lambda run: run.bytes, "{:,.0f}"),
}


def ratio(runs: Iterable[Run], measure: Callable[[Run], float], one: str, other: str) -> float:
    """The median, over the rounds, of what `one` took divided by what `other` took.

    Both runs of a round stand next to each other in time, so that what else the machine did then
    is in both. ValueError where no round has both.
    """
    by_turn: dict[int, dict[str, float]] = {}
    for run in runs:
        by_turn.setdefault(run.turn, {})[run.builder] = measure(run)
    pairs = [pair for pair in by_turn.values() if one in pair and other in pair]
    if not pairs:
        raise ValueError(f"no round has both {one} and {other}")
    # Of a thing that is not there (no memory seen) nothing can be a multiple.
    return statistics.median(
        pair[one] / pair[other] if pair[other] else float("nan") for pair in pairs
    )


def ratios(runs: Sequence[Run], one: str, other: str) -> Table:
    """A row for each job and state: ratios, and in brackets the medians of both builders."""
    table = [["", *MEASURES]]
    for job, state in dict.fromkeys((run.job, run.state) for run in runs):
        of_row = [run for run in runs if (run.job, run.state) == (job, state)]
        row = [f"{job}, {state}"]
        for measure, form in MEASURES.values():
            middle = [
                form.format(statistics.median(measure(run) for run in of_row if run.builder == who))
                for who in (one, other)
            ]
            found = ratio(of_row, measure, one, other)
            row.append(f"{found:.2f} ({' / '.join(middle)})")
        table.append(row)
    return table


def raw(runs: Iterable[Run]) -> Table:
    """A row for each run, in the order in which they were made."""
    rows = [
        [f"{run.job}, {run.state}", str(run.turn + 1), run.builder]
        + [form.format(measure(run)) for measure, form in MEASURES.values()]
        + [f"{run.took.others:.2f} s"]
        for run in runs
    ]
    return [["", "round", "builder", *MEASURES, "CPU of others"], *rows]


def as_markdown(table: Table) -> str:
    """A table with its first row as the head, as Markdown.

    >>> print(as_markdown([["", "wall"], ["cold", "1 s"]]))
    |  | wall |
    | --- | --- |
    | cold | 1 s |
    """
    head, *rows = table
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ["---"] * len(head), *rows])


def as_text(table: Table) -> str:
    """A table in columns, two spaces apart.

    >>> print(as_text([["", "wall"], ["cold", "1 s"]]))
          wall
    cold  1 s
    """
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in table
    )
