"""The order inside Pagefind's index, which Pagefind leaves to chance: made the same in every run.

The filters, their values and the sorts come in the order of a hash table. Each stands for itself,
so they are put in order here, and files whose names are hashes of their bytes get new names. The
files are CBOR (RFC 8949), compressed by gzip, behind a mark; only the ends of its items matter.
"""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

MARK = b"pagefind_dcd"
# The parts of the meta file whose order is by chance: the filters and the sorts.
FILTERS, SORTS = 3, 4


class OrderError(Exception):
    """The index is not of the form that is known here."""


def settle(folder: Path, language: str, name: str) -> str:
    """Order the filters of a bundle that Pagefind wrote to `folder`; `name` is its hash.

    Returns the hash that it has then. OrderError where the files are of another form.
    """
    try:
        names = {}
        for file in sorted((folder / "filter").glob("*.pf_filter")):
            head, values = parts_of(read_data(file))
            data = _array([head, _array(sorted(parts_of(values)))])
            names[file.stem] = f"{language}_{hashlib.sha256(data).hexdigest()[:7]}"
            file.unlink()
            _write(file.with_name(f"{names[file.stem]}.pf_filter"), data)
        meta = folder / f"pagefind.{name}.pf_meta"
        data = read_data(meta)
        for old, new in names.items():
            if len(old) != len(new) or data.count(old.encode()) != 1:
                raise OrderError
            data = data.replace(old.encode(), new.encode())
        parts = parts_of(data)
        for part in (FILTERS, SORTS):
            parts[part] = _array(sorted(parts_of(parts[part])))
        data = _array(parts)
        new = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
        meta.unlink()
        _write(folder / f"pagefind.{new}.pf_meta", data)
    except (IndexError, ValueError, OrderError, EOFError, gzip.BadGzipFile):
        raise OrderError("Pagefind's index is of a form that is not known") from None
    return new


def read_data(file: Path) -> bytes:
    """What a file of the index holds. OrderError where it is of another form."""
    data = gzip.decompress(file.read_bytes())
    if not data.startswith(MARK):
        raise OrderError
    return data.removeprefix(MARK)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(gzip.compress(MARK + data, mtime=0))


def parts_of(data: bytes) -> list[bytes]:
    """The items of an array, each as its bytes."""
    count, at = head_of(data, 0)
    if data[0] >> 5 != 4:
        raise OrderError
    parts = []
    for _ in range(count):
        end = _end(data, at)
        parts.append(data[at:end])
        at = end
    return parts


def _array(parts: list[bytes]) -> bytes:
    count = len(parts)
    size = next(size for size in (0, 1, 2, 4) if count < (24 if size == 0 else 256**size))
    if size == 0:
        return bytes([0x80 + count]) + b"".join(parts)
    first = 0x98 + (1, 2, 4).index(size)
    return bytes([first]) + count.to_bytes(size, "big") + b"".join(parts)


def head_of(data: bytes, at: int) -> tuple[int, int]:
    """The number in the head of the item that begins at `at`, and where the head ends."""
    value = data[at] & 31
    if value < 24:
        return value, at + 1
    if value > 27:
        raise OrderError
    size = 1 << (value - 24)
    return int.from_bytes(data[at + 1 : at + 1 + size], "big"), at + 1 + size


def _end(data: bytes, at: int) -> int:
    """Where the item ends that begins at `at`."""
    kind = data[at] >> 5
    value, at = head_of(data, at)
    if kind in (2, 3):
        return at + value
    if kind in (4, 5):
        for _ in range(value * (kind - 3)):
            at = _end(data, at)
    return at
