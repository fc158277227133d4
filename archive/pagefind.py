"""Pagefind as a program: run so that it ends with the build, refused where it is another one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from archive.child import command

VERSION = "1.5.2"
WORKER_SHA256 = "4ca50d25bcab9e1c3afbc00ab5f7761114e83c8fc1b83d38655af1558b650c2a"

AGAIN = f"Run: {sys.executable} -m pip install --force-reinstall pagefind-bin=={VERSION}"
# Python makes way for Pagefind.
START = "import os, sys; os.execv(sys.argv[2], sys.argv[2:])"


class SearchError(Exception):
    """The search index cannot be made; the message says why and what to do."""


class Runs:
    """The Pagefinds that run side by side, so that all of them can be ended.

    `begun` is called in the thread of each as soon as it runs.
    """

    def __init__(self, begun: Callable[[], object] = lambda: None) -> None:
        self._begun = begun
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[str]] = set()
        self._ended = False

    def end(self) -> None:
        """End those that run, and let no other begin."""
        with self._lock:
            self._ended = True
            for process in self._running:
                with contextlib.suppress(OSError):
                    process.kill()

    def run(self, *arguments: str, at: Path) -> None:
        """Run Pagefind in the folder `at`, so that no settings file of the project's changes it.

        SearchError where it is missing or fails, or was ended.
        """
        program = _program()
        environment = {key: value for key, value in os.environ.items() if key[:9] != "PAGEFIND_"}
        if sys.platform == "linux":
            program = command(START, *program)
        with self._lock:
            if self._ended:
                raise SearchError("The search index was given up")
            process = subprocess.Popen(
                [*program, "--quiet", *arguments],
                cwd=at,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
            self._running.add(process)
        try:
            with process:
                try:
                    self._begun()
                    said, complained = process.communicate()
                except BaseException:
                    process.kill()
                    raise
        finally:
            with self._lock:
                self._running.discard(process)
        if process.returncode != 0:
            words = " ".join((complained or said).split())[-300:]
            raise SearchError(
                f"Pagefind stopped with status {process.returncode}: {words or 'no word'}"
            )


def _program() -> list[str]:
    """The command that is Pagefind; SearchError where it is missing."""
    try:
        import pagefind_bin

        return [str(pagefind_bin.get_executable())]
    except (ImportError, FileNotFoundError):
        raise SearchError(
            "Pagefind is not installed, so there can be no search. "
            f"Run: {sys.executable} -m pip install pagefind-bin=={VERSION}"
        ) from None


def refuse_unknown(version: str | None, worker: Path) -> None:
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
            "move to another version, set VERSION and WORKER_SHA256 in archive/pagefind.py and let "
            "the browser tests pass"
        )
