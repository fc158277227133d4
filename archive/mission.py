"""The mission: an operation that Danish forces take or took part in, one file of facts each."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from archive.record import Body, DateField, Record, WebAddress, in_order

Organisation = Literal["UN", "NATO", "EU", "coalition", "national"]


class Span(Record):
    """From when to when the mission itself ran. No `end` means that no end was found."""

    start: DateField
    end: DateField | None = None

    @model_validator(mode="after")
    def _ends_after_its_start(self) -> Self:
        in_order(self.start, self.end)
        return self


class Participation(Span):
    """From when to when Danish forces took part.

    `status` is as fresh as `last_reported`, the date of the newest source, which stands where
    no end is known: "ongoing" is never to be read as "still running today".
    """

    status: Literal["ended", "ongoing", "recurrent", "unknown"]
    last_reported: DateField | None = None

    @model_validator(mode="after")
    def _an_open_end_says_when_last_seen(self) -> Self:
        if self.end is None and self.last_reported is None:
            raise ValueError(
                "there is no end, so last_reported must give the date of the newest source"
            )
        if self.status == "ended" and self.end is None:
            raise ValueError("status is ended, so end must say when (about, if need be: 2011~)")
        return self


class Reference(Record):
    """A source that can be looked up: an address, a title, or both."""

    url: WebAddress | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.url is None and self.text is None:
            raise ValueError("a reference needs a url, a text, or both")
        return self


class MissionFacts(Record):
    """The keys of a mission file."""

    name: str = Field(description="The full name, as the archive writes it")
    label: str = Field(max_length=22, description="A short name for drawings")
    abbreviation: str | None = Field(default=None, description="As in TF Takuba")
    aliases: tuple[str, ...] = Field(
        default=(), description="Names in texts that decide alone for this mission"
    )
    weak_aliases: tuple[str, ...] = Field(
        default=(), description="Names that count only with a Danish military word and a place"
    )
    organisation: Organisation = Field(description="Who leads it")
    countries: tuple[str, ...] = Field(
        default=(), max_length=50, description="Where it is or was, as [ML, NE]"
    )
    area: str | None = Field(default=None, description="Where, in words")
    seas: tuple[str, ...] = Field(default=(), max_length=50, description="Ids of content/areas.yml")
    basing: tuple[str, ...] = Field(
        default=(), max_length=50, description="Countries from which its forces only start"
    )
    danish_participation: Participation
    mission: Span
    summary: str = Field(description="What it does, in a sentence")
    tier: Literal["core", "extended"] = "core"
    confidence: Literal["high", "medium", "low"] = Field(description="How sure the facts are")
    references: tuple[Reference, ...] = Field(default=(), description="Sources of the facts")
    unreferenced: tuple[str, ...] = Field(default=(), description="Facts without a source")


class Mission(MissionFacts):
    """A mission as loaded. `body` is the note in Markdown; `id` is the file's name."""

    id: str
    path: str
    body: Body

    @property
    def address(self) -> str:
        """The page's path inside the site."""
        return f"missions/{self.id}.html"

    @property
    def sort_key(self) -> tuple[int, str]:
        """By the start of the Danish part, then by id."""
        return (self.danish_participation.start.sort_ordinal, self.id)
