"""Render: the archive in, every file of the site out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from archive import feeds, schema_org, wording
from archive.catalogue import Archive
from archive.downloads import copy, downloads
from archive.exports import Exports, exports_of, files
from archive.former import former_names
from archive.page import Page
from archive.pages import pages
from archive.redirects import redirects
from archive.site_file import SiteFile
from archive.work import Work

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
# GitHub Pages serves this page at any depth, so its links cannot be relative to it.
ANYWHERE = "404.html"
# Of these each has many pages, which differ in nothing above and below what they show.
ALIKE = frozenset(
    f"{name}.html"
    for name in ("article", "country", "figures", "list", "mission", "outlet", "year")
)


def render(archive: Archive, work: Work | None = None) -> list[SiteFile]:
    """Every file of the site but the search index."""
    rendering = Rendering.of(archive, work)
    rendering.compile()
    return [*rendering.page_files(), *rendering.other_files()]


@dataclass(frozen=True)
class Rendering:
    """A site that can be rendered page by page. `pages` are all of its pages by path."""

    archive: Archive
    exports: Exports
    pages: Mapping[str, Page]
    _environment: Environment
    _frames: dict[tuple[str, ...], Markup] = field(default_factory=dict)

    @classmethod
    def of(cls, archive: Archive, work: Work | None = None, watched: bool = False) -> Rendering:
        """Prepare the site of an archive; `watched` means that its templates may change."""
        exports = exports_of(archive, work)
        made = (*pages(archive, exports), *redirects(archive))
        environment = _environment((work or Work()).codes, watched)
        return cls(archive, exports, {page.path: page for page in made}, environment)

    def compile(self) -> None:
        """Compile all templates, before processes are made that would each do it."""
        for name in self._environment.list_templates(extensions=["html"]):
            self._environment.get_template(name)

    def page(self, page: Page) -> bytes:
        """The HTML of one of its pages."""
        url = url_from(self.archive, page)

        def frame(name: str) -> Markup:
            return self._frame(name, page, url)

        template = self._environment.get_template(page.template)
        made = template.render(
            page.make(),
            site=self.archive.site,
            archive=self.archive,
            page=page,
            url=url,
            frame=frame,
        )
        return made.encode()

    def page_files(self) -> Iterator[SiteFile]:
        """Every page as a file."""
        for page in self.pages.values():
            yield SiteFile(page.path, partial(self._one, page), page.made_of)

    def other_files(self) -> Iterator[SiteFile]:
        """Every file that is no page: feeds, exports, captures, and what templates/static holds."""
        yield from feeds.files(self.exports, self.pages.values())
        yield from files(self.exports)
        yield from downloads(self.archive)
        static = TEMPLATES / "static"
        for file in sorted(static.rglob("*")):
            if file.is_file():
                name = f"static/{file.relative_to(static).as_posix()}"
                yield SiteFile(name, partial(copy, file))

    def _one(self, page: Page) -> list[bytes]:
        return [self.page(page)]

    def _frame(self, name: str, page: Page, url: Url) -> Markup:
        """What stands above and below what a page shows: alike on all pages of a kind."""
        own = "" if page.template in ALIKE else page.path
        key = (name, page.template, posixpath.dirname(page.path), own)
        if key not in self._frames:
            made = self._environment.get_template(name).render(
                site=self.archive.site, page=page, url=url
            )
            self._frames[key] = Markup(made)
        return self._frames[key]


class _Codes(BytecodeCache):
    """Keeps what templates are compiled to."""

    def __init__(self, codes: MutableMapping[str, bytes]) -> None:
        self._codes = codes

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._codes.get(bucket.key + bucket.checksum)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


def _environment(codes: MutableMapping[str, bytes], watched: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=watched,
        bytecode_cache=_Codes(codes),
    )
    environment.globals["wording"] = wording
    environment.globals["schema_org"] = schema_org
    environment.globals["feed_path"] = feeds.feed_path
    environment.globals["former_names"] = former_names
    return environment


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
    if not folder:
        return quote(path)
    if path.startswith(f"{folder}/"):
        return quote(path[len(folder) + 1 :])
    if "/" not in folder:
        return f"../{quote(path)}"
    return quote(posixpath.relpath(path, folder))
