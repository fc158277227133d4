"""Citations to copy: APA (7th edition) and Chicago (17th, bibliography of the notes style)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.cited import Cited, doubtful, is_plain, month_first


@dataclass(frozen=True)
class Run:
    """A piece of a citation, in italics or not."""

    text: str
    italic: bool = False


def apa(cited: Cited) -> tuple[Run, ...]:
    """A reference list entry, Publication Manual of the APA, 7th edition, 9.7-9.34, 10.1, 10.16.

    Without an author the title stands first, but for a body that published on its own behalf.
    A newspaper's name is in italics, else the title is. Doubtful dates stand in brackets.
    """
    if cited.date is None:
        date = "(n.d.)."
    elif is_plain(cited.date):
        date = f"({_year_first(cited)})."
    else:
        date = f"({doubtful(cited.date)})."
    paper = cited.outlet is not None and cited.outlet.kind in ("newspaper", "agency")
    title = Run(_stopped(cited.title), italic=not paper)
    who = _apa_authors(cited)
    runs = [Run(who), Run(f" {date} "), title] if who else [title, Run(f" {date}")]
    if cited.outlet is not None and _stopped(cited.outlet.name) != who:
        runs += [Run(" "), Run(cited.outlet.name, italic=paper), Run(_stop_after(cited))]
    return _joined(runs, _where(cited))


def chicago(cited: Cited) -> tuple[Run, ...]:
    """A bibliography entry, The Chicago Manual of Style, 17th edition, 14.191-14.200, 14.207.

    Without an author the outlet stands in its place (14.199). Doubtful dates stand in brackets.
    """
    if cited.date is None:
        date = "n.d."
    else:
        date = f"{month_first(cited.date) if is_plain(cited.date) else doubtful(cited.date)}."
    title = Run(f"“{_stopped(_inner(cited.title))}”")
    if cited.outlet is None:
        who = _chicago_authors(cited)
        runs = [Run(f"{who} "), title] if who else [title]
        return _joined([*runs, Run(f" {date}")], f"{_where(cited)}.")
    outlet = Run(cited.outlet.name, italic=cited.outlet.kind == "newspaper")
    if cited.authors:
        runs = [Run(f"{_chicago_authors(cited)} "), title, Run(" "), outlet, Run(f", {date}")]
    else:
        runs = [outlet, Run(f"{_stop_after(cited)} "), title, Run(f" {date}")]
    return _joined(runs, f"{_where(cited)}.")


def text_of(runs: tuple[Run, ...]) -> str:
    """A citation without its italics."""
    return "".join(run.text for run in runs)


def _joined(runs: list[Run], where: str) -> tuple[Run, ...]:
    tail = [Run(f" {where}")] if where.strip(".") else []
    return (*runs, *tail)


def _where(cited: Cited) -> str:
    """Where to read it, and where it is archived, as far as there are any."""
    return ". ".join(filter(None, (cited.address, cited.archived_at)))


def _year_first(cited: Cited) -> str:
    assert cited.date is not None
    words = month_first(cited.date)
    rest, _, year = words.replace(",", "").rpartition(" ")
    return f"{year}, {rest}" if rest else year


def _apa_authors(cited: Cited) -> str:
    names = [author.initials for author in cited.authors]
    if not names:
        return _stopped(cited.outlet.name) if cited.outlet and not cited.is_news else ""
    if len(names) > 20:
        return _stopped(f"{', '.join(names[:19])}, . . . {names[-1]}")
    return _stopped(", & ".join([", ".join(names[:-1]), names[-1]]) if names[1:] else names[0])


def _chicago_authors(cited: Cited) -> str:
    if not cited.authors:
        return ""
    first, *more = cited.authors
    names = [first.inverted, *(author.straight for author in more)]
    if len(names) > 10:
        return f"{', '.join(names[:7])}, et al."
    if len(names) == 2 and not first.given:  # no comma but after a name that is turned round
        return _stopped(" and ".join(names))
    return _stopped(", and ".join([", ".join(names[:-1]), names[-1]]) if more else names[0])


def _inner(title: str) -> str:
    """A title as it stands in double quotes: its own double ones single (13.30)."""
    title = re.sub("„([^“”„]*)[“”]", "‘\\1’", title)
    title = re.sub(r"(?<![^\s(\[‘“])\"", "‘", title)
    return title.translate(str.maketrans('“”„‟"', "‘’‘‘’"))


def _stop_after(cited: Cited) -> str:
    return "" if cited.outlet is not None and cited.outlet.name.endswith(".") else "."


def _stopped(text: str) -> str:
    """With a full stop, but for a text that ends in a mark of its own."""
    return text if text.rstrip("”\"’'»)").endswith((".", "?", "!", "…")) else f"{text}."
