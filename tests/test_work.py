"""Work on all cores gives what work on one gives, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from archive import work
from archive.work import cores, side_by_side

several = pytest.mark.skipif(
    cores() < 2 or sys.platform != "linux", reason="all work is done in one process"
)


def test_results_come_in_the_order_of_the_items_and_are_counted() -> None:
    told: list[int] = []

    def slowly(item: int) -> int:
        time.sleep(0.004)
        return item * item

    items = list(range(150))
    assert side_by_side(slowly, items, told.append) == [item * item for item in items]
    assert sum(told) == len(items)


@several
def test_processes_that_give_way_to_new_ones_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "MOST_IN_PART", 2)

    def slowly(item: int) -> tuple[int, int]:
        time.sleep(0.004)
        return item, os.getpid()

    told: list[int] = []
    made = side_by_side(slowly, list(range(250)), told.append)
    assert [item for item, _ in made] == list(range(250))
    assert sum(told) == 250
    # This process made the first of them; more than one set of others made the rest.
    assert len({process for _, process in made}) > 1 + cores()


@several
def test_a_process_that_is_ended_costs_nothing() -> None:
    parent = os.getpid()

    def deadly(item: int) -> int:
        time.sleep(0.004)
        if item == 100 and os.getpid() != parent:
            os.kill(os.getpid(), signal.SIGKILL)
        return -item

    items = list(range(150))
    told: list[int] = []
    assert side_by_side(deadly, items, told.append) == [-item for item in items]
    assert sum(told) == len(items)


@several
def test_an_error_in_a_process_is_an_error_here() -> None:
    def wrong(item: int) -> int:
        time.sleep(0.004)
        if item == 120:
            raise FileNotFoundError(2, "gone", "content/x.md")
        return item

    told: list[int] = []
    with pytest.raises(FileNotFoundError, match="gone"):
        side_by_side(wrong, list(range(150)), told.append)
