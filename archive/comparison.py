"""Comparison: a capture against its article, line by line, for a reviewer."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from archive.article import FrontMatter
from archive.capture import Capture, read_capture
from archive.cleaned import Dropped
from archive.cleaning import read_passages
from archive.content import Content
from archive.draft import Draft
from archive.lines import plain, split_lines
from archive.markup import to_text
from archive.problem import Problem

KEPT = "in both"
ADDED = "in the article alone"
TAKEN = "in the capture alone, and no reason is recorded"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a comparison: its sign (" ", "-", "+"), its text, and what is said of it.

    `line` counts from 1 in the capture; None for what stands in the article alone.
    """

    sign: str
    text: str
    note: str
    line: int | None = None


def compare_file(file: Path, shown: str, content: Content) -> str | Problem | None:
    """Compare the capture at `file` with the article that the content has of it.

    None where there is no such article yet.
    """
    capture = read_capture(file, shown)
    if isinstance(capture, Problem):
        return capture
    for article in content.articles:
        if article.capture is not None and article.capture_sha256 == capture.sha256:
            return compare_article(article.path, content)
    return None


def compare_article(path: str, content: Content) -> str | Problem:
    """Compare the article at `path` (as problems print it) with the capture that it names."""
    article = next(item for item in content.articles if item.path == path)
    line = content.documents[path].line("capture")
    if article.capture is None:
        message = "is not named, so there is nothing to compare with. Leave --diff out"
        return Problem(path, line, "capture", message)
    file = content.captures.get(article.capture)
    if file is None:
        message = f"content/captures/{article.capture} is not there. Restore it"
        return Problem(path, line, "capture", message)
    capture = read_capture(file, content.shown(file))
    if isinstance(capture, Problem):
        return capture
    cleaning = content.cleanings.get(article.capture)
    passages = read_passages(cleaning.beside) if cleaning is not None else "is missing"
    dropped = [] if isinstance(passages, str) else passages
    told = rows(capture, article, content.body_of(article), dropped)
    return _told(content.shown(file), path, told)


def compare_draft(draft: Draft, shown: str) -> str:
    """Compare a capture that has no article yet with the one that `add` would write."""
    made = rows(draft.capture, draft.front, draft.body, draft.cleaned.dropped)
    return _told(shown, "the article that add would write", made)


def rows(
    capture: Capture, front: FrontMatter, body: str, dropped: Sequence[Dropped]
) -> Iterator[Row]:
    """The lines of the capture and of the article in one order.

    The article's are its title, its dek and its Markdown `body` as readers see it, so that
    escapes and spaces make no difference; `dropped` gives the reasons.
    """
    old = list(_lines(capture))
    new = [
        _spaced(text) for text in (front.title, front.dek or "", *to_text(body).split("\n")) if text
    ]
    reasons = _reasons(dropped)
    matcher = difflib.SequenceMatcher(None, [text for _, text in old], new)
    for tag, start, end, first, last in matcher.get_opcodes():
        for line, text in old[start:end]:
            if tag == "equal":
                yield Row(" ", text, KEPT, line)
            else:
                yield Row("-", text, _reason(reasons, text, line), line)
        if tag != "equal":
            for text in new[first:last]:
                yield Row("+", text, ADDED)


def _lines(capture: Capture) -> Iterator[tuple[int, str]]:
    """The lines that a reader of the capture sees, each with its number in the file."""
    if capture.kind == "html":
        # Only a saved page needs the libraries, whose import takes half a second.
        from archive.page_text import parse, texts

        tree = parse(capture.text)
        for text in texts(tree) if tree is not None else ():
            yield text.line, _spaced(text.text)
    else:
        for line in split_lines(capture.text):
            yield line.number, _spaced(line.text)


def _reasons(dropped: Sequence[Dropped]) -> dict[str, list[tuple[int, str]]]:
    """For each dropped line its reasons, with the line that the passage begins on."""
    found: dict[str, list[tuple[int, str]]] = {}
    for passage in dropped:
        for text in passage.text.split("\n"):
            found.setdefault(_spaced(text), []).append((passage.line, passage.reason))
    return found


def _reason(reasons: dict[str, list[tuple[int, str]]], text: str, line: int) -> str:
    """Why a line was dropped: of several passages that hold it, the last that begins above it."""
    found = reasons.get(text)
    if found is None:
        return TAKEN
    above = [reason for begins, reason in found if begins <= line]
    return above[-1] if above else found[0][1]


def _told(old: str, new: str, made: Iterator[Row]) -> str:
    """The rows as a unified diff whose heads say why."""
    out = [f"--- {old}", f"+++ {new}"]
    counts = {" ": 0, "-": 0, "+": 0}
    unexplained = 0
    for (sign, note), group in groupby(made, key=lambda row: (row.sign, row.note)):
        found = list(group)
        counts[sign] += len(found)
        unexplained += len(found) if note == TAKEN else 0
        first = f"line {found[0].line}: " if found[0].line is not None else ""
        why = f"dropped, {note}" if sign == "-" and note != TAKEN else note
        out.append(f"@@ {first}{why} @@")
        out += [f"{sign}{row.text}" for row in found]
    out += [
        "",
        f"Lines in both: {counts[' ']}. In the capture alone: {counts['-']}"
        f" ({unexplained} without a reason). In the article alone: {counts['+']}.",
    ]
    return "\n".join(out)


def _spaced(text: str) -> str:
    return " ".join(plain(text).split())
