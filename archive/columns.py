"""The tables of the data: which there are, and what each of their columns holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# What parts the values of a list in one cell of a CSV file.
BETWEEN = "|"


@dataclass(frozen=True)
class Column:
    """A column: its name, its type in Table Schema's words, what it holds.

    `nested` columns stand in the JSON file alone. `required` ones are never empty.
    """

    name: str
    type: Literal["string", "integer", "date", "boolean", "array"]
    about: str
    required: bool = False
    nested: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table: its name, which is the file's, what one row is, and its columns.

    `key` names the column that tells the rows apart, or is None. `links` holds, by column, the
    table and the column that its value is taken from.
    """

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: str | None = None
    has_json: bool = False
    links: dict[str, tuple[str, str]] = field(default_factory=dict)


def _dates(name: str, what: str, required: bool = False) -> tuple[Column, ...]:
    unknown = "" if required else "; empty where not known"
    return (
        Column(name, "string", f"{what}, in EDTF (ISO 8601-2){unknown}", required),
        Column(f"{name}_earliest", "date", f"First day that {name} may be; empty where open"),
        Column(f"{name}_latest", "date", f"Last day that {name} may be; empty where open"),
    )


ARTICLES = Sheet(
    "articles",
    "Articles",
    "One row for each article that is not withdrawn, newest first, undated ones last.",
    (
        Column(
            "id",
            "string",
            "First name of its page, kept when that changes; key of its citations",
            True,
        ),
        Column("page", "string", "Its page, from the top of the site", True),
        Column("title", "string", "Headline as printed", True),
        Column("dek", "string", "Line under the headline; empty where rights is link"),
        Column("summary", "string", "Dek or first sentences; empty where rights is link"),
        Column("author", "string", "Author line as printed"),
        *_dates("date", "When it was published"),
        Column(
            "date_basis",
            "string",
            "How the date is known, where not printed; only where rights is full: it may quote",
        ),
        Column("outlet", "string", "Id of the outlet; empty where not known"),
        Column("outlet_name", "string", "Name of the outlet, which holds the rights to the text"),
        Column("url", "string", "Address where it was published"),
        Column("archived_url", "string", "Address of a copy in a web archive"),
        Column("retrieved", "date", "Day on which the capture was saved"),
        Column("added", "date", "Day on which it was added to the archive, where noted"),
        Column("language", "string", "Language of the text: en, da, no, sv", True),
        Column("missions", "array", "Ids of the missions it reports on"),
        Column("countries", "array", "ISO 3166-1 codes (and XK) of where the forces were"),
        Column("rights", "string", "What the archive shows: full, excerpt, link", True),
        Column("words", "integer", "Number of words of the cleaned text", True),
        Column("capture", "string", "Name of the capture that the text was cleaned from"),
        Column("capture_sha256", "string", "SHA-256 of the capture"),
        Column("cleaned_with", "string", "Version of the cleaner"),
        Column("reviewed", "array", "What a person has confirmed: the rest is suggested"),
        Column("text", "string", "The cleaned text; only where rights is full", nested=True),
    ),
    key="id",
    has_json=True,
)
MISSIONS = Sheet(
    "missions",
    "Missions",
    "One row for each mission, by the start of its Danish part.",
    (
        Column("id", "string", "First name of its page, kept when that changes", True),
        Column("page", "string", "Its page, from the top of the site", True),
        Column("name", "string", "Full name", True),
        Column("label", "string", "Short name", True),
        Column("abbreviation", "string", "Usual abbreviation"),
        Column("aliases", "array", "Other names, English and Danish"),
        Column("organisation", "string", "Who led it: UN, NATO, EU, coalition, national", True),
        Column("countries", "array", "Codes of where the forces were"),
        Column("area", "string", "Where, in words"),
        Column("seas", "array", "Ids of the sea areas"),
        Column("basing", "array", "Codes of the countries that forces started from"),
        *_dates("danish_start", "Start of the Danish part", True),
        *_dates("danish_end", "End of the Danish part"),
        Column(
            "status", "string", "ended, ongoing, recurrent or unknown, when last reported", True
        ),
        *_dates("last_reported", "Date of the newest source, where there is no end"),
        *_dates("mission_start", "Start of the mission itself", True),
        *_dates("mission_end", "End of the mission itself"),
        Column("confidence", "string", "How sure the dates are: high, medium, low", True),
        Column("summary", "string", "The mission in a sentence", True),
        Column("articles", "integer", "Number of articles in the table of articles", True),
        Column("references", "array", "Sources: text, url", nested=True),
        Column("unreferenced", "array", "Facts that have no source yet", nested=True),
    ),
    key="id",
    has_json=True,
)
FIGURES = Sheet(
    "figures",
    "Figures",
    "One row for each number of personnel that an article with rights full reports. Articles may "
    "disagree: none is chosen.",
    (
        Column("article", "string", "Id of the article", True),
        *_dates("date", "When the article was published"),
        Column("missions", "array", "Ids of the missions that the article reports on"),
        Column("countries", "array", "Codes of the article's countries"),
        Column("count", "integer", "The number", True),
        Column("qualifier", "string", "Word that limits it: about, up to, more than"),
        Column("what", "string", "Of whom", True),
        Column("quote", "string", "Words of the article", True),
        Column("reviewed", "boolean", "Whether a person has confirmed the figures", True),
    ),
    links={"article": ("articles", "id")},
)
COUNTRIES = Sheet(
    "countries",
    "Countries",
    "One row for each country that a mission or an article names as a place of the forces.",
    (
        Column("code", "string", "ISO 3166-1 alpha-2, or XK for Kosovo", True),
        Column("name", "string", "English name", True),
        Column("danish", "string", "Danish name", True),
        Column("page", "string", "Its page, from the top of the site", True),
        Column("missions", "integer", "Number of missions there", True),
        Column("articles", "integer", "Number of articles in the table of articles", True),
    ),
    key="code",
)
SHEETS = (ARTICLES, MISSIONS, FIGURES, COUNTRIES)
