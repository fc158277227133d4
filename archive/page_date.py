"""The date of a saved page: when it says that it was published."""

from __future__ import annotations

import datetime
import email.utils
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import htmldate
import lxml.etree
import lxml.html

from archive.page_head import Head
from archive.page_json import Article

# A page from before the web or long after this program is a mistake of its metadata.
FIRST_YEAR, LAST_YEAR = 1980, 2099
PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "dcterms.created",
    "parsely-pub-date",
    "sailthru.date",
    "citation_publication_date",
    "article.published",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_time",
    "pubdate",
)
ISO = re.compile(r"\s*(\d{4})(?:-?(\d{1,2})(?:-?(\d{1,2}))?)?(?![-\d/.])")
IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-])")
MOST_METAS = 300
LATER = re.compile("modif|updat|revis|expir|valid")
# Only what markup says is a date, not what looks like one in the text; and the clock stays out.
DATE_OPTIONS: Mapping[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "max_date": f"{LAST_YEAR}-12-31",
    "min_date": f"{FIRST_YEAR}-01-01",
}


def date_of(tree: Any, head: Head, stated: Article, url: str | None) -> str | None:
    """The day (month, year) on which it was published, only where the page states it."""
    found = IN_ADDRESS.search(urlsplit(url).path) if url else None
    in_address = as_date("-".join(found.groups())) if found else None
    for text in (stated.published, *(head.first(name) for name in PUBLISHED), *_times(tree)):
        date = as_date(text)
        if date:
            # Universal time may be a day off; the address has the outlet's own day.
            return in_address if in_address and _is_next(in_address, date) else date
    return in_address or _by_htmldate(tree)


def _is_next(one: str, other: str) -> bool:
    """True for two days of which one is the day after the other."""
    if len(one) != 10 or len(other) != 10:
        return False
    first, second = datetime.date.fromisoformat(one), datetime.date.fromisoformat(other)
    return abs((first - second).days) == 1


def _by_htmldate(tree: Any) -> str | None:
    """The date in the page's head: htmldate knows many names; in a text it would only guess."""
    page = lxml.html.document_fromstring("<html><head></head><body></body></html>")
    head = page.head
    for meta in itertools.islice(tree.iter("meta"), MOST_METAS):
        name = f"{meta.get('name')} {meta.get('property')} {meta.get('itemprop')}".casefold()
        if meta.get("http-equiv") is None and not LATER.search(name):
            lxml.etree.SubElement(head, "meta", dict(meta.attrib))
    try:
        return as_date(str(htmldate.find_date(page, **DATE_OPTIONS)))
    except Exception:
        # As for trafilatura: a date that cannot be looked for is not stated.
        return None


def _times(tree: Any) -> Iterator[str | None]:
    """The times that markup calls the time of publishing, or the only time of an article."""
    for element in tree.xpath("//*[@itemprop='datePublished'] | //time[@pubdate]")[:3]:
        yield element.get("datetime") or element.get("content") or element.text
    for path in ("//article//time[@datetime]", "//time[@datetime]"):
        times = {element.get("datetime").strip()[:10] for element in tree.xpath(path)}
        if len(times) == 1:
            yield times.pop()


def as_date(text: str | None) -> str | None:
    """An ISO 8601 day, month or year of a stated time, or None where it states none.

    The day is the one that is written, in the time zone in which it is written. Days that could be
    read in two ways ("03/04/2019") state nothing.
    """
    text = (text or "").strip()[:60]
    iso = ISO.match(text)
    if iso:
        year, month, day = (int(part) if part else 0 for part in iso.groups())
    else:
        try:
            stated = email.utils.parsedate(text)
        except (ValueError, IndexError, TypeError):
            stated = None
        if stated is None:
            return None
        year, month, day = stated[:3]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        return f"{year}"
    return f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
