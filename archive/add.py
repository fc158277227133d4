"""Add: captures become articles in the content folder. Nothing there is ever overwritten."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from slugify import slugify

from archive import dropped, front_matter
from archive.article import year_folder
from archive.capture import Capture, read_capture
from archive.check import captures_without_article
from archive.content import DROPPED, Content, dropped_name
from archive.draft import Draft, Drafter
from archive.markup import to_text
from archive.problem import Problem

MAX_SLUG = 80
MAX_NAME = 120
LETTERS = [
    ("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "ae"), ("Ø", "oe"), ("Å", "aa"),
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("’", ""), ("'", ""), ("&", " and "),
]  # fmt: skip
# Names that Windows keeps for devices: no file may be called so.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)


@dataclass(frozen=True)
class Added:
    """What became of one capture.

    `article` is the article's file: the new one, or the one that was there already. `unknown`
    says what a person must still add.
    """

    capture: str
    outcome: Literal["added", "already there"]
    article: str
    unknown: tuple[str, ...] = ()


class Adder:
    """Adds captures one after the other, and knows what the ones before have taken."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.drafter = Drafter(content)
        self.hashes: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self.slugs: set[str] = set()
        for path, document in content.documents.items():
            if "/articles/" in path:
                self.slugs.add(Path(path).stem)
                self.hashes[str(document.fields.get("capture_sha256", ""))] = path
        for article in content.articles:
            self.texts[_fingerprint(article.title, to_text(article.body))] = article.path
        self.captures = {name.casefold() for name in content.captures}
        # A capture that was stored when its article could not be, to go on with.
        self.waiting = {
            hashlib.sha256(content.captures[name].read_bytes()).hexdigest(): name
            for name in captures_without_article(content)
            if content.captures[name].is_file()
        }

    def add(self, path: Path, shown: str) -> Added | Problem:
        """Make an article of the capture at `path`; problems name it as `shown`."""
        capture = read_capture(path, shown)
        if isinstance(capture, Problem):
            return capture
        there = self.hashes.get(capture.sha256)
        if there is not None:
            return self._already(path, shown, there)
        draft = self.drafter.draft(capture, shown)
        if isinstance(draft, Problem):
            return draft
        words = _fingerprint(draft.front.title, to_text(draft.body))
        there = self.texts.get(words)
        if there is not None:
            return self._already(path, shown, there)
        try:
            article = self._write(draft, path)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            message = f"its article cannot be written ({reason}: {error.filename})"
            return Problem(shown, 1, "capture", message)
        self.hashes[capture.sha256] = self.texts[words] = article
        return Added(shown, "added", article, draft.unknown)

    def _is_stored(self, path: Path) -> bool:
        return path.resolve().parent == (self.content.root / "captures").resolve()

    def _already(self, path: Path, shown: str, article: str) -> Added:
        """The article is there; a second capture of it in content/captures is one too many."""
        mine = self._is_stored(path) and path.name not in self.content.claimed
        return Added(shown, "already there", article, (f"delete {shown}",) if mine else ())

    def _write(self, draft: Draft, source: Path) -> str:
        """Write capture, what was dropped, and article; on a failure, none of them."""
        root = self.content.root
        folder = root / "captures"
        inside = self._is_stored(source)
        stored = source.name if inside else self.waiting.get(draft.capture.sha256)
        name = stored or self._free_name(draft.capture)
        slug = self._free_slug(draft.front.title)
        target = root / "articles" / year_folder(draft.front.date) / f"{slug}.md"
        fields = draft.front.model_copy(update={"capture": name}).model_dump(
            exclude_none=True, exclude_defaults=True
        )
        notes = dropped.dump(draft.cleaned.dropped, name, draft.front.cleaned_with or "")
        files: list[tuple[Path, bytes]] = [
            (folder / dropped_name(name), notes.encode()),
            (target, front_matter.dump(fields, draft.body).encode()),
        ]
        if stored is None:
            files.insert(0, (folder / name, draft.capture.data))
        _write_all(files)
        self.captures.add(name.casefold())
        self.slugs.add(slug)
        return self.content.shown(target)

    def _free_name(self, capture: Capture) -> str:
        """The capture's own name, made safe; with a suffix where another capture has it."""
        given = Path(capture.name)
        stem = re.sub(r"[^\w.-]+", "-", given.stem).strip("-.")[:MAX_NAME].removesuffix(".dropped")
        stem = stem.strip("-.") or "capture"
        if stem.casefold() in DEVICES:
            stem += "-capture"
        suffix = ".html" if capture.kind == "html" else ".txt"
        stems = {Path(name).stem for name in self.captures}
        return _free(stem, lambda name: name.casefold() in stems) + suffix

    def _free_slug(self, title: str) -> str:
        slug = slugify(title, max_length=MAX_SLUG, word_boundary=True, replacements=LETTERS)
        if not slug or slug in DEVICES:
            slug = f"article-{slug}".rstrip("-")
        return _free(slug, lambda name: name in self.slugs)


def add(
    paths: Iterable[tuple[Path, str]], content: Content, tell: Callable[[Added], None]
) -> list[Problem]:
    """Add the captures at the paths (with the names to show them by); tell of each as it is done.

    Returns the problems of those that could not be added.
    """
    adder = Adder(content)
    problems = []
    for path, shown in paths:
        outcome = adder.add(path, shown)
        if isinstance(outcome, Problem):
            problems.append(outcome)
        else:
            tell(outcome)
    return problems


def repair(root: Path) -> None:
    """Delete below content/ what an `add` that was killed had not finished writing."""
    for folder in (root / "captures", root / "articles"):
        for left in folder.rglob(".*.new"):
            left.unlink(missing_ok=True)


def _free(name: str, taken: Callable[[str], bool]) -> str:
    """The name, or the name with the first number from 2 that is not taken."""
    if not taken(name):
        return name
    number = 2
    while taken(f"{name}-{number}"):
        number += 1
    return f"{name}-{number}"


def _fingerprint(title: str, text: str) -> str:
    """A hash of an article's words: alike for two captures of it with other furniture."""
    words = re.findall(r"\w+", f"{title} {text}".casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()


def _write_all(files: list[tuple[Path, bytes]]) -> None:
    """Write all files or none: each beside its place first, then renamed, the last one last.

    Captures and articles that are there are never touched; what was dropped may be written anew.
    """
    waiting: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for target, data in files:
            if target.exists() and not target.name.endswith(DROPPED):
                raise FileExistsError(errno.EEXIST, "there is one already", target.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            waiting.append((beside, target))
            beside.write_bytes(data)
        for beside, target in waiting:
            beside.replace(target)
            placed.append(target)
    except OSError:
        for path in [*placed, *(beside for beside, _ in waiting)]:
            path.unlink(missing_ok=True)
        raise
