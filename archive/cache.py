"""The cache: what earlier commands made, by the content that it was made of.

It lies in `.cache/` beside the content and may be deleted at any time. Nothing in it is believed
unless this program wrote it, on this machine, for this version of itself (`archive.vault`).

A file of the content is known again by its stamp (size, times, number), and where that has changed
by a digest of its bytes. A file of the site stays where it is made of the same, and lies there as
it was written.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from archive.kept_folders import KeptFolders
from archive.progress import Progress
from archive.site_file import SiteFile
from archive.stamps import Lie, Stamp, digest, lies, settled, snapshot, stamp
from archive.vault import Vault
from archive.work import Begin, Fill, Look, Work, no_collection, side_by_side, write

R = TypeVar("R")
T = TypeVar("T")

FOLDER = ".cache"
# In so many files the results of one kind lie: one change writes one of them anew.
PARTS = 16
# So few files of the site are made beside other work: processes would not be there sooner.
FEW = 100


class _Result(NamedTuple):
    """What was made of some files: their stamps, a digest of their bytes, the packed result."""

    stamps: tuple[Stamp | None, ...]
    digest: bytes
    packed: bytes


class _Kept(NamedTuple):
    """A file of the last site: what it was made of, how it lies there, what was seen in it."""

    made_of: bytes
    lies: Lie
    seen: Any


class Cache(Work):
    """Does the work on all cores, and only where something has changed.

    `folder` is where it lies; None, as where no secret can be kept, remembers nothing. `alone`
    keeps the work in this process, which has threads.
    """

    def __init__(
        self, folder: Path | None, progress: Progress | None = None, alone: bool = False
    ) -> None:
        self._alone = alone
        self._progress = progress or Progress()
        self._vault = Vault(folder)
        self._site: dict[str, _Kept] = {}
        self._site_name = "site"
        self._codes: dict[str, bytes] = self._vault.load("templates") or {}
        self._had = len(self._codes)
        self._folders: KeptFolders | None = None
        self._began: tuple[int, bytes, int] = (0, b"", 0)

    def of_files(
        self, name: str, function: Callable[..., R], items: Sequence[tuple[Path, ...]]
    ) -> list[R]:
        """The function's result for each tuple of files, from earlier where they are the same."""
        now = time.time_ns()
        known: dict[str, _Result] = {}
        for old in (self._vault.load(f"{name}-{part}") for part in range(PARTS)):
            if old is not None:
                since, mine = old
                known.update((key, _aged(_Result(*result), since)) for key, result in mine.items())
        keys = ["\0".join(map(str, item)) for item in items]
        stamps = [tuple(stamp(path) for path in item) for item in items]
        results: list[_Result | None] = [
            old if old is not None and old.stamps == mine else None
            for old, mine in zip(map(known.get, keys), stamps, strict=True)
        ]
        missing = [at for at, result in enumerate(results) if result is None]

        def make(at: int) -> tuple[bytes, bytes]:
            before = digest(items[at])
            old = known.get(keys[at])
            if old is not None and old.digest == before:
                return before, b""
            packed = pickle.dumps(function(*items[at]), pickle.HIGHEST_PROTOCOL)
            # A file that changed meanwhile is of neither state.
            return before if digest(items[at]) == before else b"", packed

        with self._progress.step(name, len(missing)) as done:
            made = side_by_side(make, missing, done, self._alone)
        for at, (mark, packed) in zip(missing, made, strict=True):
            results[at] = _Result(stamps[at], mark, packed or known[keys[at]].packed)
        found = [result for result in results if result is not None]
        if missing or len(known) != len(items):
            dirty = {_part(keys[at]) for at in missing} | {_part(key) for key in {*known} - {*keys}}
            self._keep_results(name, now, dirty, dict(zip(keys, found, strict=True)))
        # What is packed is given up as it is unpacked: both together are large.
        known.clear()
        del made, results
        found.reverse()
        with no_collection():
            return [pickle.loads(found.pop().packed) for _ in range(len(found))]

    def _keep_results(
        self, name: str, since: int, dirty: Iterable[int], results: Mapping[str, _Result]
    ) -> None:
        """Save those results whose parts are not as they were."""
        parts: dict[int, dict[str, tuple[Any, ...]]] = {part: {} for part in dirty}
        for key, result in results.items():
            if _part(key) in parts and result.digest:
                parts[_part(key)][key] = tuple(result)
        for part, mine in parts.items():
            self._vault.save(f"{name}-{part}", (since, mine))

    def of_values(
        self,
        name: str,
        function: Callable[[T], R],
        items: Sequence[T],
        marks: Sequence[bytes],
    ) -> list[R]:
        """The function's result for each item, from earlier where its mark is the same."""
        known: dict[bytes, R] = {}
        for part in range(PARTS):
            known.update(self._vault.load(f"{name}-{part}") or {})
        missing = [at for at, mark in enumerate(marks) if mark not in known]
        with self._progress.step(name, len(missing)) as done:
            made = side_by_side(lambda at: function(items[at]), missing, done, self._alone)
        gone = known.keys() - set(marks)
        known.update((marks[at], result) for at, result in zip(missing, made, strict=True))
        dirty = {mark[0] % PARTS for mark in gone} | {marks[at][0] % PARTS for at in missing}
        if dirty:
            parts: dict[int, dict[bytes, R]] = {part: {} for part in dirty}
            for mark in marks:
                if mark[0] % PARTS in dirty:
                    parts[mark[0] % PARTS][mark] = known[mark]
            for part, mine in parts.items():
                self._vault.save(f"{name}-{part}", mine)
        return [known[mark] for mark in marks]

    def fill(
        self,
        folder: Path,
        files: Sequence[SiteFile],
        before: Path,
        look: Look[T] | None = None,
        meanwhile: Callable[[Mapping[str, T], Begin], None] | None = None,
    ) -> None:
        """Write the files of a site; those that stay are the last site's own, linked."""
        self._site_name = f"site-{look.name}" if look is not None else "site"
        last = self._vault.load(self._site_name) or {}
        known = {path: _Kept(*kept) for path, kept in last.items()}
        for parent in sorted({file.path.rpartition("/")[0] for file in files}):
            (folder / parent).mkdir(parents=True, exist_ok=True)
        self._site = {}
        new: list[SiteFile] = []
        first: list[SiteFile] = []
        later: list[SiteFile] = []
        seen_at = look.at if look is not None else _nowhere
        for file in files:
            old = known.get(file.path)
            if old is not None and _stays(before, file, old):
                self._site[file.path] = old
                (first if seen_at(file.path) else later).append(file)
            else:
                new.append(file)

        def make(file: SiteFile) -> _Kept:
            made = write(folder, file)
            seen = look.see(file.path, made) if look and seen_at(file.path) else None
            return _Kept(file.made_of, lies(made), seen)

        failed = _not_linked(before, folder, first)
        if failed or meanwhile is None:
            failed, later = [*failed, *_not_linked(before, folder, later)], []
        new += failed
        rest = [file for file in new if file.here]
        elsewhere = [file for file in new if not file.here]
        if meanwhile is not None and len(elsewhere) < FEW:
            rest = [*(file for file in elsewhere if not seen_at(file.path)), *rest]
            elsewhere = [file for file in elsewhere if seen_at(file.path)]
        with self._progress.step("pages", len(elsewhere)) as done:
            made = side_by_side(make, elsewhere, done, self._alone)
            self._site.update((file.path, kept) for file, kept in zip(elsewhere, made, strict=True))
        seen = {path: kept.seen for path, kept in self._site.items() if kept.seen is not None}

        start, given_up = threading.Event(), threading.Event()

        def finish() -> None:
            start.wait()
            if given_up.is_set():
                return
            for file in (*_not_linked(before, folder, later), *rest):
                self._site[file.path] = make(file)

        with ThreadPoolExecutor(1) as pool:
            # Ctrl-C reaches the main thread, which must be the one that can end what it started.
            try:
                job = pool.submit(finish)
                if meanwhile is not None:
                    meanwhile(seen, start.set)
            except BaseException:
                given_up.set()
                raise
            finally:
                start.set()
            job.result()

    def of_folders(
        self,
        name: str,
        keys: Sequence[str],
        fill: Fill,
        place: Path,
    ) -> None:
        """Have a folder for each key, from earlier where it lies as it was left."""
        try:
            self._folders = KeptFolders(self._vault, name)
        except OSError:
            super().of_folders(name, keys, fill, place)
        else:
            self._folders.have(keys, fill)

    @property
    def codes(self) -> MutableMapping[str, bytes]:
        """Templates that were compiled before."""
        return self._codes

    def keep_site(self) -> None:
        """Remember the site that was filled last, now that it is the one that lies there."""
        if len(self._codes) > self._had:
            self._vault.save("templates", self._codes)
        if self._folders is not None:
            self._folders.forget()
        self._vault.save(self._site_name, {path: tuple(kept) for path, kept in self._site.items()})

    def recall(self, name: str, inputs: Sequence[Path], outputs: Sequence[Path]) -> Any:
        """What was told by `remember` for these folders; None where anything in them has changed.

        `inputs` are what a command reads, as it begins; `outputs` what it has written.
        """
        self._began = (time.time_ns(), *snapshot(inputs))
        since, seen, written, value = self._vault.load(_told(name)) or (0, b"", b"", None)
        _, now, newest = self._began
        if value is None or seen != now or newest > since:
            return None
        return value if snapshot(outputs)[0] == written else None

    def remember(self, name: str, outputs: Sequence[Path], value: Any) -> None:
        """Remember a value for as long as nothing changes in the folders, after a `recall`."""
        since, seen, _ = self._began
        written = {
            f"{os.fspath(place)}/{path}": kept.lies
            for place in outputs
            for path, kept in self._site.items()
        }
        self._vault.save(_told(name), (since, seen, snapshot(outputs, written)[0], value))


def _stays(before: Path, file: SiteFile, old: _Kept) -> bool:
    """Whether a file of the last site is made of the same and lies there as it was written."""
    try:
        same = bool(file.made_of) and old.made_of == file.made_of
        return same and lies(f"{before}/{file.path}") == old.lies
    except OSError:
        return False


def _nowhere(_: str) -> bool:
    return False


def _not_linked(before: Path, folder: Path, files: Iterable[SiteFile]) -> list[SiteFile]:
    """Link files of the last site into the folder of the new one; returns those that cannot be."""
    source, target = os.fspath(before), os.fspath(folder)
    found = []
    for file in files:
        try:
            os.link(f"{source}/{file.path}", f"{target}/{file.path}")
        except OSError:
            found.append(file)
    return found


def _aged(result: _Result, since: int) -> _Result:
    """A result whose stamps say nothing where a file was changed just before they were taken."""
    young = any(
        stamp is not None and max(map(settled, stamp[1:3])) > since for stamp in result.stamps
    )
    return result._replace(stamps=()) if young else result


def _told(name: str) -> str:
    """What a file is called that holds what was told by a command of any name."""
    mark = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8)
    return f"told-{mark.hexdigest()}"


def _part(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % PARTS
