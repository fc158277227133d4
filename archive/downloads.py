"""Downloads: the captures that readers may have, and the lists of what was left out of them."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from archive.catalogue import Archive
from archive.site_file import SiteFile


class ChangedError(OSError):
    """A file of the content is no longer what was checked."""


def downloads(archive: Archive) -> Iterator[SiteFile]:
    """The captures and the lists of what was left out, where rights are full, byte for byte.

    Making a capture raises ChangedError where its SHA-256 is not what the article's page gives.
    """
    for article in archive.articles:
        cleaning = archive.cleaning_of(article)
        if cleaning is None or archive.rights_of(article) != "full":
            continue
        sha256 = article.capture_sha256
        made_of = (sha256 or "").encode()
        yield SiteFile(cleaning.download, partial(_checked, cleaning.file, sha256), made_of)
        if cleaning.left_out is not None and cleaning.left_out.passages:
            yield SiteFile(cleaning.list_download, partial(copy, cleaning.beside), cleaning.mark)


def copy(source: Path) -> list[bytes]:
    """The bytes of a file."""
    return [source.read_bytes()]


def _checked(source: Path, sha256: str | None) -> list[bytes]:
    data = source.read_bytes()
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise ChangedError(errno.EAGAIN, "changed while the site was built", str(source))
    return [data]
