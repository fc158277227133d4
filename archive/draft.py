"""The draft: the article that a capture would become, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive.article import Figure, FrontMatter
from archive.capture import Capture
from archive.clean import CLEANER_VERSION, clean
from archive.cleaned import Cleaned
from archive.content import Content
from archive.content_files import MAX_BYTES
from archive.dates import Date, DateError, parse
from archive.dating import Bounds, bounds
from archive.figures import figures
from archive.front_matter import Document
from archive.furniture import Furniture
from archive.gazetteer import Gazetteer
from archive.language import language_of
from archive.markup import excess, to_markdown
from archive.problem import Problem
from archive.record import make
from archive.tag import Tags, tag
from archive.vocabulary import outlet_at

NOTHING_LEFT = "nothing is left after cleaning"
LANGUAGES = ("en", "da", "no", "sv")
MAX_TITLE = 90


@dataclass(frozen=True)
class Draft:
    """A capture's article with the evidence for what it says.

    `unknown` names, in plain words, what a person must add or confirm; `doubts` are those of it
    that may mean that the text itself is wrong.
    """

    capture: Capture
    cleaned: Cleaned
    tags: Tags
    bounds: Bounds
    front: FrontMatter
    body: str
    unknown: tuple[str, ...]
    doubts: tuple[str, ...] = ()


class Drafter:
    """Makes drafts with the vocabulary of one content folder; builds its gazetteer once."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.furniture = content.furniture or Furniture()
        self.gazetteer = Gazetteer.of(
            content.missions, tuple(content.countries.values()), content.areas
        )

    def draft(
        self, capture: Capture, shown: str, given: Mapping[str, str] | None = None
    ) -> Draft | Problem:
        """The draft of a capture; a Problem (at the path `shown`) where nothing is left of it.

        `given` are front-matter fields that whoever handed the capture in gives: they go before
        what the text tells, and are checked like those of a file.
        """
        given = given or {}
        cleaned = clean(capture, self.furniture)
        if not cleaned.blocks:
            message = (
                f"{NOTHING_LEFT}: this looks like a page without an article. "
                "Save the text of the article alone"
            )
            return Problem(shown, 1, "capture", message)
        text = plain_text(cleaned)
        page_date = _page_date(cleaned)
        language = language_of(text) or cleaned.facts.language or ""
        tags, dated = suggest(text, self.content, self.gazetteer, page_date, language or "en")
        date = dated.date()
        fields = {
            "title": cleaned.title or _first_words(cleaned),
            "dek": cleaned.dek,
            "author": cleaned.facts.author,
            "date": date,
            "date_basis": _basis(dated) if date is not None else None,
            "outlet": outlet_at(given.get("url") or cleaned.facts.url, self.content.outlets),
            "url": cleaned.facts.url,
            "language": language if language in LANGUAGES else "en",
            "missions": tuple(found.id for found in tags.missions),
            "countries": tuple(found.id for found in tags.countries),
            "figures": self._figures(cleaned, language or "en") if tags.missions else (),
            "capture": capture.name,
            "capture_sha256": capture.sha256,
            "cleaned_with": CLEANER_VERSION,
            **given,
        }
        front, problems = make(FrontMatter, Document(shown, fields))
        if front is None:
            return problems[0]
        body = to_markdown(cleaned.blocks)
        if len(body.encode()) > MAX_BYTES // 2 or excess(body) is not None:
            message = "is longer than any article. Save the text of one article alone"
            return Problem(shown, 1, "capture", message)
        doubts = self._doubts(cleaned, language)
        unknown = (*doubts, *self._unknown(front, tags, dated))
        return Draft(capture, cleaned, tags, dated, front, body, unknown, doubts)

    @staticmethod
    def _figures(cleaned: Cleaned, language: str) -> tuple[Figure, ...]:
        """The figures of the text whose quote stands in one paragraph of the body."""
        rows = [block.text for block in cleaned.blocks]
        found = figures(plain_text(cleaned), language)
        return tuple(one for one in found if any(one.quote in row for row in rows))

    @staticmethod
    def _doubts(cleaned: Cleaned, language: str) -> tuple[str, ...]:
        notes = []
        if not cleaned.title:
            notes.append("no title found: the first words of the text stand in for it")
        if not cleaned.certain:
            notes.append("the cleaning is uncertain: compare the article with its capture")
        if language not in LANGUAGES:
            notes.append("the language was not recognised: English is assumed")
        return tuple(notes)

    @staticmethod
    def _unknown(front: FrontMatter, tags: Tags, dated: Bounds) -> tuple[str, ...]:
        notes = []
        if front.date is None:
            notes.append(f"no date: {dated.words()}")
        if front.outlet is None:
            notes.append("no outlet")
        if front.url is None:
            notes.append("no address")
        if not front.missions:
            notes.append("no mission found")
        if not front.countries:
            notes.append("no country found")
        notes += [
            f"confirm {found.id}: {found.evidence[0].rule}"
            for found in (*tags.missions, *tags.countries)
            if found.review and found.evidence
        ]
        notes += [
            f"look at {found.id}: {found.evidence[0].rule}" if found.evidence else found.id
            for found in tags.for_review
        ]
        return tuple(notes)


def suggest(
    text: str,
    content: Content,
    gazetteer: Gazetteer,
    page_date: Date | None = None,
    language: str | None = None,
) -> tuple[Tags, Bounds]:
    """The tags of a text and the bounds of its date.

    Tags may rest on a date of full dates, ministers or the page (`page_date`), and the bounds on
    missions that the text calls by a name of their own, so that neither proves itself.
    """
    first = bounds(text, content.offices, page_date)
    tags = tag(text, gazetteer, first.span(), language)
    named = {found.id for found in tags.missions if found.strength == "strong"}
    missions = [mission for mission in content.missions if mission.id in named]
    return tags, bounds(text, content.offices, page_date, missions)


def head_of(cleaned: Cleaned) -> list[str]:
    """The title and the dek, as far as there are."""
    return [text for text in (cleaned.title, cleaned.dek) if text]


def plain_text(cleaned: Cleaned) -> str:
    """Title, dek and body as plain text, a blank line between them."""
    return "\n\n".join([*head_of(cleaned), *(block.text for block in cleaned.blocks)])


def _first_words(cleaned: Cleaned) -> str:
    words = " ".join(cleaned.blocks[0].text.split())
    if len(words) <= MAX_TITLE:
        return words
    return (words[: MAX_TITLE + 1].rpartition(" ")[0] or words[:MAX_TITLE]) + " …"


def _page_date(cleaned: Cleaned) -> Date | None:
    try:
        return parse(cleaned.facts.date) if cleaned.facts.date else None
    except DateError:
        return None


def _basis(dated: Bounds) -> str:
    return "; ".join(f"{item.rule}: {item.quote}" for item in dated.evidence)
