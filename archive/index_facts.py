"""What a bundle's index says without a search: counts of its filters, and its newest pages.

The search page shows them before any engine runs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from archive.index_order import SORTS, OrderError, head_of, parts_of, read_data

# The part of the meta file that lists the pages, and how many results the search page shows first.
PAGES = 1
FIRST = 10


@dataclass(frozen=True)
class Facts:
    """`facets` counts the pages by a filter's value; `newest` are (hash, day) of the newest pages.

    The day is "" where a page has none.
    """

    facets: dict[str, dict[str, int]]
    newest: list[tuple[str, str]]


def read_facts(folder: Path, meta: Path) -> Facts:
    """The facts of the bundle in `folder`; OrderError where its files are of another form."""
    try:
        facets = {}
        for file in sorted((folder / "filter").glob("*.pf_filter")):
            name, values = parts_of(read_data(file))
            facets[_text(name)] = dict(sorted(_count(value) for value in parts_of(values)))
        return Facts(dict(sorted(facets.items())), _newest(folder, parts_of(read_data(meta))))
    except (IndexError, ValueError, KeyError, OSError):
        raise OrderError("Pagefind's index is of a form that is not known") from None


def _count(item: bytes) -> tuple[str, int]:
    """A value of a filter, and how many pages have it."""
    value, pages = parts_of(item)
    return _text(value), head_of(pages, 0)[0]


def _newest(folder: Path, meta: list[bytes]) -> list[tuple[str, str]]:
    """The first pages of a search without words, as the engine orders them."""
    orders = {_text(name): order for name, order in map(parts_of, parts_of(meta[SORTS]))}
    if "newest" not in orders:
        return []
    # The order is the ascending one.
    last = parts_of(orders["newest"])[: -FIRST - 1 : -1]
    pages = parts_of(meta[PAGES])
    found = []
    for page in last:
        name = _text(parts_of(pages[head_of(page, 0)[0]])[0])
        fragment = json.loads(read_data(folder / "fragment" / f"{name}.pf_fragment"))
        found.append((name, fragment["meta"].get("day", "")))
    return found


def _text(item: bytes) -> str:
    size, at = head_of(item, 0)
    return item[at : at + size].decode()
