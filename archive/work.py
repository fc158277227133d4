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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from archive.site_file import SiteFile

R = TypeVar("R")
T = TypeVar("T")

# What is seen in a file of the site: its path there, and where it lies.
Look = Callable[[str, Path], T | None]
# Is told how many more things are done.
Done = Callable[[int], None]
# Fewer things than this are done before processes have started.
FEW = 150
MOST = 16
# Into so many parts the things of each process are cut, so that all end at about the same time.
PARTS = 12

_given: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


class Work:
    """Does everything here, one after the other, and remembers nothing."""

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
        fill: Callable[[list[tuple[int, Path]]], None],
        place: Path,
    ) -> list[Path]:
        """A folder for each key, in their order; what is in it follows from the key alone.

        `fill` is given the places of keys among `keys`, each with a new folder that it must make
        and fill. `place` is a folder that they may lie in for now.
        """
        del name
        folders = [place / key for key in keys]
        fill(list(enumerate(folders)))
        return folders

    def fill(
        self,
        folder: Path,
        files: Sequence[SiteFile],
        before: Path,
        look: Look[T] | None = None,
    ) -> dict[str, T]:
        """Write the files of a site into a folder; what `look` sees in them, by path.

        `before` is where the last site lies, if there is one.

        `look` gets the path inside the site and the file; what it sees depends on its bytes alone.
        """
        del before
        seen = {}
        for file in files:
            made = write(folder, file)
            found = look(file.path, made) if look is not None else None
            if found is not None:
                seen[file.path] = found
        return seen


def write(folder: Path, file: SiteFile) -> Path:
    """Write a file of the site below a folder; returns where it lies."""
    target = folder.joinpath(*PurePosixPath(file.path).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb", buffering=1 << 18) as stream:
        stream.writelines(file.make())
    return target


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST)
    return min(os.cpu_count() or 1, MOST)


def side_by_side(
    function: Callable[[T], R],
    items: Sequence[T],
    done: Done,
) -> list[R]:
    """The function's result for each item, in their order, made on all cores.

    The processes are copies of this one, so that nothing needs to be sent to them; results are
    sent back. Where the system has no such copies, where one core is all there is, and for few
    items, everything is made here. `done` is told how many more are made.
    """
    global _given
    processes = cores()
    if processes < 2 or len(items) < FEW or sys.platform != "linux":
        results = []
        for at, item in enumerate(items, 1):
            results.append(function(item))
            if at % FEW == 0 or at == len(items):
                done((at - 1) % FEW + 1)
        return results
    found: dict[int, list[R]] = {}
    _given = (function, items)
    # What is not looked at by the collector is not copied when a process only reads it.
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(
            processes, multiprocessing.get_context("fork"), initializer=_begin
        ) as pool:
            try:
                parts = dict(_parts(pool, len(items), processes))
                for part in as_completed(parts):
                    found[parts[part]] = part.result()
                    done(len(found[parts[part]]))
            except BaseException:
                for process in list((pool._processes or {}).values()):
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        _given = None
        gc.unfreeze()
    return [result for start in sorted(found) for result in found[start]]


def _parts(pool: ProcessPoolExecutor, count: int, processes: int) -> Iterator[tuple[Any, int]]:
    size = max(1, min(400, -(-count // (processes * PARTS))))
    for start in range(0, count, size):
        yield pool.submit(_do, start, min(start + size, count)), start


def _do(start: int, stop: int) -> list[Any]:
    """What a process makes of a part of the items."""
    assert _given is not None
    function, items = _given
    return [function(items[at]) for at in range(start, stop)]


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
