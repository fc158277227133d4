"""Explain: what cleaning dropped and why, and the evidence for every suggestion, as text."""

from __future__ import annotations

from archive.article import Article
from archive.content import Content
from archive.dating import Bounds
from archive.draft import Draft, suggest
from archive.evidence import Tag
from archive.gazetteer import Gazetteer
from archive.markup import to_text
from archive.tag import Tags


def explain_draft(draft: Draft) -> str:
    """What a capture's article would be, and why."""
    rows = [draft.front.title, "", "Dropped:"]
    rows += [
        f"  line {passage.line}: {passage.reason}\n    " + passage.text.replace("\n", "\n    ")
        for passage in draft.cleaned.dropped
    ] or ["  nothing"]
    rows += ["", *_suggestions(draft.tags, draft.bounds), "", "Figures:"]
    rows += [f"  {one.count} {one.what}: {one.quote}" for one in draft.front.figures] or ["  none"]
    rows += ["", "A person must look at:"]
    rows += [f"  {note}" for note in draft.unknown] or ["  nothing"]
    return "\n".join(rows)


def explain_article(article: Article, content: Content) -> str:
    """What the text of an article suggests, and why."""
    gazetteer = Gazetteer.of(content.missions, tuple(content.countries.values()), content.areas)
    head = [article.title, *([article.dek] if article.dek else [])]
    text = "\n\n".join([*head, to_text(content.body_of(article))])
    tags, dated = suggest(text, content, gazetteer, language=article.language)
    return "\n".join([article.title, "", *_suggestions(tags, dated)])


def _suggestions(tags: Tags, dated: Bounds) -> list[str]:
    rows = []
    for heading, found in (
        ("Missions:", tags.missions),
        ("Countries:", tags.countries),
        ("Sea areas:", tags.areas),
        ("Not tagged, for review:", tags.for_review),
    ):
        rows.append(heading)
        rows += [row for item in found for row in _evidence(item)] or ["  none"]
    rows += ["Date:", f"  {dated.words()}"]
    rows += [f"    {item.rule}: {_short(item.quote)}" for item in dated.evidence]
    return rows


def _evidence(found: Tag) -> list[str]:
    review = ", to be reviewed" if found.review else ""
    rows = [f"  {found.id} ({found.strength}{review})"]
    return rows + [f"    {item.rule}: {_short(item.quote)}" for item in found.evidence]


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:159].rstrip() + "…"
