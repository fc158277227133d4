"""The site file: one file of the site, what makes it, and what it is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site: its path inside it, and the function that makes its bytes, in pieces.

    `made_of` is a digest of everything in the content that the bytes depend on: while it stays,
    they stay, as long as the program is the same. It is empty where nobody has said. What other
    files are told of is made `here`, in their order, and not in a process of its own.
    """

    path: str
    make: Callable[[], Iterable[bytes]]
    made_of: bytes = b""
    here: bool = False

    def data(self) -> bytes:
        """All of its bytes."""
        return b"".join(self.make())


def between(first: bytes, gap: bytes, pieces: Iterable[bytes], last: bytes) -> Iterator[bytes]:
    """Pieces with a gap between each two, and what stands before and after them all."""
    yield first
    for at, piece in enumerate(pieces):
        yield gap + piece if at else piece
    yield last


def digest_of(*parts: object) -> bytes:
    """A digest of values that are written alike whenever they are equal: texts, numbers, records.

    It is not for sets, whose order differs from run to run.
    """
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def digest_of_all(digests: Iterable[bytes]) -> bytes:
    """One digest of many."""
    return hashlib.blake2b(b"".join(digests), digest_size=16).digest()
