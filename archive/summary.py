"""The summary: what a change brings to the archive, as Markdown for those who review it.

Articles that are new or changed since a commit; captures that have none yet, with the article
each would become. All words of the content are inert there (see `archive.inert`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive import front_matter
from archive.add import Added, add
from archive.article import Article, FrontMatter
from archive.check import captures_without_article
from archive.cleaning import LeftOut, read_passages
from archive.content import Content, dropped_name
from archive.inert import block, span
from archive.problem import Problem
from archive.record import make
from archive.wording import counted

# A summary may hold a megabyte; what is left of a longer one is in the files.
MOST = 600_000
MOST_ROWS = 300
MOST_LISTED = 20
# An article's text shown whole, and what was left out of it: at most so many characters.
TEXT = 40_000
DROPPED = 8_000
REVIEWED = ("date", "outlet", "missions", "countries", "figures", "text")


@dataclass(frozen=True)
class Entry:
    """One article of a summary: what is said of it, and where its file is.

    `state` is "new", "changed" or "would be new"; `changed` names the fields that are not as they
    were; `needs` what a person must add or confirm, in plain words; `whole` is its file's text,
    where that is to be shown.
    """

    state: str
    article: Article
    left_out: LeftOut | None
    needs: tuple[str, ...]
    changed: tuple[str, ...] = ()
    whole: str | None = None
    dropped: str | None = None


def summary(content: Content, before: Content, into: Path, today: datetime.date) -> str:
    """What the content brings that `before` had not, as Markdown.

    The article of each capture that has none is written below the content folder `into`, as one
    that is added `today`.
    """
    entries = [*changes(content, before)]
    made, problems = drafts(content, into, today)
    entries += made
    gone = sorted({one.path for one in before.articles} - {one.path for one in content.articles})
    former = {mission.path: mission for mission in before.missions}
    missions = [one.path for one in content.missions if former.get(one.path) != one]
    parts = ["## What this brings"]
    if not entries and not problems:
        parts.append("No article is new or changed.")
    parts += _table(entries)
    if problems:
        parts.append("**No article can be made of:**")
        parts.append("\n".join(f"- {span(str(problem), 500)}" for problem in problems[:MOST_ROWS]))
    if gone:
        parts.append("**No longer there:** " + ", ".join(map(span, gone[:MOST_ROWS])))
    if missions:
        names = ", ".join(map(span, missions[:MOST_ROWS]))
        parts.append(f"**Missions that are new or changed:** {names}")
    if made:
        parts.append(
            "Captures without an article: what follows is the article that each would become. "
            "The files are in the artifact *articles* of this run; a maintainer adds them to the "
            "pull request."
        )
    return _joined(parts, [told(entry) for entry in entries])


def changes(content: Content, before: Content) -> Iterable[Entry]:
    """An entry for each article that is new or not as it was, in the order of the files."""
    old = {article.path: article for article in before.articles}
    for article in sorted(content.articles, key=lambda one: one.path):
        former = old.get(article.path)
        changed: tuple[str, ...] = ()
        if former is not None:
            changed = tuple(_changed(former, article))
            if before.prose[article.path].packed != content.prose[article.path].packed:
                changed += ("text",)
            if not changed:
                continue
        cleaning = content.cleanings.get(article.capture or "")
        state = "new" if former is None else "changed"
        left_out = cleaning.left_out if cleaning else None
        yield Entry(state, article, left_out, needs(article), changed)


def _changed(former: Article, article: Article) -> Iterator[str]:
    """The keys of an article's front matter that are not as they were."""
    for name in FrontMatter.model_fields:
        if getattr(former, name) != getattr(article, name):
            yield name


def drafts(content: Content, into: Path, today: datetime.date) -> tuple[list[Entry], list[Problem]]:
    """An entry for the article of each capture that has none, written below `into`."""
    entries: list[Entry] = []

    def keep(outcome: Added | Problem) -> None:
        if isinstance(outcome, Added) and outcome.outcome == "added":
            entries.append(drafted(into, outcome))
        elif isinstance(outcome, Added):
            message = f"is there already: {outcome.article}. Delete this capture"
            already.append(Problem(outcome.capture, 1, "capture", message))

    already: list[Problem] = []
    waiting = [content.captures[name] for name in captures_without_article(content)]
    paths = [(path, content.shown(path)) for path in waiting if path.is_file()]
    problems = add(paths, content, keep, into=into, today=today) if paths else []
    return entries, [*problems, *already]


