"""The files of the search: what Pagefind wrote, as scripts that a page from a disk may load too.

A browser lets a page on file:// load neither modules nor workers nor data, only classic scripts.
So every file that Pagefind wrote becomes a script that hands its bytes to
templates/static/search-engine.js, and the engine itself stands, unchanged, inside a function
whose parameters hide the page's own `fetch`. Over http the same scripts are loaded.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive.shards import Shard

FOLDER = "search"
# What the entry says of a bundle, beside the bundle's scripts until they are put together.
FACTS = "bundle.json"
DATA = (("index", "*.pf_index"), ("filter", "*.pf_filter"), ("fragment", "*.pf_fragment"))


def write_scripts(
    made: Path, target: Path, folder: str, language: str, entry: dict[str, Any]
) -> None:
    """Write a bundle that Pagefind made in `made` as scripts, laid out as in site/search/."""
    facts = entry["languages"][language]
    stemmer = f"wasm.{facts['wasm'] or 'unknown'}.pagefind"
    data = (made / stemmer).read_bytes()
    facts["wasm"] = f"{facts['wasm'] or 'unknown'}_{_mark(data)}"
    _write_data(target, f"wasm.{facts['wasm']}.pagefind", data)
    name = f"pagefind.{facts['hash']}.pf_meta"
    _write_data(target, f"{folder}/{name}", (made / name).read_bytes())
    for kind, pattern in DATA:
        for file in sorted((made / kind).glob(pattern)):
            _write_data(target, f"{folder}/{kind}/{file.name}", file.read_bytes())
    engine = _write_engine(made, target)
    told = {"folder": folder, "language": language, "entry": entry}
    _write(target / FACTS, json.dumps({"bundle": told, "engine": engine}, sort_keys=True))


def assemble(
    site: Path,
    made: Sequence[tuple[Shard, Path]],
    put: Callable[[Path, Path], object] = shutil.copyfile,
) -> None:
    """Put the bundles of all shards, each from the folder it was made in, into site/search/.

    `put(source, target)` puts a file into a folder that exists, and leaves the source.
    """
    target = site / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    bundles = []
    engine = None
    there = set()
    for _, folder in sorted(made, key=lambda pair: (pair[0].language, pair[0].number)):
        facts = json.loads((folder / FACTS).read_text(encoding="utf-8"))
        bundles.append(facts["bundle"])
        engine = facts["engine"]
        for place, _, files in os.walk(folder):
            to = target / Path(place).relative_to(folder)
            to.mkdir(parents=True, exist_ok=True)
            # The engine and the stemmers are the same in every bundle.
            for file in set(files) - {FACTS}:
                if to / file not in there:
                    put(Path(place, file), to / file)
                    there.add(to / file)
    entry = {"bundles": bundles, "engine": engine}
    _write(target / "entry.js", f"archiveSearch.entry({json.dumps(entry, sort_keys=True)});\n")


def _write_data(target: Path, name: str, data: bytes) -> None:
    """Write bytes as the script NAME.js, which hands them over under that name."""
    text = base64.b64encode(data).decode("ascii")
    _write(target / f"{name}.js", f'archiveSearch.data("{name}","{text}");\n')


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
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
