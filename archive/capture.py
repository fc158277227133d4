"""The capture: a raw text or a saved page exactly as it was saved; never edited."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from archive.characters import without
from archive.problem import Problem

MAX_BYTES = 10_000_000
# Control characters that no text holds; tab, line feed, form feed and carriage return are not
# among them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture as read: its name, its bytes' SHA-256 and size, and its text.

    `text` has line feeds only, no byte-order mark and no control characters; `encoding` says how
    the bytes were read. `data` are the bytes themselves.
    """

    name: str
    sha256: str
    size: int
    kind: Literal["text", "html"]
    text: str
    encoding: str
    data: bytes = field(default=b"", repr=False)


def read_capture(path: Path, shown: str | None = None) -> Capture | Problem:
    """Read the capture at `path`; a Problem (with `shown` as its path) where that cannot be."""
    where = shown if shown is not None else path.as_posix()
    try:
        if not path.is_file():
            kind = "a folder" if path.is_dir() else "not a file that can be read"
            if not path.exists():
                kind = "not there"
            return Problem(where, 1, "capture", f"is {kind}. Name a saved .txt or .html file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            return Problem(
                where,
                1,
                "capture",
                f"has {size / 1e6:.0f} MB; no article is longer than {MAX_BYTES / 1e6:.0f} MB. "
                "Save the page of one article only",
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return Problem(where, 1, "capture", f"cannot be read ({reason}). Check its permissions")
    return decode(data, path.name, where)


def decode(data: bytes, name: str, where: str) -> Capture | Problem:
    """Turn a capture's bytes into a Capture.

    UTF-8 and UTF-16 (with a byte-order mark) are read as such; other bytes are read as
    Windows-1252, which every byte sequence of an older page is; what holds NUL or other control
    characters is no text.
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\0"):
        return Problem(where, 1, "capture", "is empty. Save the article's text or page again")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    text, encoding = "", encodings[-1]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if "\0" in text or len(CONTROL.findall(text[:100_000])) > 3 or not text:
        control = CONTROL.search(text)
        return Problem(
            where,
            len(re.findall(r"\r\n?|\n", text[: control.start()])) + 1 if control else 1,
            "capture",
            "is not text (it holds control characters). Save it as plain text or as .html",
        )
    kind: Literal["text", "html"] = (
        "html" if Path(name).suffix.lower() in (".html", ".htm", ".xhtml") else "text"
    )
    text = without(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return Capture(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        kind=kind,
        text=text,
        encoding="utf-8" if encoding == "utf-8-sig" else encoding,
        data=data,
    )
