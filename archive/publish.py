"""Publish: the new site replaces the old one by renames, whole or not at all.

Beside the site stand, for moments only: `.NAME.new` while it is written, `.NAME.old` between
two renames, `.NAME.gone` (with a number where there is one already) while the old one is deleted.
A build that was killed leaves at most these, and `repair` puts them right.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from archive.child import command
from archive.site_file import SiteFile
from archive.work import Begin, Look, Work

T = TypeVar("T")

# So many seconds a command waits for another one to end.
PATIENCE = 1.0
# Ctrl-C is the business of who asked for it.
DELETE = """
import shutil, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
shutil.rmtree(sys.argv[2], ignore_errors=True)
"""


class PublishError(Exception):
    """The site cannot be written or replaced; the message says why and what to do."""


def _beside(site: Path, suffix: str) -> Path:
    return site.parent / f".{site.name}.{suffix}"


def is_broken(site: Path) -> bool:
    """True where a killed build may have left something beside `site`."""
    return any(_left(site))


def repair(site: Path) -> None:
    """Put right what a killed build left beside `site`; for who holds `only_one`.

    A site that was moved away and not yet replaced comes back; everything else is deleted.
    """
    new, old = _beside(site, "new"), _beside(site, "old")
    if old.exists() and not site.exists():
        old.rename(site)
    if old.exists():
        old.rename(_free(site))
    _delete(new)
    for gone in _left(site):
        shutil.rmtree(gone, ignore_errors=True)


def _left(site: Path) -> list[Path]:
    names = (_beside(site, "new"), _beside(site, "old"))
    gone = sorted(site.parent.glob(f".{site.name}.gone*")) if site.parent.is_dir() else []
    return [*(path for path in names if path.exists()), *gone]


def _free(site: Path) -> Path:
    """A name beside `site` for what is to be deleted."""
    path, number = _beside(site, "gone"), 1
    while path.exists():
        number += 1
        path = _beside(site, f"gone{number}")
    return path


def stage(
    files: Sequence[SiteFile],
    site: Path,
    work: Work,
    look: Look[T] | None = None,
    meanwhile: Callable[[Path, Mapping[str, T], Begin], None] | None = None,
) -> Path:
    """Write the files of a site into a new folder beside `site`; returns that folder.

    What `look` sees in the files is told to `meanwhile`, with the folder (`Work.fill`).
    PublishError where two files have one path or a path leads out of it.
    """
    new = _beside(site, "new")
    written: set[str] = set()
    for file in files:
        if {"", ".", ".."} & set(file.path.split("/")):
            raise PublishError(f"{file.path!r} does not lie inside the site")
        folded = file.path.casefold()
        if folded in written:
            raise PublishError(f"two pages would be written to {file.path}")
        written.add(folded)
    _delete(new)
    new.mkdir(parents=True)
    work.fill(new, files, site, look, partial(meanwhile, new) if meanwhile else None)
    return new


@contextmanager
def replaced(site: Path, new: Path) -> Iterator[Callable[[], Path | None]]:
    """Let the staged folder `new` take the place of `site`, by two renames.

    Meanwhile the old site is deleted, by a process of its own: a thread would hold up what goes on
    here. What this gives says, afterwards, where it lies in case that could not be done.
    """
    gone = _exchange(site, new)
    job = _delete_aside(gone) if gone is not None else None
    try:
        yield lambda: gone if gone is not None and gone.exists() else None
    finally:
        if job is not None:
            try:
                job.wait()
            except BaseException:
                job.kill()
                raise
        if gone is not None:
            shutil.rmtree(gone, ignore_errors=True)


def _delete_aside(folder: Path) -> subprocess.Popen[bytes] | None:
    """Begin to delete a folder; None where no process can be had."""
    try:
        return subprocess.Popen(
            command(DELETE, os.fspath(folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None


def replace(site: Path, new: Path) -> Path | None:
    """The same with nothing to do meanwhile."""
    with replaced(site, new) as left:
        pass
    return left()


def _exchange(site: Path, new: Path) -> Path | None:
    """Put the new site in the place of the old one; returns where that is to be deleted."""
    old = _beside(site, "old")
    if site.exists():
        site.rename(old)
    new.rename(site)
    if not old.exists():
        return None
    gone = _free(site)
    old.rename(gone)
    return gone


def discard(site: Path) -> None:
    """Delete a staged folder that is not to be published."""
    _delete(_beside(site, "new"))


def refuse_foreign(site: Path) -> None:
    """Raise PublishError where `site` holds something that no build has written."""
    if not site.exists():
        return
    if not site.is_dir():
        raise PublishError(f"{site} is a file. Move it away: the site is written there")
    names = {entry.name for entry in site.iterdir()}
    if names and not {"index.html", "404.html", "static"} <= names:
        raise PublishError(
            f"{site} holds files that are not this site. Move them away, or name another folder"
        )


@contextmanager
def only_one(site: Path) -> Iterator[None]:
    """Hold the right to write `site`; PublishError where another command holds it for long.

    The lock is on the folder that `site` stands in, so it leaves no file, and the system lets
    go of it when a process dies and all that it had just started: so a command that was killed may
    hold it a moment longer. Windows cannot lock folders: there it is not held.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    folder = os.open(site.parent, os.O_RDONLY)
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise PublishError(
                        f"another command is writing {site} right now. Wait until it has ended"
                    ) from None
                time.sleep(0.02)
        yield
    finally:
        os.close(folder)


def _delete(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)
