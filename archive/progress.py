"""Progress: how far a command is, for who waits for it, and where the time went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Progress:
    """Shows nothing, and remembers how long each step took: (name, how many things, seconds)."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, float]] = []

    @contextmanager
    def step(self, name: str, count: int = 0) -> Iterator[Callable[[int], None]]:
        """A step of `count` things; what it gives is called with how many more are done."""
        started = time.perf_counter()
        yield _nothing
        self.steps.append((name, count, time.perf_counter() - started))


def _nothing(more: int) -> None:
    """Tell nobody."""
