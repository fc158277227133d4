"""Inspection: the built site as a reader gets it, before it is published.

Every link and fragment leads somewhere, every page can be reached from the first one, no title or
id is there twice, nothing is too large for its host, and no article is missing from the sitemap or
from the search.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.etree
import lxml.html

from archive.problem import Problem
from archive.search import FOLDER as SEARCH

HOME = "index.html"
NOT_FOUND = "404.html"
SITEMAP = "sitemap.xml"
# A page this long is slow to read on a phone; GitHub takes no file, and Pages no site, larger.
LARGEST_PAGE = 150_000
LARGEST_FILE = 100_000_000
LARGEST_SITE = 1_000_000_000
_LINKED = ("href", "src", "action", "poster", "data")
_OUTSIDE = ("http", "https", "mailto")
_FRAGMENT = re.compile(rb'^archiveSearch\.data\("[^"]+","([A-Za-z0-9+/=]*)"\);\s*$')
_SEARCHED = "data-pagefind-body"


@dataclass(frozen=True)
class _Link:
    """A link of a page: the line it stands in, as written, the file it leads to, its fragment."""

    line: int
    written: str
    target: str
    fragment: str
    is_anchor: bool


@dataclass(frozen=True)
class _Page:
    """What one page says: its title and ids, where it leads, and what it is."""

    name: str
    title: str
    ids: frozenset[str]
    links: tuple[_Link, ...]
    leads_on: bool
    searched: bool
    problems: tuple[Problem, ...]


def inspect(site: Path) -> list[Problem]:
    """Every problem of the built site in the folder `site`, sorted.

    Paths of problems begin with the folder's name. A page that is long is a warning, all else is
    an error. OSError where a file cannot be read.
    """
    sizes = {
        path.relative_to(site).as_posix(): path.stat().st_size
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    base = site.name
    if HOME not in sizes:
        message = "is not there: this is no built site. Run build.py"
        return [Problem(f"{base}/{HOME}", 1, "file", message)]
    pages = {
        name: _read(site, name)
        for name in sizes
        if name.endswith(".html") and not name.startswith(f"{SEARCH}/")
    }
    found = [
        *(problem for page in pages.values() for problem in page.problems),
        *_broken_links(pages, sizes),
        *_same_titles(pages),
        *_out_of_reach(pages),
        *_too_large(sizes),
        *_not_in_sitemap(site, pages, sizes),
        *_not_searched(site, pages, sizes),
    ]
    return sorted(
        Problem(f"{base}/{item.path}", item.line, item.field, item.message, item.severity)
        for item in found
    )


def _read(site: Path, name: str) -> _Page:
    """Read one page, with what is wrong in it alone."""
    root = lxml.html.document_fromstring((site / name).read_bytes() or b"<html></html>")
    problems: list[Problem] = []
    ids: set[str] = set()
    links: list[_Link] = []
    searched = leads_on = False
    for element in root.iter(lxml.etree.Element):
        line = int(element.sourceline or 1)
        own = element.get("id")
        if own is not None and own in ids:
            problems.append(Problem(name, line, "id", f"{own!r} is there twice"))
        ids.update([own] if own is not None else [])
        searched = searched or _SEARCHED in element.attrib
        if element.tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            leads_on = True
        for key in _LINKED:
            written = element.get(key)
            if written is None:
                continue
            link = _link(name, line, written, element.tag in ("a", "area"))
            if isinstance(link, Problem):
                problems.append(link)
            elif link is not None:
                links.append(link)
    titles = [" ".join((item.text or "").split()) for item in root.iterfind("./head/title")]
    if len(titles) != 1 or not titles[0]:
        problems.append(Problem(name, 1, "title", f"has {len(titles)} titles, and needs one"))
    title = titles[0] if titles else ""
    return _Page(name, title, frozenset(ids), tuple(links), leads_on, searched, tuple(problems))


def _link(name: str, line: int, written: str, is_anchor: bool) -> _Link | Problem | None:
    """A link inside the site; None for one that leads out of it, a Problem for a wrong one."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return Problem(name, line, "link", f"{written!r} is no address")
    if parts.scheme in _OUTSIDE and (parts.netloc or parts.scheme == "mailto"):
        return None
    if parts.scheme:
        return Problem(name, line, "link", f"{written!r} is neither a page nor a web address")
    path = unquote(parts.path)
    if parts.netloc or path.startswith("/"):
        if name == NOT_FOUND:
            # It is served at any depth, so that it names the path of the public address.
            return None
        message = f"{written!r} is absolute: it leads nowhere under another path or from a disk"
        return Problem(name, line, "link", message)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    return _Link(line, written, target, unquote(parts.fragment), is_anchor)


