"""The Content-Security-Policy: what gets into a page all the same does nothing there."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import Place, Reader

PAGES = ["index.html", "search.html", "articles/danish-helicopters-reach-gao.html", "404.html"]
INJECTED = """
<script>window.inlineRan = true;</script>
<script src="{host}/script.js"></script>
<style>#injected {{ color: rgb(1, 2, 3); }}</style>
<link rel="stylesheet" href="{host}/style.css">
<p id="injected" style="font-size: 99px" onclick="window.handlerRan = true">Injected</p>
<a id="address" href="javascript:window.addressRan = true">Injected</a>
<img id="image" src="{host}/image.png" onerror="window.handlerRan = true">
<iframe src="{host}/frame.html"></iframe>
<object data="{host}/object.html"></object>
<video src="{host}/video.mp4"></video>
<base href="{host}/">
<form id="form" action="{host}/form"><button>Injected</button></form>
"""
DID = """(() => {
  const one = document.getElementById('injected'), style = getComputedStyle(one);
  one.click();
  document.getElementById('address').click();
  return JSON.stringify([window.inlineRan, window.handlerRan, window.foreignRan,
    style.color === 'rgb(1, 2, 3)', style.fontSize === '99px', style.display === 'table',
    new URL('x', document.baseURI).host === location.host ? null : true].map(Boolean));
})()"""


class Foreign:
    """Another host: a server that keeps what it was asked for, and who sent the reader."""

    def __init__(self) -> None:
        asked = self.asked = []  # type: list[tuple[str, str | None]]

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, self.headers.get("Referer")))
                body = {
                    "/script.js": b"window.foreignRan = true;",
                    "/style.css": b"#injected { display: table; }",
                }.get(self.path, b"<!doctype html><title>Elsewhere</title>")
                kind = {"js": "text/javascript", "css": "text/css"}
                self.send_response(200)
                self.send_header(
                    "Content-Type", kind.get(self.path.rpartition(".")[2], "text/html")
                )
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def foreign() -> Iterator[Foreign]:
    foreign = Foreign()
    yield foreign
    foreign.server.shutdown()
    foreign.server.server_close()


def injected(site: Path, name: str, foreign: Foreign, folder: Path, policy: bool = True) -> Path:
    """A copy of a page, in a folder of its own, with what an attacker would put into it."""
    page = (site / name).read_text(encoding="utf-8")
    if not policy:
        page = "<!doctype html><html><head><title>Page</title></head><body></body></html>"
    made = page.replace("</body>", INJECTED.format(host=foreign.address) + "</body>")
    assert made != page
    (folder / "page.html").write_text(made, encoding="utf-8")
    return folder


def test_without_a_policy_all_of_it_would_work(
    reader: Reader, place: Place, sample_site: Path, foreign: Foreign, tmp_path: Path
) -> None:
    reader.open(
        place(injected(sample_site, PAGES[0], foreign, tmp_path, policy=False)) + "page.html"
    )
    assert reader.look(DID) == "[true,true,true,true,true,true,true]"
    reader.wait("window.addressRan")
    assert {"/script.js", "/style.css", "/image.png", "/frame.html"} <= dict(foreign.asked).keys()


@pytest.mark.parametrize("name", PAGES)
def test_what_is_injected_into_a_page_does_nothing(
    reader: Reader, place: Place, sample_site: Path, foreign: Foreign, tmp_path: Path, name: str
) -> None:
    reader.open(place(injected(sample_site, name, foreign, tmp_path)) + "page.html")
    assert reader.look(DID) == "[false,false,false,false,false,false,false]"
    assert foreign.asked == []
    assert not reader.look("window.addressRan")
    assert any("script-src" in text for text in reader.complaints())


def test_a_link_to_elsewhere_does_not_tell_where_the_reader_came_from(
    reader: Reader, place: Place, sample_site: Path, foreign: Foreign, tmp_path: Path
) -> None:
    page = (sample_site / PAGES[0]).read_text(encoding="utf-8")
    link = f'<a id="away" href="{foreign.address}/away">Away</a></main>'
    (tmp_path / "page.html").write_text(page.replace("</main>", link), encoding="utf-8")
    reader.open(place(tmp_path) + "page.html")
    reader.click("#away")
    reader.wait("document.title", "Elsewhere")
    assert ("/away", None) in foreign.asked
