"""The article: one cleaned text with its front matter, the record that people review."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from archive.dates import Date
from archive.record import DateField, Day, Record, WebAddress

Rights = Literal["full", "excerpt", "link", "withdrawn"]
Reviewable = Literal["date", "outlet", "missions", "countries", "figures", "text"]


class Figure(Record):
    """A number of personnel that the article reports, with the words that report it."""

    count: int = Field(ge=1, le=10_000_000, description="How many, in digits")
    qualifier: str | None = Field(
        default=None, description="about, nearly, up to, more than, at least or less than"
    )
    what: str = Field(description="Who was counted: soldiers, officers, staff")
    quote: str = Field(description="The words of the text that report it, exactly as they stand")


class FrontMatter(Record):
    """The keys of an article file, in the order in which they are written."""

    title: str = Field(min_length=1, max_length=500, description="As printed")
    dek: str | None = Field(default=None, description="The line under the title, if there is one")
    author: str | None = Field(default=None, description="As printed")
    date: DateField | None = Field(
        default=None,
        description="When it was published: 2022-01-28, 2022-01, 2022, or "
        "[2022-01-27..2022-01-30] for some day in between; left out where nothing bounds it",
    )
    date_basis: str | None = Field(
        default=None, description="How the date is known, where the page does not print it"
    )
    outlet: str | None = Field(default=None, description="An id of content/outlets.yml")
    url: WebAddress | None = Field(default=None, description="The article's own address")
    archived_url: WebAddress | None = Field(default=None, description="An archived copy of it")
    retrieved: Day | None = Field(default=None, description="The day it was saved")
    added: Day | None = Field(
        default=None, description="The day it came into the archive; written by add"
    )
    language: Literal["en", "da", "no", "sv"] = Field(description="The language of the text")
    missions: tuple[str, ...] = Field(
        default=(), max_length=50, description="Names of files in content/missions/, without .md"
    )
    countries: tuple[str, ...] = Field(
        default=(),
        max_length=50,
        description="Where forces were, are or were asked to go, as [IQ, SY]",
    )
    figures: tuple[Figure, ...] = Field(
        default=(), max_length=200, description="Numbers of personnel that the article reports"
    )
    rights: Rights | None = Field(
        default=None, description="What the archive may show; without it, what its outlet says"
    )
    withdrawn: str | None = Field(default=None, description="The reason, if it is withdrawn")
    aliases: tuple[str, ...] = Field(
        default=(),
        max_length=100,
        description="Names its file had before, without .md, the oldest first",
    )
    capture: str | None = Field(default=None, description="Written by add; leave it as it is")
    capture_sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{64}$", description="Written by add; leave it as it is"
    )
    cleaned_with: str | None = Field(default=None, description="Written by add; leave it as it is")
    reviewed: tuple[Reviewable, ...] = Field(default=(), description="What a person has confirmed")


# What the keys stand for that every article has, while the others are checked without them.
STAND_IN = {"title": "Untitled", "language": "en"}


class Article(FrontMatter):
    """An article as loaded: its front matter, its slug and its file.

    `path` is relative to the project; `slug` is the file's name without `.md` and the name of
    its page. Its text stands in its `Prose`, as pages show it, and in its file.
    """

    slug: str
    path: str

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
