"""The checks over the whole content: what refers to what, and whether it is there."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from archive.article import Article, year_folder
from archive.cleaning import text_name
from archive.content import Content, dropped_name
from archive.file_names import folded
from archive.markup import ADDRESS, excess, links, to_text
from archive.mission import Mission
from archive.problem import Problem, did_you_mean
from archive.redirects import redirect_problems

# What may make a link, an image or a tag; only such texts need a closer look.
MARKUP = re.compile(r"\]\(|\]:|\]\[|<\w|</|<!")
HTML = re.compile(r"</?[A-Za-z][^<>@:]*>|<!--")
# Wrong links of one text that are told of; more say no more.
SHOWN = 20
# Pages that are made of other things than a text.
OWN_PAGES = frozenset(["index", "timeline", "search", "outlets", "data", "404"])


def check(content: Content) -> list[Problem]:
    """Return everything that is wrong between the files of the content."""
    problems: list[Problem] = []
    for article in content.articles:
        problems += _article_problems(content, article)
    for mission in content.missions:
        problems += _mission_problems(content, mission)
    problems += _page_problems(content)
    problems += _names_used_twice(content)
    problems += _captures_of_one_name(content)
    problems += redirect_problems(content)
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
        owner = owners.get(_digest(file))
        message = (
            f"holds the same as the capture of {owner}. Delete one of the two"
            if owner is not None
            else f"has no article yet. Run: python build.py add content/captures/{name}"
        )
        problems.append(Problem(content.shown(file), 1, "capture", message))
    return problems


def _digest(file: Path) -> str | None:
    """The SHA-256 of a file, None where it cannot be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _article_problems(content: Content, article: Article) -> Iterator[Problem]:
    line = content.documents[article.path].line
    at = article.path
    for index, id in enumerate(article.missions):
        if _is_unknown(id, content.known["mission"]):
            message = _unknown("mission", id, content.known["mission"], "content/missions/")
            yield Problem(at, line("missions", str(index)), "missions", message)
    for index, code in enumerate(article.countries):
        if code not in content.countries:
            yield Problem(at, line("countries", str(index)), "countries", _country(content, code))
    if article.outlet is not None and _is_unknown(article.outlet, content.known["outlet"]):
        message = _unknown("outlet", article.outlet, content.known["outlet"], "content/outlets.yml")
        yield Problem(at, line("outlet"), "outlet", message)
    for field in ("missions", "countries", "reviewed", "aliases"):
        for twice in _repeated(getattr(article, field)):
            yield Problem(at, line(field), field, f"{twice} stands twice. Keep one of the two")
    text_problems = list(_text_problems(content, article.path, article.body))
    yield from text_problems
    if not any(problem.severity == "error" for problem in text_problems):
        yield from _figure_problems(content, article)
    yield from _capture_problems(content, article)
    yield from _rights_problems(article, line("rights"), line("withdrawn"))
    if article.date is not None and article.date.kind == "span":
        message = f"an article appears on one day: write [{article.date.text.replace('/', '..')}]"
        yield Problem(at, line("date"), "date", message)
    if not re.search(r"\w", article.body) and article.rights in (None, "full"):
        last = content.documents[at].body_line
        yield Problem(at, last, "text", "is missing. Put the article's text after the second ---")
    if not re.search(r"\w", article.title):
        yield Problem(at, line("title"), "title", "holds no word. Write the title as printed")
    folder = year_folder(article.date)
    if at.split("/")[-2] != folder:
        message = f"belongs into articles/{folder}/ by its date. Move the file there"
        yield Problem(at, 1, "file", message, "warning")


def _text_problems(content: Content, path: str, body: str) -> Iterator[Problem]:
    """Links that lead elsewhere than to the web, images, and HTML, which is shown as it stands."""
    first = content.documents[path].body_line
    found = excess(body)
    if found is not None:
        yield Problem(path, first + found[0] - 1, "text", found[1])
        return
    if not MARKUP.search(body):
        return
    rows = body.split("\n")
    for number, row in enumerate(rows, first):
        tags = HTML.findall(row)
        if tags:
            message = (
                f"{', '.join(tag[:40] for tag in tags[:5])} is shown as it stands, since HTML is "
                "not used here. Delete it, or write &lt; for <"
            )
            yield Problem(path, number, "text", message, "warning")
    wrong = dict.fromkeys(address for address in links(body) if not ADDRESS.match(address))
    for address in islice(wrong, SHOWN):
        number = next((at for at, row in enumerate(rows, first) if address in row), first)
        message = (
            f"{address[:80]!r} is no address that a reader may follow. Give the whole "
            "address, beginning with https://"
        )
        yield Problem(path, number, "text", message)
    if re.search(r"!\[", re.sub(r"\\.", "", body)):
        number = next((at for at, row in enumerate(rows, first) if "![" in row), first)
        message = "images are not shown. Take the image out, or write its caption as text"
        yield Problem(path, number, "text", message, "warning")


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
    if file is None and os.path.lexists(content.root / "captures" / article.capture):
        return  # it is there, and a problem of its own says what is wrong with it
    if file is None:
        near = did_you_mean(article.capture, content.captures)
        message = f"content/captures/{article.capture} is not there. Add the file.{near}"
        yield Problem(article.path, line("capture"), "capture", message)
        return
    digest = _digest(file)
    if digest is None:
        message = f"content/captures/{article.capture} cannot be read. Check its permissions"
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
    yield from _text_problems(content, mission.path, mission.body)
    for field in ("countries", "seas", "basing", "aliases", "weak_aliases"):
        for twice in _repeated(getattr(mission, field)):
            yield Problem(
                mission.path, line(field), field, f"{twice} stands twice. Keep one of the two"
            )
    for field in ("countries", "basing"):
        for index, code in enumerate(getattr(mission, field)):
            if code not in content.countries:
                yield Problem(mission.path, line(field, str(index)), field, _country(content, code))
    areas = content.known["area"]
    for index, id in enumerate(mission.seas):
        if _is_unknown(id, areas):
            message = _unknown("sea area", id, areas, "content/areas.yml")
            yield Problem(mission.path, line("seas", str(index)), "seas", message)


def _page_problems(content: Content) -> Iterator[Problem]:
    folder = content.shown(content.root / "pages")
    for page in content.pages.values():
        yield from _text_problems(content, page.path, page.body)
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


def _is_unknown(id: str, known: frozenset[str] | None) -> bool:
    """True where an id is none of the known ones; where they cannot be read, nothing is unknown."""
    return known is not None and id not in known


def _unknown(noun: str, id: str, known: Iterable[str] | None, where: str) -> str:
    near = did_you_mean(id, known or ())
    return f"{id!r} is not a known {noun}.{near} They stand in {where}"


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
