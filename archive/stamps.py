"""The stamp: what tells a file from its next state without reading it.

A file that was changed just before it was looked at may change again unseen: most systems tell
times apart by some milliseconds, those that know whole seconds by two of them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

# So many nanoseconds such a change may be old.
TICK, WHOLE = 50_000_000, 2_000_000_000

# Size, time of change, time of change of the entry, number.
Stamp = tuple[int, int, int, int]
# Size, time of change, number: a link to a file changes its entry, and nothing of these.
Lie = tuple[int, int, int]


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def snapshot(paths: Iterable[Path]) -> tuple[bytes, int]:
    """A digest of the stamps of all files in folders, and the time from which they tell all."""
    rows: list[str] = []
    newest = 0
    waiting = [os.fspath(path) for path in paths]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    found = entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                        continue
                    newest = max(newest, settled(found.st_mtime_ns), settled(found.st_ctime_ns))
                    rows.append(
                        f"{entry.path}\0{found.st_mode} {found.st_size} "
                        f"{found.st_mtime_ns} {found.st_ino}"
                    )
        except OSError:
            rows.append(f"{folder}\0-")
    rows.sort()
    text = "\n".join(rows).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=32).digest(), newest


def lies(path: str | Path) -> Lie:
    """How a file lies where it was written; OSError where there is none."""
    found = os.lstat(path)
    return found.st_size, found.st_mtime_ns, found.st_ino


def settled(changed: int) -> int:
    """The time from which another change gives another time than this one; in nanoseconds."""
    return changed + (TICK if changed % 1_000_000_000 else WHOLE)


def digest(paths: Iterable[Path]) -> bytes:
    """A digest of the bytes of files, and of which of them cannot be read."""
    made = hashlib.blake2b(digest_size=16)
    for path in paths:
        try:
            if path.is_symlink() or not path.is_file():
                raise OSError
            data = path.read_bytes()
            made.update(b"%d " % len(data))
            made.update(data)
        except OSError:
            # Why it cannot be read is told anew each time.
            made.update(secrets.token_bytes(16))
    return made.digest()
