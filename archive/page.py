"""The page: where it stands in the site, and what makes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page: its path inside the site, its template, and what makes that which it is given.

    Which pages there are is known at once; what they show is made when it is asked for. `made_of`
    is a digest of everything that it is made of, empty where nobody has said (`archive.marks`).
    """

    path: str
    template: str
    make: Callable[[], Mapping[str, Any]] = dict
    made_of: bytes = b""

    @property
    def is_part(self) -> bool:
        """Whether it is a part of a long list: such a page comes and goes with what it lists."""
        return self.template in ("list.html", "year.html", "figures.html")
