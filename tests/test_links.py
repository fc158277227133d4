"""Dead links, asked of a server on this machine."""

from __future__ import annotations

import http.server
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from archive import links
from archive.links import Link, check_links, links_of, part_of
from tests.conftest import ARTICLE, Project
from tests.test_pages import archive_of

AGENT = "archive-test/1"
ANSWERS = {"/there": 200, "/gone": 410, "/missing": 404, "/refused": 403, "/broken": 500}


class Server(http.server.ThreadingHTTPServer):
    """Answers by path and keeps what it was asked: method, path, agent; and how many at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, str]] = []
        self.busy = 0
        self.most = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server

    def answer(self) -> None:
        self.server.busy += 1
        self.server.most = max(self.server.most, self.server.busy)
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/there")
        elif self.path == "/no-head":
            self.send_response(405 if self.command == "HEAD" else 200)
        elif self.path == "/round":
            self.send_response(302)
            self.send_header("Location", "/round")
        else:
            self.send_response(ANSWERS.get(self.path, 200))
        self.send_header("Content-Length", "0")
        self.server.busy -= 1
        self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def told(server: Server, *paths: str, **options: float) -> dict[str, tuple[str, str]]:
    """The severity and message of each path that a problem tells of."""
    given = [Link(server.address + path, "a.md", 3, path) for path in paths]
    found = check_links(given, AGENT, **{"pause": 0.0, "timeout": 5.0, **options})
    return {problem.field: (problem.severity, problem.message) for problem in found}


def test_what_is_there_is_no_problem_and_is_asked_for_by_head_alone(server: Server) -> None:
    assert told(server, "/there") == {}
    assert server.asked == [("HEAD", "/there", AGENT)]


def test_a_page_that_moved_and_a_server_without_head_are_there(server: Server) -> None:
    assert told(server, "/moved", "/no-head") == {}
    assert ("GET", "/no-head", AGENT) in server.asked


@pytest.mark.parametrize("path", ["/missing", "/gone"])
def test_what_a_server_calls_gone_is_dead_once_get_says_so_too(server: Server, path: str) -> None:
    (found,) = told(server, path).values()
    assert found[0] == "error"
    assert f"{path} is dead ({ANSWERS[path]}" in found[1]
    assert [method for method, *_ in server.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize("path", ["/refused", "/broken", "/round"])
def test_a_refusal_or_an_error_is_a_warning_since_a_browser_may_be_let_in(
    server: Server, path: str
) -> None:
    (found,) = told(server, path).values()
    assert found[0] == "warning"
    assert "Look at it in a browser" in found[1]


def test_a_host_that_does_not_answer_is_a_warning() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        (found,) = check_links([Link(url, "a.md", 1, "url")], AGENT, pause=0, timeout=5)
    assert found.severity == "warning"


def without_names(monkeypatch: pytest.MonkeyPatch, code: int) -> list[str]:
    """No name of a host is known any more; the names that were asked for."""
    asked: list[str] = []
    known = socket.getaddrinfo

    def resolve(host: str, *rest: Any, **more: Any) -> Any:
        if host == "127.0.0.1":
            return known(host, *rest, **more)
        asked.append(host)
        raise socket.gaierror(code, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_host_that_has_no_address_any_more_while_others_have_is_dead_as_a_whole(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = without_names(monkeypatch, socket.EAI_NONAME)
    urls = (f"{server.address}/there", "http://gone.example/a", "http://gone.example/b")
    found = check_links([Link(url, "a.md", 1, "url") for url in urls], AGENT, pause=0)
    assert [problem.severity for problem in found] == ["error", "error"]
    assert all("its host has no address any more" in problem.message for problem in found)
    assert asked == ["gone.example"]


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_without_a_network_nothing_is_called_dead(
    project: Project, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    without_names(monkeypatch, code)
    result = project.run("links")
    assert result.exit_code == 1
    assert "there seems to be no network here" in result.output
    assert "dead" not in result.output
    assert "Look at it" not in result.output


def test_the_archived_copy_is_named_or_where_to_look_for_one(server: Server) -> None:
    url = f"{server.address}/gone"
    given = [
        Link(url, "a.md", 1, "url", "https://archive.example/1"),
        Link(url, "b.md", 1, "url"),
    ]
    with_copy, without = check_links(given, AGENT, pause=0)
    assert with_copy.message.endswith("Use the archived copy: https://archive.example/1")
    assert without.message.endswith(f"Look for one: https://web.archive.org/web/*/{url}")
    assert len(server.asked) == 2, "an address is asked for once, however often it is named"


def test_one_host_is_asked_one_thing_at_a_time_with_a_pause_between(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(links.time, "sleep", pauses.append)
    assert told(server, *(f"/{number}" for number in range(12)), pause=0.5) == {}
    assert len(server.asked) == 12
    assert server.most == 1
    assert pauses == [0.5] * 11


def test_what_is_not_asked_in_time_is_told_as_not_asked(server: Server) -> None:
    found = told(server, "/1", "/2", "/3", pause=1000.0, seconds=30.0)
    assert len(server.asked) == 1
    ((severity, message),) = found.values()
    assert severity == "warning"
    assert "2 addresses were not asked for within 30 s. Ask in parts" in message
    assert "--part 1/3" in message


def test_the_parts_together_ask_for_every_address_once() -> None:
    given = [Link(f"https://example.org/{number}", "a.md", 1, "url") for number in range(40)]
    parts = [part_of(given, f"{number}/3") for number in (1, 2, 3)]
    assert sorted(link.url for part in parts for link in part) == sorted(x.url for x in given)
    assert all(parts)
    fewer = part_of(given[7:], "2/3")
    assert fewer == [link for link in parts[1] if link in given[7:]], "others move none"


@pytest.mark.parametrize("part", ["0/3", "4/3", "2", "a/b", "1/0"])
def test_a_part_that_is_none_is_one_plain_line(project: Project, part: str) -> None:
    result = project.run("links", "--part", part)
    assert result.exit_code == 2
    assert f"--part: {part!r} is no part" in result.output


def test_an_archived_copy_is_asked_for_too_and_not_advised_where_it_is_gone(
    server: Server,
) -> None:
    url, copy = f"{server.address}/missing", f"{server.address}/gone"
    given = [
        Link(url, "a.md", 1, "url", copy),
        Link(copy, "a.md", 2, "archived_url", original=url),
    ]
    article, archived = check_links(given, AGENT, pause=0)
    assert "The archived copy is gone too. Look for one" in article.message
    assert f"name another copy. Look for one: https://web.archive.org/web/*/{url}" in (
        archived.message
    )


def test_a_circle_of_redirects_is_one_line(server: Server) -> None:
    (found,) = told(server, "/round").values()
    assert "it leads on more than 10 times" in found[1]
    assert "\n" not in found[1]


def test_a_redirect_is_followed_after_a_pause(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(links.time, "sleep", pauses.append)
    assert told(server, "/moved", pause=0.5) == {}
    assert pauses == [0.5]


def test_links_says_which_package_it_needs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "archive.links")
    monkeypatch.setitem(sys.modules, "requests", None)
    result = project.run("links")
    assert result.exit_code == 1
    assert "requests is missing. Run: python -m pip install" in result.output


def test_letters_outside_of_ascii_can_be_asked_for(server: Server) -> None:
    assert told(server, "/læs?q=å%20b") == {}
    assert server.asked[0][1] == "/l%C3%A6s?q=%C3%A5%20b"


def test_articles_references_and_outlets_are_asked_for(project: Project) -> None:
    url = "https://cphpost.dk/gao"
    gao = "articles/2019/danish-helicopters-reach-gao.md"
    project.write(gao, ARTICLE.replace("outlet:", f"url: {url}\narchived_url: {url}/copy\noutlet:"))
    assert archive_of(project)
    from archive.load import load_content

    found = list(links_of(load_content(project.content)[0]))
    assert Link(url, f"content/{gao}", 4, "url", f"{url}/copy") in found
    assert Link(f"{url}/copy", f"content/{gao}", 5, "archived_url", original=url) in found
    assert {link.field for link in found} >= {"url", "references", "the-copenhagen-post"}
    assert all(link.line > 1 for link in found if link.field == "references")


def test_the_command_prints_dead_ones_and_fails(project: Project, server: Server) -> None:
    for mission in (project.content / "missions").glob("*.md"):
        mission.unlink()
    project.write("outlets.yml", "[]\n")
    text = ARTICLE.replace("outlet: the-copenhagen-post", f"url: {server.address}/gone")
    text = text.replace("missions: [task-force-takuba]\n", "")
    project.write("articles/2019/danish-helicopters-reach-gao.md", text)
    kosovo = project.content / "articles/undated/en-hilsen-fra-kosovo.md"
    kosovo.write_text(kosovo.read_text(encoding="utf-8").replace("missions: [kfor]\n", ""))
    result = project.run("links")
    assert result.exit_code == 1
    assert "danish-helicopters-reach-gao.md:4: url: " in result.output
    assert "is dead (410" in result.output
    assert "1 problem." in result.output
