"""Work: how the stages do one thing to many files, here or on all cores.

The stages say what is done to each; `Work` does it one after the other, `archive.cache.Cache` on
all cores, and only where something has changed. The results are the same, in the same order.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from archive.site_file import SiteFile

R = TypeVar("R")
T = TypeVar("T")

# Is told how many more things are done.
Done = Callable[[int], None]
# Folders, each with the place of its key among others.
Placed = list[tuple[int, Path]]
# Fills folders, as `Work.of_folders` tells.
Fill = Callable[[Placed, Iterable[tuple[int, Path]], Sequence[Path]], None]
# Lets something begin.
Begin = Callable[[], object]
# What is done in so many seconds is done before processes would have started.
SHORT = 0.15
MOST = 16
# Into so many parts the things of each process are cut, so that all end at about the same time; so
# many things are at most in one. After so many parts a process gives way to a new one.
PARTS, MOST_IN_PART = 12, 400


@dataclass(frozen=True)
class Look(Generic[T]):
    """Something to be seen in files of the site as soon as they are made.

    `at` says of a path inside the site whether there is anything to see; `see` is given that path
    and where the file lies, and what it sees depends on the file's bytes alone. `name` tells it
    from others.
    """

    name: str
    at: Callable[[str], bool]
    see: Callable[[str, Path], T | None]


_given: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


class Work:
    """Does everything here, one after the other, and remembers nothing."""

    @property
    def codes(self) -> MutableMapping[str, bytes]:
        """Templates that were compiled before, by a key that tells their text."""
        return {}

    def of_files(
        self, name: str, function: Callable[..., R], items: Sequence[tuple[Path, ...]]
    ) -> list[R]:
        """The function's result for each tuple of files, in their order.

        `name` says what is done. The result may depend on nothing but the files.
        """
        del name
        return [function(*item) for item in items]

    def of_values(
        self,
        name: str,
        function: Callable[[T], R],
        items: Sequence[T],
        marks: Sequence[bytes],
    ) -> list[R]:
        """The function's result for each item, in their order.

        Each mark is a digest of everything that the result for its item depends on.
        """
        del name, marks
        return [function(item) for item in items]

    def of_folders(
        self,
        name: str,
        keys: Sequence[str],
        fill: Fill,
        place: Path,
    ) -> None:
        """Have a folder for each key; what is in it follows from the key alone.

        `fill` is called with places of keys among `keys`, each with a folder: a list of new ones
        that it must make and fill, then those that are there, which are looked at as they are
        asked for; and with the folders of keys that are no more, which it may take from. It is
        called again for those that were not as they had been left. `place` is a folder that they
        may lie in for now.
        """
        del name
        fill([(at, place / key) for at, key in enumerate(keys)], [], [])

    def fill(
        self,
        folder: Path,
        files: Sequence[SiteFile],
        before: Path,
        look: Look[T] | None = None,
        meanwhile: Callable[[Mapping[str, T], Begin], None] | None = None,
    ) -> None:
        """Write the files of a site into a folder.

        `before` is where the last site lies, if there is one. `meanwhile` is told all that `look`
        sees, by path, when other files may still be missing, and has ended when this ends. They
        are written from when it calls what else it is given, or has ended.
        """
        del before
        seen = {}
        for file in files:
            made = write(folder, file)
            found = look.see(file.path, made) if look is not None and look.at(file.path) else None
            if found is not None:
                seen[file.path] = found
        if meanwhile is not None:
            meanwhile(seen, lambda: None)


@contextmanager
def no_collection() -> Iterator[None]:
    """Look for no garbage meanwhile: nearly everything that is made is kept."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def write(folder: Path, file: SiteFile) -> Path:
    """Write a file of the site below a folder; returns where it lies."""
    target = Path(f"{folder}/{file.path}")
    try:
        _write(target, file.make())
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(target, file.make())
    return target


def _write(target: Path, pieces: Iterable[bytes]) -> None:
    if isinstance(pieces, list):
        target.write_bytes(b"".join(pieces))
        return
    with target.open("wb", buffering=1 << 18) as stream:
        stream.writelines(pieces)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST)
    return min(os.cpu_count() or 1, MOST)


def side_by_side(
    function: Callable[[T], R],
    items: Sequence[T],
    done: Done,
    alone: bool = False,
) -> list[R]:
    """The function's result for each item, in their order, made on all cores.

    The processes are copies of this one, so that nothing needs to be sent to them; results are
    sent back. Where the system has no such copies, where one core is all there is, and where it
    takes a moment only, everything is made here; so it is where this process must stay `alone`,
    because it has threads that a copy would lack. `done` is told how many more are made.
    """
    global _given
    results: list[R] = []
    processes = cores()
    alone = alone or processes < 2 or sys.platform != "linux"
    until = time.perf_counter() + SHORT
    told = 0
    while len(results) < len(items) and (alone or time.perf_counter() < until):
        results.append(function(items[len(results)]))
        if len(results) % 100 == 0:
            done(100)
            told = len(results)
    done(len(results) - told)
    if len(results) == len(items):
        return results
    first = len(results)
    size = max(1, min(MOST_IN_PART, -(-(len(items) - first) // (processes * PARTS))))
    parts = [
        range(start, min(start + size, len(items))) for start in range(first, len(items), size)
    ]
    _given = (function, items)
    # What is not looked at by the collector is not copied when a process only reads it.
    gc.freeze()
    try:
        # Python counts who uses a thing in the thing itself, so a copy comes to have its own of all
        # that it reads. New copies now and then keep that small.
        for at in range(0, len(parts), processes * PARTS):
            _in_copies(processes, parts[at : at + processes * PARTS], done, results)
    finally:
        _given = None
        gc.unfreeze()
    return results


def _in_copies(processes: int, parts: Sequence[range], done: Done, results: list[R]) -> None:
    """Add the results of parts of the items, made in copies of this process."""
    found: dict[range, list[R]] = {}
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, fork, initializer=_begin) as pool:
        try:
            jobs = {pool.submit(_do, part): part for part in parts}
            for job in as_completed(jobs):
                found[jobs[job]] = job.result()
                done(len(jobs[job]))
        except BrokenProcessPool:
            # One was ended from outside, perhaps for want of memory: the rest is made here.
            for part in parts:
                if part not in found:
                    found[part] = _do(part)
                    done(len(part))
        except BaseException:
            for process in list((pool._processes or {}).values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    for part in parts:
        results += found[part]


def _do(part: range) -> list[Any]:
    """What a process makes of a part of the items."""
    assert _given is not None
    function, items = _given
    return [function(items[at]) for at in part]


def _begin() -> None:
    """Prepare a process: Ctrl-C is its parent's business, and it ends when that has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
