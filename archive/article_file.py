"""The article file: what one file below content/articles gives, and what is wrong with it alone.

All of it depends on nothing but the file: what refers to other files is checked afterwards.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive import front_matter
from archive.article import STAND_IN, Article, Figure
from archive.content_files import MAX_BYTES, read_text, shown
from archive.front_matter import Document
from archive.markup import converted
from archive.numbers import number_pattern, number_value
from archive.personnel import QUALIFIERS
from archive.problem import Problem, did_you_mean
from archive.prose import Prose, prose_of
from archive.record import make, make_rest
from archive.text_check import text_problems

MISSING = "is missing. Put the article's text after the second ---"
# What is found out from a key cannot be, where that key is wrong.
NEEDS = {
    "file": {"date"},
    "capture_sha256": {"capture"},
    "retrieved": {"date"},
    "withdrawn": {"rights"},
}


@dataclass(frozen=True)
class Rest:
    """What is right of an article that is wrong, and the keys that are not right."""

    article: Article
    lost: frozenset[str]


@dataclass(frozen=True)
class ArticleFile:
    """What an article's file gives: the article with its prose, or else the rest of it.

    `document` gives the lines of the keys; None where the file cannot be read at all. `claims`
    are the captures that it names, be its front matter readable or not.
    """

    document: Document | None
    article: Article | None
    prose: Prose | None
    rest: Rest | None
    claims: frozenset[str]
    problems: tuple[Problem, ...]


def read_article(path: Path, root: Path) -> ArticleFile:
    """Read an article's file in the content folder `root`."""
    problems: list[Problem] = []
    text = read_text(path, root, problems)
    document = None
    if text is not None:
        document, found = front_matter.parse(text, shown(root, path))
        problems += found
    claims = _claims(path, document)
    if text is None or document is None:
        return ArticleFile(None, None, None, None, claims, tuple(problems))
    names = {"slug": path.stem, "path": document.path}
    article, found = make(Article, document, **names)
    problems += found
    if article is not None:
        problems += without_lost(text_problems_of(article, document), frozenset())
        mark = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        light = replace(document, fields={}, body="")
        prose = prose_of(document.body, article.dek, mark)
        return ArticleFile(light, article, prose, None, claims, tuple(problems))
    partial, lost = make_rest(Article, document, STAND_IN, **names)
    rest = None
    if partial is not None:
        rest = Rest(partial, lost)
        problems += without_lost(text_problems_of(partial, document), lost)
    return ArticleFile(document, None, None, rest, claims, tuple(problems))


def without_lost(found: Iterator[Problem], lost: frozenset[str]) -> Iterator[Problem]:
    """The problems that were not found out from a key which is wrong itself."""
    for problem in found:
        if "rights" in lost and problem.field == "text" and problem.message == MISSING:
            continue
        if problem.field in lost or NEEDS.get(problem.field, set()) & lost:
            continue
        if problem.field.partition(".")[0] not in lost or problem.field.endswith(".quote"):
            yield problem


def text_problems_of(article: Article, document: Document) -> Iterator[Problem]:
    """What is wrong with the text of an article, and with the figures that are taken from it."""
    at, first = article.path, document.body_line
    found = list(text_problems(at, document.body, first))
    yield from found
    if not any(problem.severity == "error" for problem in found):
        yield from _quote_problems(article, document)
    for index, figure in enumerate(article.figures):
        yield from _odd_figure(document, index, figure)
    if not re.search(r"\w", document.body) and article.rights in (None, "full"):
        yield Problem(at, first, "text", MISSING)


def _claims(path: Path, document: Document | None) -> frozenset[str]:
    if document is not None and not document.broken:
        return frozenset([str(document.fields.get("capture", ""))])
    if path.is_symlink() or not path.is_file():
        return frozenset()
    try:
        head = path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    except OSError:
        return frozenset()
    named = re.findall(r"(?m)^capture:[ \t]*[\"']?([^\"'\n]+?)[\"']?[ \t\r]*$", head)
    return frozenset(named)


def _quote_problems(article: Article, document: Document) -> Iterator[Problem]:
    """Quotes that do not stand in the text, those of figures with other mistakes among them."""
    raw = document.fields.get("figures")
    body: str | None = None
    for index, figure in enumerate(raw if isinstance(raw, list) else ()):
        quote = figure.get("quote") if isinstance(figure, dict) else None
        if not isinstance(quote, str) or not quote.strip():
            continue
        body = body if body is not None else converted(document.body).text.replace("\n", " ")
        if " ".join(quote.split()) not in body:
            message = (
                f"{quote.strip()[:80]!r} does not stand in the text. "
                "Copy the words exactly as the article has them"
            )
            line = document.line("figures", str(index), "quote")
            yield Problem(article.path, line, f"figures.{index}.quote", message)


def _odd_figure(document: Document, index: int, figure: Figure) -> Iterator[Problem]:
    at, line, key = document.path, document.line, f"figures.{index}"
    if not _tells(figure.quote, figure.count):
        message = f"{figure.quote[:80]!r} does not tell the number {figure.count}. Look at both"
        place = line("figures", str(index), "quote")
        yield Problem(at, place, f"{key}.quote", message, "warning")
    known = QUALIFIERS["en"]
    if figure.qualifier is not None and figure.qualifier not in known:
        said = figure.qualifier.casefold()
        meant = next(
            (
                name
                for forms in QUALIFIERS.values()
                for name, form in forms.items()
                if re.fullmatch(form, said)
            ),
            None,
        )
        near = f" Write {meant}." if meant else did_you_mean(said, known)
        message = f"{figure.qualifier[:80]!r} is not one of {', '.join(known)}.{near}"
        place = line("figures", str(index), "qualifier")
        yield Problem(at, place, f"{key}.qualifier", message, "warning")


def _tells(quote: str, count: int) -> bool:
    """True where a quote holds the number, in digits or in English or Danish words."""
    if str(count) in re.findall(r"[0-9]+", re.sub(r"(?<=\d)[.,\s](?=\d{3})", "", quote)):
        return True
    if count == 1 and re.search(r"(?i)\b(?:one|an?|ene?|et|én)\b", quote):
        return True
    return any(
        number_value(found, language) == count
        for language in ("en", "da")
        for found in re.findall(f"(?i){number_pattern(language)}", quote)
    )