def _broken_links(pages: Mapping[str, _Page], files: Mapping[str, int]) -> Iterator[Problem]:
    for page in pages.values():
        for link in page.links:
            if link.target not in files:
                message = f"{link.written!r} leads to no file of the site"
                yield Problem(page.name, link.line, "link", message)
                continue
            there = pages.get(link.target)
            if there is not None and link.fragment and link.fragment not in there.ids:
                message = f"{link.written!r} leads to no place on that page"
                yield Problem(page.name, link.line, "link", message)


def _same_titles(pages: Mapping[str, _Page]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for page in pages.values():
        other = first.setdefault(page.title, page.name)
        if other != page.name and page.title and not page.leads_on:
            yield Problem(page.name, 1, "title", f"is also the title of {other}: {page.title!r}")


def _out_of_reach(pages: Mapping[str, _Page]) -> Iterator[Problem]:
    """Pages to which no way of links leads from the first one, but for those asked for by name."""
    reached = {HOME}
    waiting = [HOME]
    while waiting:
        for link in pages[waiting.pop()].links:
            if link.is_anchor and link.target in pages and link.target not in reached:
                reached.add(link.target)
                waiting.append(link.target)
    for page in pages.values():
        if page.name not in reached and page.name != NOT_FOUND and not page.leads_on:
            yield Problem(page.name, 1, "page", "no link leads here from the first page")


def _too_large(sizes: Mapping[str, int]) -> Iterator[Problem]:
    for name, size in sizes.items():
        if size > LARGEST_FILE:
            message = f"has {size:,} bytes; GitHub takes files up to {LARGEST_FILE:,}"
            yield Problem(name, 1, "size", message)
        elif name.endswith(".html") and size > LARGEST_PAGE:
            message = f"has {size:,} bytes, which is slow on a phone ({LARGEST_PAGE:,} are well)"
            yield Problem(name, 1, "size", message, "warning")
    total = sum(sizes.values())
    if total > LARGEST_SITE:
        message = f"the site has {total:,} bytes; GitHub Pages takes {LARGEST_SITE:,}"
        yield Problem(HOME, 1, "size", message)


def _not_in_sitemap(
    site: Path, pages: Mapping[str, _Page], files: Mapping[str, int]
) -> Iterator[Problem]:
    """Articles and missions that the sitemap leaves out, and what it names that is not there."""
    if SITEMAP not in files:
        return
    try:
        root = lxml.etree.fromstring((site / SITEMAP).read_bytes())
    except lxml.etree.XMLSyntaxError as error:
        yield Problem(SITEMAP, error.lineno or 1, "sitemap", f"cannot be read: {error.msg}")
        return
    named = [str(item.text or "").strip() for item in root.iterfind("{*}url/{*}loc")]
    start = posixpath.commonprefix(named) if len(named) > 1 else "".join(named)
    start = start[: start.rfind("/") + 1]
    inside = {unquote(name[len(start) :]) or HOME for name in named}
    for name in sorted(inside - set(files)):
        yield Problem(SITEMAP, 1, "sitemap", f"names {name}, which is no file of the site")
    for page in pages.values():
        if page.name.startswith("articles/") and page.searched and page.name not in inside:
            yield Problem(page.name, 1, "sitemap", "the sitemap does not name this article")


def _not_searched(
    site: Path, pages: Mapping[str, _Page], files: Mapping[str, int]
) -> Iterator[Problem]:
    """Articles that the search index leaves out, and pages it knows that are not there."""
    known: set[str] = set()
    for name in files:
        if not (name.startswith(f"{SEARCH}/") and name.endswith(".pf_fragment.js")):
            continue
        match = _FRAGMENT.match((site / name).read_bytes())
        try:
            data = gzip.decompress(base64.b64decode(match[1])) if match else b""
            # Pagefind writes a word of its own before the JSON.
            known.add(json.loads(data[data.index(b"{") :])["url"].lstrip("/"))
        except (ValueError, KeyError, TypeError, OSError, binascii.Error, EOFError):
            yield Problem(name, 1, "search", "this part of the search index cannot be read")
    for name in sorted(known - set(pages)):
        yield Problem(name, 1, "search", "the search knows this page, and the site has none")
    for page in pages.values():
        if page.searched and page.name not in known:
            yield Problem(page.name, 1, "search", "the search does not know this article")
