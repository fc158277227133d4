"""Links: whether the addresses that the content names are still there.

Outside the build, and only when asked for. Polite: one request at a time and a pause for each
host, few hosts at once, HEAD first and GET only where a server does not answer to it, no more of a
body than its beginning, and an end to the whole after a set time.

Only what a server itself calls gone (404, 410), or a host that has no address any more while others
have, is dead. Any other answer (a refusal, an error, no answer in time) may be meant for programs
alone, so it is told as a warning.
"""

from __future__ import annotations

import errno
import math
import re
import socket
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import requests

from archive.content import Content
from archive.problem import Problem
from archive.vocabulary import Site

HOSTS_AT_ONCE = 4
PAUSE = 1.0  # seconds between two requests to one host
TIMEOUT = 20.0  # seconds for one answer
ALL = 600.0  # seconds for everything
MOST_STEPS = 10  # redirects to follow
GONE = (404, 410)
SEARCHED = "https://web.archive.org/web/*/"
NO_HOST = "its host has no address any more"
UNREACHED = (errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH)

State = Literal["there", "dead", "unsure", "no network"]


class NoNetworkError(Exception):
    """Nothing could be reached at all; the message says so."""


@dataclass(frozen=True)
class Link:
    """A web address, where the content names it, and the archived copy that it names with it.

    An archived copy is a link of its own; it names the `original` that it is the copy of.
    """

    url: str
    path: str
    line: int
    field: str
    archived: str | None = None
    original: str | None = None

    @property
    def host(self) -> str:
        """The host, with a port where the address names one."""
        return urlsplit(self.url).netloc.casefold()


@dataclass(frozen=True)
class Answer:
    """What became of asking for an address: `told` says it in words ("404 Not Found")."""

    state: State
    told: str


def links_of(content: Content) -> Iterator[Link]:
    """The addresses of articles and their archived copies, of missions' references, of outlets."""
    for article in content.articles:
        line, at = content.documents[article.path].line, article.path
        if article.url is not None:
            yield Link(article.url, at, line("url"), "url", article.archived_url)
        if article.archived_url is not None:
            copy, field = article.archived_url, "archived_url"
            yield Link(copy, at, line(field), field, original=article.url)
    for mission in content.missions:
        for index, reference in enumerate(mission.references):
            if reference.url is not None:
                row = content.documents[mission.path].line("references", str(index), "url")
                yield Link(reference.url, mission.path, row, "references")
    for outlet in content.outlets:
        if outlet.url is not None:
            yield Link(outlet.url, content.shown(content.root / "outlets.yml"), 1, outlet.id)


