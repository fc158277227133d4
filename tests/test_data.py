"""The data: read back by Frictionless, it says what the content says and no more."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource, system
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.catalogue import Archive
from archive.columns import SHEETS
from archive.data import FORMULA, cell
from tests.conftest import Project, export_files, site_files
from tests.test_pages import archive_of, article, main_of

Rows = dict[str, dict[str, Any]]


def unmarked(text: str) -> str:
    """What the Data page tells to do: take one apostrophe off the start of each cell."""
    return text.removeprefix("'")


@pytest.fixture
def archive(project: Project) -> Archive:
    figure = "figures: [{count: 7, what: officers, quote: secret words}]"
    shy = "Secret words. More of them."
    more = {
        "2022/formula": article(
            "'=HYPERLINK(1)'",
            'Line one, with "quotes".\n\nLine two.',
            author="'@someone'",
            dek='"+1, \\"it\\""',
            date='"[2022-01-27..2022-01-30]"',
            date_basis="'-“Thursday” is 27 January.'",
            url="https://example.org/a",
            outlet="the-copenhagen-post",
            retrieved="2023-02-03",
            reviewed="[date, missions]",
        ),
        "2021/linked": article("Linked", shy, date="2021-05~", rights="link", dek="Secret dek."),
        "2021/short": article("Short", shy, date="2021", rights="excerpt", dek="A dek."),
        "2021/gone": article("Gone", shy, date="2021", rights="withdrawn", withdrawn="Asked."),
    }
    for name, text in more.items():
        more_lines = f"{figure}\ndate_basis: The text says “Secret words”."
        text = text if "formula" in name else text.replace("\n---\n\n", f"\n{more_lines}\n---\n\n")
        project.write(f"articles/{name}.md", text.replace("secret", "Secret"))
    return archive_of(project)


@pytest.fixture
def package(archive: Archive, tmp_path: Path) -> Package:
    """The archive's data, written to a folder and opened by Frictionless."""
    for name, data in export_files(archive).items():
        if name.startswith("data/"):
            (tmp_path / "data").mkdir(exist_ok=True)
            (tmp_path / name).write_bytes(data)
    with system.use_context(trusted=True):
        return Package(str(tmp_path / "data" / "datapackage.json"))


def rows_of(package: Package, name: str) -> list[dict[str, Any]]:
    """The rows of a table, of the types that its schema says; it is an error where they are not."""
    resource = package.get_resource(name)
    if resource.format == "csv":
        return [dict(row) for row in resource.read_rows()]
    told = resource.to_descriptor()
    whole = {key: value for key, value in told.items() if key not in ("bytes", "hash", "type")}
    table = Resource.from_descriptor({**whole, "type": "table"}, basepath=package.basepath)
    report = table.validate()
    assert report.valid, report.flatten(["name", "note"])
    return [dict(row) for row in table.read_rows()]


def by_id(package: Package, name: str = "articles") -> Rows:
    return {row["id"]: row for row in rows_of(package, name)}


def listed(cell: str | None) -> list[str]:
    return cell.split("|") if cell else []


def test_frictionless_finds_every_file_as_the_package_describes_it(package: Package) -> None:
    report = package.validate()
    assert report.valid, report.flatten(["name", "note", "message"])
    assert {item.path for item in package.resources} == {
        *("articles.csv", "articles.json", "missions.csv", "missions.json"),
        *("figures.csv", "countries.csv", "articles.ris", "articles.bib", "articles.csl.json"),
    }


@pytest.mark.parametrize("name", ["countries.csv", "articles.json", "articles.ris"])
def test_frictionless_finds_a_changed_file(package: Package, name: str) -> None:
    file = Path(package.basepath or "") / name
    data = file.read_bytes()
    file.write_bytes(data[:-3].replace(b"a", b"e") + data[-3:])
    assert not package.validate().valid


def test_every_column_has_a_type_and_a_description(package: Package) -> None:
    for resource in package.resources:
        if resource.format in ("csv", "json") and "csl" not in (resource.path or ""):
            assert resource.schema.fields, resource.name
            for field in resource.schema.fields:
                assert field.type != "any", field.name
                assert field.description, field.name


