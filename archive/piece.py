"""The piece: what an article gives to the files that list many, written once for all of them."""

from __future__ import annotations

import json
import zlib
from typing import NamedTuple

from archive import citations
from archive.catalogue import Archive
from archive.cited import Cited
from archive.columns import ARTICLES
from archive.data import article_row
from archive.data_package import csv_line, json_line
from archive.entry import Entry


class Piece(NamedTuple):
    """An article in each form: its citation in RIS, BibTeX and CSL-JSON, its row of the data.

    `csv` is a line of the table, `packed` the row as JSON in one line, packed: it has the text.
    """

    ris: bytes
    bibtex: bytes
    csl: bytes
    csv: bytes
    packed: bytes

    @property
    def json(self) -> bytes:
        """The row as JSON."""
        return zlib.decompress(self.packed)


def piece_of(archive: Archive, entry: Entry, cited: Cited) -> Piece:
    """Write an article in each form."""
    row = article_row(archive, entry)
    return Piece(
        ris=citations.ris(cited).encode(),
        bibtex=citations.bibtex(cited).encode(),
        csl=json.dumps(citations.csl(cited), ensure_ascii=False).encode(),
        csv=csv_line(row),
        packed=zlib.compress(json_line(ARTICLES, row), 1),
    )
