"""Feeds: Atom for the archive, each mission and each country; sitemap.xml; robots.txt.

Atom is RFC 4287. The ids are `tag:` URIs (RFC 4151) made of `Site.tag` and a record's first name,
so neither a move of the site nor a new name of a page makes an article new to a feed reader.
Without a public address the links are relative to the feed, and what must be absolute (the
sitemap, a feed's link to itself) is left out.

All times come from the content, at midnight UTC: the same content gives the same bytes.
"""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from archive import wording
from archive.article import Article
from archive.catalogue import Archive
from archive.entry import Entry
from archive.exports import Exports
from archive.former import first_name, former_names
from archive.page import Page
from archive.redirects import TEMPLATE
from archive.site_file import SiteFile, digest_of

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWEST = 100
SITEMAP_LIMIT = 50_000  # addresses in one file, by the sitemaps protocol
# What a feed without articles gives as its time: when the archive first had feeds.
EMPTY = datetime.date(2026, 11, 1)
FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: its path, the page it belongs to, the path in its id, and its articles."""

    path: str
    page: str
    name: str
    title: str
    articles: tuple[Article, ...]


def feed_path(page: str) -> str:
    """The path of the feed that belongs to a page.

    >>> feed_path("missions/kfor.html"), feed_path("index.html")
    ('missions/kfor.xml', 'feed.xml')
    """
    return "feed.xml" if page == "index.html" else page.removesuffix(".html") + ".xml"


def files(exports: Exports, pages: Iterable[Page]) -> Iterator[SiteFile]:
    """Every feed, the sitemap and robots.txt of a site that is made of `pages`.

    An article of which no day is known has no time that a feed could give, so it is in none; a
    withdrawn one neither.
    """
    archive, marks = exports.archive, exports.marks
    for feed in _feeds(archive):
        made_of = marks.of(
            feed.path, feed.page, feed.name, feed.title, marks.articles(feed.articles)
        )
        yield SiteFile(feed.path, partial(_atom, archive, feed, exports.entries), made_of)
    base = archive.site.base_url
    if base is None:
        return
    yield from _sitemap(base, [page.path for page in pages if _is_listed(page, exports)])
    if urlsplit(base).path in ("", "/"):
        robots = f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n".encode()
        yield SiteFile("robots.txt", lambda: [robots])


def day_of(article: Article) -> datetime.date | None:
    """The newest day that the content knows of an article; None where it knows none.

    Of a date that leaves several days open the first counts, as the others may be yet to come.
    """
    days = [article.date.earliest or article.date.latest] if article.date else []
    days += [day.earliest for day in (article.retrieved, article.added) if day is not None]
    return max((day for day in days if day is not None), default=None)


def _feeds(archive: Archive) -> Iterator[Feed]:
    site = archive.site
    yield Feed("feed.xml", "index.html", "archive", site.title, archive.articles)
    for mission in archive.missions:
        articles = archive.articles_of_mission(mission.id)
        former = former_names(mission)
        name = f"missions/{first_name(mission)}"
        title = f"{mission.label} | {site.title}"
        for id in (mission.id, *former):
            path = feed_path(f"missions/{id}.html")
            yield Feed(path, mission.address, name, title, articles)
    for country in archive.countries:
        articles = archive.articles_of_country(country.code)
        name = f"countries/{country.code.lower()}"
        title = f"{country.name} | {site.title}"
        yield Feed(feed_path(country.address), country.address, name, title, articles)


def _is_listed(page: Page, exports: Exports) -> bool:
    """Whether the sitemap names a page: no redirect, and no withdrawn article."""
    if page.template == "article.html":
        return exports.entries[PurePosixPath(page.path).stem].rights != "withdrawn"
    return page.path != "404.html" and page.template != TEMPLATE


def _atom(archive: Archive, feed: Feed, entries: Mapping[str, Entry]) -> list[bytes]:
    days = {
        article.slug: day
        for article in feed.articles
        if archive.rights_of(article) != "withdrawn" and (day := day_of(article)) is not None
    }
    shown = sorted(
        (article for article in feed.articles if article.slug in days),
        key=lambda article: days[article.slug],
        reverse=True,
    )[:NEWEST]
    link = partial(_link, archive.site.base_url, feed.path)
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _add(root, "id", f"tag:{archive.site.tag}:{feed.name}")
    _add(root, "title", feed.title)
    _add(root, "updated", _time(max(days.values(), default=EMPTY)))
    _add(_add(root, "author"), "name", archive.site.title)
    _add(root, "rights", archive.site.rights)
    _add(root, "link", rel="alternate", type="text/html", href=link(feed.page))
    if archive.site.base_url is not None:
        canonical = feed_path(feed.page)
        _add(root, "link", rel="self", type="application/atom+xml", href=link(canonical))
    for article in shown:
        item = _add(root, "entry")
        _add(item, "id", f"tag:{archive.site.tag}:articles/{first_name(article)}")
        _add(item, "title", article.title, **{"xml:lang": article.language})
        _add(item, "updated", _time(days[article.slug]))
        if article.date is not None and article.date.is_certain_day and article.date.earliest:
            _add(item, "published", _time(article.date.earliest))
        _add(_add(item, "author"), "name", _author(archive, article))
        _add(item, "link", rel="alternate", type="text/html", href=link(article.address))
        for id in article.missions:
            _add(item, "category", term=id, label=archive.mission(id).name)
        for code in article.countries:
            _add(item, "category", term=code, label=archive.country(code).name)
        publisher = archive.outlet(article.outlet).name if article.outlet else None
        _add(item, "rights", wording.holder(publisher))
        summary = entries[article.slug].summary
        if summary:
            _add(item, "summary", summary, **{"xml:lang": article.language})
    return [_bytes(root)]


def _author(archive: Archive, article: Article) -> str:
    outlet = archive.outlet(article.outlet).name if article.outlet else None
    return ", ".join(filter(None, (article.author, outlet))) or "Outlet not known"


def _link(base: str | None, here: str, path: str) -> str:
    if base is not None:
        return f"{base}/{quote(path)}"
    return quote(posixpath.relpath(path, posixpath.dirname(here) or "."))


def _sitemap(base: str, paths: list[str]) -> Iterator[SiteFile]:
    parts = [paths[at : at + SITEMAP_LIMIT] for at in range(0, len(paths), SITEMAP_LIMIT)]
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    if len(parts) == 1:
        names = ["sitemap.xml"]
    else:
        index = partial(_locations, "sitemapindex", "sitemap", base, names)
        yield SiteFile("sitemap.xml", index, digest_of(base, names))
    for name, part in zip(names, parts, strict=True):
        make = partial(_locations, "urlset", "url", base, part)
        yield SiteFile(name, make, digest_of(base, part))


def _locations(root_tag: str, tag: str, base: str, paths: Iterable[str]) -> list[bytes]:
    root = ET.Element(root_tag, {"xmlns": SITEMAP})
    for path in paths:
        address = base if path == "index.html" else f"{base}/{quote(path)}"
        _add(_add(root, tag), "loc", f"{address}/" if path == "index.html" else address)
    return [_bytes(root)]


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element; characters that XML 1.0 forbids become the replacement character."""
    clean = {key: FORBIDDEN.sub("\ufffd", value) for key, value in attributes.items()}
    element = ET.SubElement(parent, tag, clean)
    element.text = FORBIDDEN.sub("\ufffd", text) if text is not None else None
    return element


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root, "")
    text: str = ET.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _time(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
