"""Evidence: words of a text, and why they count."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """A quote of the text and, in plain words, the rule that it meets."""

    quote: str
    rule: str
