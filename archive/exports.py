"""The exports: what the archive hands out besides its pages, made once and shown on pages too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archive import citations, data_package
from archive.catalogue import Archive
from archive.cited import Cited, Citing
from archive.coverage import Report, coverage
from archive.data import Table, tables
from archive.entry import Entry, entries_of
from archive.marks import Marks
from archive.piece import Piece, piece_of
from archive.site_file import SiteFile
from archive.work import Work


@dataclass(frozen=True)
class Exports:
    """What pages and exports are made of: the entries of all articles by slug, their marks, the
    piece of each that is handed out, and what else reports the same event.
    """

    archive: Archive
    entries: Mapping[str, Entry]
    marks: Marks
    pieces: Mapping[str, Piece]
    reports: Mapping[str, tuple[Report, ...]]
    _citing: Citing = field(repr=False)

    def cited(self, entry: Entry) -> Cited | None:
        """What is cited of an article; None for a withdrawn one."""
        return self._citing.cited(entry) if entry.rights != "withdrawn" else None

    def tables(self) -> Sequence[Table]:
        """The tables of the data."""
        return tables(self.archive, self.entries)


def exports_of(archive: Archive, work: Work | None = None) -> Exports:
    """Everything that is handed out; withdrawn articles are among the entries alone."""
    work = work or Work()
    entries = entries_of(archive)
    marks = Marks(archive, entries.values())
    citing = Citing(archive)
    shown = [entry for entry in entries.values() if entry.rights != "withdrawn"]
    made = work.of_values(
        "pieces",
        lambda entry: tuple(piece_of(archive, entry, citing.cited(entry))),
        shown,
        [marks.of(marks.article(entry.article)) for entry in shown],
    )
    pieces = {entry.article.slug: Piece(*piece) for entry, piece in zip(shown, made, strict=True)}
    full = (entry.article for entry in shown if entry.rights == "full")
    reports = coverage(full, archive.prose_of, work)
    return Exports(archive, entries, marks, pieces, reports, citing)


def files(exports: Exports) -> Iterator[SiteFile]:
    """Every file of citations and of data/."""
    archive, marks = exports.archive, exports.marks
    yield from citations.files(archive, exports.pieces, marks)
    whole = list(citations.lists(citations.WHOLE, exports.pieces.values(), marks.everything))
    yield from data_package.files(archive, exports.tables(), exports.pieces.values(), whole, marks)