def test_the_table_of_articles_says_what_their_front_matter_says(
    archive: Archive, package: Package
) -> None:
    rows = by_id(package)
    shown = [item for item in archive.articles if archive.rights_of(item) != "withdrawn"]
    assert list(rows) == [item.slug for item in shown]
    for item in shown:
        row = rows[item.slug]
        full = archive.rights_of(item) == "full"
        assert unmarked(row["date_basis"] or "") == ((item.date_basis or "") if full else "")
        for name in ("title", "author", "outlet", "url", "archived_url", "language"):
            value = row[name]
            assert (unmarked(value) if value else value) == getattr(item, name), name
        assert row["date"] is None if item.date is None else unmarked(row["date"]) == item.date.text
        assert row["date_earliest"] == (item.date.earliest if item.date else None)
        assert row["date_latest"] == (item.date.latest if item.date else None)
        assert row["retrieved"] == (item.retrieved.earliest if item.retrieved else None)
        assert listed(row["missions"]) == list(item.missions)
        assert listed(row["countries"]) == list(item.countries)
        assert listed(row["reviewed"]) == list(item.reviewed)
        assert row["rights"] == archive.rights_of(item)
        assert row["capture_sha256"] == item.capture_sha256
    assert rows["formula"]["title"] == "'=HYPERLINK(1)"


def test_the_table_of_missions_says_what_their_files_say(
    archive: Archive, package: Package
) -> None:
    rows = by_id(package, "missions")
    assert list(rows) == [item.id for item in archive.missions]
    for item in archive.missions:
        row, part = rows[item.id], item.danish_participation
        assert (row["name"], row["label"]) == (item.name, item.label)
        assert listed(row["aliases"]) == list(item.aliases)
        assert listed(row["countries"]) == list(item.countries)
        assert row["danish_start"] == part.start.text
        assert row["danish_start_earliest"] == part.start.earliest
        assert row["danish_end"] == (part.end.text if part.end else None)
        assert row["last_reported_latest"] == (
            part.last_reported.latest if part.last_reported else None
        )
        assert row["mission_start"] == item.mission.start.text
        assert (row["status"], row["confidence"]) == (part.status, item.confidence)
    assert rows["task-force-takuba"]["danish_end"] == "2022-02~"


def test_figures_come_from_texts_that_the_archive_shows_and_no_others(package: Package) -> None:
    (row,) = rows_of(package, "figures")
    assert row["article"] == "danish-helicopters-reach-gao"
    assert (row["count"], row["qualifier"], row["what"]) == (70, "about", "soldiers")
    assert row["quote"] == "about 70 soldiers"
    assert row["reviewed"] is False


def test_countries_and_missions_count_the_articles_of_the_table(package: Package) -> None:
    countries = {row["code"]: row for row in rows_of(package, "countries")}
    assert countries["ML"]["danish"] == "Mali"
    told = [code for row in rows_of(package, "articles") for code in listed(row["countries"])]
    for code, row in countries.items():
        assert row["articles"] == told.count(code), code
    assert (
        countries["ML"]["articles"] == by_id(package, "missions")["task-force-takuba"]["articles"]
    )


def test_json_holds_the_same_rows_as_csv_with_texts_where_rights_are_full(
    package: Package,
) -> None:
    for name in ("articles", "missions"):
        plain = rows_of(package, name)
        for row, whole in zip(plain, rows_of(package, f"{name}-json"), strict=True):
            for column, value in row.items():
                same = unmarked(value) if isinstance(value, str) else value
                other = whole[column]
                assert (same or "") == ("|".join(other) if isinstance(other, list) else other or "")
    texts = {row["id"]: row["text"] for row in rows_of(package, "articles-json")}
    assert texts["formula"] == 'Line one, with "quotes".\nLine two.'
    assert texts["linked"] is texts["short"] is None


def test_no_page_holds_more_than_rights_allow(archive: Archive) -> None:
    pages = {name: data.decode(errors="replace") for name, data in site_files(archive).items()}
    for name, text in pages.items():
        assert "ecret" not in text, name
    for name in ("linked", "short", "gone"):
        assert "noted, but not shown" in pages[f"articles/{name}.html"]


def test_no_file_holds_more_than_rights_allow(archive: Archive) -> None:
    for name, data in export_files(archive).items():
        text = data.decode()
        assert "ecret" not in text, name
        assert "gone" not in text.casefold(), name
    articles = export_files(archive)["data/articles.csv"].decode()
    assert "A dek." in articles


