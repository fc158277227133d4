"""What an article's page says of the article to programs: meta elements and JSON-LD.

The names are those that Zotero reads (zotero.org/support/dev/exposing_metadata): Highwire's
`citation_…`, Dublin Core, and `z:itemType` for the kind of item.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from archive import schema_org, wording
from archive.authors import Author
from archive.cited import Cited, doubtful, is_plain, parts_of
from archive.dates import Date


def meta(cited: Cited) -> Iterator[tuple[str, str]]:
    """Name and content of each meta element."""
    yield "z:itemType", "newspaperArticle" if cited.is_news else "webpage"
    yield "citation_title", cited.title
    for author in cited.authors:
        yield "citation_author", author.inverted
    if cited.date is not None:
        yield "citation_date", _slashed(cited.date)
    if cited.outlet is not None:
        yield (
            ("citation_journal_title" if cited.is_news else "citation_publisher"),
            cited.outlet.name,
        )
    yield "citation_language", cited.language
    if cited.keywords:
        yield "citation_keywords", "; ".join(cited.keywords)
    if cited.address:
        yield "citation_public_url", cited.address
    yield "DC.title", cited.title
    for author in cited.authors:
        yield "DC.creator", author.inverted
    if cited.date is not None:
        yield "DC.date", cited.date.text
    if cited.outlet is not None:
        yield "DC.publisher", cited.outlet.name
    yield "DC.rights", wording.holder(cited.outlet.name if cited.outlet else None)
    yield "DC.language", cited.language
    yield "DC.type", "Text"
    if cited.abstract:
        yield "DC.description", cited.abstract
    for word in cited.keywords:
        yield "DC.subject", word
    if cited.url or cited.copy:
        yield "DC.source", cited.url or cited.copy or ""
    if cited.copy:
        yield "DC.relation", cited.copy
    if cited.page:
        yield "DC.identifier", cited.page


def json_ld(cited: Cited) -> Markup:
    """The article in schema.org's words, as the text of a script element.

    `datePublished` holds no doubt in schema.org, so an uncertain date is left out.
    """
    date = cited.date
    outlet = {"@type": "Organization", "name": cited.outlet.name} if cited.outlet else None
    kept = [address for address in (cited.copy, cited.page) if address]
    fields: dict[str, Any] = {
        "@type": "NewsArticle" if cited.is_news else "Article",
        "headline": cited.title,
        "author": [_agent(author) for author in cited.authors],
        "datePublished": date.text if date and is_plain(date) and date.kind != "choice" else None,
        "publisher": outlet,
        "copyrightHolder": outlet,
        "inLanguage": cited.language,
        "abstract": cited.abstract,
        "keywords": list(cited.keywords),
        "url": cited.address,
        "archivedAt": kept[0] if len(kept) == 1 else kept,
    }
    return schema_org.script(fields)


def _agent(author: Author) -> dict[str, str]:
    if author.given:
        names = {"familyName": author.family, "givenName": author.given}
        suffix = {"honorificSuffix": author.suffix} if author.suffix else {}
        return {"@type": "Person", "name": author.straight, **names, **suffix}
    return {"@type": "Organization", "name": author.family}


def _slashed(date: Date) -> str:
    if is_plain(date):
        return "/".join(f"{part:02d}" for part in parts_of(date))
    return doubtful(date)
