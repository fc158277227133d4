"""The article: one cleaned text with its front matter, the record that people review."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from archive.dates import Date
from archive.record import Body, DateField, Day, Record, WebAddress

Rights = Literal["full", "excerpt", "link", "withdrawn"]
Reviewable = Literal["date", "outlet", "missions", "countries", "figures", "text"]


class Figure(Record):
    """A number of personnel that the article reports, with the words that report it."""

    count: int = Field(ge=1, le=10_000_000)
    qualifier: str | None = None
    what: str
    quote: str


class FrontMatter(Record):
    """The keys of an article file, in the order in which they are written."""

    title: str = Field(min_length=1, max_length=500)
    dek: str | None = None
    author: str | None = None
    date: DateField | None = None
    date_basis: str | None = None
    outlet: str | None = None
    url: WebAddress | None = None
    archived_url: WebAddress | None = None
    retrieved: Day | None = None
    language: Literal["en", "da", "no", "sv"]
    missions: tuple[str, ...] = Field(default=(), max_length=50)
    countries: tuple[str, ...] = Field(default=(), max_length=50)
    figures: tuple[Figure, ...] = Field(default=(), max_length=200)
    rights: Rights | None = None
    withdrawn: str | None = None
    aliases: tuple[str, ...] = Field(default=(), max_length=100)
    capture: str | None = None
    capture_sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    cleaned_with: str | None = None
    reviewed: tuple[Reviewable, ...] = ()


class Article(FrontMatter):
    """An article as loaded: its front matter, its Markdown body, its slug and its file.

    `path` is relative to the project; `slug` is the file's name without `.md` and the name of
    its page.
    """

    slug: str
    path: str
    body: Body

    @property
    def address(self) -> str:
        """The page's path inside the site."""
        return f"articles/{self.slug}.html"

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Newest first, undated last, then by slug: for `sorted` without `reverse`."""
        if self.date is None:
            return (1, 0, self.slug)
        return (0, -self.date.sort_ordinal, self.slug)

    def is_suggested(self, field: Reviewable) -> bool:
        """True where no person has confirmed the field yet."""
        return field not in self.reviewed


def year_folder(date: Date | None) -> str:
    """The folder of an article's file: the year of its earliest possible date, or `undated`."""
    if date is None or date.earliest is None:
        return "undated"
    return f"{date.earliest.year:04d}"


SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
