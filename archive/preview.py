"""The preview: the site as it would be, served on this machine while the content is edited.

A page is rendered when a browser asks for it, so that a save shows at once. The search index is
made in the background. Where the content is broken, the last good site stays, with the problems
above each page.
"""

from __future__ import annotations

import html
import mimetypes
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archive import search
from archive.catalogue import Archive
from archive.problem import Problem
from archive.render import ANYWHERE, Rendering
from archive.site_file import SiteFile
from archive.work import Work

HOST = "127.0.0.1"
# Below the site's own path: what is only there while it is previewed.
OWN = "__preview/"
# What stands below the problems where the content never was good.
EMPTY = b'<!doctype html><html lang="en"><head><title>Preview</title></head><body></body></html>'
# Seconds without a further save before the search index is made anew.
QUIET = 1.0
# Seconds that a browser waits for news before it asks again.
PATIENCE = 25


@dataclass(frozen=True)
class _Generation:
    """The site of one state of the content."""

    number: int
    rendering: Rendering

    @cached_property
    def others(self) -> dict[str, SiteFile]:
        """The files that are no pages; each is made when it is asked for."""
        return {file.path: file for file in self.rendering.other_files()}


class Preview:
    """A site that follows its content.

    `read` reads the content: the archive, or None, and the problems; `base` is the path under
    which the site is served, "" or "/archive", encoded as in addresses.
    """

    def __init__(
        self,
        read: Callable[[], tuple[Archive | None, list[Problem]]],
        base: str = "",
        work: Work | None = None,
    ) -> None:
        self._work = work or Work()
        self.base = base
        self._read = read
        self._changed = threading.Condition()
        self._good: _Generation | None = None
        self._errors: tuple[Problem, ...] = ()
        self._number = 0
        self._index = Path(tempfile.mkdtemp(prefix="preview-"))
        self._indexed: Path | None = None
        self._wanted = threading.Event()
        # Clear while the content is read: the index then waits, so that a save shows sooner.
        self._calm = threading.Event()
        self._stopped = False
        self._indexer = threading.Thread(target=self._keep_index, daemon=True)
        self._indexer.start()

    def refresh(self) -> Sequence[Problem]:
        """Read the content anew and tell the browsers; returns the problems that stop a build."""
        self._calm.clear()
        archive, problems = self._read()
        errors = tuple(problem for problem in problems if problem.severity == "error")
        made = Rendering.of(archive, self._work, watched=True) if archive is not None else None
        with self._changed:
            self._number += 1
            self._errors = errors
            if made is not None:
                self._good = _Generation(self._number, made)
            self._changed.notify_all()
        if made is not None:
            self._wanted.set()
        self._calm.set()
        return errors

    def close(self) -> None:
        """Stop the work in the background and delete its files."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()
        self._wanted.set()
        self._calm.set()
        self._indexer.join()
        shutil.rmtree(self._index, ignore_errors=True)

    def news(self, number: int) -> int:
        """The number of the newest state: at once where it is another one, else when it changes.

        Returns `number` itself after `PATIENCE` seconds without a change.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._number != number or self._stopped, PATIENCE)
            return self._number

    def file(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """What stands at a path inside the site: the status, its type and its bytes."""
        good, number, errors = self._good, self._number, self._errors
        if path in (f"{OWN}preview.js", f"{OWN}preview.css"):
            own = (resources.files("archive") / path.removeprefix(OWN)).read_bytes()
            return HTTPStatus.OK, mimetypes.guess_type(path)[0] or "text/plain", own
        path = path or "index.html"
        if good is None:
            return HTTPStatus.OK, "text/html", self._with_news(EMPTY, number, errors)
        if path in good.rendering.pages:
            made = good.rendering.page(good.rendering.pages[path])
            return HTTPStatus.OK, "text/html", self._with_news(made, number, errors)
        searched = path.startswith(f"{search.FOLDER}/")
        other = None if searched else good.others.get(path)
        data = self._search_file(path) if searched else other.data() if other else None
        if data is None:
            made = good.rendering.page(good.rendering.pages[ANYWHERE])
            return HTTPStatus.NOT_FOUND, "text/html", self._with_news(made, number, errors)
        kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
        return HTTPStatus.OK, kind, data

    def _with_news(self, page: bytes, number: int, errors: Sequence[Problem]) -> bytes:
        """A page that loads itself anew when there is news, with the problems above it."""
        own = f"{self.base}/{OWN}"
        head = (
            f'<link rel="stylesheet" href="{own}preview.css">'
            f'<script src="{own}preview.js" data-number="{number}" defer></script>'
        )
        told = ""
        if errors:
            lines = "".join(f"<li>{html.escape(str(problem))}</li>" for problem in errors)
            told = (
                '<section class="preview" aria-label="Problems"><p>The content cannot be built. '
                f"Below is its last good state.</p><ul>{lines}</ul></section>"
            )
        before, mark, after = page.partition(b"</head>")
        start = after.find(b">", after.find(b"<body")) + 1
        return b"".join((before, head.encode(), mark, after[:start], told.encode(), after[start:]))

    def _search_file(self, path: str) -> bytes | None:
        """A file of the newest index that is finished."""
        folder = self._indexed
        file = (folder / path).resolve() if folder is not None else None
        if folder is None or file is None or not file.is_relative_to(folder.resolve()):
            return None
        try:
            return file.read_bytes()
        except OSError:
            return None

    def _keep_index(self) -> None:
        """Make the search index of the newest good state, again and again."""
        number = 0
        while True:
            self._wanted.wait()
            self._wanted.clear()
            # Of several saves in a row only the last one is indexed.
            while not self._stopped and self._wanted.wait(QUIET):
                self._wanted.clear()
            good = self._good
            if self._stopped:
                return
            if good is None:
                continue
            number += 1
            folder = self._index / str(number)
            try:
                done = self._make_index(good, folder)
            except (search.SearchError, OSError):
                done = False
            if done:
                folder, self._indexed = self._indexed or folder, folder
            if folder != self._indexed:
                shutil.rmtree(folder, ignore_errors=True)

    def _make_index(self, good: _Generation, folder: Path) -> bool:
        """Index a state in `folder`; False where a newer one has come meanwhile."""
        for path, page in good.rendering.pages.items():
            if page.template != "article.html":
                continue
            self._calm.wait()
            if self._stopped or self._wanted.is_set():
                return False
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(good.rendering.page(page))
        folder.mkdir(parents=True, exist_ok=True)
        search.index(folder)
        return True


def server_of(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server of the preview, on this machine alone.

    `port` 0 takes any that is free. OSError where the port is taken.
    """
    base, start = preview.base, f"{unquote(preview.base)}/"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if not path.startswith(start):
                self._answer(HTTPStatus.FOUND, "text/plain", b"", location=f"{base}/")
                return
            inside = path[len(start) :]
            if inside == f"{OWN}news":
                known = urlsplit(self.path).query
                news = preview.news(int(known) if known.isdecimal() else 0)
                self._answer(HTTPStatus.OK, "text/plain", str(news).encode())
                return
            self._answer(*preview.file(inside))

        def do_HEAD(self) -> None:
            self.do_GET()

        def _answer(
            self, status: HTTPStatus, kind: str, data: bytes, location: str | None = None
        ) -> None:
            self.send_response(status)
            text = kind.startswith("text/") or kind == "application/json"
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            if location is not None:
                self.send_header("Location", location)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing of each request."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that went away is no news."""

    return Server((HOST, port), Handler)
