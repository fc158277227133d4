"""Add: captures become articles in the content folder. Nothing there is ever overwritten."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from slugify import slugify

from archive import dropped, front_matter
from archive.article import year_folder
from archive.capture import Capture, read_capture
from archive.check import captures_without_article
from archive.content import Content, dropped_name
from archive.content_files import shown
from archive.dates import parse
from archive.draft import Draft
from archive.file_names import DEVICES, folded, unfit
from archive.likeness import Known, Text, fingerprint, strays
from archive.new_files import write_all
from archive.problem import Problem
from archive.workers import SECONDS, Drafted, Job, Result, drafts, processes_for

MAX_SLUG = 80
MAX_NAME = 120
SHOWN = 100
LETTERS = [
    ("æ", "ae"), ("ø", "oe"), ("å", "aa"), ("Æ", "ae"), ("Ø", "oe"), ("Å", "aa"),
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("’", ""), ("'", ""), ("&", " and "),
]  # fmt: skip


@dataclass(frozen=True)
class Added:
    """What became of one capture.

    `article` is the article's file: the new one, or the one that was there already, be it of the
    `same_capture` or of another one. `unknown` says what a person must still add or know;
    `doubts` are those of it for which a person must look at the text.
    """

    capture: str
    outcome: Literal["added", "already there"]
    article: str
    unknown: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    same_capture: bool = False


class Adder:
    """Adds captures one after the other, and knows what the ones before have taken.

    Files are written below `into`, a content folder too: that of the content itself, if None.
    New articles say that they were added `today`; None says no day.
    """

    def __init__(
        self, content: Content, into: Path | None = None, today: datetime.date | None = None
    ) -> None:
        self.content = content
        self.into = into or content.root
        self.today = parse(today.isoformat()) if today else None
        self.hashes: dict[str, str] = {}
        self.known = Known()
        self.slugs: set[str] = set()
        self.numbers: dict[str, int] = {}
        for path, document in content.documents.items():
            if "/articles/" in path:
                self.slugs.add(Path(path).stem)
                self.hashes[str(document.fields.get("capture_sha256", ""))] = path
        for article in content.articles:
            self.hashes[article.capture_sha256 or ""] = article.path
            text = Text(article.title, article.dek or "", content.body_of(article))
            self.known.add(fingerprint(text), article.path)
        self.folder = (content.root / "captures").resolve()
        self.stems = {Path(folded(name)).stem for name in content.captures}
        # A capture that was stored when its article could not be, to go on with.
        self.waiting = {
            hashlib.sha256(content.captures[name].read_bytes()).hexdigest(): name
            for name in captures_without_article(content)
            if content.captures[name].is_file()
        }
        self.seen: set[tuple[str, str]] = set()
        self.refused: dict[tuple[str, str], Problem] = {}

    def job(self, path: Path, shown: str) -> Job:
        """What is to be done for the capture at `path`; problems name it as `shown`."""
        capture = read_capture(path, shown)
        if isinstance(capture, Problem):
            return Job(path, shown, problem=capture)
        try:
            path.name.encode()
        except UnicodeEncodeError:
            message = "its name cannot be written as UTF-8. Rename the file"
            return Job(path, shown, problem=Problem(shown, 1, "capture", message))
        key = (capture.sha256, capture.kind)
        known = capture.sha256 in self.hashes or key in self.seen
        self.seen.add(key)
        return Job(path, shown, key, known=known)

    def finish(self, job: Job, result: Result) -> Added | Problem:
        """Write the article of a job whose draft is there; jobs must come in their order."""
        if job.problem is not None:
            return job.problem
        there = self.hashes.get(job.key[0])
        if there is not None:
            return self._already(job, there)
        if result is None:
            return replace(self.refused[job.key], path=job.shown)
        outcome = result if isinstance(result, Problem) else self._compare(job, result)
        if isinstance(outcome, Problem):
            self.refused[job.key] = outcome
        else:
            self.hashes[job.key[0]] = outcome.article
        return outcome

    def _compare(self, job: Job, drafted: Drafted) -> Added | Problem:
        """Write the draft, unless its article is there already in another capture."""
        draft, print = drafted
        there = self.known.same_words(print)
        if there is not None:
            return self._already(job, there, other=True)
        text = Text(draft.front.title, draft.front.dek or "", draft.body)
        near = self.known.nearest(print)
        for path in near:
            old = self._text(path)
            found = strays(text, old) if old is not None else None
            if found is not None:
                notes = tuple(f"the same but for: {line[:SHOWN]}" for line in found)
                return self._already(job, path, other=True, notes=notes)
        doubts = draft.doubts
        if near:
            doubts = (
                *doubts,
                f"much like {near[0]}: compare the two, and keep one if they are one",
            )
        try:
            data = job.path.read_bytes()
            if hashlib.sha256(data).hexdigest() != draft.capture.sha256:
                return Problem(job.shown, 1, "capture", "was changed meanwhile. Add it again")
            article = self._write(draft, data, job.path)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            message = (
                f"its article cannot be written ({reason}: {error.filename}). Mend that and run "
                "the same command again"
            )
            return Problem(job.shown, 1, "capture", message)
        self.known.add(print, article)
        unknown = (*doubts, *draft.unknown[len(draft.doubts) :])
        return Added(job.shown, "added", article, unknown, doubts)

    def _text(self, path: str) -> Text | None:
        """The words of an article that is there, as its file has them now."""
        try:
            text = (self.content.root.parent / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        document, _ = front_matter.parse(text, path)
        if document is None:
            return None
        title, dek = (str(document.fields.get(key, "")) for key in ("title", "dek"))
        return Text(title, dek, document.body)

    def _is_stored(self, path: Path) -> bool:
        return path.resolve().parent == self.folder

    def _already(
        self, job: Job, article: str, other: bool = False, notes: tuple[str, ...] = ()
    ) -> Added:
        """The article is there; a second capture of it in content/captures is one too many."""
        if self._is_stored(job.path) and job.path.name not in self.content.claimed:
            notes = (*notes, f"delete {job.shown}")
        return Added(job.shown, "already there", article, notes, same_capture=not other)

    def _write(self, draft: Draft, data: bytes, source: Path) -> str:
        """Write capture, what was dropped, and article; on a failure, none of them."""
        root = self.into
        folder = root / "captures"
        inside = self._is_stored(source)
        stored = source.name if inside else self.waiting.get(draft.capture.sha256)
        name = stored or self._free_name(draft.capture)
        slug = self._free_slug(draft.front.title)
        target = root / "articles" / year_folder(draft.front.date) / f"{slug}.md"
        known = {"capture": name, "added": self.today}
        fields = draft.front.model_copy(update=known).model_dump(
            exclude_none=True, exclude_defaults=True
        )
        version = draft.front.cleaned_with or ""
        notes = dropped.dump(draft.cleaned.dropped, name, version, draft.doubts)
        files: list[tuple[Path, bytes]] = [
            (folder / dropped_name(name), notes.encode()),
            (target, front_matter.dump(fields, draft.body).encode()),
        ]
        if stored is None:
            files.insert(0, (folder / name, data))
        write_all(files, again=(dropped_name(name),))
        self.stems.add(Path(folded(name)).stem)
        self.slugs.add(slug)
        return shown(root, target)

    def _free_name(self, capture: Capture) -> str:
        """The capture's own name, made safe; with a suffix where another capture has it."""
        given = Path(capture.name)
        stem = (
            re.sub(r"[^\w.-]+", "-", given.stem)
            .strip("-.")
            .encode()[:MAX_NAME]
            .decode(errors="ignore")
        )
        stem = stem.removesuffix(".dropped").strip("-.") or "capture"
        if unfit(stem) is not None:
            stem = f"capture-{stem}"
        suffix = ".html" if capture.kind == "html" else ".txt"
        return self._free(stem, lambda name: folded(name) in self.stems) + suffix

    def _free_slug(self, title: str) -> str:
        slug = slugify(title, max_length=MAX_SLUG, word_boundary=True, replacements=LETTERS)
        if not slug or slug in DEVICES:
            slug = f"article-{slug}".rstrip("-")
        return self._free(slug, lambda name: name in self.slugs)

    def _free(self, name: str, taken: Callable[[str], bool]) -> str:
        """The name, or the name with the first number from 2 that is not taken."""
        if not taken(name):
            return name
        number = self.numbers.get(name, 2)
        while taken(f"{name}-{number}"):
            number += 1
        self.numbers[name] = number
        return f"{name}-{number}"


def add(
    paths: Iterable[tuple[Path, str]],
    content: Content,
    tell: Callable[[Added | Problem], None],
    processes: int | None = None,
    seconds: float = SECONDS,
    into: Path | None = None,
    today: datetime.date | None = None,
) -> list[Problem]:
    """Add the captures at the paths (with the names to show them by); tell of each as it is done.

    The files are written below the content folder, or below another one: `into`.
    New articles say that they were added `today`; None says no day.
    The outcome is the same for any number of `processes`; None chooses one, and with 0 no process
    is started. A capture may take so many `seconds` in a process. Returns the problems of those
    that could not be added.
    """
    paths = list(paths)
    if processes is None:
        processes = processes_for(path for path, _ in paths)
    adder = Adder(content, into, today)
    problems = []
    jobs = (adder.job(path, shown) for path, shown in paths)
    # Closed at once when something stops the run: the processes end with it.
    with closing(drafts(jobs, content, processes, seconds)) as made:
        for job, result in made:
            outcome = adder.finish(job, result)
            if isinstance(outcome, Problem):
                problems.append(outcome)
            tell(outcome)
    return problems
