"""Time the search of a built site from a disk in Chromium: python bench/search.py SITE [WORD …].

For each query: milliseconds from its being sent to the first results on the page, on a page that
is warm (it has searched for another word before), and the bytes of index that the query read, by
size on the disk. First comes what a fresh page reads for its first query.
"""

from __future__ import annotations

import json
import statistics
import sys
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browsers import find  # noqa: E402

QUERIES = ("troops", "Takuba", "soldiers", "soldaterne", "danish frigate", "peace operation")
WARM = "government"
# Sets the words as typing does, without the pause after the last letter.
ASK = """(words) => new Promise((resolve) => {
  const status = document.getElementById('status');
  const started = performance.now();
  status.textContent = '';
  const wait = new MutationObserver(() => {
    if (!status.textContent) return;
    wait.disconnect();
    requestAnimationFrame(() => resolve([performance.now() - started, status.textContent]));
  });
  wait.observe(status, { childList: true });
  const box = document.getElementById('q');
  box.value = words;
  box.form.requestSubmit();
})"""


def main() -> None:
    """Measure, and print a row a query."""
    site = Path(sys.argv[1]).resolve()
    queries = sys.argv[2:] or QUERIES
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find("chromium"), args=["--no-sandbox"]
        )
        for query in queries:
            fresh = measure_fresh(browser.new_page(), site, query)
            page = browser.new_page()
            read = watch(page)
            page.goto(f"{site.as_uri()}/search.html?q={WARM}")
            settle(page)
            page.evaluate(ASK, "zzzzz")
            read.clear()
            times = []
            said = ""
            for turn in range(5):
                if turn == 0:
                    milliseconds, said = page.evaluate(ASK, query)
                    first, cost = milliseconds, sum(read)
                    continue
                page.evaluate(ASK, "zzzzz")
                milliseconds, _ = page.evaluate(ASK, query)
                times.append(milliseconds)
            row = {
                "query": query,
                "said": said,
                "first query of a fresh page, kB": round(fresh / 1000),
                "warm page, first time, ms": round(first),
                "again, median ms": round(statistics.median(times)),
                "kB read on the warm page": round(cost / 1000),
            }
            print(json.dumps(row, ensure_ascii=False), flush=True)
            page.close()
        browser.close()


def settle(page: Page) -> None:
    """Wait for the results (the policy of the page forbids Playwright's own way to wait)."""
    while not page.evaluate("document.getElementById('status').textContent"):
        page.wait_for_timeout(20)


def watch(page: Page) -> list[int]:
    """The sizes of the files of the index that the page asks for, as it asks for them."""
    read: list[int] = []

    def note(address: str) -> None:
        path = Path(unquote(urlsplit(address).path))
        if "/search/" in address and path.is_file():
            read.append(path.stat().st_size)

    page.on("request", lambda request: note(request.url))
    return read


def measure_fresh(page: Page, site: Path, query: str) -> int:
    """The bytes of index that a fresh page reads until it shows the results of its query."""
    read = watch(page)
    page.goto(f"{site.as_uri()}/search.html?q={quote(query)}")
    settle(page)
    page.close()
    return sum(read)


if __name__ == "__main__":
    main()
