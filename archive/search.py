"""Search: Pagefind's index of the built site.

What stands in site/search/ afterwards: `entry.js` (the only name that is the same in every
build), the engine, a stemmer a language and a folder a bundle. Each language has a bundle, since
Pagefind reads words in one language at a time, and a large one has several (archive/shards.py).

`read_page`, `plan`, `make_all` and `assemble` are the steps of `index`, for whoever keeps bundles:
a shard with the same key gives the same files.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from archive.pagefind import SearchError
from archive.search_page import read_page
from archive.search_scripts import FOLDER, assemble
from archive.shards import make_all, plan

__all__ = ["FOLDER", "SearchError", "index"]


def index(site: Path) -> None:
    """Index the articles of the rendered site in `site` and write the scripts to site/search/.

    An article is a page in site/articles/ that holds an element with `data-pagefind-body`; its
    `<meta name="archive:language">` gives the language. SearchError where Pagefind is missing,
    fails, leaves an article out, or is one that the search page does not know.
    """
    target = site / FOLDER
    if target.exists():
        shutil.rmtree(target)
    target.mkdir()
    # Inside the staged site, so that nothing stays behind where the build is killed.
    with tempfile.TemporaryDirectory(prefix=".pagefind-", dir=target) as name:
        work = Path(name)
        read = work / "articles"
        read.mkdir()
        pages = {}
        for path in sorted((site / "articles").glob("*.html")):
            page = read_page(f"articles/{path.name}", path.read_bytes())
            if page is not None:
                pages[f"articles/{path.name}"] = (page.language, page.digest)
                (read / path.name).write_bytes(page.html)
        made = [(shard, work / shard.folder) for shard in plan(pages)]
        make_all(made, lambda page: (work / page).read_bytes())
        assemble(site, made, shutil.move)
