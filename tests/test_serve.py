"""The preview: the site is shown while the content is edited, and follows it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.load import load_content, to_archive
from archive.preview import Preview, server_of
from tests.conftest import ROOT, Project

ARTICLE = "articles/danish-helicopters-reach-gao.html"
FILE = "articles/2019/danish-helicopters-reach-gao.md"
PATIENCE = 60


class Shown:
    """A preview of a project, served under a path."""

    def __init__(self, project: Project, base: str = "/archive") -> None:
        self.project = project

        def read() -> tuple[object, list[object]]:
            content, problems = load_content(project.content)
            return to_archive(content, problems), list(problems)

        self.preview = Preview(read, base)  # type: ignore[arg-type]
        self.server = server_of(self.preview, 0)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.preview.refresh()

    def get(self, path: str) -> tuple[int, str]:
        address = f"http://127.0.0.1:{self.server.server_port}{path}"
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.preview.close()


@pytest.fixture
def shown(project: Project) -> Iterator[Shown]:
    made = Shown(project)
    yield made
    made.close()


def number(page: str) -> str:
    found = re.search(r'data-number="(\d+)"', page)
    assert found is not None
    return found[1]


def test_the_site_is_shown_under_its_path(shown: Shown) -> None:
    assert ">Danish helicopters reach Gao</h1>" in shown.get(f"/archive/{ARTICLE}")[1]
    assert shown.get("/archive/")[1] == shown.get("/archive/index.html")[1]
    assert "Danish forces abroad" in shown.get("/")[1]  # it leads on to /archive/
    for name in ("static/style.css", "data/articles.csv", "captures/first.txt"):
        assert shown.get(f"/archive/{name}")[0] == 200


def test_the_path_may_hold_letters_beyond_ascii(project: Project) -> None:
    shown = Shown(project, "/s%C3%B8v%C3%A6rn")
    try:
        assert ">Danish helicopters reach Gao</h1>" in shown.get(f"/s%C3%B8v%C3%A6rn/{ARTICLE}")[1]
        assert "Danish forces abroad" in shown.get("/")[1]
    finally:
        shown.close()


def test_serve_refuses_a_public_address_that_is_none(project: Project) -> None:
    result = project.run("serve", "--base-url", "/archive")
    assert result.exit_code == 2
    assert "--base-url: '/archive' is not a web address" in result.output


def test_what_is_not_there_is_told_and_nothing_outside_is_given(shown: Shown) -> None:
    for name in ("gone.html", "../../../etc/passwd", "search/..%2f..%2f..%2fetc%2fpasswd"):
        status, page = shown.get(f"/archive/{name}")
        assert status == 404
        assert "There is no page at this address" in page


def test_a_save_shows_at_once_and_browsers_hear_of_it(shown: Shown) -> None:
    before = number(shown.get(f"/archive/{ARTICLE}")[1])
    heard: list[str] = []
    listener = threading.Thread(
        target=lambda: heard.append(shown.get(f"/archive/__preview/news?{before}")[1])
    )
    listener.start()
    file = shown.project.content / FILE
    file.write_text(file.read_text(encoding="utf-8") + "\nA further line.\n", encoding="utf-8")
    assert shown.preview.refresh() == ()
    listener.join(PATIENCE)
    page = shown.get(f"/archive/{ARTICLE}")[1]
    assert "A further line." in page
    assert heard == [number(page)] != [before]


def test_broken_content_keeps_the_last_good_site_and_tells_the_problems(shown: Shown) -> None:
    file = shown.project.content / FILE
    good = file.read_text(encoding="utf-8")
    file.write_text(good.replace("title:", "titel: <b>"), encoding="utf-8")
    shown.preview.refresh()
    page = shown.get(f"/archive/{ARTICLE}")[1]
    assert ">Danish helicopters reach Gao</h1>" in page
    assert f"content/{FILE}:2: titel: is not a known key" in page
    assert "<b>" not in page.partition("</section>")[0]
    file.write_text(good, encoding="utf-8")
    shown.preview.refresh()
    assert "cannot be built" not in shown.get(f"/archive/{ARTICLE}")[1]


def test_content_that_never_was_good_shows_its_problems(project: Project) -> None:
    (project.content / "site.yml").write_text("title: [", encoding="utf-8")
    shown = Shown(project)
    try:
        assert "content/site.yml:1:" in shown.get("/archive/")[1]
    finally:
        shown.close()


def test_the_search_follows_in_the_background(shown: Shown) -> None:
    end = time.monotonic() + PATIENCE
    while shown.get("/archive/search/entry.js")[0] != 200:
        assert time.monotonic() < end
        time.sleep(0.2)
    assert "archiveSearch.entry" in shown.get("/archive/search/entry.js")[1]


def test_a_port_that_is_taken_is_told(project: Project, shown: Shown) -> None:
    result = project.run("serve", "--port", str(shown.server.server_port))
    assert result.exit_code == 1
    assert f"Port {shown.server.server_port} is taken" in result.output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_the_command_follows_the_files_and_stops_at_ctrl_c(
    project: Project, tmp_path: Path
) -> None:
    program = (
        "import sys; from pathlib import Path; from archive.command import main; "
        "main(['serve'], obj=Path(sys.argv[1]))"
    )
    log = tmp_path / "log.txt"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-c", program, str(project.root)],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            end = time.monotonic() + PATIENCE
            while not (found := re.search(r"http://\S+/", log.read_text())):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < end
                time.sleep(0.1)
            with urllib.request.urlopen(f"{found[0]}{ARTICLE}", timeout=PATIENCE) as answer:
                before = number(answer.read().decode())
            file = project.content / FILE
            file.write_text(file.read_text(encoding="utf-8") + "\nSaved.\n", encoding="utf-8")
            news = f"{found[0]}__preview/news?{before}"
            while True:
                assert time.monotonic() < end
                with urllib.request.urlopen(news, timeout=PATIENCE) as answer:
                    if answer.read().decode() != before:
                        break
            with urllib.request.urlopen(f"{found[0]}{ARTICLE}", timeout=PATIENCE) as answer:
                assert "Saved." in answer.read().decode()
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0
    assert log.read_text().endswith("Stopped.\n")
    assert not project.site.exists()
