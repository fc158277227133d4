"""Coverage: articles of different outlets that report the same event.

Two articles do where they share a mission and a language, their dates may touch, and they share
so many of their words: of the words of five letters and more in the shorter one, the part that
the other has too.
"""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.article import Article
from archive.prose import Prose, numbers

# Reports of one event share a third of their words or more, others of a mission a fifth
# (docs/design.md).
SAME_EVENT = 0.27
SAME_TEXT = 0.75
TOUCHING = datetime.timedelta(days=3)
# An article whose day is open by more than this may be of any event.
WIDEST = datetime.timedelta(days=62)


class _Dated(NamedTuple):
    """An article between the first and the last day on which it can be of."""

    first: datetime.date
    last: datetime.date
    article: Article


@dataclass(frozen=True)
class Report:
    """Another article on the event: the same text (a reprint, an update) or one of its own."""

    article: Article
    kind: Literal["same text", "same event"]


def coverage(
    articles: Iterable[Article], prose: Callable[[Article], Prose]
) -> Mapping[str, tuple[Report, ...]]:
    """The other reports of each article's event, by slug, nearest in their words first.

    Articles without an outlet count too: not to be known is no outlet that two could share.
    """
    by_mission: dict[tuple[str, str], list[_Dated]] = {}
    for article in articles:
        dated = _dated(article)
        if dated is not None:
            for mission in article.missions:
                by_mission.setdefault((mission, article.language), []).append(dated)
    words: dict[str, frozenset[int]] = {}

    def words_of(article: Article) -> frozenset[int]:
        if article.slug not in words:
            words[article.slug] = numbers(prose(article).long_words)
        return words[article.slug]

    found: dict[str, dict[str, tuple[float, Article]]] = {}
    for group in by_mission.values():
        for one, other in _touching(group):
            if one.outlet is not None and one.outlet == other.outlet:
                continue
            share = overlap(words_of(one), words_of(other))
            if share >= SAME_EVENT:
                found.setdefault(one.slug, {})[other.slug] = (share, other)
                found.setdefault(other.slug, {})[one.slug] = (share, one)
    return {
        slug: tuple(
            Report(article, "same text" if share >= SAME_TEXT else "same event")
            for share, article in sorted(others.values(), key=lambda each: (-each[0], each[1].slug))
        )
        for slug, others in found.items()
    }


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the smaller set of words the other has, from 0 to 1."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def _dated(article: Article) -> _Dated | None:
    """The article with its bounds, where these are not too wide to tell of one event."""
    if article.date is None or article.date.earliest is None or article.date.latest is None:
        return None
    first, last = article.date.earliest, article.date.latest
    return _Dated(first, last, article) if last - first <= WIDEST else None


def _touching(group: list[_Dated]) -> Iterator[tuple[Article, Article]]:
    """The pairs of a group whose dates may touch."""
    group = sorted(group, key=lambda each: (each.first, each.article.slug))
    for at, one in enumerate(group):
        for other in itertools.islice(group, at + 1, None):
            if other.first - TOUCHING > one.last:
                break
            yield one.article, other.article
