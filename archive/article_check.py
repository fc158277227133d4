"""The checks of one article against the other files: what it refers to, and what fits that."""

from __future__ import annotations

import datetime
import itertools
import os
import re
from collections.abc import Iterator

from archive.article import Article, year_folder
from archive.article_file import without_lost
from archive.content import Content
from archive.name_advice import unknown, unknown_country
from archive.problem import Problem, did_you_mean

# An article may tell of a mission before it begins, but hardly so long before.
BEFORE = datetime.timedelta(days=730)
# A page saved in America is a day younger than the same page in Denmark.
NEXT_DAY = datetime.timedelta(days=1)


def article_problems(content: Content, article: Article) -> list[Problem]:
    """Everything wrong between an article, or what could be read of it, and other files."""
    rest = content.rests.get(article.path)
    lost = rest.lost if rest is not None else frozenset()
    found = itertools.chain(
        _reference_problems(content, article),
        _date_problems(content, article),
        _capture_problems(content, article),
        _rights_problems(content, article),
    )
    return list(without_lost(found, lost))


def mission_names(content: Content) -> dict[str, tuple[str, ...]]:
    """For each mission's id the names by which it may be meant."""
    names: dict[str, tuple[str, ...]] = dict.fromkeys(content.known["mission"] or (), ())
    for mission in content.missions:
        short = (mission.abbreviation,) if mission.abbreviation else ()
        names[mission.id] = (mission.name, mission.label, *short, *mission.aliases)
    return names


def is_unknown(id: str, known: frozenset[str] | None) -> bool:
    """True where an id is none of the known ones; where they cannot be read, nothing is unknown."""
    return known is not None and id not in known


def repeated(items: tuple[str, ...]) -> list[str]:
    """What stands more than once in a list, sorted."""
    return sorted({item for item in items if items.count(item) > 1})


def _reference_problems(content: Content, article: Article) -> Iterator[Problem]:
    at, line = article.path, content.documents[article.path].line
    for index, id in enumerate(article.missions):
        if is_unknown(id, content.known["mission"]):
            message = unknown("mission", id, mission_names(content), "content/missions/")
            yield Problem(at, line("missions", str(index)), "missions", message)
    for index, code in enumerate(article.countries):
        place = line("countries", str(index))
        if code not in content.countries:
            yield Problem(at, place, "countries", unknown_country(code, content.countries))
        elif content.countries[code].role == "home" and not any(
            code in mission.countries
            for mission in content.missions
            if mission.id in article.missions
        ):
            message = (
                f"{code} is the country that sends forces. Name those where they were, are or "
                f"were asked to go, and leave {code} out"
            )
            yield Problem(at, place, "countries", message, "warning")
    if article.outlet is not None and is_unknown(article.outlet, content.known["outlet"]):
        names: dict[str, tuple[str, ...]] = dict.fromkeys(content.known["outlet"] or (), ())
        names |= {outlet.id: (outlet.name, *outlet.domains) for outlet in content.outlets}
        message = unknown("outlet", article.outlet, names, "content/outlets.yml")
        yield Problem(at, line("outlet"), "outlet", message)
    for field in ("missions", "countries", "reviewed", "aliases"):
        for twice in repeated(getattr(article, field)):
            yield Problem(at, line(field), field, f"{twice} stands twice. Keep one of the two")
    if not re.search(r"\w", article.title):
        yield Problem(at, line("title"), "title", "holds no word. Write the title as printed")


def _date_problems(content: Content, article: Article) -> Iterator[Problem]:
    at, line, date = article.path, content.documents[article.path].line, article.date
    folder = year_folder(date)
    if at.split("/")[-2] != folder:
        message = f"belongs into articles/{folder}/ by its date. Move the file there"
        yield Problem(at, 1, "file", message, "warning")
    if date is None:
        return
    if date.kind == "span":
        message = f"an article appears on one day: write [{date.text.replace('/', '..')}]"
        yield Problem(at, line("date"), "date", message)
    saved = article.retrieved.latest if article.retrieved is not None else None
    if saved and date.earliest and date.earliest > saved + NEXT_DAY:
        message = f"{article.retrieved} is before the article's date, {date}. Mend one of the two"
        yield Problem(at, line("retrieved"), "retrieved", message)
    for mission in content.missions:
        if mission.id in article.missions and date.latest is not None:
            starts = [mission.mission.start.earliest, mission.danish_participation.start.earliest]
            start = min((day for day in starts if day is not None), default=None)
            if start is not None and date.latest < start - BEFORE:
                message = (
                    f"{date} is long before {mission.name} began ({start.year}). Look at the "
                    f"year, or take {mission.id} out of missions"
                )
                yield Problem(at, line("date"), "date", message, "warning")


def _capture_problems(content: Content, article: Article) -> Iterator[Problem]:
    line = content.documents[article.path].line
    if article.capture is None:
        if article.capture_sha256 is not None:
            message = "stands without capture. Name the capture, or leave both out"
            yield Problem(article.path, line("capture_sha256"), "capture_sha256", message)
        return
    file = content.captures.get(article.capture)
    if file is None and os.path.lexists(content.root / "captures" / article.capture):
        return  # it is there, and a problem of its own says what is wrong with it
    if file is None:
        near = did_you_mean(article.capture, content.captures)
        message = f"content/captures/{article.capture[:200]} is not there. Add the file.{near}"
        yield Problem(article.path, line("capture"), "capture", message)
        return
    found = content.digests.get(article.capture)
    if found is None:
        message = f"content/captures/{article.capture} cannot be read. Check its permissions"
        yield Problem(article.path, line("capture"), "capture", message)
        return
    if article.capture_sha256 is None:
        message = f"is missing. Add: capture_sha256: {found}"
        yield Problem(article.path, line("capture"), "capture_sha256", message)
    elif found != article.capture_sha256:
        message = (
            f"content/captures/{article.capture} is not the file it was: its hash is {found}. "
            "A capture is never edited: restore it from the repository"
        )
        yield Problem(article.path, line("capture_sha256"), "capture_sha256", message)


def _rights_problems(content: Content, article: Article) -> Iterator[Problem]:
    line = content.documents[article.path].line
    if article.rights == "withdrawn" and article.withdrawn is None:
        message = "rights: withdrawn needs a line withdrawn: with the reason"
        yield Problem(article.path, line("rights"), "withdrawn", message)
    if article.withdrawn is not None and article.rights != "withdrawn":
        message = "gives a reason, so rights must be withdrawn"
        yield Problem(article.path, line("withdrawn"), "withdrawn", message)
