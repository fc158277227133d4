"""What a command uses: time on the wall, time of the processor, memory of all its processes.

Linux only: memory is read from /proc.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 0.05
# Reading Pss makes the kernel walk through the memory of a process, and holds it up meanwhile:
# at most this share of the time is spent on it.
SHARE = 0.05


class UsageError(Exception):
    """A measured command failed; the message holds what it said."""


@dataclass(frozen=True)
class Usage:
    """What a command took.

    `wall` is in seconds, `cpu` in seconds of user and system time of it and of all that it
    started and waited for, `memory` the highest sum in bytes that all its processes had at once,
    `others` the seconds of processor that everything else on the machine took meanwhile.
    """

    wall: float
    cpu: float
    memory: int
    others: float

    def then(self, other: Usage) -> Usage:
        """What two commands took, one after the other."""
        wall, cpu = self.wall + other.wall, self.cpu + other.cpu
        memory = max(self.memory, other.memory)
        return Usage(wall, cpu, memory, self.others + other.others)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Usage:
    """Run a command in `folder` and measure it; UsageError where its status is not 0."""
    with tempfile.TemporaryFile() as said:
        busy, began = busy_of(_text(PROC / "stat")), time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        sampler = _Sampler(process.pid)
        sampler.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            raise
        finally:
            wall = time.perf_counter() - began
            sampler.stop()
        # Popen does not know that its process was waited for.
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()[-2000:]
            raise UsageError(f"{' '.join(command)} ended with {process.returncode}:\n{words}")
    cpu = used.ru_utime + used.ru_stime
    others = busy_of(_text(PROC / "stat")) - busy - cpu
    return Usage(wall, cpu, sampler.peak, max(others, 0))


class _Sampler(threading.Thread):
    """Looks again and again how much memory a process and all below it have together."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.peak = pid, 0
        self._ended = threading.Event()

    def run(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            began = time.thread_time()
            family = tree(self.pid)
            # Resident memory is cheap to read and never less than Pss.
            if sum(map(_resident, family)) > self.peak:
                self.peak = max(self.peak, sum(map(_pss, family)))
            pause = max(PAUSE, (time.thread_time() - began) / SHARE)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def tree(pid: int, proc: Path = PROC) -> list[int]:
    """A process and all that it started, as far as they live; the folder `proc` tells of them."""
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        for task in (proc / str(one) / "task").glob("*/children"):
            waiting += map(int, _text(task).split())
    return found


def pss_of(text: str) -> int:
    r"""The bytes of memory that a `smaps_rollup` gives a process; shared ones count in part.

    >>> pss_of("1000-2000 ---p 00000000 00:00 0  [rollup]\nRss:  8 kB\nPss:  4 kB\n")
    4096
    """
    for line in text.splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def busy_of(text: str) -> float:
    """The seconds that all processors have worked, by a `/proc/stat`: not those spent idle.

    >>> busy_of("cpu  300 0 100 9000 50 0 0 20 0 0") * TICKS
    420.0
    """
    user, nice, system, _, _, irq, softirq, steal, *_ = map(int, text.splitlines()[0].split()[1:])
    return (user + nice + system + irq + softirq + steal) / TICKS


def _pss(pid: int) -> int:
    return pss_of(_text(PROC / str(pid) / "smaps_rollup"))


def _resident(pid: int) -> int:
    fields = _text(PROC / str(pid) / "statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _text(path: Path) -> str:
    """What a file of /proc says; nothing where the process has ended meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
