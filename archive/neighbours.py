"""Neighbours: the articles before and after another one in each of its missions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.article import Article
from archive.catalogue import Archive
from archive.entry import Entry
from archive.mission import Mission


@dataclass(frozen=True)
class Neighbour:
    """The article before or after another one in a mission."""

    mission: Mission
    before: Article | None
    after: Article | None


def neighbours_of(archive: Archive, entries: Mapping[str, Entry]) -> dict[str, list[Neighbour]]:
    """The neighbours of each article in its missions, by slug.

    An article without a date has no place among the others, and a withdrawn one none to show.
    """
    found: dict[str, list[Neighbour]] = {}
    for mission in archive.missions:
        row = [
            article
            for article in archive.articles_of_mission(mission.id)
            if article.date is not None and entries[article.slug].rights != "withdrawn"
        ]
        for after, article, before in zip([None, *row], row, [*row[1:], None], strict=False):
            found.setdefault(article.slug, []).append(Neighbour(mission, before, after))
    return found
