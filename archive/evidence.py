"""Evidence: words of a text, why they count, and the tags that rest on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Evidence:
    """A quote of the text and, in plain words, the rule that it meets."""

    quote: str
    rule: str


@dataclass(frozen=True)
class Tag:
    """A mission's id, a country's code or an area's id, with why. `review`: a person must look."""

    id: str
    strength: Literal["strong", "weak"]
    review: bool
    evidence: tuple[Evidence, ...]
