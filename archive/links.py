"""Links: whether the addresses that the content names are still there.

Outside the build, and only when asked for. Polite: one request at a time and a pause for each
host, few hosts at once, HEAD first and GET only where a server does not answer to it, no more of a
body than its beginning, and an end to the whole after a set time.

Only what a server itself calls gone (404, 410), or a host that has no address any more, is dead.
Any other answer (a refusal, an error, no answer in time) may be meant for programs alone, so it is
told as a warning.
"""

from __future__ import annotations

import http.client
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit

from archive.content import Content
from archive.problem import Problem
from archive.vocabulary import Site

HOSTS_AT_ONCE = 4
PAUSE = 1.0  # seconds between two requests to one host
TIMEOUT = 20.0  # seconds for one answer
ALL = 600.0  # seconds for everything
GONE = (404, 410)
SEARCHED = "https://web.archive.org/web/*/"

State = Literal["there", "dead", "unsure"]


@dataclass(frozen=True)
class Link:
    """A web address, where the content names it, and the archived copy that it names with it."""

    url: str
    path: str
    line: int
    field: str
    archived: str | None = None


@dataclass(frozen=True)
class Answer:
    """What became of asking for an address: `told` says it in words ("404 Not Found")."""

    state: State
    told: str


def links_of(content: Content) -> Iterator[Link]:
    """The addresses of articles, of the references of missions, and of outlets."""
    for article in content.articles:
        if article.url is not None:
            line = content.documents[article.path].line("url")
            yield Link(article.url, article.path, line, "url", article.archived_url)
    for mission in content.missions:
        for index, reference in enumerate(mission.references):
            if reference.url is not None:
                line = content.documents[mission.path].line("references", str(index), "url")
                yield Link(reference.url, mission.path, line, "references")
    for outlet in content.outlets:
        if outlet.url is not None:
            yield Link(outlet.url, content.shown(content.root / "outlets.yml"), 1, outlet.id)


def check_links(
    links: Iterable[Link],
    agent: str,
    *,
    pause: float = PAUSE,
    timeout: float = TIMEOUT,
    seconds: float = ALL,
    tell: Callable[[], None] = lambda: None,
) -> list[Problem]:
    """Ask for each address once; a problem where one is dead, a warning where it is unsure.

    `agent` is the User-Agent; `pause`, `timeout` and `seconds` (for all) are in seconds. `tell`
    is called after each address.
    """
    links = list(links)
    until = time.monotonic() + seconds
    hosts: dict[str, list[str]] = {}
    for url in dict.fromkeys(link.url for link in links):
        hosts.setdefault(urlsplit(url).netloc.casefold(), []).append(url)
    answers: dict[str, Answer] = {}

    def ask_host(urls: list[str]) -> None:
        for number, url in enumerate(urls):
            if time.monotonic() + (pause if number else 0) > until:
                return
            if number:
                time.sleep(pause)
            answers[url] = ask(url, agent, pause, min(timeout, max(1.0, until - time.monotonic())))
            tell()

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        list(pool.map(ask_host, hosts.values()))
    late = Answer("unsure", f"not asked within {seconds:.0f} s")
    return sorted(
        problem for link in links for problem in _problem(link, answers.get(link.url, late))
    )


def ask(url: str, agent: str, pause: float = PAUSE, timeout: float = TIMEOUT) -> Answer:
    """Ask for one address: HEAD, and after `pause` seconds GET where HEAD finds nothing."""
    answer = _request("HEAD", url, agent, timeout)
    if answer.state == "there" or answer.told == NO_HOST:
        return answer
    time.sleep(pause)
    return _request("GET", url, agent, timeout)


NO_HOST = "its host has no address any more"


def _request(method: str, url: str, agent: str, timeout: float) -> Answer:
    request = urllib.request.Request(
        quote(url, safe="%/:=&?~#+!$,;'@()*[]"),
        method=method,
        headers={"User-Agent": agent, "Accept": "text/html,*/*;q=0.5"},
    )
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return Answer("there", str(reply.status))
    except urllib.error.HTTPError as error:
        error.close()
        state: State = "dead" if error.code in GONE else "unsure"
        return Answer(state, f"{error.code} {error.reason}".strip())
    except urllib.error.URLError as error:
        reason = error.reason
        if isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME:
            return Answer("dead", NO_HOST)
        return Answer("unsure", str(reason))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer("unsure", str(error) or type(error).__name__)


def _problem(link: Link, answer: Answer) -> Iterator[Problem]:
    if answer.state == "there":
        return
    if answer.state == "unsure":
        message = f"{link.url} may be there or not ({answer.told}). Look at it in a browser"
        yield Problem(link.path, link.line, link.field, message, "warning")
        return
    if link.archived is not None:
        advice = f"Use the archived copy: {link.archived}"
    else:
        advice = f"No archived copy is named. Look for one: {SEARCHED}{link.url}"
    yield Problem(link.path, link.line, link.field, f"{link.url} is dead ({answer.told}). {advice}")


def agent_of(site: Site | None) -> str:
    """The User-Agent: what asks, and where whoever is asked can complain."""
    owner = (site.repository or site.base_url or site.contact) if site else None
    about = f" (+{owner})" if owner else ""
    return "".join(c for c in f"deployments-archive-links/1{about}" if " " <= c <= "~")