def drafted(root: Path, outcome: Added) -> Entry:
    """The entry of an article that was just written below the content folder `root`."""
    file = root.parent / outcome.article
    text = file.read_text(encoding="utf-8")
    document, _ = front_matter.parse(text, outcome.article)
    assert document is not None
    article, _ = make(Article, document, path=document.path, slug=file.stem)
    assert article is not None
    beside = root / "captures" / dropped_name(article.capture or "")
    passages = read_passages(beside)
    left_out = None if isinstance(passages, str) else LeftOut.of(passages)
    dropped = beside.read_text(encoding="utf-8")
    return Entry("would be new", article, left_out, outcome.unknown, (), text, dropped)


def needs(article: Article) -> tuple[str, ...]:
    """What an article lacks, and what of it nobody has confirmed."""
    given = (("date", article.date), ("outlet", article.outlet), ("address", article.url))
    missing = [f"no {name}" for name, value in given if value is None]
    missing += [f"no {name}" for name in ("missions", "countries") if not getattr(article, name)]
    open_ = [name for name in REVIEWED if name not in article.reviewed]
    return (*missing, *([f"confirm {', '.join(open_)}"] if open_ else []))


def told(entry: Entry) -> str:
    """One article in full: its facts, what was left out, what needs a person, its text."""
    article = entry.article
    date = f"{span(article.date.words())} ({span(str(article.date))})" if article.date else "—"
    rows = [
        f"### {entry.state}: {span(article.title)}",
        f"- File: {span(article.path)}",
        f"- Date: {date}"
        + (f", known by: {span(article.date_basis)}" if article.date_basis else ""),
        f"- Outlet: {span(article.outlet or '')}, address: {span(article.url or '')}",
        f"- Missions: {_listed(article.missions)}; countries: {_listed(article.countries)}",
    ]
    for one in article.figures[:MOST_LISTED]:
        words = f"{one.qualifier or ''} {one.count} {one.what}"
        rows.append(f"- Figure: {span(words)}: {span(one.quote)}")
    if entry.changed:
        rows.append(f"- Changed: {', '.join(entry.changed)}")
    if entry.left_out is not None:
        rows.append(f"- Left out: {_left_out(entry)}")
        reasons = entry.left_out.reasons[:MOST_LISTED]
        rows += [f"  - {span(reason)} × {number}" for reason, number in reasons]
    rows += [f"- Needs a person: {span(note)}" for note in entry.needs[:MOST_LISTED]]
    if entry.whole is not None:
        rows += ["", "The article's file:", "", block(entry.whole, TEXT)]
    if entry.dropped is not None:
        rows += ["", "What was left out:", "", block(entry.dropped, DROPPED)]
    return "\n".join(rows)


def _table(entries: Sequence[Entry]) -> list[str]:
    if not entries:
        return []
    head = "| | article | date | missions, countries | figures | left out | needs a person |"
    rows = [head, "| --- | --- | --- | --- | --- | --- | --- |"]
    for entry in entries[:MOST_ROWS]:
        article = entry.article
        cells = (
            entry.state,
            span(article.title, 100),
            span(str(article.date or "")),
            _listed((*article.missions, *article.countries)),
            str(len(article.figures)),
            _left_out(entry),
            "; ".join(span(note, 80) for note in entry.needs[:6]) or "—",
        )
        rows.append(f"| {' | '.join(cells)} |")
    more = len(entries) - MOST_ROWS
    return ["\n".join(rows), *([f"And {more} more."] if more > 0 else [])]


def _left_out(entry: Entry) -> str:
    if entry.left_out is None:
        return "—"
    left_out = entry.left_out
    return f"{counted(left_out.passages, 'passage')}, {counted(left_out.words, 'word')}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(span(name) for name in names) or "—"


def _joined(parts: list[str], details: list[str]) -> str:
    """All parts, and as many of the details as a summary may hold."""
    size = sum(len(part.encode()) for part in parts)
    for number, detail in enumerate(details):
        size += len(detail.encode())
        if size > MOST:
            parts.append(f"{len(details) - number} more are not shown: this grew too long.")
            break
        parts.append(detail)
    return "\n\n".join(parts) + "\n"
