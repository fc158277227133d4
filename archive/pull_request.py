"""The pull request that is made of a submission, or the answer why there is none.

All words of the submission are inert in both (see `archive.inert`).
"""

from __future__ import annotations

import datetime
import json
import shutil
from dataclasses import replace
from pathlib import Path

from archive.add import Added
from archive.content import Content, dropped_name
from archive.inert import span
from archive.load import load_content
from archive.problem import Problem
from archive.submission import ACCEPTED, RefusedError, Submission, add_submission, read_answers
from archive.summary import Entry, drafted, told

REQUEST = "pull-request.json"
REFUSAL = "refusal.md"


def hand_in(submission: Submission, content: Content, output: Path, today: datetime.date) -> Added:
    """Add the article of a submission to the content, as one that is added `today`.

    Its files (below `content/`) and the request for GitHub's API that opens the pull request are
    also written into `output`. RefusedError where there can be no article: nothing is added then,
    and `output` tells why.
    """
    output.mkdir(parents=True, exist_ok=True)
    try:
        given, text, notes = read_answers(submission, content)
        added = add_submission(submission, content, given, text, today)
    except RefusedError as refused:
        (output / REFUSAL).write_text(_refusal(refused.reasons), encoding="utf-8")
        raise
    entry = drafted(content.root, added)
    entry = replace(entry, state="new", needs=(*notes, *entry.needs), dropped=None)
    for name in _files(entry):
        target = output / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content.root.parent / name, target)
    request = {
        "title": f"Article handed in with issue {submission.number}",
        "head": submission.branch,
        "base": submission.base,
        "body": _text(submission, entry, load_content(content.root)[1]),
    }
    (output / REQUEST).write_text(json.dumps(request, indent=1), encoding="utf-8")
    return added


def _files(entry: Entry) -> list[str]:
    """The paths of the three files of an article, from the folder above the content."""
    capture = entry.article.capture or ""
    captures = [f"content/captures/{name}" for name in (capture, dropped_name(capture))]
    return [entry.article.path, *captures]


def _text(submission: Submission, entry: Entry, problems: list[Problem]) -> str:
    """The text of the pull request; all words of the submission in it are inert."""
    own = [str(one) for one in problems if one.path in _files(entry)]
    check = "\n".join(f"- {span(one)}" for one in own) or "Nothing: the check finds no problem."
    whole = replace(entry, whole=None)
    return "\n\n".join(
        [
            f"Handed in with the issue form. Closes #{submission.number} when it is merged.",
            told(whole),
            "### What the check says",
            check,
            "Compare the text with the page before you merge. To correct something, edit the "
            "files in this branch; what you have confirmed goes into `reviewed`. Close and open "
            "this pull request again to let the check run on it.",
        ]
    )


def _refusal(reasons: list[str]) -> str:
    rows = "\n".join(f"- {span(reason, 500)}" for reason in reasons)
    return (
        f"Thank you. No article could be made of this yet:\n\n{rows}\n\n"
        "Edit the text of the issue above and put that right. A maintainer then takes the label "
        f"`{ACCEPTED}` off and sets it again.\n"
    )
