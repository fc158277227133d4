"""Search: Pagefind's index of the built site, as scripts that a page from a disk may load too.

A browser lets a page on file:// load neither modules nor workers nor data, only classic scripts.
So every file that Pagefind wrote becomes a script that hands its bytes to
templates/static/search-engine.js, and the engine itself stands, unchanged, inside a function
whose parameters hide the page's own `fetch`. Over http the same scripts are loaded.

What stands in site/search/ afterwards: `entry.js` (the only name that is the same in every
build), the engine, a stemmer and a folder a bundle. There is a bundle for each language, since
Pagefind reads words in one language at a time.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.index_order import OrderError, settle

VERSION = "1.5.2"
WORKER_SHA256 = "4ca50d25bcab9e1c3afbc00ab5f7761114e83c8fc1b83d38655af1558b650c2a"

FOLDER = "search"
AGAIN = f"Run: {sys.executable} -m pip install --force-reinstall pagefind-bin=={VERSION}"
BODY = b"data-pagefind-body"
LANGUAGE = re.compile(rb'<meta name="archive:language" content="([a-z]{2})"')
# Runs Pagefind so that it ends with the process that asked for it (prctl(2), PR_SET_PDEATHSIG):
# one that outlived a killed build would go on writing into the next one's folder.
START = """
import os, runpy, sys
if sys.platform == "linux":
    import ctypes
    ctypes.CDLL(None).prctl(1, 9)
    if os.getppid() != int(sys.argv.pop(1)):
        sys.exit(1)
runpy.run_module("pagefind_bin", run_name="__main__")
"""
DATA = (("index", "*.pf_index"), ("filter", "*.pf_filter"), ("fragment", "*.pf_fragment"))


class SearchError(Exception):
    """The search index cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Bundle:
    """What Pagefind made of the pages of one language: its entry, and the folder it lies in."""

    language: str
    folder: Path
    entry: dict[str, Any]


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
        made = [
            _pagefind(language, pages, site, Path(name) / language)
            for language, pages in sorted(_by_language(site).items())
        ]
        entry = {
            "bundles": [_write_bundle(bundle, target) for bundle in made],
            "engine": _write_engine(made[0].folder, target) if made else None,
        }
    _write(target / "entry.js", f"archiveSearch.entry({json.dumps(entry, sort_keys=True)});\n")


def _by_language(site: Path) -> dict[str, list[Path]]:
    """The pages to index, sorted, by language."""
    pages: dict[str, list[Path]] = {}
    for page in sorted((site / "articles").glob("*.html")):
        html = page.read_bytes()
        if BODY not in html:
            continue
        language = LANGUAGE.search(html)
        if language is None:
            raise SearchError(
                f"articles/{page.name} does not say its language, so it cannot be indexed. "
                'templates/article.html must hold <meta name="archive:language" content="…">'
            )
        pages.setdefault(language[1].decode(), []).append(page)
    return pages


def _pagefind(language: str, pages: list[Path], site: Path, work: Path) -> Bundle:
    """Run Pagefind over copies of the pages, in the folder `work`."""
    source, folder = work / "site", work / "bundle"
    for page in pages:
        copy = source / page.relative_to(site)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(page, copy)
    _run(
        *("--site", str(source), "--output-path", str(folder), "--force-language", language),
        at=work,
    )
    try:
        entry = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SearchError("Pagefind ended without an index. Build again") from None
    _refuse_unknown(entry.get("version"), folder / "pagefind-worker.js")
    taken = entry.get("languages", {}).get(language, {}).get("page_count", 0)
    if taken != len(pages):
        raise SearchError(
            f"Pagefind took up {taken} of {len(pages)} articles (language {language}). Every "
            "article page must hold at least one word in an element with data-pagefind-body"
        )
    facts = entry["languages"][language]
    try:
        facts["hash"] = settle(folder, language, facts["hash"])
    except OrderError as error:
        raise SearchError(f"{error}. {AGAIN}") from None
    return Bundle(language, folder, entry)


def _run(*arguments: str, at: Path) -> None:
    """Run Pagefind in the folder `at`, so that no settings file of the project's changes it."""
    if importlib.util.find_spec("pagefind_bin") is None:
        raise SearchError(
            "Pagefind is not installed, so there can be no search. "
            f"Run: {sys.executable} -m pip install pagefind-bin=={VERSION}"
        )
    environment = {key: value for key, value in os.environ.items() if key[:9] != "PAGEFIND_"}
    parent = [str(os.getpid())] if sys.platform == "linux" else []
    result = subprocess.run(
        [sys.executable, "-c", START, *parent, "--quiet", *arguments],
        cwd=at,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if result.returncode != 0:
        said = " ".join((result.stderr or result.stdout).split())[-300:]
        raise SearchError(f"Pagefind stopped with status {result.returncode}: {said or 'no word'}")


def _refuse_unknown(version: str | None, worker: Path) -> None:
    """Stop where this is not the Pagefind that the search page was written for.

    The page speaks to the inside of Pagefind's worker, which no release promises to keep.
    """
    # A Windows wheel may carry other line ends.
    code = worker.read_bytes().replace(b"\r\n", b"\n") if worker.is_file() else b""
    if version != VERSION or hashlib.sha256(code).hexdigest() != WORKER_SHA256:
        raise SearchError(
            f"This is Pagefind {version or 'of an unknown version'}, and the search page knows "
            f"only Pagefind {VERSION} as it was released. "
            f"Run: {sys.executable} -m pip install --force-reinstall pagefind-bin=={VERSION}. To "
            "move to another version, set VERSION and WORKER_SHA256 in archive/search.py and let "
            "the browser tests pass"
        )


def _write_bundle(bundle: Bundle, target: Path) -> dict[str, Any]:
    """Write the data files of a bundle as scripts; returns what the entry says of it."""
    facts = bundle.entry["languages"][bundle.language]
    stemmer = f"wasm.{facts['wasm'] or 'unknown'}.pagefind"
    data = (bundle.folder / stemmer).read_bytes()
    facts["wasm"] = f"{facts['wasm'] or 'unknown'}_{_mark(data)}"
    _write_data(target, f"wasm.{facts['wasm']}.pagefind", data)
    name = f"pagefind.{facts['hash']}.pf_meta"
    _write_data(target, f"{bundle.language}/{name}", (bundle.folder / name).read_bytes())
    for kind, pattern in DATA:
        for file in sorted((bundle.folder / kind).glob(pattern)):
            _write_data(target, f"{bundle.language}/{kind}/{file.name}", file.read_bytes())
    return {"folder": bundle.language, "language": bundle.language, "entry": bundle.entry}


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
