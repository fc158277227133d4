"""New files: several written below content/ all or none, whatever stops the command.

Each is written beside its place first, as `.NAME.new`. A command that was killed leaves at most
these, and `repair` deletes them.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path


def write_all(files: Iterable[tuple[Path, bytes]], again: Collection[str] = ()) -> None:
    """Write all files or none, the last one last; only files named in `again` may be there already.

    FileExistsError where another is there; OSError where one cannot be written.
    """
    waiting: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for target, data in files:
            if target.exists() and target.name not in again:
                raise FileExistsError(errno.EEXIST, "there is one already", target.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            waiting.append((beside, target))
            beside.write_bytes(data)
        for beside, target in waiting:
            beside.replace(target)
            placed.append(target)
    except BaseException:
        for path in [*placed, *(beside for beside, _ in waiting)]:
            path.unlink(missing_ok=True)
        raise


def left(root: Path) -> Iterator[Path]:
    """What a command that was killed had not finished writing below the content folder `root`."""
    for folder in (root / "captures", root / "articles"):
        for place, _, names in os.walk(folder):
            for name in names:
                if name.startswith(".") and name.endswith(".new"):
                    yield Path(place, name)


def repair(root: Path) -> None:
    """Delete what is left."""
    for path in left(root):
        path.unlink(missing_ok=True)
