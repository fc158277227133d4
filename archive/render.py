"""Render: the archive in, every file of the site out."""

from __future__ import annotations

import errno
import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from archive import feeds, schema_org, wording
from archive.catalogue import Archive
from archive.entry import Entry
from archive.exports import Exports, exports_of, files
from archive.former import former_names
from archive.pages import Page, downloads, pages
from archive.redirects import redirects

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# GitHub Pages serves this page at any depth, so its links cannot be relative to it.
ANYWHERE = "404.html"


class ChangedError(OSError):
    """A file of the content is no longer what was checked."""


def render(archive: Archive) -> Iterator[tuple[str, bytes]]:
    """Every file of the site but the search index: its path inside the site, its bytes."""
    rendering = Rendering.of(archive)
    for page in rendering.pages.values():
        yield page.path, rendering.page(page)
    yield from rendering.other_files()


@dataclass(frozen=True)
class Rendering:
    """A site that can be rendered page by page. `pages` are all of its pages by path."""

    archive: Archive
    exports: Exports
    pages: Mapping[str, Page]
    _environment: Environment

    @classmethod
    def of(cls, archive: Archive, known: Mapping[str, Entry] | None = None) -> Rendering:
        """Prepare the site of an archive; `known` are entries of an earlier rendering, by slug."""
        exports = exports_of(archive, known)
        made = (*pages(archive, exports), *redirects(archive))
        return cls(archive, exports, {page.path: page for page in made}, _environment())

    def page(self, page: Page) -> bytes:
        """The HTML of one of its pages."""
        return _render_page(self._environment, self.archive, page).encode()

    def other_files(self) -> Iterator[tuple[str, bytes]]:
        """Every file that is no page: feeds, exports, captures, and what templates/static holds."""
        yield from feeds.files(self.archive, self.pages.values())
        yield from files(self.archive, self.exports)
        for name, source, digest in downloads(self.archive):
            data = source.read_bytes()
            if digest is not None and hashlib.sha256(data).hexdigest() != digest:
                raise ChangedError(errno.EAGAIN, "changed while the site was built", str(source))
            yield name, data
        static = TEMPLATES / "static"
        for file in sorted(static.rglob("*")):
            if file.is_file():
                yield f"static/{file.relative_to(static).as_posix()}", file.read_bytes()


@lru_cache(maxsize=1)
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
    environment.globals["schema_org"] = schema_org
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
        return f"{_relative(path, folder)}{mark}{fragment}"

    return url


@lru_cache(maxsize=1 << 16)
def _relative(path: str, folder: str) -> str:
    """The address of a path of the site as seen from a folder; remembered, since most recur."""
    return quote(posixpath.relpath(path, folder or "."))
