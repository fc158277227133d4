"""Former names: what the files of articles and missions were called before.

The first of them all is the name that exports go by for good: ids of the data, keys of citations,
ids of feeds.
"""

from __future__ import annotations

from archive.article import SLUG, Article
from archive.mission import Mission


def former_names(record: Article | Mission) -> tuple[str, ...]:
    """The former names of a record that its page may be asked for, the oldest first."""
    if not record.aliases:
        return ()
    own = record.slug if isinstance(record, Article) else record.id
    return tuple(
        name for name in dict.fromkeys(record.aliases) if SLUG.fullmatch(name) and name != own
    )


def first_name(record: Article | Mission) -> str:
    """The first name that a record had, which a new name of its file does not change."""
    own = record.slug if isinstance(record, Article) else record.id
    return (*former_names(record), own)[0]