TEXTS = st.text(max_size=30) | st.builds(
    lambda first, rest: first + rest, st.sampled_from("=+-@\t\r\n＝＋－＠' "), st.text(max_size=9)
)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_every_text_comes_back(texts: list[str]) -> None:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow([cell(text) for text in texts])
    (row,) = csv.reader(io.StringIO(made.getvalue(), newline=""), strict=True)
    assert [unmarked(text) for text in row] == texts
    for text in row:
        assert text[:1] not in tuple("=+-@\t\r\n＝＋－＠"), text


def test_only_what_needs_it_gets_an_apostrophe() -> None:
    assert [cell(text) for text in ("a=b", "2022-01-28", "[2022..]", "1+1")] == [
        *("a=b", "2022-01-28", "[2022..]", "1+1")
    ]
    assert FORMULA.match("=1")


def test_the_data_page_documents_every_file_and_column_with_an_example(archive: Archive) -> None:
    files = site_files(archive)
    page = html.document_fromstring(files["data.html"].decode())
    files = {name for name in files if name.startswith("data/")}
    assert {link for link in page.xpath("//@href") if link.startswith("data/")} == files
    for sheet in SHEETS:
        (section,) = page.xpath("//section[@id=$id]", id=sheet.name)
        rows = {row[0].text_content(): row for row in section.xpath(".//tbody/tr")}
        assert list(rows) == [column.name for column in sheet.columns]
        for column in sheet.columns:
            assert column.about in rows[column.name].text_content()
    (examples,) = page.xpath("//section[@id='articles']")
    assert "'=HYPERLINK(1)" in examples.text_content()
    assert "take one apostrophe off the start of each cell" in main_of(page)


def test_the_data_page_is_a_link_away_on_every_page(archive: Archive) -> None:
    for name, data in site_files(archive).items():
        if name.endswith(".html") and "/" not in name and name != "404.html":
            links = html.document_fromstring(data.decode()).xpath("//footer//@href")
            assert not links or "data.html" in links, name


def test_the_same_content_gives_the_same_bytes_wherever_it_is_built(
    archive: Archive, project: Project
) -> None:
    once, again = (export_files(item) for item in (archive, archive_of(project)))
    assert once == again
    package = json.loads(once["data/datapackage.json"])
    assert not {"created", "version"} & set(package)
    assert "homepage" not in package


def test_an_archive_without_articles_still_has_its_data(project: Project) -> None:
    for file in (project.content / "articles").rglob("*.md"):
        file.unlink()
    archive = archive_of(project)
    made = export_files(archive)
    assert json.loads(made["data/articles.json"]) == []
    assert "data/articles.ris" not in made
    assert b"data/articles.ris" not in site_files(archive)["data.html"]


def test_a_new_name_changes_no_id_and_no_key_and_the_old_files_stay(project: Project) -> None:
    def exported() -> dict[str, bytes]:
        archive = archive_of(project)
        return export_files(archive)

    before = exported()
    for old, new, after in (
        ("articles/2019/danish-helicopters-reach-gao", "articles/2019/gao", "language: "),
        ("missions/task-force-takuba", "missions/takuba", "aliases: ["),
    ):
        file = project.content / f"{old}.md"
        text, name = file.read_text(encoding="utf-8"), file.stem
        line = f"aliases: [{name}, " if "[" in after else f"aliases: [{name}]\n{after}"
        file.unlink()
        project.write(f"{new}.md", text.replace(after, line, 1))
    gao = project.content / "articles/2019/gao.md"
    tags = gao.read_text(encoding="utf-8").replace("[task-force-takuba]", "[takuba]")
    gao.write_text(tags, encoding="utf-8")
    made = exported()
    for name, data in before.items():
        if name.endswith((".ris", ".bib", ".csl.json")) or name == "data/figures.csv":
            assert made[name] == data, name
    assert made["articles/gao.ris"] == before["articles/danish-helicopters-reach-gao.ris"]
    row = json.loads(made["data/articles.json"])[0]
    assert (row["id"], row["page"]) == ("danish-helicopters-reach-gao", "articles/gao.html")
    assert row["missions"] == ["task-force-takuba"]
    (mission,) = (
        row
        for row in json.loads(made["data/missions.json"])
        if row["page"] == "missions/takuba.html"
    )
    assert mission["id"] == "task-force-takuba"
