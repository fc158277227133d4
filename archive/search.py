"""Search: Pagefind's index of the built site.

What stands in site/search/ afterwards: `entry.js` (the only name that is the same in every
build), the engine, a stemmer a language and a folder a bundle. Each language has a bundle, since
Pagefind reads words in one language at a time, and a large one has several (archive/shards.py).

A shard with the same key gives the same files, so whoever keeps folders need not make it again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from archive.pagefind import SearchError
from archive.progress import Progress
from archive.search_page import read_page
from archive.search_scripts import FOLDER, PAGES, Assembly
from archive.shards import make_all, plan
from archive.work import Begin, Look, Placed, Work

__all__ = ["FOLDER", "LOOK", "SearchError", "index"]


def _is_article(path: str) -> bool:
    return path.startswith("articles/") and path.endswith(".html")


def _see(path: str, file: Path) -> tuple[str, str] | None:
    """The language and a digest of what is searched of a page; None where it is not searched.

    `path` is the page's path inside the site. SearchError where the page names no language.
    """
    page = read_page(path, file.read_bytes())
    return None if page is None else (page.language, page.digest)


LOOK = Look("search", _is_article, _see)


def index(
    site: Path,
    pages: Mapping[str, tuple[str, str]] | None = None,
    rest: Begin = lambda: None,
    work: Work | None = None,
    progress: Progress | None = None,
) -> None:
    """Index the articles of the rendered site in `site` and write the scripts to site/search/.

    An article is a page in site/articles/ that holds an element with `data-pagefind-body`; its
    `<meta name="archive:language">` gives the language. `pages` is what `LOOK` saw of all pages;
    `rest` is called once Pagefind is at work, for what would hold its beginning up; `work` may keep
    bundles. SearchError where Pagefind is missing, fails, leaves an article out,
    or is one that the search page does not know.
    """
    work, progress = work or Work(), progress or Progress()
    target = site / FOLDER
    if target.exists():
        shutil.rmtree(target)
    target.mkdir()
    if pages is None:
        paths = {f"articles/{file.name}": file for file in (site / "articles").glob("*.html")}
        seen = {path: _see(path, file) for path, file in paths.items()}
        pages = {path: found for path, found in seen.items() if found is not None}
    shards = plan(pages)

    known: dict[str, str] = {}

    def give(path: str, file: Path) -> None:
        page = known.get(pages[path][1])
        if page is not None:
            _put(page, os.fspath(file))
            return
        read = read_page(path, (site / path).read_bytes())
        if read is None or read.digest != pages[path][1]:
            raise SearchError(f"{path} is not as it was made. Delete .cache/ and build again")
        file.write_bytes(read.html)

    # Inside the staged site, so that nothing stays behind where the build is killed.
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=target) as name:

        def fill(wanted: Placed, ready: Iterable[tuple[int, Path]], former: Sequence[Path]) -> None:
            for folder in former:
                known.update((page.name, page.path) for page in os.scandir(folder / PAGES))
            made = [(shards[at], folder) for at, folder in wanted]
            with progress.step("search", sum(len(shard.names) for shard, _ in made)) as done:
                if not made:
                    rest()
                make_all(
                    made,
                    give,
                    done=lambda shard: done(len(shard.names)),
                    meanwhile=partial(take, ready),
                    begun=rest,
                )
            take(wanted)

        def take(some: Iterable[tuple[int, Path]]) -> None:
            for at, folder in some:
                assembly.take(shards[at], folder)

        assembly = Assembly(site, _put)
        work.of_folders("search", [shard.key for shard in shards], fill, Path(name))
        assembly.finish()


def _put(source: str, target: str) -> None:
    """Link a file: nobody writes into a file of the site, and a copy would take its time."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
