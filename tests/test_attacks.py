"""Hostile content: taken as the text it is, or refused with one plain line; in every file made."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import feedparser
import pytest
import rispy
from frictionless import Package, system
from lxml import etree, html

from archive import front_matter, markup
from archive.article import Article
from archive.catalogue import Archive
from archive.load import load
from archive.mission import Mission
from archive.problem import Problem
from archive.record import Record, make
from archive.vocabulary import Area, Outlet, PageText, Site
from tests.attacks import KINDS, REFUSED, STRINGS, TAKEN
from tests.attacks.archives import attack_project, one_line
from tests.conftest import site_files
from tests.test_citations import read_bibtex
from tests.test_data import unmarked

ARTICLE = {"title": "T", "language": "en"}
SPAN = {"start": "2001"}
MISSION = {
    "name": "N", "label": "L", "organisation": "UN", "summary": "S", "confidence": "low",
    "danish_participation": {**SPAN, "end": "2002", "status": "ended"}, "mission": SPAN,
}  # fmt: skip
PAGE = {"title": "T", "description": "D"}
# Every field of free text: the record, what else it needs, and how the field is written.
FIELDS: list[tuple[type[Record], dict[str, Any], str, Any]] = [
    *((Article, ARTICLE, name, "{}") for name in ("title", "dek", "author", "date_basis")),
    *((Article, ARTICLE, name, "{}") for name in ("withdrawn", "cleaned_with", "capture")),
    *((Article, ARTICLE, name, "{}") for name in ("url", "archived_url", "outlet", "date")),
    *((Article, ARTICLE, name, "{}") for name in ("language", "rights", "capture_sha256")),
    *((Article, ARTICLE, name, ["{}"]) for name in ("aliases", "missions", "countries")),
    *(
        (Article, ARTICLE, "figures", [{"count": "1", "what": "w", "quote": "q", name: "{}"}])
        for name in ("what", "quote", "qualifier", "count")
    ),
    *((Mission, MISSION, name, "{}") for name in ("name", "label", "abbreviation", "area")),
    *((Mission, MISSION, name, "{}") for name in ("summary", "organisation", "confidence")),
    *((Mission, MISSION, name, ["{}"]) for name in ("aliases", "weak_aliases", "unreferenced")),
    *((Mission, MISSION, "references", [{name: "{}"}]) for name in ("text", "url")),
    *((PageText, PAGE, name, "{}") for name in ("title", "description")),
    *((Site, {**PAGE, "rights": "R"}, name, "{}") for name in ("title", "contact", "tag")),
    (Outlet, {"id": "o", "name": "N", "kind": "other"}, "name", "{}"),
    (Area, {"id": "a", "name": "N", "danish": "D", "north": "1", "east": "1"}, "danish", "{}"),
]
MORE = {
    Article: {"slug": "x", "path": "x.md"},
    Mission: {"id": "x", "path": "x.md"},
    PageText: {"name": "x", "path": "x.md"},
}


PAIR = re.compile(r"\\ud[89ab]..\\ud[c-f]..")


def whole(pair: re.Match[str]) -> str:
    character = json.loads(f'"{pair[0]}"')
    return f"\\U{ord(character):08X}"


def put(value: Any, text: str) -> Any:
    """The value of a field with the text in its place."""
    if isinstance(value, list):
        return [put(item, text) for item in value]
    if isinstance(value, dict):
        return {key: put(item, text) for key, item in value.items()}
    return text if value == "{}" else value


def read(model: type[Record], fields: dict[str, Any]) -> tuple[Record | None, list[Problem]]:
    # JSON is YAML, but for two escapes that stand for one character.
    rows = (f"{key}: {PAIR.sub(whole, json.dumps(value))}\n" for key, value in fields.items())
    text = "".join(rows)
    document, problems = front_matter.parse(f"---\n{text}---\n\nText.\n", "x.md")
    if document is None:
        return None, problems
    more = MORE.get(model, {})
    body = {"body": document.body} if "body" in model.model_fields else {}
    record, found = make(model, document, **more, **body)
    return record, problems + found


def is_plain(problem: Problem) -> bool:
    """Whether a problem is one line that any terminal can show."""
    kinds = {unicodedata.category(character) for character in str(problem)}
    return not kinds & {"Cc", "Cs", "Zl", "Zp"} and len(str(problem)) < 500


def values(record: Any) -> list[str]:
    if isinstance(record, dict):
        return [text for value in record.values() for text in values(value)]
    if isinstance(record, list | tuple):
        return [text for value in record for text in values(value)]
    return [record] if isinstance(record, str) else []


def test_there_are_hundreds_of_strings_of_many_kinds() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 300
    assert len(KINDS) >= 15


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: f"{field[0].__name__}-{field[2]}")
def test_each_field_takes_a_string_as_it_is_or_refuses_it_with_one_plain_line(
    field: tuple[type[Record], dict[str, Any], str, Any],
) -> None:
    model, others, name, form = field
    for text in STRINGS:
        record, problems = read(model, {**others, name: put(form, text)})
        if record is None:
            assert len(problems) == 1, (text, problems)
            assert is_plain(problems[0]), (text, problems)
        else:
            assert text not in REFUSED, text
            assert text.strip() in values(record.model_dump()), text
            if name.endswith("url"):
                assert text.startswith(("http://", "https://")), text


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    project = attack_project(tmp_path_factory.mktemp("attacks"), TAKEN)
    archive, problems = load(project.content)
    assert archive is not None, [str(problem) for problem in problems[:5]]
    return archive


@pytest.fixture(scope="module")
def made(archive: Archive) -> dict[str, bytes]:
    return site_files(archive)


def slugs(archive: Archive) -> dict[str, Article]:
    by = {item.slug: item for item in archive.articles}
    return {f"attack-{at}": by[f"attack-{at}"] for at in range(len(TAKEN))}


def test_every_string_is_the_title_and_the_text_of_its_page(
    archive: Archive, made: dict[str, bytes]
) -> None:
    found = slugs(archive)
    assert len(found) == len(TAKEN)
    for slug, article in found.items():
        page = html.document_fromstring(made[f"articles/{slug}.html"].decode())
        assert one_line(page.findtext(".//h1")) == one_line(article.title)
        (data,) = page.xpath("//script[@type='application/ld+json']/text()")
        assert json.loads(data)["headline"] == one_line(article.title)
        names = page.xpath("//meta[@name='citation_title']/@content")
        assert names == [one_line(article.title)]
        first = page.xpath("//div[@class='text']/p")[0]
        assert one_line(first.text_content()) == one_line(TAKEN[int(slug[7:])])


def test_no_address_of_any_page_leads_anywhere_but_to_the_web(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        if name.endswith(".html"):
            page = html.document_fromstring(data.decode())
            for link in page.xpath("//@href | //@src | //@action | //@*[local-name()='href']"):
                head = link.partition(":")[0] if ":" in link else "https"
                assert head in ("https", "http", "mailto"), (name, link)
                assert "attacker.invalid" not in link, (name, link)


def test_feed_readers_read_every_title_and_summary(
    archive: Archive, made: dict[str, bytes]
) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    titles, found = [], set()
    for name, data in made.items():
        if name.endswith(".xml"):
            assert not feedparser.parse(data).bozo, name
            root = etree.fromstring(data)
            for entry in root.iter(f"{atom}entry"):
                assert len(entry) == len([item for item in entry if item.tag.startswith(atom)])
                found.add(entry.findtext(f"{atom}id").rpartition("/")[2])
                titles.append(one_line(entry.findtext(f"{atom}title")))
    assert set(slugs(archive)) <= found
    assert {one_line(item.title) for item in slugs(archive).values()} <= set(titles)


def test_spreadsheets_and_frictionless_read_every_value(
    archive: Archive, made: dict[str, bytes], tmp_path: Path
) -> None:
    for name, data in made.items():
        if name.startswith("data/"):
            (tmp_path / "data").mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "data" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "note"])[:5]
    text = made["data/articles.csv"].decode()
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}
    for slug, article in slugs(archive).items():
        for name in ("title", "author", "date_basis"):
            cell = rows[slug][name]
            assert cell[:1] not in tuple("=+-@\t\r\n＝＋－＠"), cell
            assert unmarked(cell) == getattr(article, name), name


def test_reference_managers_read_every_title(archive: Archive, made: dict[str, bytes]) -> None:
    found = slugs(archive)
    entries = read_bibtex(made["data/articles.bib"].decode())
    records = {item["id"]: item for item in rispy.loads(made["data/articles.ris"].decode())}
    items = {item["id"]: item for item in json.loads(made["data/articles.csl.json"])}
    shown = [item for item in archive.articles if archive.rights_of(item) != "withdrawn"]
    assert len(entries) == len(records) == len(items) == len(shown)
    for slug, article in found.items():
        title = one_line(article.title)
        assert items[slug]["title"] == title
        assert one_line(records[slug]["title"]) == title
        assert one_line(entries[slug]["title"]) == title
        assert set(entries[slug]) <= {
            *("author", "title", "journal", "entrysubtype", "year", "month", "date", "abstract"),
            *("keywords", "langid", "url"),
        }
        assert records[slug]["urls"] == [article.url]


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_any_string_is_safe_html(kind: str) -> None:
    for text in [*KINDS[kind], "\n\n".join(KINDS[kind])]:
        root = html.fragment_fromstring(markup.to_html(text), create_parent="div")
        for element in root.iter():
            assert element.tag in {*markup.TAGS, "div"}, text
            assert set(element.attrib) <= {"href", "title", "rel", "start"}, text
            assert element.get("href", "https:").partition(":")[0] in markup.SCHEMES, text
