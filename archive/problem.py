"""A problem: something wrong in the content, and what to do about it.

Problems are values. Every stage returns the ones it met; the command collects them over the
whole content and prints them together.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from archive.characters import visible


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong at one place.

    `path` is relative to the project with forward slashes, `line` counts from 1, `field` names
    the front-matter key or the part of the file, `message` says what is wrong and what to do.
    A warning is told but stops nothing.
    """

    path: str
    line: int
    field: str
    message: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        note = "warning: " if self.severity == "warning" else ""
        told = f"{self.path}:{self.line}: {self.field}: {note}{self.message}"
        return visible(told).replace("\n", "\\n")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean x?" for the known word nearest to `word`, or an empty string."""
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f" Did you mean {folded[near[0]]}?" if near else ""
