"""The entry: an article as pages and exports show it, never more than its rights allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive import markup
from archive.article import Article, Rights
from archive.catalogue import Archive


@dataclass(frozen=True)
class Entry:
    """An article as pages show it, its body converted once.

    `html` is the safe HTML of its text and `text` the same without markup, both empty where
    `rights` do not let the archive show it; `words` says how many words the text has.
    """

    article: Article
    rights: Rights
    html: str
    text: str
    summary: str
    words: int

    @property
    def is_open(self) -> bool:
        """True where nobody has confirmed the date, the missions or the countries yet."""
        article = self.article
        return bool(
            (article.date and article.is_suggested("date"))
            or (article.missions and article.is_suggested("missions"))
            or (article.countries and article.is_suggested("countries"))
        )


def entries_of(archive: Archive, known: Mapping[str, Entry] | None = None) -> dict[str, Entry]:
    """The entry of each article by slug, in the archive's order; `known` ones where they hold."""
    known = known or {}
    entries = {}
    for article in archive.articles:
        before = known.get(article.slug)
        kept = before is not None and before.article == article
        if before is not None and kept and before.rights == archive.rights_of(article):
            entries[article.slug] = before
        else:
            entries[article.slug] = _entry(archive, article)
    return entries


def _entry(archive: Archive, article: Article) -> Entry:
    rights = archive.rights_of(article)
    made = markup.to_html(article.body)
    text = markup.text_of(made)
    if rights == "full":
        summary = markup.summary(article.dek, markup.opening_of(made))
    else:
        summary = (
            markup.excerpt(article.dek, markup.opening_of(made)) if rights == "excerpt" else ""
        )
    words = len(text.split())
    if rights != "full":
        made = text = ""
    return Entry(article, rights, made, text, summary, words)
