"""Workers: processes that make drafts of many captures, on all cores.

The drafts come back in the order of the captures, whatever the number of processes, and only so
many are under way that the memory does not grow with the number of captures. A process that dies
or takes too long costs the one capture it was at.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeAlias

from archive.capture import read_capture
from archive.content import Content
from archive.draft import Draft, Drafter
from archive.likeness import Fingerprint, Text, fingerprint
from archive.problem import Problem

# Cleaning this many bytes takes about as long as starting processes does.
SMALL = 400_000
MOST = 32
SECONDS = 120.0
# How many captures wait at a process, and how many drafts wait for their turn, a process.
AT_HAND = 2
AHEAD = 16
# What a process says before its first draft.
IMPORTED = "imported"
READY = "ready"


@dataclass(frozen=True, slots=True)
class Job:
    """A capture to be drafted: its file, the name to show, its SHA-256 and kind.

    `problem` says why it cannot be read; `known` that no draft is needed, since a capture of the
    same bytes was met before.
    """

    path: Path
    shown: str
    key: tuple[str, str] = ("", "")
    problem: Problem | None = None
    known: bool = False


# A draft without the capture's text and bytes, and what it is compared by.
Drafted: TypeAlias = tuple[Draft, Fingerprint]
Result: TypeAlias = Drafted | Problem | None


def drafts(
    jobs: Iterable[Job], content: Content, processes: int, seconds: float = SECONDS
) -> Generator[tuple[Job, Result], None, None]:
    """The jobs in their order, each with its draft; None for what needs no draft.

    With no processes the drafts are made here. `seconds` bounds the time for one draft, but only
    in processes of their own.
    """
    if processes < 1:
        drafter = Drafter(content)
        for job in jobs:
            yield job, draft_file(drafter, job.path, job.shown) if _is_open(job) else None
        return
    pool = _Pool(content, processes, seconds)
    try:
        yield from pool.run(iter(jobs))
    finally:
        pool.close()


def processes_for(paths: Iterable[Path]) -> int:
    """How many processes to start for these captures: none where they are few and small."""
    size = 0
    for path in paths:
        try:
            size += path.stat().st_size
        except OSError:
            continue
        if size > SMALL:
            return min(_cores(), MOST)
    return 0


def draft_file(drafter: Drafter, path: Path, shown: str) -> Drafted | Problem:
    """Read and draft one capture; whatever goes wrong becomes a Problem."""
    try:
        capture = read_capture(path, shown)
        if isinstance(capture, Problem):
            return capture
        draft = drafter.draft(capture, shown)
        if isinstance(draft, Problem):
            return draft
        light = replace(draft, capture=replace(capture, text="", data=b""))
        return light, fingerprint(Text(draft.front.title, draft.front.dek or "", draft.body))
    except Exception as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return _problem(shown, f"met a fault of the program ({words}). Report it with this file")


@dataclass(eq=False)
class _Slot:
    """A job and, once it is done, its result."""

    job: Job
    done: bool = False
    result: Result = None


@dataclass(eq=False)
class _Worker:
    """A process, the pipe to it, and what it has at hand: it works on the first of them."""

    process: SpawnProcess
    pipe: connection.Connection
    slots: deque[_Slot] = field(default_factory=deque)
    ready: bool = False
    since: float = 0.0


class _Pool:
    """The processes, and the jobs on their way."""

    def __init__(self, content: Content, processes: int, seconds: float) -> None:
        self.content = content.without_articles()
        self.packed = pickle.dumps(self.content)
        self.seconds = seconds
        self.limit = AHEAD * processes
        self.window: deque[_Slot] = deque()
        self.waiting: deque[_Slot] = deque()
        self.workers: list[_Worker] = []
        self.here: Drafter | None = None
        for _ in range(processes):
            self._start()

    def run(self, jobs: Iterator[Job]) -> Iterator[tuple[Job, Result]]:
        more = True
        while more or self.window:
            while more and len(self.window) < self.limit:
                job = next(jobs, None)
                more = job is not None
                if job is not None:
                    self._take(job)
            self._hand_out()
            first = self.window[0] if self.window else None
            if first is not None and not first.done and not self.workers:
                self._draft_here()
            elif first is not None:
                self._listen(0.0 if first.done else 0.5)
            if first is not None and first.done:
                self.window.popleft()
                yield first.job, first.result

    def close(self) -> None:
        for worker in self.workers:
            self._end(worker)

    def _take(self, job: Job) -> None:
        slot = _Slot(job, done=not _is_open(job))
        self.window.append(slot)
        if not slot.done:
            self.waiting.append(slot)

    def _hand_out(self) -> None:
        for count in range(AT_HAND):
            for worker in self.workers:
                if self.waiting and worker.ready and len(worker.slots) == count:
                    slot = self.waiting.popleft()
                    if not worker.slots:
                        worker.since = time.monotonic()
                    worker.slots.append(slot)
                    try:
                        worker.pipe.send((slot.job.path, slot.job.shown))
                    except OSError:
                        continue  # it has died: reading from it says so

    def _listen(self, seconds: float) -> None:
        """Take the results that are there, waiting for one no longer than these seconds."""
        ready = set(connection.wait([worker.pipe for worker in self.workers], seconds))
        now = time.monotonic()
        for worker in list(self.workers):
            if worker.pipe in ready:
                self._receive(worker, now)
            elif worker.slots and now - worker.since > self.seconds:
                message = (
                    f"takes longer than {self.seconds:.0f} s to clean. Save the text of the "
                    "article alone as .txt"
                )
                self._replace(worker, message)

    def _receive(self, worker: _Worker, now: float) -> None:
        try:
            result = worker.pipe.recv()
            if result == IMPORTED:
                worker.pipe.send_bytes(self.packed)
        except (EOFError, OSError):
            message = (
                "ended the process that was cleaning it (perhaps it needs too much memory). Save "
                "the text of the article alone as .txt"
            )
            self._replace(worker, message)
            return
        worker.since = now
        if result == READY:
            worker.ready = True
        elif result != IMPORTED:
            slot = worker.slots.popleft()
            slot.result, slot.done = result, True

    def _replace(self, worker: _Worker, message: str) -> None:
        """End a process: its first capture is the one to blame, the others get their turn again.

        A process that has not come up is not to be had here: no other is started for it.
        """
        self.workers.remove(worker)
        self._end(worker)
        if worker.slots:
            slot = worker.slots.popleft()
            slot.result, slot.done = _problem(slot.job.shown, message), True
        self.waiting.extendleft(reversed(worker.slots))
        if worker.ready:
            self._start()

    def _draft_here(self) -> None:
        """Draft the next capture in this process: no other can be started."""
        self.here = self.here or Drafter(self.content)
        slot = self.waiting.popleft()
        slot.result, slot.done = draft_file(self.here, slot.job.path, slot.job.shown), True

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        mine, other = context.Pipe()
        process = context.Process(target=_work, args=(other,), daemon=True)
        with _interrupts_ignored():
            try:
                process.start()
            except OSError:
                mine.close()
                return
            finally:
                other.close()
        self.workers.append(_Worker(process, mine))

    @staticmethod
    def _end(worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.pipe.close()


def _work(pipe: connection.Connection) -> None:
    """Draft what comes through the pipe, until it is closed.

    The content comes through it too, once all is imported: it is larger than a pipe holds, and
    the parent would wait for every process in turn.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        pipe.send(IMPORTED)
        drafter = Drafter(pickle.loads(pipe.recv_bytes()))
        pipe.send(READY)
        while True:
            path, shown = pipe.recv()
            pipe.send(draft_file(drafter, path, shown))
    except (EOFError, OSError):
        return


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, even in the midst of a draft."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    """What is started meanwhile leaves Ctrl-C to this process."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _is_open(job: Job) -> bool:
    return job.problem is None and not job.known


def _problem(shown: str, message: str) -> Problem:
    return Problem(shown, 1, "capture", message)


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
