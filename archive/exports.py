"""The exports: what the archive hands out besides its pages, made once and shown on pages too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archive import citations, data
from archive.catalogue import Archive
from archive.cited import Cited, cited_of
from archive.data import Table, tables
from archive.entry import Entry, entries_of


@dataclass(frozen=True)
class Exports:
    """The entries and what is cited of articles, each by slug, and the tables of the data."""

    entries: Mapping[str, Entry]
    cited: Mapping[str, Cited]
    tables: tuple[Table, ...]


def exports_of(archive: Archive, known: Mapping[str, Entry] | None = None) -> Exports:
    """Everything that is handed out; withdrawn articles are among the entries alone.

    `known` are entries made before, by slug: those of unchanged articles are not made again.
    """
    entries = entries_of(archive, known or {})
    return Exports(entries, cited_of(archive, entries), tables(archive, entries))


def files(archive: Archive, exports: Exports) -> Iterator[tuple[str, bytes]]:
    """Every file of citations and of data/: its path inside the site, its bytes."""
    forms = {slug: citations.forms_of(cited) for slug, cited in exports.cited.items()}
    yield from citations.files(archive, forms)
    whole = citations.lists(citations.WHOLE, forms.values())
    yield from data.files(archive, exports.tables, whole)
