"""The files of the search: what Pagefind wrote, as scripts that a page from a disk may load too.

A browser lets a page on file:// load neither modules nor workers nor data, only classic scripts.
So every file that Pagefind wrote becomes a script that hands its bytes to
templates/static/search-bundles.js, and the engine itself stands, unchanged, inside a function
whose parameters hide the page's own `fetch`. Over http the same scripts are loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.index_facts import FIRST, read_facts

if TYPE_CHECKING:
    from archive.shards import Shard

FOLDER = "search"
# What the entry says of a bundle, beside the bundle's scripts until they are put together.
FACTS = "bundle.json"
# The folder of the pages that Pagefind read, which lies there too.
PAGES = "pages"
DATA = (("index", "*.pf_index"), ("fragment", "*.pf_fragment"))


def write_scripts(
    made: Path, target: Path, folder: str, language: str, entry: dict[str, Any]
) -> None:
    """Write a bundle that Pagefind made in `made` as scripts, laid out as in site/search/.

    What every search reads of a bundle is one script, so that a reader waits for one file, not six.
    OrderError where Pagefind's files are of another form.
    """
    (target / folder).mkdir(parents=True)
    told = entry["languages"][language]
    stemmer = f"wasm.{told['wasm'] or 'unknown'}.pagefind"
    data = (made / stemmer).read_bytes()
    told["wasm"] = f"{told['wasm'] or 'unknown'}_{_mark(data)}"
    name = f"wasm.{told['wasm']}.pagefind"
    _write(target / f"{name}.js", _script(name, data))
    meta = made / f"pagefind.{told['hash']}.pf_meta"
    always = [meta, *sorted((made / "filter").glob("*.pf_filter"))]
    start = "".join(
        _script(f"{folder}/{file.relative_to(made).as_posix()}", file.read_bytes())
        for file in always
    )
    start_name = f"{folder}/start.{_mark(start.encode())}.js"
    _write(target / start_name, start)
    for kind, pattern in DATA:
        (target / folder / kind).mkdir()
        for file in sorted((made / kind).glob(pattern)):
            name = f"{folder}/{kind}/{file.name}"
            _write(target / f"{name}.js", _script(name, file.read_bytes()))
    facts = read_facts(made, meta)
    bundle = {"folder": folder, "language": language, "start": start_name, "entry": entry}
    whole = {
        "bundle": bundle,
        "engine": _write_engine(made, target),
        "facets": facts.facets,
        "newest": [[f"{folder}/fragment/{name}.pf_fragment", day] for name, day in facts.newest],
    }
    _write(target / FACTS, json.dumps(whole, sort_keys=True))


class Assembly:
    """The bundles of all shards, put into site/search/ one by one.

    `put(source, target)` puts a file into a folder that exists, and leaves the source.
    """

    def __init__(self, site: Path, put: Callable[[str, str], object] = shutil.copyfile) -> None:
        self._target = site / FOLDER
        self._put = put
        self._there: set[str] = set()
        self._told: list[tuple[str, int, dict[str, Any]]] = []

    def take(self, shard: Shard, folder: Path) -> None:
        """Put in the bundle of a shard from the folder it was made in."""
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        self._told.append((shard.language, shard.number, facts))
        for place, folders, files in os.walk(folder):
            if Path(place) == folder:
                folders.remove(PAGES)
            to = self._target / Path(place).relative_to(folder)
            to.mkdir(parents=True, exist_ok=True)
            for file in files:
                # The engine and the stemmers are the same in every bundle.
                target = f"{to}/{file}"
                if file != FACTS and target not in self._there:
                    self._put(f"{place}/{file}", target)
                    self._there.add(target)

    def finish(self) -> None:
        """Write the entry, which tells of all bundles."""
        self._target.mkdir(parents=True, exist_ok=True)
        bundles, newest = [], []
        engine = None
        facets: dict[str, Counter[str]] = {}
        for _, _, facts in sorted(self._told, key=lambda told: told[:2]):
            bundles.append(facts["bundle"])
            engine = facts["engine"]
            newest += facts["newest"]
            for facet, counts in facts["facets"].items():
                facets.setdefault(facet, Counter()).update(counts)
        # As the page itself merges results: of the same day, in the order of the bundles.
        newest.sort(key=lambda one: one[1], reverse=True)
        first = [name for name, _ in newest[:FIRST]]
        entry = {"bundles": bundles, "engine": engine, "facets": facets, "newest": first}
        text = json.dumps(entry, sort_keys=True)
        _write(self._target / "entry.js", f"archiveSearch.entry({text});\n")


def _script(name: str, data: bytes) -> str:
    """A script that hands over bytes under a name."""
    return f'archiveSearch.data("{name}","{base64.b64encode(data).decode("ascii")}");\n'


def _write_engine(folder: Path, target: Path) -> str:
    """Write Pagefind's worker, word for word, as a function; returns the script's name."""
    code = (folder / "pagefind-worker.js").read_text(encoding="utf-8")
    script = f"archiveSearch.engine(function (self, fetch, window, document) {{\n{code}\n}});\n"
    name = f"engine.{_mark(script.encode())}.js"
    _write(target / name, script)
    return name


def _mark(data: bytes) -> str:
    """A short hash for a file's name, so that a reader's browser never mixes two builds."""
    return hashlib.sha256(data).hexdigest()[:10]


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
