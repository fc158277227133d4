"""What pages say of themselves in schema.org's words: the data as a dataset, lists as collections.

An article's own words are in `embedded`. Addresses must be absolute here, so they are left out
where the site has no public address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from archive.article import Article
from archive.catalogue import Archive
from archive.data import Table
from archive.data_package import LISTED, MEDIA
from archive.mission import Mission
from archive.vocabulary import Country

# A list of thousands would outweigh its page: the page itself has them all.
NEWEST = 20


def script(fields: Mapping[str, Any]) -> Markup:
    """The fields that hold something, as the text of a script element of JSON-LD.

    What could end the element or begin a comment is escaped.
    """
    held = {name: value for name, value in fields.items() if value not in (None, "", [], {}, ())}
    text = json.dumps({"@context": "https://schema.org", **held}, ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)


def dataset(archive: Archive, tables: Sequence[Table]) -> Markup:
    """The tables and citations of data/, with an address for each file."""
    site = archive.site
    return script(
        {
            "@type": "Dataset",
            "name": f"{site.title}: data and citations",
            "description": f"{site.description} As tables: "
            f"{', '.join(table.sheet.title.lower() for table in tables)}, in CSV and JSON. "
            f"As citations: RIS, BibTeX, CSL-JSON. {site.rights}",
            "url": _whole(archive, "data.html"),
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": site.title},
            "keywords": ["Denmark", "military deployments", "peacekeeping", "news articles"],
            "distribution": list(_downloads(archive, tables)),
        }
    )


def mission_collection(archive: Archive, mission: Mission) -> Markup:
    """A mission's page: the articles about it."""
    other = [
        name for name in (mission.abbreviation, mission.label) if name and name != mission.name
    ]
    about = {"@type": "Thing", "name": mission.name}
    if other:
        about["alternateName"] = other[0]
    articles = archive.articles_of_mission(mission.id)
    return _collection(archive, mission.address, mission.name, mission.summary, about, articles)


def country_collection(archive: Archive, country: Country) -> Markup:
    """A country's page: the articles about missions there."""
    about = {"@type": "Place", "name": country.name, "identifier": country.code}
    if country.danish != country.name:
        about["alternateName"] = country.danish
    name = f"Danish forces in {country.name}"
    articles = archive.articles_of_country(country.code)
    return _collection(archive, country.address, name, None, about, articles)


def _collection(
    archive: Archive,
    path: str,
    name: str,
    description: str | None,
    about: Mapping[str, Any],
    articles: Sequence[Article],
) -> Markup:
    shown = [article for article in articles if archive.rights_of(article) != "withdrawn"]
    items = [
        {"@type": "ListItem", "position": place, "name": article.title}
        | _address(archive, article.address)
        for place, article in enumerate(shown[:NEWEST], 1)
    ]
    return script(
        {
            "@type": "CollectionPage",
            "name": name,
            "description": description,
            "url": _whole(archive, path),
            "inLanguage": "en",
            "isPartOf": {"@type": "WebSite", "name": archive.site.title}
            | _address(archive, "index.html"),
            "about": about,
            "mainEntity": {
                "@type": "ItemList",
                "numberOfItems": len(shown),
                "itemListOrder": "https://schema.org/ItemListOrderDescending",
                **({"itemListElement": items} if items else {}),
            },
        }
    )


def _downloads(archive: Archive, tables: Sequence[Table]) -> Iterator[dict[str, str]]:
    if archive.site.base_url is None:
        return
    for table in tables:
        for kind in ("csv", "json") if table.sheet.has_json else ("csv",):
            yield _download(archive, f"{table.sheet.name}.{kind}", kind, table.sheet.title)
    if tables and tables[0].count:
        for kind, title in LISTED.items():
            yield _download(archive, f"articles.{kind}", kind, title)
    yield _download(archive, "datapackage.json", "json", "Frictionless data package")


def _download(archive: Archive, file: str, kind: str, name: str) -> dict[str, str]:
    return {
        "@type": "DataDownload",
        "name": name,
        "encodingFormat": MEDIA[kind],
        **_address(archive, f"data/{file}", "contentUrl"),
    }


def _address(archive: Archive, path: str, key: str = "url") -> dict[str, str]:
    whole = _whole(archive, path)
    return {key: whole} if whole else {}


def _whole(archive: Archive, path: str) -> str | None:
    base = archive.site.base_url
    return f"{base}/{path}" if base else None
