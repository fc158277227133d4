"""Coverage: articles of different outlets that report the same event.

Two articles do where they share a mission and a language, their dates may touch, and they share
so many of their words: of the words of five letters and more in the shorter one, the part that
the other has too.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.article import Article
from archive.prose import Prose
from archive.site_file import digest_of
from archive.work import Work

# Reports of one event share a third of their words or more, others of a mission a fifth
# (docs/design.md).
SAME_EVENT = 0.27
SAME_TEXT = 0.75
TOUCHING = datetime.timedelta(days=3)
# An article whose day is open by more than this may be of any event.
WIDEST = datetime.timedelta(days=62)
WORD = re.compile(r"[^\W\d_]{5,}")


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
    articles: Iterable[Article], prose: Callable[[Article], Prose], work: Work | None = None
) -> Mapping[str, tuple[Report, ...]]:
    """The other reports of each article's event, by slug, nearest in their words first.

    Articles without an outlet count too: not to be known is no outlet that two could share.
    """
    by_slug: dict[str, Article] = {}
    groups: dict[tuple[str, str], list[_Dated]] = {}
    for article in articles:
        by_slug[article.slug] = article
        dated = _dated(article)
        if dated is not None:
            for mission in article.missions:
                groups.setdefault((mission, article.language), []).append(dated)
    pairs = (work or Work()).of_values(
        "coverage",
        lambda group: _pairs(group, prose),
        list(groups.values()),
        [
            digest_of([(each.article.path, prose(each.article).mark) for each in group])
            for group in groups.values()
        ],
    )
    found: dict[str, dict[str, float]] = {}
    for one, other, share in itertools.chain.from_iterable(pairs):
        found.setdefault(one, {})[other] = share
        found.setdefault(other, {})[one] = share
    return {
        slug: tuple(
            Report(by_slug[other], "same text" if share >= SAME_TEXT else "same event")
            for other, share in sorted(others.items(), key=lambda each: (-each[1], each[0]))
        )
        for slug, others in found.items()
    }


def _pairs(group: list[_Dated], prose: Callable[[Article], Prose]) -> list[tuple[str, str, float]]:
    """The slugs of articles of a group that report one event, and how much they share."""
    words: dict[str, frozenset[str]] = {}

    def words_of(article: Article) -> frozenset[str]:
        """The words of five letters and more in title, dek and text."""
        if article.slug not in words:
            text = " ".join([article.title, article.dek or "", prose(article).text])
            words[article.slug] = frozenset(WORD.findall(text.casefold()))
        return words[article.slug]

    found = []
    for one, other in _touching(group):
        if one.outlet is not None and one.outlet == other.outlet:
            continue
        share = overlap(words_of(one), words_of(other))
        if share >= SAME_EVENT:
            found.append((one.slug, other.slug, share))
    return found


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
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
