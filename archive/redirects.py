"""Redirects: the names that articles and missions had before, each a page that leads on.

A renamed article lists its former names in `aliases`, the oldest first. A mission's `aliases` are
the names that texts use; those written like the name of a file (`danish-kfor`) are former ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from archive.article import SLUG, Article
from archive.catalogue import Archive
from archive.content import Content
from archive.file_names import unfit
from archive.former import former_names
from archive.mission import Mission
from archive.page import Page
from archive.problem import Problem
from archive.site_file import digest_of

TEMPLATE = "redirect.html"


def former_addresses(record: Article | Mission) -> tuple[str, ...]:
    """The paths inside the site at which a record's page stood before."""
    folder = record.address.partition("/")[0]
    return tuple(f"{folder}/{name}.html" for name in former_names(record))


def redirects(archive: Archive) -> Iterator[Page]:
    """A page for each former address, which leads to the address of today.

    GitHub Pages has no redirects of its own, and a disk has none either: these are files.
    """
    records: list[Article | Mission] = [*archive.articles, *archive.missions]
    for record in records:
        title = record.title if isinstance(record, Article) else record.name
        language = record.language if isinstance(record, Article) else "en"
        for path in former_addresses(record):
            context = {"target": record.address, "title": title, "language": language}
            made_of = digest_of(archive.site, context)
            yield Page(path, TEMPLATE, partial(dict, context), made_of)


def redirect_problems(content: Content) -> Iterator[Problem]:
    """Former names that no page can have, or that another page has."""
    records: list[Article | Mission] = [*content.missions, *content.articles]
    records.sort(key=lambda record: record.path)
    owners = {record.address: record.path for record in reversed(records)}
    for record in records:
        line = content.documents[record.path].line("aliases")
        if isinstance(record, Article):
            for alias in record.aliases:
                if not SLUG.fullmatch(alias):
                    message = (
                        f"{alias!r} is no former name of a page: those hold only a-z, 0-9 and "
                        "single hyphens. Write the old file's name without .md"
                    )
                    yield Problem(record.path, line, "aliases", message)
                elif unfit(f"{alias}.html") is not None:
                    message = f"{alias} {unfit(f'{alias}.html')}, or leave the alias out"
                    yield Problem(record.path, line, "aliases", message)
            if record.slug in record.aliases:
                message = f"{record.slug} is the article's own name. Delete it from aliases"
                yield Problem(record.path, line, "aliases", message)
        for address in former_addresses(record):
            owner = owners.setdefault(address, record.path)
            if owner != record.path:
                message = f"{address} is an address of {owner} already. Delete the alias"
                yield Problem(record.path, line, "aliases", message)
