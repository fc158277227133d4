"""The checks over the whole content: what refers to what, and whether it is there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from archive.article import Article, year_folder
from archive.content import Content
from archive.markup import SCHEMES, to_text
from archive.mission import Mission
from archive.problem import Problem, did_you_mean

LINK = re.compile(r"\]\(\s*<?\s*([A-Za-z][A-Za-z0-9+.-]*):|<(javascript|data|vbscript):", re.I)
HTML = re.compile(r"</?[A-Za-z][^<>@:]*>|<!--")


def check(content: Content) -> list[Problem]:
    """Return everything that is wrong between the files of the content."""
    problems: list[Problem] = []
    for article in content.articles:
        problems += _article_problems(content, article)
    for mission in content.missions:
        problems += _mission_problems(content, mission)
    problems += _names_used_twice(content)
    return problems


def captures_without_article(content: Content) -> list[str]:
    """The names of captures that no article file names, sorted.

    An article that cannot be read counts as well, as long as its `capture` can be.
    """
    used = {
        str(document.fields["capture"])
        for document in content.documents.values()
        if "capture" in document.fields
    }
    return sorted(set(content.captures) - used)


def unused_captures(content: Content) -> list[Problem]:
    """A problem for each capture without an article: what a frozen build reports."""
    return [
        Problem(
            content.shown(content.captures[name]),
            1,
            "capture",
            f"has no article yet. Run: python build.py add content/captures/{name}",
        )
        for name in captures_without_article(content)
    ]


def _article_problems(content: Content, article: Article) -> Iterator[Problem]:
    line = content.documents[article.path].line
    at = article.path
    for index, id in enumerate(article.missions):
        if id not in content.known["mission"]:
            message = _unknown("mission", id, content.known["mission"], "content/missions/")
            yield Problem(at, line("missions", str(index)), "missions", message)
    for index, code in enumerate(article.countries):
        if code not in content.countries:
            yield Problem(at, line("countries", str(index)), "countries", _country(content, code))
    if article.outlet is not None and article.outlet not in content.known["outlet"]:
        known = content.known["outlet"]
        message = _unknown("outlet", article.outlet, known, "content/outlets.yml")
        yield Problem(at, line("outlet"), "outlet", message)
    for field in ("missions", "countries", "reviewed", "aliases"):
        for twice in _repeated(getattr(article, field)):
            yield Problem(at, line(field), field, f"{twice} stands twice. Keep one of the two")
    yield from _text_problems(content, article)
    yield from _figure_problems(content, article)
    yield from _capture_problems(content, article)
    yield from _rights_problems(article, line("rights"), line("withdrawn"))
    if article.date is not None and article.date.kind == "span":
        message = f"an article appears on one day: write [{article.date.text.replace('/', '..')}]"
        yield Problem(at, line("date"), "date", message)
    if not article.body.strip() and article.rights in (None, "full"):
        last = content.documents[at].body_line
        yield Problem(at, last, "text", "is missing. Put the article's text after the second ---")
    folder = year_folder(article.date)
    if at.split("/")[-2] != folder:
        message = f"belongs into articles/{folder}/ by its date. Move the file there"
        yield Problem(at, 1, "file", message, "warning")


def _text_problems(content: Content, article: Article) -> Iterator[Problem]:
    """Links that lead elsewhere than to the web, and HTML, which is shown as it stands."""
    first = content.documents[article.path].body_line
    for number, row in enumerate(article.body.split("\n"), first):
        for found in LINK.finditer(row):
            scheme = found[1] or found[2]
            if scheme.casefold() not in SCHEMES:
                message = f"{scheme}: is no link that a reader may follow. Give an https:// address"
                yield Problem(article.path, number, "text", message)
        tag = HTML.search(row)
        if tag is not None:
            message = (
                f"{tag[0][:40]} is shown as it stands, since HTML is not used here. "
                "Delete it, or write &lt; for <"
            )
            yield Problem(article.path, number, "text", message, "warning")


def _figure_problems(content: Content, article: Article) -> Iterator[Problem]:
    if not article.figures:
        return
    body = _spaced(to_text(article.body))
    for index, figure in enumerate(article.figures):
        if _spaced(figure.quote) not in body:
            line = content.documents[article.path].line("figures", str(index), "quote")
            message = (
                f"{figure.quote[:80]!r} does not stand in the text. "
                "Copy the words exactly as the article has them"
            )
            yield Problem(article.path, line, f"figures.{index}.quote", message)


def _capture_problems(content: Content, article: Article) -> Iterator[Problem]:
    line = content.documents[article.path].line
    if article.capture is None:
        if article.capture_sha256 is not None:
            message = "stands without capture. Name the capture, or leave both out"
            yield Problem(article.path, line("capture_sha256"), "capture_sha256", message)
        return
    file = content.captures.get(article.capture)
    if file is None:
        near = did_you_mean(article.capture, content.captures)
        message = f"content/captures/{article.capture} is not there. Add the file.{near}"
        yield Problem(article.path, line("capture"), "capture", message)
        return
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        message = f"content/captures/{article.capture} cannot be read ({error.strerror})"
        yield Problem(article.path, line("capture"), "capture", message)
        return
    if article.capture_sha256 is None:
        message = f"is missing. Add: capture_sha256: {digest}"
        yield Problem(article.path, line("capture"), "capture_sha256", message)
    elif digest != article.capture_sha256:
        message = (
            f"content/captures/{article.capture} is not the file it was: its hash is {digest}. "
            "A capture is never edited: restore it from the repository"
        )
        yield Problem(article.path, line("capture_sha256"), "capture_sha256", message)


def _rights_problems(article: Article, rights: int, withdrawn: int) -> Iterator[Problem]:
    if article.rights == "withdrawn" and article.withdrawn is None:
        message = "rights: withdrawn needs a line withdrawn: with the reason"
        yield Problem(article.path, rights, "withdrawn", message)
    if article.withdrawn is not None and article.rights != "withdrawn":
        message = "gives a reason, so rights must be withdrawn"
        yield Problem(article.path, withdrawn, "withdrawn", message)


def _mission_problems(content: Content, mission: Mission) -> Iterator[Problem]:
    line = content.documents[mission.path].line
    for field in ("countries", "basing"):
        for index, code in enumerate(getattr(mission, field)):
            if code not in content.countries:
                yield Problem(mission.path, line(field, str(index)), field, _country(content, code))
    areas = {area.id for area in content.areas}
    for index, id in enumerate(mission.seas):
        if id not in areas:
            message = _unknown("sea area", id, areas, "content/areas.yml")
            yield Problem(mission.path, line("seas", str(index)), "seas", message)


def _names_used_twice(content: Content) -> Iterator[Problem]:
    slugs: dict[str, str] = {}
    captures: dict[str, str] = {}
    for article in sorted(content.articles, key=lambda article: article.path):
        first = slugs.setdefault(article.slug, article.path)
        if first != article.path:
            message = f"{first} has the same name, so both would be one page. Rename one"
            yield Problem(article.path, 1, "file", message)
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
        for alias in (mission.name, *mission.aliases):
            owner = owners.setdefault(alias.casefold(), mission)
            if owner.id != mission.id:
                line = content.documents[mission.path].line("aliases")
                message = (
                    f"{alias!r} is an alias of {owner.id} already. An alias decides for one "
                    "mission only: make it a weak alias of both"
                )
                yield Problem(mission.path, line, "aliases", message)


def _unknown(noun: str, id: str, known: Iterable[str], where: str) -> str:
    return f"{id!r} is not a known {noun}.{did_you_mean(id, known)} They stand in {where}"


def _country(content: Content, code: str) -> str:
    """What to write instead of a country code that is none."""
    upper = code.upper()
    if upper in content.countries:
        return f"{code!r} must be in capitals: {upper}"
    names = {
        name: country.code
        for country in content.countries.values()
        for name in (country.name, country.danish)
    }
    folded = {name.casefold(): name for name in names}
    name = folded.get(code.casefold())
    if name is not None:
        return f"give the code of {name}: {names[name]}"
    near = did_you_mean(code, names) if len(code) > 3 else ""
    for known, known_code in names.items():
        near = near.replace(f"mean {known}?", f"mean {known_code} ({known})?")
    return f"{code!r} is not a country code (ISO 3166-1 alpha-2, like IQ for Iraq).{near}"


def _repeated(items: tuple[str, ...]) -> list[str]:
    return sorted({item for item in items if items.count(item) > 1})


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text)
