"""The checks over the whole content: what refers to what, and whether it is there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.article import Article
from archive.article_check import article_problems, is_unknown, repeated
from archive.cleaning import text_name
from archive.content import DROPPED, Content, digest, dropped_name
from archive.content_files import entries
from archive.file_names import folded
from archive.likeness import Known, Text, fingerprint
from archive.mission import Mission
from archive.name_advice import unknown, unknown_country
from archive.problem import Problem
from archive.redirects import redirect_problems
from archive.site_file import digest_of
from archive.text_check import text_problems
from archive.work import Work

# Pages that are made of other things than a text.
OWN_PAGES = frozenset(["index", "timeline", "search", "outlets", "data", "404"])


def check(content: Content, work: Work | None = None) -> list[Problem]:
    """Return everything that is wrong between the files of the content."""
    around = digest_of(
        content.countries, content.areas, content.outlets, content.missions,
        [sorted(known or ()) for known in content.known.values()],
        sorted(content.captures),
        # What is there and is no capture is a problem of its own, and not one of its article.
        [file.name for file in entries(content.root / "captures", content.root, [])],
    )  # fmt: skip
    found = (work or Work()).of_values(
        "checks",
        lambda article: article_problems(content, article),
        content.articles,
        [
            digest_of(
                around,
                article.path,
                content.prose[article.path].mark,
                content.digests.get(article.capture or ""),
            )
            for article in content.articles
        ],
    )
    problems = [problem for each in found for problem in each]
    for rest in content.rests.values():
        problems += article_problems(content, rest.article)
    content = content.with_rests()
    for mission in content.missions:
        problems += _mission_problems(content, mission)
    problems += _page_problems(content)
    problems += _names_used_twice(content)
    problems += _captures_of_one_name(content)
    problems += _lists_without_capture(content)
    problems += redirect_problems(content)
    return problems


def much_alike(content: Content, work: Work | None = None) -> list[Problem]:
    """A warning for each article that is much like one before it, in the order of their files.

    It takes some milliseconds an article, so a build does not look. Where a person has
    confirmed the text of both, they are two.
    """
    if not any(article.is_suggested("text") for article in content.articles):
        return []
    known = Known()
    reviewed: dict[str, bool] = {}
    problems = []
    articles = [
        article
        for article in sorted(content.articles, key=lambda article: article.path)
        if article.rights != "withdrawn" and content.prose[article.path].words
    ]
    prints = (work or Work()).of_values(
        "likeness",
        lambda article: fingerprint(
            Text(article.title, article.dek or "", content.body_of(article))
        ),
        articles,
        [digest_of(content.prose[article.path].mark) for article in articles],
    )
    for article, print in zip(articles, prints, strict=True):
        reviewed[article.path] = not article.is_suggested("text")
        for other in known.nearest(print):
            if not (reviewed[article.path] and reviewed[other]):
                message = (
                    f"is much like that of {other}. Compare the two: keep one if they are one "
                    "article, else add text to reviewed in both"
                )
                line = content.documents[article.path].body_line
                problems.append(Problem(article.path, line, "text", message, "warning"))
                break
        known.add(print, article.path)
    return problems


def captures_without_article(content: Content) -> list[str]:
    """The names of captures that no article file names, sorted."""
    return sorted(set(content.captures) - content.claimed)


def unused_captures(content: Content) -> list[Problem]:
    """A problem for each capture without an article: what a frozen build reports."""
    owners = {
        article.capture_sha256: article.path for article in content.articles if article.capture
    }
    problems = []
    for name in captures_without_article(content):
        file = content.captures[name]
        owner = owners.get(digest(file))
        message = (
            f"holds the same as the capture of {owner}. Delete one of the two"
            if owner is not None
            else f"has no article yet. Run: python build.py add {_quoted(content.shown(file))}"
        )
        problems.append(Problem(content.shown(file), 1, "capture", message))
    return problems


def _quoted(path: str) -> str:
    """A path as one word of a command."""
    return path if re.fullmatch(r"[\w./-]+", path) else f'"{path}"'


def _mission_problems(content: Content, mission: Mission) -> Iterator[Problem]:
    line = content.documents[mission.path].line
    yield from text_problems(mission.path, mission.body, content.documents[mission.path].body_line)
    for field in ("countries", "seas", "basing", "aliases", "weak_aliases"):
        for twice in repeated(getattr(mission, field)):
            yield Problem(
                mission.path, line(field), field, f"{twice} stands twice. Keep one of the two"
            )
    for field in ("countries", "basing"):
        for index, code in enumerate(getattr(mission, field)):
            if code not in content.countries:
                yield Problem(
                    mission.path,
                    line(field, str(index)),
                    field,
                    unknown_country(code, content.countries),
                )
    areas = content.known["area"]
    names: dict[str, tuple[str, ...]] = dict.fromkeys(areas or (), ())
    names |= {area.id: (area.name, area.danish, *area.aliases) for area in content.areas}
    for index, id in enumerate(mission.seas):
        if is_unknown(id, areas):
            message = unknown("sea area", id, names, "content/areas.yml")
            yield Problem(mission.path, line("seas", str(index)), "seas", message)


def _page_problems(content: Content) -> Iterator[Problem]:
    folder = content.shown(content.root / "pages")
    for page in content.pages.values():
        yield from text_problems(page.path, page.body, content.documents[page.path].body_line)
        if page.name in OWN_PAGES:
            message = f"{page.name}.html is a page that the archive makes itself. Rename the file"
            yield Problem(page.path, 1, "file", message)
    about = content.pages.get("about")
    if about is None and f"{folder}/about.md" not in content.documents:
        message = "is missing. Every page links to it: restore it from the repository"
        yield Problem(f"{folder}/about.md", 1, "file", message)
    elif about is not None and not re.search(r"(?m)^## Contribute\s*$", about.body):
        message = 'has no heading "## Contribute", which many pages link to. Add it'
        yield Problem(about.path, content.documents[about.path].body_line, "text", message)


def _captures_of_one_name(content: Content) -> Iterator[Problem]:
    """Captures of one name but for the ending share what was dropped of them, or its download."""
    first: dict[str, str] = {}
    for name, file in content.captures.items():
        names = {folded(dropped_name(name)), folded(text_name(name))}
        other = next((first[key] for key in sorted(names & first.keys())), None)
        first.update(dict.fromkeys(names, name))
        if other is not None:
            message = f"{other} has the same name but for its ending. Rename the newer one"
            yield Problem(content.shown(file), 1, "capture", message)


def _lists_without_capture(content: Content) -> Iterator[Problem]:
    """Files that tell what was left out of a capture, where there is no such capture."""
    files = entries(content.root / "captures", content.root, [])
    # A capture that cannot be read is there, too.
    names = {dropped_name(file.name) for file in files if not file.name.endswith(DROPPED)}
    for file in (file for file in files if file.name.endswith(DROPPED)):
        if file.name not in names and not file.name.startswith("."):
            message = "belongs to no capture. Restore the capture, or delete this file"
            yield Problem(content.shown(file), 1, "file", message, "warning")


def _names_used_twice(content: Content) -> Iterator[Problem]:
    addresses: dict[str, str] = {}
    captures: dict[str, str] = {}
    articles = sorted(content.articles, key=lambda article: article.path)
    missions = sorted(content.missions, key=lambda mission: mission.path)
    records: list[Mission | Article] = [*missions, *articles]
    for record in records:
        first = addresses.setdefault(record.address, record.path)
        if first != record.path:
            message = f"{first} has the same name, so both would be one page. Rename one"
            yield Problem(record.path, 1, "file", message)
    for article in articles:
        if article.capture is not None:
            first = captures.setdefault(article.capture, article.path)
            if first != article.path:
                line = content.documents[article.path].line("capture")
                message = f"{first} is made from the same capture. Keep one of the two"
                yield Problem(article.path, line, "capture", message)
    yield from _aliases_used_twice(content)


def _aliases_used_twice(content: Content) -> Iterator[Problem]:
    owners: dict[str, Mission] = {}
    for mission in sorted(content.missions, key=lambda mission: mission.path):
        short = [mission.abbreviation] if mission.abbreviation is not None else []
        for alias in (mission.name, *short, *mission.aliases):
            owner = owners.setdefault(alias.casefold(), mission)
            if owner.id != mission.id:
                field = "abbreviation" if alias in short else "aliases"
                line = content.documents[mission.path].line(field)
                message = (
                    f"{alias!r} is an alias of {owner.id} already. An alias decides for one "
                    "mission only: make it a weak alias of both"
                )
                yield Problem(mission.path, line, field, message)
