"""Strings that try to run, to break out of where they stand or to upset a program, by kind.

They are composed for this archive. None of them does harm: what runs calls `alert`, and what loads
asks attacker.invalid, a host that cannot be (RFC 2606).
"""

from __future__ import annotations

import json
from pathlib import Path

from archive.characters import UNWANTED

KINDS: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "strings.json").read_text(encoding="utf-8")
)
STRINGS: tuple[str, ...] = tuple(text for texts in KINDS.values() for text in texts)
# Those that front matter refuses, whatever the field.
REFUSED: tuple[str, ...] = tuple(text for text in STRINGS if UNWANTED.search(text))
TAKEN: tuple[str, ...] = tuple(text for text in STRINGS if not UNWANTED.search(text))