def part_of(links: Iterable[Link], part: str) -> list[Link]:
    """The links of one part, like "2/4"; ValueError where it is none.

    An address alone decides which part it is in, so that runs over all parts ask for every one,
    whatever is added between them.
    """
    found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", part)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of:
        raise ValueError(f"{part!r} is no part. Write the second of four parts as 2/4")
    return [link for link in links if zlib.crc32(link.url.encode()) % of == number - 1]


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
    is called after each address. NoNetworkError where no host at all could be reached.
    """
    links = list(links)
    until = time.monotonic() + seconds
    hosts: dict[str, dict[str, Link]] = {}
    for link in links:
        hosts.setdefault(link.host, {}).setdefault(link.url, link)
    answers: dict[str, Answer] = {}

    def ask_host(urls: Iterable[str]) -> None:
        lost: Answer | None = None
        with _session(agent, pause) as session:
            for number, url in enumerate(urls):
                if lost is None:
                    if time.monotonic() + (pause if number else 0) > until:
                        return
                    if number:
                        time.sleep(pause)
                    left = max(1.0, until - time.monotonic())
                    answers[url] = _ask(session, url, pause, min(timeout, left))
                    # What holds for the host, holds for its other addresses.
                    lost = answers[url] if answers[url].state == "no network" else None
                answers.setdefault(url, lost or answers[url])
                tell()

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        list(pool.map(ask_host, hosts.values()))
    if answers and all(answer.state == "no network" for answer in answers.values()):
        raise NoNetworkError(
            "No host could be reached, so there seems to be no network here. Nothing is known "
            "of any address"
        )
    found = [problem for link in links for problem in _problem(link, answers)]
    late = [_late(list(urls.values()), answers, seconds) for urls in hosts.values()]
    return sorted([*found, *(problem for problem in late if problem is not None)])


def _session(agent: str, pause: float) -> requests.Session:
    session = requests.Session()
    session.headers.update({"User-Agent": agent, "Accept": "text/html,*/*;q=0.5"})
    session.max_redirects = MOST_STEPS
    session.auth = lambda request: request  # never the passwords of a .netrc

    def wait(reply: requests.Response, **_: object) -> None:
        if reply.is_redirect:
            time.sleep(pause)

    session.hooks["response"].append(wait)
    return session


def _ask(session: requests.Session, url: str, pause: float, timeout: float) -> Answer:
    """Ask for one address: HEAD, and after `pause` seconds GET where HEAD finds nothing."""
    answer = _request(session, "HEAD", url, timeout)
    if answer.state in ("there", "no network"):
        return answer
    time.sleep(pause)
    return _request(session, "GET", url, timeout)


def _request(session: requests.Session, method: str, url: str, timeout: float) -> Answer:
    try:
        with session.request(method, url, timeout=timeout, stream=True) as reply:
            if reply.ok:
                return Answer("there", str(reply.status_code))
            state: State = "dead" if reply.status_code in GONE else "unsure"
            return Answer(state, f"{reply.status_code} {reply.reason or ''}".strip())
    except requests.Timeout:
        return Answer("unsure", f"no answer in {timeout:.0f} s")
    except requests.TooManyRedirects:
        return Answer("unsure", f"it leads on more than {MOST_STEPS} times")
    except requests.exceptions.SSLError:
        return Answer("unsure", "its certificate is not valid")
    except (OSError, ValueError) as error:
        return _unreached(error)


def _unreached(error: BaseException) -> Answer:
    """What the innermost cause of an error says, in one line."""
    cause: BaseException | None = error
    while cause is not None:
        error, cause = cause, cause.__cause__ or cause.__context__
    if isinstance(error, socket.gaierror):
        return Answer("no network", NO_HOST if error.errno == socket.EAI_NONAME else str(error))
    words = " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())
    return Answer("no network" if getattr(error, "errno", 0) in UNREACHED else "unsure", words)


def _problem(link: Link, answers: Mapping[str, Answer]) -> Iterator[Problem]:
    answer = answers.get(link.url)
    if answer is None or answer.state == "there":
        return
    if answer.state != "dead" and answer.told != NO_HOST:
        message = f"{link.url} may be there or not ({answer.told}). Look at it in a browser"
        yield Problem(link.path, link.line, link.field, message, "warning")
        return
    copy = answers.get(link.archived or "")
    if link.archived is not None and (copy is None or copy.state in ("there", "unsure")):
        advice = f"Use the archived copy: {link.archived}"
    elif link.field == "archived_url":
        advice = "Delete the line, or name another copy."
        advice += f" Look for one: {SEARCHED}{link.original}" if link.original else ""
    else:
        dead = "The archived copy is gone too" if link.archived else "No archived copy is named"
        advice = f"{dead}. Look for one: {SEARCHED}{link.url}"
    yield Problem(link.path, link.line, link.field, f"{link.url} is dead ({answer.told}). {advice}")


def _late(links: list[Link], answers: Mapping[str, Answer], seconds: float) -> Problem | None:
    """A warning where the time was over before all addresses of a host were asked for."""
    late = [link for link in links if link.url not in answers]
    if not late:
        return None
    asked = len(links) - len(late)
    parts = math.ceil(len(links) / asked) if asked else 2
    count = "1 address was" if len(late) == 1 else f"{len(late):,} addresses were"
    message = (
        f"{count} not asked for within {seconds:.0f} s. Ask in parts: python build.py links "
        f"--part 1/{parts}, then 2/{parts}; or give more time: --minutes"
    )
    return Problem("content", 1, late[0].host, message, "warning")


def agent_of(site: Site | None) -> str:
    """The User-Agent: what asks, and where whoever is asked can complain."""
    owner = (site.repository or site.base_url or site.contact) if site else None
    about = f" (+{owner})" if owner else ""
    return "".join(c for c in f"deployments-archive-links/1{about}" if " " <= c <= "~")
