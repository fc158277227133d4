"""The bundles of the search: which pages are in each, and the making of one by Pagefind.

Pagefind always indexes everything it gets, reads words in one language at a time, and needs memory
by the page. So the pages of a language are shared out: an edit makes one bundle anew, and several
are made side by side.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.index_order import OrderError, settle
from archive.pagefind import AGAIN, VERSION, Runs, SearchError, refuse_unknown
from archive.search_scripts import PAGES, write_scripts
from archive.work import Begin

# Another number makes every bundle anew: for a change in what is made of the same pages.
FORMAT = 2
# Pagefind takes about 0.39 MB of memory and 4 ms a page. A language of up to ONE pages is one
# bundle, which a reader loads fastest. Beyond that it has up to FEW of as many, so that an edit
# makes a part anew. Bundles of SMALL pages keep two side by side under 1.2 GB at 10,000 articles;
# beyond MANY pages, bundles of LARGE ones keep two under 4 GB at 100,000, and a reader need not
# load hundreds.
ONE, FEW = 250, 4
SMALL, LARGE, MANY = 1_250, 2_500, 20_000
# How many pages are indexed at a time, by that memory: two of the bundles above. Shares are by
# chance, so some are a tenth larger.
ROOM, ROOM_OF_MANY = 2_750, 5_500
MOST_AT_ONCE = 4
# Puts the page of a name into a new file.
Give = Callable[[str, Path], object]


@dataclass(frozen=True)
class Shard:
    """The pages of one bundle: the `number`th of `count` in a language, counted from 1.

    `digests` are those of the pages of `names`, in their order; `key` changes with whatever the
    bundle is made of.
    """

    language: str
    number: int
    count: int
    names: tuple[str, ...]
    digests: tuple[str, ...]
    key: str

    @property
    def folder(self) -> str:
        """The bundle's folder in site/search/, which stays while only the content changes."""
        return self.language if self.count == 1 else f"{self.language}-{self.number}"


def plan(pages: Mapping[str, tuple[str, str]]) -> list[Shard]:
    """The shards of all pages, by language and number; `pages` are languages and digests by name.

    A page's name alone decides its shard, as long as the language has about as many pages.
    """
    languages: dict[str, list[str]] = {}
    for name in sorted(pages):
        languages.setdefault(pages[name][0], []).append(name)
    shards = []
    for language, names in sorted(languages.items()):
        count = _count(len(names))
        shares: list[list[str]] = [[] for _ in range(count)]
        for name in names:
            shares[_number(name) % count].append(name)
        for number, share in enumerate(shares, 1):
            if not share:
                continue
            digests = tuple(pages[name][1] for name in share)
            facts = [VERSION, FORMAT, language, number, count, *zip(share, digests, strict=True)]
            key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
            shards.append(Shard(language, number, count, tuple(share), digests, key))
    return shards


def _count(pages: int) -> int:
    """How many shards so many pages have: a power of two, so that it seldom changes."""
    most = LARGE if pages > MANY else SMALL
    return max(min(_doubled(pages, ONE), FEW), _doubled(pages, most))


def _doubled(pages: int, most: int) -> int:
    """The least power of two by which so many pages can be shared out, up to `most` each."""
    return 1 << (-(-pages // most) - 1).bit_length()


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def make(shard: Shard, give: Give, folder: Path, runs: Runs | None = None) -> None:
    """Make the bundle of a shard and fill the new `folder` with its files.

    `give` puts the page of a name, as `read_page` left it, into a new file; these lie in
    `folder`/PAGES afterwards, by their digests. What is temporary lies beside `folder` until the
    end. `runs` can end it from another thread. SearchError where Pagefind is missing,
    fails, leaves a page out, or is one that the search page does not know.
    """
    folder = folder.absolute()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=folder.parent) as name:
        work = Path(name)
        source, made, finished = work / "site", work / "bundle", work / "finished"
        for page in shard.names:
            copy = source / page
            copy.parent.mkdir(parents=True, exist_ok=True)
            give(page, copy)
        (runs or Runs()).run(
            *("--site", str(source), "--output-path", str(made)),
            *("--force-language", shard.language),
            at=work,
        )
        try:
            entry = _settled(shard, made)
            write_scripts(made, finished, shard.folder, shard.language, entry)
        except OrderError as error:
            raise SearchError(f"{error}. {AGAIN}") from None
        (finished / PAGES).mkdir()
        for page, digest in zip(shard.names, shard.digests, strict=True):
            # Two pages may be alike.
            (source / page).replace(finished / PAGES / digest)
        finished.rename(folder)


def _settled(shard: Shard, made: Path) -> dict[str, Any]:
    """The entry of the bundle that Pagefind made, checked, its order settled."""
    try:
        entry = json.loads((made / "pagefind-entry.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SearchError("Pagefind ended without an index. Build again") from None
    refuse_unknown(entry.get("version"), made / "pagefind-worker.js")
    taken = entry.get("languages", {}).get(shard.language, {}).get("page_count", 0)
    if taken != len(shard.names):
        raise SearchError(
            f"Pagefind took up {taken} of {len(shard.names)} articles (language {shard.language}). "
            "Every article page must hold at least one word in an element with data-pagefind-body"
        )
    facts = entry["languages"][shard.language]
    facts["hash"] = settle(made, shard.language, facts["hash"])
    return dict(entry)


def make_all(
    wanted: Sequence[tuple[Shard, Path]],
    give: Give,
    done: Callable[[Shard], object] = lambda _: None,
    meanwhile: Callable[[], object] = lambda: None,
    begun: Begin = lambda: None,
) -> None:
    """Make the bundles of several shards, each in its new folder, as many at once as fit.

    `done` is called, in the calling thread, as each is finished, and `meanwhile` once before;
    `begun` is called in another one, each time that a Pagefind has begun. After
    an error the others are ended, and of the folders only those stay that are finished.
    """
    runs = Runs(begun)
    # One of several is as large as that only in a language of many pages.
    many = any(shard.count > 1 and len(shard.names) > ROOM // 2 for shard, _ in wanted)
    room = _Room(ROOM_OF_MANY if many else ROOM)

    def one(shard: Shard, folder: Path) -> Shard:
        with room.take(len(shard.names)):
            make(shard, give, folder, runs)
        return shard

    # The largest first, so that no large one is left at the end.
    order = sorted(wanted, key=lambda pair: (-len(pair[0].names), pair[0].language, pair[0].number))
    workers = min(os.cpu_count() or 1, MOST_AT_ONCE)
    with ThreadPoolExecutor(workers, thread_name_prefix="search") as pool:
        jobs = [pool.submit(one, shard, folder) for shard, folder in order]
        try:
            meanwhile()
            for job in as_completed(jobs):
                done(job.result())
        except BaseException:
            for job in jobs:
                job.cancel()
            runs.end()
            raise


class _Room:
    """Memory, counted in pages: who asks for more than is free waits, unless nobody has any."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken = 0
        self._change = threading.Condition()

    @contextlib.contextmanager
    def take(self, pages: int) -> Iterator[None]:
        with self._change:
            self._change.wait_for(lambda: self._taken == 0 or self._taken + pages <= self._size)
            self._taken += pages
        try:
            yield
        finally:
            with self._change:
                self._taken -= pages
                self._change.notify_all()
