"""The submission: an article handed in with the issue form.

What the form holds is written by strangers. It is read from the file in which GitHub tells of the
event, by the labels of the form in their order, and nothing of it becomes a name or a command. The
outcome is one article with its capture, or a refusal in plain words.
"""

from __future__ import annotations

import datetime
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archive.add import Added, Adder
from archive.capture import read_capture
from archive.content import Content
from archive.dates import Date, DateError, parse
from archive.draft import Draft, Drafter
from archive.likeness import Text, fingerprint
from archive.problem import Problem, did_you_mean
from archive.record import web_address

# The labels of .github/ISSUE_TEMPLATE/article.yml in their order; the last takes all that follows.
ADDRESS = "Address of the article"
OUTLET = "Outlet"
DATE = "Date of publication"
TEXT = "Text of the article"
LABELS = (ADDRESS, OUTLET, DATE, TEXT)
ACCEPTED = "accepted"
SILENT = "_No response_"
# GitHub itself takes 65,536 characters in an issue.
MOST = 100_000
MOST_LINE = 2_000
BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}")


class EventError(Exception):
    """The event's file cannot be read, or tells of something else; the message says what."""


class RefusedError(Exception):
    """The submission cannot become an article; `reasons` say why and what to do, one line each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Submission:
    """An accepted issue: its number, its text, and the branch that pull requests go to."""

    number: int
    body: str
    base: str

    @property
    def branch(self) -> str:
        """The branch of its pull request, named after nothing but the number."""
        return f"submission-{self.number}"


def read_event(file: Path) -> Submission:
    """Read GitHub's event file of an issue that got the label; EventError for any other."""
    try:
        event = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise EventError(f"{file} is no event file of GitHub: {error}") from None
    if not isinstance(event, dict):
        raise EventError(f"{file} is no event file of GitHub")
    issue, label, repository = (_mapping(event, key) for key in ("issue", "label", "repository"))
    number, body, base = issue.get("number"), issue.get("body"), repository.get("default_branch")
    if event.get("action") != "labeled" or label.get("name") != ACCEPTED:
        raise EventError(f"{file} does not tell of an issue that was labelled {ACCEPTED!r}")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise EventError(f"{file} gives no number of an issue")
    if not isinstance(base, str) or not BRANCH.fullmatch(base):
        raise EventError(f"{file} gives no branch to open a pull request against")
    return Submission(number, body if isinstance(body, str) else "", base)


