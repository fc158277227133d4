"""Review: what waits for a person, and the line or the command by which it is done."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from archive import dropped
from archive.article import Article, FrontMatter, Reviewable
from archive.check import much_alike, unused_captures
from archive.content import Content
from archive.dates import DateError, parse
from archive.problem import Problem, printable
from archive.vocabulary import outlet_at

# A group shows no more lines than this, unless all are asked for.
SHOWN = 10
DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?![0-9])")


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for a person, at its place: the line to change, or to add below."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return printable(f"{self.path}:{self.line}: {self.text}")


@dataclass(frozen=True)
class Group:
    """Things of one kind that wait, sorted by file."""

    title: str
    waiting: tuple[Waiting, ...]


def review(content: Content) -> list[Group]:
    """Everything that waits for a person, what may be wrong first; groups without any left out."""
    articles = [
        article
        for article in sorted(content.articles, key=lambda article: article.path)
        if article.rights != "withdrawn"
    ]
    groups = (
        ("Captures without an article", _told(unused_captures(content))),
        ("The cleaning is in doubt", _each(_doubts(content, one) for one in articles)),
        ("Much like another article", _told(much_alike(content))),
        ("No date", _each(_no_date(content, one) for one in articles)),
        ("No outlet", _each(_no_outlet(content, one) for one in articles)),
        ("No mission or no country", _each(_no_tags(content, one) for one in articles)),
        ("Not confirmed yet", _each(_unconfirmed(content, one) for one in articles)),
    )
    made = (Group(title, tuple(waiting)) for title, waiting in groups)
    return [group for group in made if group.waiting]


def tell(groups: Iterable[Group], most: int | None = SHOWN) -> str:
    """The groups as text: a title with the count, then the lines, no more than `most` of each."""
    rows: list[str] = []
    for group in groups:
        shown = group.waiting[:most]
        rows += [f"{group.title} ({len(group.waiting):,})", *(f"  {item}" for item in shown)]
        if len(shown) < len(group.waiting):
            rows.append(f"  and {len(group.waiting) - len(shown):,} more: add --all to see them")
        rows.append("")
    return "\n".join(rows)


def unconfirmed(content: Content, article: Article) -> list[Reviewable]:
    """What the article says and no person has confirmed yet, in the order of `reviewed`."""
    said: dict[Reviewable, bool] = {
        "date": article.date is not None,
        "outlet": article.outlet is not None,
        "missions": bool(article.missions),
        "countries": bool(article.countries),
        "figures": bool(article.figures),
        "text": content.prose[article.path].words > 0,
    }
    return [name for name, there in said.items() if there and article.is_suggested(name)]


def _told(problems: Iterable[Problem]) -> Iterator[Waiting]:
    for problem in sorted(problems):
        yield Waiting(problem.path, problem.line, problem.message)


def _each(found: Iterable[Waiting | None]) -> Iterator[Waiting]:
    return (item for item in found if item is not None)


def _doubts(content: Content, article: Article) -> Waiting | None:
    """What `add` was not sure of, until a person has confirmed the text."""
    cleaning = content.cleanings.get(article.capture or "")
    if cleaning is None or not article.is_suggested("text"):
        return None
    try:
        doubts = dropped.doubts(cleaning.beside.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    if not doubts:
        return None
    advice = f"Run: python build.py explain --diff {article.path}"
    return Waiting(
        article.path,
        content.documents[article.path].body_line,
        f"{'; '.join(doubts)}. {advice}, then add text to reviewed",
    )


def _no_date(content: Content, article: Article) -> Waiting | None:
    if article.date is not None:
        return None
    found = DAY.search(article.url or "")
    try:
        day = parse("-".join(found.groups())) if found else None
    except DateError:
        day = None
    advice = (
        f"add below it: date: {day} (the day in its address, if it is that of the article)"
        if day
        else "add below it, if it can be known: date: YYYY-MM-DD, or [A..B] for a day in between. "
        f"What bounds it: python build.py explain {article.path}"
    )
    return Waiting(article.path, _line_above(content, article, "date"), advice)


def _no_outlet(content: Content, article: Article) -> Waiting | None:
    if article.outlet is not None:
        return None
    known = outlet_at(article.url, content.outlets)
    advice = f"outlet: {known}" if known else "outlet: and an id of content/outlets.yml"
    line = _line_above(content, article, "outlet")
    return Waiting(article.path, line, f"add below it, if it can be known: {advice}")


def _no_tags(content: Content, article: Article) -> Waiting | None:
    lacking = [
        name
        for name in get_args(Reviewable)
        if name in ("missions", "countries") and not getattr(article, name)
    ]
    if not lacking or all(name in article.reviewed for name in lacking):
        return None
    examples = {"missions": "missions: [ID]", "countries": "countries: [CODE]"}
    advice = (
        f"add below it: {', and '.join(examples[name] for name in lacking)}; if there is none, "
        f"write: {_reviewed(article, lacking)}"
    )
    return Waiting(article.path, _line_above(content, article, lacking[0]), advice)


def _unconfirmed(content: Content, article: Article) -> Waiting | None:
    lacking = unconfirmed(content, article)
    if not lacking:
        return None
    values = {
        "date": str(article.date),
        "outlet": article.outlet or "",
        "missions": ", ".join(article.missions),
        "countries": ", ".join(article.countries),
    }
    said = "; ".join(f"{name} {values.get(name, '')}".strip() for name in lacking)
    line = content.documents[article.path].lines.get("reviewed")
    if line is None:
        line = _line_above(content, article, "reviewed")
    advice = f"{said}. When that is right, write: {_reviewed(article, lacking)}"
    return Waiting(article.path, line, advice)


def _reviewed(article: Article, more: Iterable[str]) -> str:
    """The line `reviewed` with further items, in their usual order."""
    names = {*article.reviewed, *more}
    return f"reviewed: [{', '.join(name for name in get_args(Reviewable) if name in names)}]"


def _line_above(content: Content, article: Article, key: str) -> int:
    """The line of the last key that stands before `key` in the usual order."""
    order = list(FrontMatter.model_fields)
    lines = content.documents[article.path].lines
    before = [lines[name] for name in order[: order.index(key)] if name in lines]
    return max(before, default=1)
