"""Render: the archive in, every file of the site out."""

from __future__ import annotations

import errno
import hashlib
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive import feeds, wording
from archive.catalogue import Archive
from archive.exports import exports_of, files
from archive.pages import Page, downloads, pages
from archive.redirects import former_names, redirects

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# GitHub Pages serves this page at any depth, so its links cannot be relative to it.
ANYWHERE = "404.html"


class ChangedError(OSError):
    """A file of the content is no longer what was checked."""


def render(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file of the site but the search index: its path inside the site, its bytes."""
    environment = _environment()
    exports = exports_of(archive)
    made = [*pages(archive, exports), *redirects(archive)]
    for page in made:
        yield page.path, _render_page(environment, archive, page).encode()
    yield from feeds.files(archive, made)
    yield from files(archive, exports)
    for name, source, digest in downloads(archive):
        data = source.read_bytes()
        if digest is not None and hashlib.sha256(data).hexdigest() != digest:
            raise ChangedError(errno.EAGAIN, "changed while the site was built", str(source))
        yield name, data
    static = TEMPLATES / "static"
    for file in sorted(static.rglob("*")):
        if file.is_file():
            yield f"static/{file.relative_to(static).as_posix()}", file.read_bytes()


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["wording"] = wording
    environment.globals["feed_path"] = feeds.feed_path
    environment.globals["former_names"] = former_names
    return environment


def _render_page(environment: Environment, archive: Archive, page: Page) -> str:
    return environment.get_template(page.template).render(
        page.context, site=archive.site, archive=archive, page=page, url=url_from(archive, page)
    )


class Url(Protocol):
    """A link to a path inside the site; `whole`: a # in it is part of a file's name."""

    def __call__(self, target: str, whole: bool = False) -> str:
        """The address as it stands in the page."""


def url_from(archive: Archive, page: Page) -> Url:
    """The function that templates call for a link to a path inside the site.

    Links are relative and name the file, so that they hold under any sub-path and on a disk.
    """
    folder = posixpath.dirname(page.path)
    base = urlsplit(archive.site.base_url or "").path.rstrip("/")

    def url(target: str, whole: bool = False) -> str:
        path, mark, fragment = (target, "", "") if whole else target.partition("#")
        if page.path == ANYWHERE and archive.site.base_url:
            return f"{base}/{quote(path)}{mark}{fragment}"
        if path == page.path and fragment:
            return f"#{fragment}"
        return f"{quote(posixpath.relpath(path, folder or '.'))}{mark}{fragment}"

    return url
