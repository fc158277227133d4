"""The entry: an article as pages and exports show it, never more than its rights allow."""

from __future__ import annotations

from dataclasses import dataclass

from archive.article import Article, Rights
from archive.catalogue import Archive
from archive.prose import Prose


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as pages show it: what its `rights` let the archive show of its prose."""

    article: Article
    rights: Rights
    prose: Prose

    @property
    def html(self) -> str:
        """The safe HTML of its text, empty where the archive may not show it."""
        return self.prose.html if self.rights == "full" else ""

    @property
    def text(self) -> str:
        """The same without markup."""
        return self.prose.text if self.rights == "full" else ""

    @property
    def summary(self) -> str:
        """What lists show of it, empty where they may show nothing but the title."""
        if self.rights == "full":
            return self.prose.summary
        return self.prose.excerpt if self.rights == "excerpt" else ""

    @property
    def words(self) -> int:
        """How many words the text has, shown or not."""
        return self.prose.words

    @property
    def is_open(self) -> bool:
        """True where nobody has confirmed the date, the missions or the countries yet."""
        article = self.article
        return bool(
            (article.date and article.is_suggested("date"))
            or (article.missions and article.is_suggested("missions"))
            or (article.countries and article.is_suggested("countries"))
        )


def entries_of(archive: Archive) -> dict[str, Entry]:
    """The entry of each article by slug, in the archive's order."""
    return {
        article.slug: Entry(article, archive.rights_of(article), archive.prose_of(article))
        for article in archive.articles
    }
