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
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from archive.pagefind import SearchError
from archive.progress import Progress
from archive.search_page import read_page
from archive.search_scripts import FOLDER, Assembly
from archive.shards import make_all, plan
from archive.work import Look, Placed, Work

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
    work: Work | None = None,
    progress: Progress | None = None,
) -> None:
    """Index the articles of the rendered site in `site` and write the scripts to site/search/.

    An article is a page in site/articles/ that holds an element with `data-pagefind-body`; its
    `<meta name="archive:language">` gives the language. `pages` is what `LOOK` saw of all pages;
    `work` may keep bundles. SearchError where Pagefind is missing, fails, leaves an article out,
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

    def read(path: str) -> bytes:
        page = read_page(path, (site / path).read_bytes())
        assert page is not None
        return page.html

    # Inside the staged site, so that nothing stays behind where the build is killed.
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=target) as name:

        def fill(wanted: Placed, ready: Placed) -> None:
            made = [(shards[at], folder) for at, folder in wanted]
            with progress.step("search", sum(len(shard.names) for shard, _ in made)) as done:
                make_all(made, read, lambda shard: done(len(shard.names)), partial(take, ready))
            take(wanted)

        def take(some: Placed) -> None:
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
