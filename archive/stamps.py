"""The stamp: what tells a file from its next state without reading it.

A file that was changed just before it was looked at may change again unseen: most systems tell
times apart by some milliseconds, those that know whole seconds by two of them.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

# So many nanoseconds such a change may be old.
TICK, WHOLE = 50_000_000, 2_000_000_000

# Size, time of change, time of change of the entry, number.
Stamp = tuple[int, int, int, int]
# Kind and rights, size, time of change, number: a link to a file changes none of these.
Lie = tuple[int, int, int, int]


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def snapshot(paths: Iterable[Path], written: Mapping[str, Lie] | None = None) -> tuple[bytes, int]:
    """A digest of how all files in folders lie, and the time from which that tells all.

    Files that this process has `written` itself, by path, need not be looked at; but on Windows,
    where a folder tells other numbers of its files than they themselves.
    """
    rows: list[str] = []
    known = (written or {}) if os.name != "nt" else {}
    newest = 0
    waiting = [os.fspath(path) for path in paths]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                        continue
                    lie = known.get(entry.path)
                    if lie is None:
                        found = entry.stat(follow_symlinks=False)
                        newest = max(newest, settled(found.st_mtime_ns), settled(found.st_ctime_ns))
                        lie = _lie(found)
                    mode, size, changed, number = lie
                    rows.append(f"{entry.path}\0{mode} {size} {changed} {number}")
        except OSError:
            rows.append(f"{folder}\0-")
    rows.sort()
    text = "\n".join(rows).encode("utf-8", "surrogateescape")
    return hashlib.blake2b(text, digest_size=32).digest(), newest


def lies(path: str | Path) -> Lie:
    """How a file lies where it was written; OSError where there is none."""
    return _lie(os.lstat(path))


def _lie(found: os.stat_result) -> Lie:
    return found.st_mode, found.st_size, found.st_mtime_ns, found.st_ino


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
