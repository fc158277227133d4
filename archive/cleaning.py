"""The cleaning of an article, as its page tells it: its capture, and what was left out of it.

It is read from `NAME.dropped.txt` beside the capture. Nothing is cleaned again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import dropped
from archive.cleaned import Dropped
from archive.content_files import shown
from archive.lines import plain
from archive.problem import Problem

# What a page lists: it stays light even where a capture is one long menu.
SHOWN = 60
WORDS = 12
LONGEST = 120
# Some reasons name the label they are taken from: those are words of the capture.
LABEL = re.compile(r" \(.*|(?<=the label) .*", re.DOTALL)
FOLDER = "captures"


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was left out: its line in the capture (from 1), the reason, first words."""

    line: int
    reason: str
    opening: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What was left out of a capture: how many passages and words, and why.

    `shown` are the first passages, `reasons` all reasons with how many passages each has, the
    commonest first and without any words of the capture.
    """

    passages: int
    words: int
    shown: tuple[Passage, ...]
    reasons: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, passages: Sequence[Dropped]) -> LeftOut:
        """Count and shorten the passages."""
        reasons = Counter(LABEL.sub("", _line(passage.reason)) for passage in passages)
        return cls(
            passages=len(passages),
            words=sum(len(passage.text.split()) for passage in passages),
            shown=tuple(
                Passage(passage.line, _line(passage.reason), _opening(passage.text))
                for passage in passages[:SHOWN]
            ),
            reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
        )


@dataclass(frozen=True, slots=True)
class Cleaning:
    """The capture of an article: its file, its size in bytes, and what was left out of it.

    `left_out` is None where `beside`, the file that tells it, cannot be read; `mark` is a digest
    of that file.
    """

    file: Path
    size: int
    beside: Path
    left_out: LeftOut | None
    mark: bytes = b""

    @property
    def download(self) -> str:
        """The path inside the site under which the capture itself can be downloaded."""
        return f"{FOLDER}/{text_name(self.file.name)}"

    @property
    def list_download(self) -> str:
        """The path inside the site of the whole list of what was left out."""
        return f"{FOLDER}/{self.beside.name}"


def text_name(name: str) -> str:
    """The name of a capture as a plain text: no browser takes it for a page.

    >>> [text_name(name) for name in ("a.txt", "a.html", "a.html.txt")]
    ['a.txt', 'a.html.txt', 'a.html.txt.txt']
    """
    is_text = name.endswith(".txt") and not re.search(r"\.x?html?\.txt$", name.casefold())
    return name if is_text else f"{name}.txt"


def read_cleaning(
    capture: Path, beside: Path, root: Path
) -> tuple[Cleaning | None, Problem | None]:
    """Read what was left out of a capture from the file beside it, in the content folder `root`.

    Where that file tells nothing there is a warning, and the article's page says so.
    """
    try:
        size = capture.stat().st_size
    except OSError:
        return None, None
    passages = read_passages(beside)
    if isinstance(passages, str):
        message = f"{passages}, so no page can tell what was left out of {capture.name}"
        advice = f"{message}. Restore it from the repository"
        problem = Problem(shown(root, beside), 1, "file", advice, "warning")
        return Cleaning(capture, size, beside, None), problem
    try:
        mark = hashlib.blake2b(beside.read_bytes(), digest_size=16).digest()
    except OSError:
        mark = b""
    return Cleaning(capture, size, beside, LeftOut.of(passages), mark), None


def read_passages(beside: Path) -> list[Dropped] | str:
    """The passages that a file lists, or in words what is wrong with the file."""
    try:
        if not beside.exists():
            return "is missing"
        if beside.is_symlink() or not beside.is_file():
            return "is not a plain file"
        text = beside.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return f"cannot be read ({error.strerror or 'unknown reason'})"
    except UnicodeDecodeError:
        return "is not UTF-8 text"
    passages = dropped.parse(text)
    if not passages and not dropped.says_nothing(text):
        return "lists no passage"
    return passages


def _line(text: str) -> str:
    """A text as one line of no more than LONGEST characters."""
    text = " ".join(plain(text).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _opening(text: str) -> str:
    """The first words of a passage, a line that is there twice once; "…" where there are more."""
    rows = dict.fromkeys(" ".join(row.split()) for row in plain(text).split("\n"))
    words = " ".join(rows).split()
    return _line(" ".join(words[:WORDS])) + ("\u00a0…" if len(words) > WORDS else "")
