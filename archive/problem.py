"""A problem: something wrong in the content, and what to do about it.

Problems are values. Every stage returns the ones it met; the command collects them over the
whole content and prints them together.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archive.characters import visible

# What a message may quote of a file; a value may be as long as an article.
LONGEST = {"path": 300, "field": 100, "message": 1200}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place.

    `path` is relative to the project with forward slashes, `line` counts from 1, `field` names
    the front-matter key or the part of the file, `message` says what is wrong and what to do.
    An error stops a build. A warning is what a person should look at; it stops nothing.
    """

    path: str
    line: int
    field: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        note = "warning: " if self.severity == "warning" else ""
        path, field, message = (
            printable(getattr(self, name), most) for name, most in LONGEST.items()
        )
        return f"{path}:{self.line}: {field}: {note}{message}"


def printable(text: str, most: int = LONGEST["message"]) -> str:
    """One line of text that shows what it holds and does nothing to a terminal or a workflow.

    Ends of lines become spaces; other characters that are not seen become their escapes; `::` at
    the start and `##[` anywhere, by which GitHub's runner knows commands, are taken apart. What
    is longer than `most` characters is cut.
    """
    text = visible(re.sub(r"[\r\n\t]+", " ", text))
    text = re.sub(r"^(\s*):(?=:)", r"\1: ", text).replace("##[", "## [")
    return text if len(text) <= most else text[: most - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that is most like `word`, or None where none is much like it."""
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.strip().casefold()[:100], folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean x?" for the known word nearest to `word`, or an empty string."""
    near = nearest(word, known)
    return f" Did you mean {near}?" if near else ""
