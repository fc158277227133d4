"""Marks: digests of what pages are made of, so that it is seen which of them change.

A page's mark holds the marks of everything in the content that it shows. It may hold more, which
costs time when that changes, but never less.
"""

from __future__ import annotations

from collections.abc import Iterable

from archive.article import Article
from archive.catalogue import Archive
from archive.entry import Entry
from archive.listing import Listing, Part
from archive.mission import Mission
from archive.site_file import digest_of, digest_of_all


class Marks:
    """The marks of an archive's records.

    `site` is what every page shows: the site's settings, the sea areas, all outlets and countries
    by name. `names` is what drawings and counts show of articles, `everything` all there is.
    """

    def __init__(self, archive: Archive, entries: Iterable[Entry]) -> None:
        outlets = [(item.id, item.name) for item in archive.outlets]
        countries = [(item.code, item.name) for item in archive.countries]
        self.site = digest_of(archive.site, archive.areas, outlets, countries)
        self._outlets = {item.id: digest_of(item) for item in archive.outlets}
        self._missions = {item.id: digest_of(item) for item in archive.missions}
        self._articles: dict[str, bytes] = {}
        self._names: dict[str, bytes] = {}
        for entry in entries:
            article = entry.article
            self._articles[article.slug] = digest_of_all(
                [
                    entry.prose.mark,
                    article.path.encode(),
                    self._outlets.get(article.outlet or "", b"-"),
                    *(self._missions[id] for id in article.missions),
                ]
            )
            self._names[article.slug] = digest_of(
                article.address,
                article.title,
                article.language,
                article.date.text if article.date else None,
                article.outlet,
                article.missions,
                article.countries,
                entry.rights,
            )
        missions = digest_of_all(self._missions.values())
        self.names = digest_of_all([self.site, missions, *self._names.values()])
        cleanings = digest_of([archive.cleaning_of(article) for article in archive.articles])
        pages = digest_of(archive.pages, archive.offices, archive.countries, archive.outlets)
        self.everything = digest_of_all(
            [self.names, pages, cleanings, *self._outlets.values(), *self._articles.values()]
        )

    def article(self, article: Article) -> bytes:
        """Everything that is known of an article, its outlet and its missions among it."""
        return self._articles[article.slug]

    def articles(self, articles: Iterable[Article]) -> bytes:
        """Everything that is known of articles, in their order."""
        return digest_of_all(self._articles[article.slug] for article in articles)

    def named(self, articles: Iterable[Article]) -> bytes:
        """What drawings and links show of articles: no texts."""
        return digest_of_all(self._names[article.slug] for article in articles)

    def missions(self, missions: Iterable[Mission]) -> bytes:
        """Everything that is known of missions."""
        return digest_of_all(self._missions[mission.id] for mission in missions)

    def part(self, part: Part) -> bytes:
        """A page of a list."""
        inner = [(item.path, item.label, item.count) for item in part.parts]
        return digest_of(part.path, part.label, part.count, inner, self.articles(part.shown))

    def listing(self, listing: Listing) -> bytes:
        """A list on the page that it belongs to."""
        inner = [(item.path, item.label, item.count) for item in listing.parts]
        return digest_of(listing.count, inner, self.articles(listing.shown))

    def of(self, *parts: object) -> bytes:
        """The mark of what shows these parts, texts and marks, and what every page shows."""
        return digest_of(self.site, *parts)
