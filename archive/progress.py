"""Progress: how far a command is, for who waits for it, and where the time went."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import click

# Who waits no longer than this needs no bar.
SOON = 2.0


@dataclass(frozen=True)
class Step:
    """A step of a command: how many things were done in it, and in how many seconds."""

    name: str
    count: int
    seconds: float


class Progress:
    """Remembers how long each step took; `shown` draws a bar on a terminal for long ones."""

    def __init__(self, shown: bool = False) -> None:
        self.steps: list[Step] = []
        self._shown = shown and sys.stderr.isatty()
        self._began = time.perf_counter()

    @contextmanager
    def step(self, name: str, count: int = 0) -> Iterator[Callable[[int], None]]:
        """A step of `count` things; what it gives is called with how many more are done."""
        started = time.perf_counter()
        bar = _Bar(name, count, started) if self._shown and count else None
        try:
            yield bar.more if bar is not None else _nothing
        finally:
            if bar is not None:
                bar.end()
            self.steps.append(Step(name, count, time.perf_counter() - started))

    def table(self) -> list[str]:
        """Where the time went, a line for each step, and what is between them."""
        whole = time.perf_counter() - self._began
        rest = whole - sum(step.seconds for step in self.steps)
        rows = [
            (step.name, f"{step.count:,}" if step.count else "", step.seconds)
            for step in self.steps
        ]
        rows += [("all else", "", rest), ("together", "", whole)]
        return [f"{seconds:8.2f} s  {count:>9}  {name}" for name, count, seconds in rows]


class _Bar:
    """A bar with counts and the time left, drawn once a step has taken a while."""

    def __init__(self, name: str, count: int, started: float) -> None:
        self._name, self._count, self._started = name, count, started
        self._done = 0
        self._bar: Any = None
        self._open = ExitStack()

    def more(self, more: int) -> None:
        """Draw that more things are done."""
        self._done += more
        if self._bar is not None:
            self._bar.update(more)
        elif (waited := time.perf_counter() - self._started) > SOON and self._done < self._count:
            label = f"{self._name.capitalize():<9}"
            bar = click.progressbar(length=self._count, label=label, show_pos=True, file=sys.stderr)
            bar.start = bar.last_eta = time.time() - waited
            self._bar = self._open.enter_context(bar)
            self._bar.update(self._done)

    def end(self) -> None:
        """Leave the bar as it is."""
        self._open.close()


def _nothing(more: int) -> None:
    """Tell nobody."""