def answers(body: str) -> dict[str, str] | None:
    """What was answered to each label of the form; None where the body is not made with it."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    ends, starts, position = [], [], 0
    for label in LABELS:
        found = re.compile(rf"^### {re.escape(label)}[ \t]*$", re.MULTILINE).search(text, position)
        if found is None:
            return None
        ends.append(found.start())
        starts.append(found.end())
        position = found.end()
    if text[: ends[0]].strip():
        return None
    values = [
        text[start:end].strip("\n")
        for start, end in zip(starts, [*ends[1:], len(text)], strict=True)
    ]
    return {
        label: "" if value.strip() == SILENT else value
        for label, value in zip(LABELS, values, strict=True)
    }


def read_answers(submission: Submission, content: Content) -> tuple[dict[str, str], str, list[str]]:
    """The front matter given, the text, and notes for a person.

    RefusedError with all that is wrong.
    """
    if len(submission.body) > MOST:
        length = len(submission.body)
        advice = "Hand it in as a file in a pull request instead: CONTRIBUTING.md tells how"
        raise RefusedError([f"the issue has {length:,} characters, more than {MOST:,}. {advice}"])
    found = answers(submission.body)
    if found is None:
        advice = "Open a new issue with the form, and change only its fields"
        raise RefusedError([f'it is not made with the form "Submit an article". {advice}'])
    reasons = [
        f"{label}: must be one line of plain text of at most {MOST_LINE:,} characters"
        for label in LABELS[:-1]
        if not _is_line(_trimmed(found[label]))
    ]
    if reasons:
        raise RefusedError(reasons)
    address, outlet, date = (_trimmed(found[label]) for label in LABELS[:-1])
    given: dict[str, str] = {}
    notes: list[str] = []
    try:
        if address:
            given["url"] = str(web_address(address))
    except ValueError as error:
        reasons.append(f"{ADDRESS}: {error}")
    try:
        if date:
            given["date"] = parse(date).text
            basis = f"Given by whoever handed the article in (issue {submission.number})"
            given["date_basis"] = f"{basis}; not confirmed."
    except DateError as error:
        reasons.append(f"{DATE}: {error}")
    id = _outlet(outlet, content)
    if id is not None:
        given["outlet"] = id
    elif outlet:
        near = did_you_mean(outlet, [one.name for one in content.outlets])
        notes.append(f"the outlet given is not in content/outlets.yml: {outlet}.{near}")
    same = [one.path for one in content.articles if address and one.url == address]
    notes += [f"the address is that of an article which is there: {path}" for path in same]
    text = _unfenced(found[TEXT])
    if not text.strip():
        reasons.append(f"{TEXT}: is empty. Copy the article there, its headline first")
    try:
        text.encode()
    except UnicodeEncodeError:
        reasons.append(f"{TEXT}: holds half a character, which no file can. Copy the article again")
    if reasons:
        raise RefusedError(reasons)
    return given, text, notes


def add_submission(
    submission: Submission,
    content: Content,
    given: Mapping[str, str],
    text: str,
    today: datetime.date,
) -> Added:
    """Store the text as a capture and write its article, as `build.py add` does."""
    shown = f"issue {submission.number}"
    with tempfile.TemporaryDirectory(prefix="submission-") as folder:
        path = Path(folder) / f"issue-{submission.number}.txt"
        path.write_bytes(text.encode() + b"\n")
        adder = Adder(content, today=today)
        job = adder.job(path, shown)
        draft = _draft(path, shown, content, given)
        if isinstance(draft, Problem):
            outcome: Added | Problem = draft
        else:
            words = Text(draft.front.title, draft.front.dek or "", draft.body)
            outcome = adder.finish(job, (draft, fingerprint(words)))
    if isinstance(outcome, Problem):
        raise RefusedError([f"{TEXT}: {outcome.message}"])
    if outcome.outcome == "already there":
        raise RefusedError([f"{TEXT}: the article is in the archive already: {outcome.article}"])
    return outcome


def _draft(path: Path, shown: str, content: Content, given: Mapping[str, str]) -> Draft | Problem:
    """The draft, in doubt where the date given is none that its text allows."""
    capture = read_capture(path, shown)
    if isinstance(capture, Problem):
        return capture
    draft = Drafter(content).draft(capture, shown, given)
    if isinstance(draft, Problem):
        return draft
    date, bounds = draft.front.date, draft.bounds
    if date is None or _meets(date, bounds.earliest, bounds.latest):
        return draft
    doubt = f"the date given is {date.words()}; by its text the article is {bounds.words()}"
    return replace(draft, doubts=(*draft.doubts, doubt), unknown=(doubt, *draft.unknown))


def _meets(date: Date, earliest: datetime.date | None, latest: datetime.date | None) -> bool:
    too_early = earliest is not None and date.latest is not None and date.latest < earliest
    too_late = latest is not None and date.earliest is not None and date.earliest > latest
    return not (too_early or too_late)


def _outlet(given: str, content: Content) -> str | None:
    for outlet in content.outlets:
        if given.casefold() in (outlet.id, outlet.name.casefold()):
            return outlet.id
    return None


def _trimmed(text: str) -> str:
    """The text without space around it, and with plain spaces for all other kinds."""
    return re.sub(r"[^\S\n]", " ", text.strip())


def _is_line(text: str) -> bool:
    return len(text) <= MOST_LINE and text.isprintable()


def _unfenced(text: str) -> str:
    """The text without the fence that GitHub puts around it."""
    inside = re.fullmatch(r"\s*(`{3,})text\n(.*?)\n?\1\s*", text, re.DOTALL)
    return inside[2] if inside else text


def _mapping(event: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = event.get(key)
    return value if isinstance(value, dict) else {}
