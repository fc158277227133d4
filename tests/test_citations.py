"""Citations: what they say, and that other people's programs read the files as they were meant."""

from __future__ import annotations

import dataclasses
import json
import re
import warnings
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pylatexenc import latex2text

from archive.authors import authors_of
from archive.catalogue import Archive
from archive.citation_styles import apa, chicago, text_of
from archive.citations import bibtex, csl, latex, ris
from archive.cited import Cited
from archive.dates import parse
from archive.embedded import json_ld, meta
from archive.vocabulary import Outlet
from tests.conftest import Project, export_files, site_files
from tests.test_pages import archive_of, article

PAPER = Outlet(id="post", name="The Copenhagen Post", kind="newspaper")
MINISTRY = Outlet(id="fmn", name="Ministry of Defence of Denmark", kind="government")
ODD = '50 % of R&D_money #1: {Braces} \\ ~about~ x^2 $5 -- "quoted" <tag> æøå'


def cited(**fields: Any) -> Cited:
    known = {
        "key": "a-headline",
        "title": "A headline",
        "authors": (),
        "date": parse("2022-01-28"),
        "outlet": PAPER,
        "url": "https://example.org/a",
        "page": None,
        "accessed": None,
        "language": "en",
        "abstract": "",
        "keywords": (),
        "archive": "The Archive",
    }
    return Cited(**(known | fields))


def read_bibtex(text: str) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX text by key, read and decoded by bibtexparser."""
    context = latex2text.get_default_latex_context_db()
    # Standard LaTeX that pylatexenc does not know, or takes for another character.
    marks = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^"}
    context.add_context_category(
        "marks",
        prepend=True,
        macros=[latex2text.MacroTextSpec(name, mark) for name, mark in marks.items()],
    )
    decoder = latex2text.LatexNodes2Text(latex_context=context)
    decoding = [LatexDecodingMiddleware(decoder=decoder)]
    library = bibtexparser.parse_string(text, append_middleware=decoding)
    # LaTeX takes an address and biber an EDTF date as it stands: both are read without decoding.
    plain = bibtexparser.parse_string(text).entries_dict
    assert not library.failed_blocks
    return {
        entry.key: {key: entry[key] for key in entry.fields_dict}
        | {key: plain[entry.key][key] for key in ("url", "date") if key in entry.fields_dict}
        for entry in library.entries
    }


def read_csl(text: str) -> list[str]:
    """Items of CSL-JSON as citeproc-py sets them in the Harvard style that it carries."""
    items = json.loads(text)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"])]))
        return [str(entry) for entry in bibliography.bibliography()]


def exported(archive: Archive) -> dict[str, str]:
    return {name: data.decode() for name, data in export_files(archive).items()}


@pytest.fixture
def archive(project: Project) -> Archive:
    """Articles of every kind of rights and date, one with a difficult title."""
    more = {
        "2022/odd": article(
            f"'{ODD}'",
            "Some text.",
            author="Anna Bo Jensen and Jan van Dam",
            date="2022-01-27~",
            outlet="the-copenhagen-post",
            url="https://example.org/a_b%20c?d=1&e={f}#g",
            retrieved="2023-02-03",
        ),
        "2021/choice": article("A choice", "Text.", date='"[2021-12-30..2022-01-02]"'),
        "2020/linked": article("Linked", "Hidden words.", date="2020-05", rights="link", dek="No"),
        "2020/short": article("Short", "Hidden words.", date="2020", rights="excerpt", dek="Dek."),
        "2020/gone": article("Gone", "x", date="2020", rights="withdrawn", withdrawn="Asked."),
        "2022/minister-speaks": article(
            "Minister speaks", "Text.", date="2022-02-01", outlet="ministry-of-defence-of-denmark"
        ),
    }
    for name, text in more.items():
        project.write(f"articles/{name}.md", text)
    return archive_of(project)


def test_a_ris_reader_finds_what_the_front_matter_says(archive: Archive) -> None:
    records = {item["id"]: item for item in rispy.loads(exported(archive)["data/articles.ris"])}
    shown = [item for item in archive.articles if archive.rights_of(item) != "withdrawn"]
    assert list(records) == [item.slug for item in shown]
    for item in shown:
        record = records[item.slug]
        assert record["title"] == item.title
        assert record.get("urls", []) == ([item.url] if item.url else [])
        assert record["language"] == item.language
        outlet = archive.outlet(item.outlet).name if item.outlet else None
        assert record.get("secondary_title") == outlet
        named = [archive.mission(id).name for id in item.missions]
        assert record["keywords"] == named + [archive.country(c).name for c in item.countries]
    assert records["odd"]["authors"] == ["Jensen, Anna Bo", "van Dam, Jan"]
    assert records["odd"]["access_date"] == "2023/02/03/"
    assert records["minister-speaks"]["type_of_reference"] == "ELEC"
    assert records["odd"]["type_of_reference"] == "NEWS"


def test_a_bibtex_reader_finds_what_the_front_matter_says(archive: Archive) -> None:
    entries = read_bibtex(exported(archive)["data/articles.bib"])
    shown = [item for item in archive.articles if archive.rights_of(item) != "withdrawn"]
    assert list(entries) == [item.slug for item in shown]
    for item in shown:
        assert entries[item.slug]["title"] == item.title
    odd = entries["odd"]
    assert odd["author"] == "Jensen, Anna Bo and van Dam, Jan"
    assert odd["journal"] == "The Copenhagen Post"
    assert odd["url"] == "https://example.org/a_b%20c?d=1&e=%7Bf%7D#g"
    assert (odd["year"], odd["date"]) == ("[ca. 27 January 2022]", "2022-01-27~")
    assert odd["urldate"] == "2023-02-03"
    gao = entries["danish-helicopters-reach-gao"]
    assert (gao["year"], gao["month"], gao["date"]) == ("2019", "dec", "2019-12-11")
    assert entries["en-hilsen-fra-kosovo"]["year"] == "n.d."
    assert entries["minister-speaks"]["organization"] == "Ministry of Defence of Denmark"


def test_a_csl_processor_finds_what_the_front_matter_says(archive: Archive) -> None:
    text = exported(archive)["data/articles.csl.json"]
    lines = {item["id"]: line for item, line in zip(json.loads(text), read_csl(text), strict=True)}
    assert lines["danish-helicopters-reach-gao"] == (
        "The Copenhagen Post (2019) “Danish helicopters reach Gao”, The Copenhagen Post, "
        "11 December."
    )
    assert lines["odd"].startswith("Jensen, A.B. and van Dam, J. (2022) “50 % of R&D_money #1")
    assert "Available at: https://example.org/a_b%20c?d=1&e={f}#g (Accessed: " in lines["odd"]
    assert "(no date)" in lines["en-hilsen-fra-kosovo"]
    assert "[between 30 December 2021 and 2 January 2022]" in lines["choice"]
    items = {item["id"]: item for item in json.loads(text)}
    for item in archive.articles:
        if archive.rights_of(item) != "withdrawn":
            assert items[item.slug]["title"] == item.title


def test_a_withdrawn_article_is_in_no_citation(archive: Archive) -> None:
    for name, text in exported(archive).items():
        assert "gone" not in name
        assert not re.search(r"\b[Gg]one\b", text), name
    page = html.document_fromstring(site_files(archive)["articles/gone.html"].decode())
    assert not page.xpath("//*[@id='cite'] | //script[not(@src)]")
    assert not page.xpath("//@href[contains(., '.ris') or contains(., '.bib')]")
    assert not page.xpath("//meta[starts-with(@name, 'citation_') or starts-with(@name, 'DC.')]")


def test_citations_hold_no_more_of_a_text_than_its_rights_allow(archive: Archive) -> None:
    for name, text in exported(archive).items():
        assert "Hidden words" not in text, name
    assert "AB  - Dek." in exported(archive)["articles/short.ris"]
    assert "AB  - " not in exported(archive)["articles/linked.ris"]


def test_a_mission_s_lists_hold_its_own_articles_in_three_forms(archive: Archive) -> None:
    files = exported(archive)
    assert list(read_bibtex(files["missions/kfor.bib"])) == ["en-hilsen-fra-kosovo"]
    assert [item["id"] for item in rispy.loads(files["missions/kfor.ris"])] == [
        "en-hilsen-fra-kosovo"
    ]
    assert [item["id"] for item in json.loads(files["missions/kfor.csl.json"])] == [
        "en-hilsen-fra-kosovo"
    ]
    assert "missions/nato-mission-iraq.ris" not in files
    page = html.document_fromstring(site_files(archive)["missions/kfor.html"].decode())
    assert page.xpath("//*[@id='cite']//a/@href") == ["kfor.ris", "kfor.bib", "kfor.csl.json"]


@pytest.mark.parametrize(
    ("date", "in_apa", "in_chicago", "in_ris", "year", "issued"),
    [
        ("2022-01-28", "(2022, January 28)", "January 28, 2022", "2022/01/28/", "2022",
         {"date-parts": [[2022, 1, 28]]}),
        ("2022-01", "(2022, January)", "January 2022", "2022/01//", "2022",
         {"date-parts": [[2022, 1]]}),
        ("2022", "(2022)", "2022", "2022///", "2022", {"date-parts": [[2022]]}),
        ("2022-01-27~", "([ca. 27 January 2022])", "[ca. 27 January 2022]",
         "2022/01/27/ca. 27 January 2022", None, {"date-parts": [[2022, 1, 27]], "circa": True}),
        ("2022?", "([2022?])", "[2022?]", "2022///2022?", None,
         {"date-parts": [[2022]], "circa": True}),
        ("2022-01%", "([ca. January 2022?])", "[ca. January 2022?]", "2022/01//ca. January 2022?",
         None, {"date-parts": [[2022, 1]], "circa": True}),
        ("[2022-01-27..2022-01-30]", "([between 27 and 30 January 2022])",
         "[between 27 and 30 January 2022]", "2022/01//between 27 and 30 January 2022", "2022",
         {"literal": "[between 27 and 30 January 2022]"}),
        ("[2021-12-31..2022-01-01]", "([31 December 2021 or 1 January 2022])",
         "[31 December 2021 or 1 January 2022]", "///31 December 2021 or 1 January 2022", None,
         {"literal": "[31 December 2021 or 1 January 2022]"}),
        ("[..2013]", "([2013 or earlier])", "[2013 or earlier]", "///2013 or earlier", None,
         {"literal": "[2013 or earlier]"}),
    ],
)  # fmt: skip
def test_a_date_is_cited_as_far_as_it_is_known(
    date: str, in_apa: str, in_chicago: str, in_ris: str, year: str | None, issued: dict[str, Any]
) -> None:
    item = cited(date=parse(date))
    assert text_of(apa(item)) == (
        f"A headline. {in_apa}. The Copenhagen Post. https://example.org/a"
    )
    assert text_of(chicago(item)) == (
        f"The Copenhagen Post. “A headline.” {in_chicago}. https://example.org/a."
    )
    (record,) = rispy.loads(ris(item))
    assert (record["date"], record.get("year")) == (in_ris, year)
    assert csl(item)["issued"] == issued
    sure = "[" not in in_chicago
    (entry,) = read_bibtex(bibtex(item)).values()
    assert entry["year"] == (date[:4] if sure else in_chicago)


def test_an_undated_article_is_cited_as_undated() -> None:
    item = cited(date=None)
    assert "(n.d.)" in text_of(apa(item))
    assert "” n.d. https" in text_of(chicago(item))
    (record,) = rispy.loads(ris(item))
    assert not {"date", "year"} & set(record)
    assert "issued" not in csl(item)


def test_newspapers_stand_in_italics_and_elsewhere_in_apa_the_title_does() -> None:
    def italic(item: Cited) -> list[str]:
        return [run.text for run in apa(item) if run.italic]

    assert italic(cited()) == ["The Copenhagen Post"]
    assert italic(cited(outlet=MINISTRY)) == ["A headline."]
    assert [run.text for run in chicago(cited()) if run.italic] == ["The Copenhagen Post"]


def test_authors_come_first_and_a_body_speaks_for_itself() -> None:
    item = cited(authors=authors_of("Anna Bo Jensen, Jan van Dam"), title="Will they go?")
    assert text_of(apa(item)) == (
        "Jensen, A. B., & van Dam, J. (2022, January 28). Will they go? The Copenhagen Post. "
        "https://example.org/a"
    )
    assert text_of(chicago(item)) == (
        "Jensen, Anna Bo, and Jan van Dam. “Will they go?” The Copenhagen Post, January 28, 2022. "
        "https://example.org/a."
    )
    assert text_of(apa(cited(outlet=MINISTRY))) == (
        "Ministry of Defence of Denmark. (2022, January 28). A headline. https://example.org/a"
    )
    assert text_of(chicago(cited(outlet=None, url=None))) == "“A headline.” January 28, 2022."


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("Government says: “it is.”", "“Government says: ‘it is.’”"),
        ('Government says: "it is"', "“Government says: ‘it is’.”"),
        ('"Stay" or "go"?', "“‘Stay’ or ‘go’?”"),
        ("„Vi bliver“", "“‘Vi bliver’.”"),
        ("Denmark’s troops", "“Denmark’s troops.”"),
    ],
)
def test_chicago_turns_the_quotes_of_a_title_into_single_ones(title: str, quoted: str) -> None:
    assert text_of(chicago(cited(title=title))) == (
        f"The Copenhagen Post. {quoted} January 28, 2022. https://example.org/a."
    )


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ritzau, AFP", "Ritzau and AFP."),
        ("Ritzau, Anna Jensen", "Ritzau and Anna Jensen."),
        ("Anna Jensen, Ritzau", "Jensen, Anna, and Ritzau."),
        ("Ritzau, AFP, DPA", "Ritzau, AFP, and DPA."),
    ],
)
def test_chicago_sets_a_comma_between_two_only_after_a_name_turned_round(
    line: str, names: str
) -> None:
    assert text_of(chicago(cited(authors=authors_of(line)))).startswith(f"{names} “A headline.”")


def test_the_archive_s_own_page_is_cited_only_where_it_has_a_public_address() -> None:
    page = "https://archive.example/articles/a-headline.html"
    assert "Archived at" not in ris(cited()) + bibtex(cited()) + text_of(apa(cited()))
    item = cited(page=page)
    assert text_of(apa(item)).endswith(f"https://example.org/a. Archived at {page}")
    assert text_of(chicago(item)).endswith(f"https://example.org/a. Archived at {page}.")
    assert rispy.loads(ris(item))[0]["notes"] == [f"Archived at {page}"]
    assert read_bibtex(bibtex(item))["a-headline"]["note"] == f"Archived at {page}"
    assert csl(item)["archive_location"] == page
    alone = cited(page=page, url=None)
    assert text_of(apa(alone)).endswith(f"The Copenhagen Post. {page}")
    assert rispy.loads(ris(alone))[0]["urls"] == [page]


def test_an_archived_copy_is_cited_and_stands_for_an_address_that_is_not_known() -> None:
    copy, page = "https://web.example/1/a", "https://archive.example/articles/a.html"
    item = cited(copy=copy, page=page)
    told = f"Archived at {copy} and {page}"
    assert text_of(apa(item)).endswith(f" https://example.org/a. {told}")
    assert text_of(chicago(item)).endswith(f" https://example.org/a. {told}.")
    assert rispy.loads(ris(item))[0]["notes"] == [told]
    assert read_bibtex(bibtex(item))["a-headline"]["note"] == told
    assert csl(item)["note"] == told
    alone = cited(copy=copy, url=None)
    assert text_of(apa(alone)).endswith(f"The Copenhagen Post. {copy}")
    assert text_of(chicago(alone)).endswith(f"January 28, 2022. {copy}.")
    assert rispy.loads(ris(alone))[0]["urls"] == [copy]
    assert read_bibtex(bibtex(alone))["a-headline"]["url"] == copy
    assert csl(alone)["URL"] == copy
    assert ("citation_public_url", copy) in list(meta(alone))
    assert json.loads(json_ld(alone))["url"] == json.loads(json_ld(alone))["archivedAt"] == copy


def test_a_public_address_is_told_to_programs_too(archive: Archive) -> None:
    site = archive.site.model_copy(update={"base_url": "https://archive.example/a"})
    public = dataclasses.replace(archive, site=site)
    address = "https://archive.example/a/articles/odd.html"
    assert f"N1  - Archived at {address}\r\n" in exported(public)["articles/odd.ris"]
    page = html.document_fromstring(site_files(public)["articles/odd.html"].decode())
    assert page.xpath("//meta[@name='DC.identifier']/@content") == [address]
    (script,) = page.xpath("//script[not(@src)]")
    assert json.loads(script.text)["archivedAt"] == address
    package = json.loads(exported(public)["data/datapackage.json"])
    assert package["homepage"] == "https://archive.example/a/data.html"


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Jensen", ["Jensen, Anna"]),
        ("Jensen, Anna", ["Jensen, Anna"]),
        ("Anna Jensen & Bo Hansen", ["Jensen, Anna", "Hansen, Bo"]),
        ("Anna Jensen og J.P. Holm-Hansen", ["Jensen, Anna", "Holm-Hansen, J.P."]),
        ("Anna Jensen, Ritzau", ["Jensen, Anna", "Ritzau"]),
        ("Reuters", ["Reuters"]),
        ("The Copenhagen Post", ["The Copenhagen Post"]),
        ("Army News and Press Office", ["Army News and Press Office"]),
        ("by staff", ["staff"]),
        ("Ritzau, AFP", ["Ritzau", "AFP"]),
        ("Ritzau, DPA", ["Ritzau", "DPA"]),
        ("AP, AFP", ["AP", "AFP"]),
        ("Ritzau/AP", ["Ritzau", "AP"]),
        ("Anna Jensen, NTB", ["Jensen, Anna", "NTB"]),
        ("Anna Jensen, Bloomberg", ["Jensen, Anna", "Bloomberg"]),
        ("Anna Jensen, Kabul", ["Jensen, Anna", "Kabul"]),
        ("Jensen, Anna; Holm, Bo", ["Jensen, Anna", "Holm, Bo"]),
        ("Jensen, Anna and Holm, Bo", ["Jensen, Anna", "Holm, Bo"]),
        ("Anna Jensen; Bo Holm, Ritzau", ["Jensen, Anna", "Holm, Bo", "Ritzau"]),
        ("Anna Jensen, Bo Holm", ["Jensen, Anna", "Holm, Bo"]),
        ("Vedby Rasmussen, Mikkel", ["Vedby Rasmussen, Mikkel"]),
        ("van Dam, Jan", ["van Dam, Jan"]),
        ("JENSEN, Anna", ["JENSEN, Anna"]),
        ("Peter Jensen Jr.", ["Jensen, Peter, Jr."]),
        ("Peter Jensen, Jr.", ["Jensen, Peter, Jr."]),
        ("Jensen, Peter, Jr.", ["Jensen, Peter, Jr."]),
        ("Af Peter Jensen", ["Jensen, Peter"]),
        ("By Peter Jensen and Bo Holm", ["Jensen, Peter", "Holm, Bo"]),
        ("Tekst: Peter Jensen", ["Jensen, Peter"]),
        ("Peter Jensen, korrespondent", ["Jensen, Peter"]),
        ("Peter Jensen, Defence Correspondent", ["Jensen, Peter"]),
        ("Jensen, forsvarskorrespondent", ["Jensen"]),
        ("korrespondent", ["korrespondent"]),
        (None, []),
    ],
)
def test_the_names_of_persons_are_turned_and_no_others(line: str | None, names: list[str]) -> None:
    whole = frozenset({"the copenhagen post", "ritzau"})
    assert [author.inverted for author in authors_of(line, whole)] == names


def test_a_namesake_s_suffix_stands_where_each_form_wants_it() -> None:
    item = cited(authors=authors_of("Peter Jensen Jr."))
    assert text_of(apa(item)).startswith("Jensen, P., Jr. (2022")
    assert text_of(chicago(item)).startswith("Jensen, Peter, Jr. “A headline.”")
    assert rispy.loads(ris(item))[0]["authors"] == ["Jensen, Peter, Jr."]
    assert read_bibtex(bibtex(item))["a-headline"]["author"] == "Jensen, Jr., Peter"
    assert csl(item)["author"] == [{"family": "Jensen", "given": "Peter", "suffix": "Jr."}]


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z", "M", "L", "N"])
        | st.sampled_from("abzæøåÅ19 "),
        max_size=60,
    )
)
def test_latex_escapes_are_undone_by_a_bibtex_reader(text: str) -> None:
    text = " ".join(text.split())
    (entry,) = read_bibtex(bibtex(cited(title=f"x{text}x"))).values()
    assert entry["title"] == f"x{text}x"


@pytest.mark.parametrize("pair", ["--", "---", "''", "``", ",,", "<<", ">>", "?`", "!`"])
def test_two_characters_that_tex_draws_as_one_stay_two(pair: str) -> None:
    assert pair not in latex(f"a{pair}b")
    assert latex(f"a{pair}b").replace("{}", "") == f"a{pair}b"


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_no_title_breaks_a_ris_file(text: str) -> None:
    title = " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split()) or "x"
    first, second = rispy.loads(ris(cited(title=title)) + ris(cited(key="second")))
    assert first["title"] == title
    assert second["id"] == "second"


def test_a_page_carries_what_zotero_reads(project: Project) -> None:
    project.write(
        "articles/2022/evil.md",
        article(
            "'</script><!-- & \"x\"'",
            "Text.",
            author="Anna Jensen",
            date="2022-01-28",
            outlet="the-copenhagen-post",
            url="https://example.org/a",
        ),
    )
    archive = archive_of(project)
    page = html.document_fromstring(site_files(archive)["articles/evil.html"].decode())

    def meta(name: str) -> list[str]:
        return [str(text) for text in page.xpath("//meta[@name=$name]/@content", name=name)]

    assert meta("citation_title") == meta("DC.title") == ['</script><!-- & "x"']
    assert meta("citation_author") == meta("DC.creator") == ["Jensen, Anna"]
    assert (meta("citation_date"), meta("DC.date")) == (["2022/01/28"], ["2022-01-28"])
    assert meta("citation_journal_title") == meta("DC.publisher") == ["The Copenhagen Post"]
    assert meta("citation_language") == meta("DC.language") == ["en"]
    assert meta("citation_public_url") == meta("DC.source") == ["https://example.org/a"]
    assert meta("z:itemType") == ["newspaperArticle"]
    (script,) = page.xpath("//script[not(@src)]")
    assert script.get("type") == "application/ld+json"
    data = json.loads(script.text)
    assert (data["@type"], data["headline"]) == ("NewsArticle", '</script><!-- & "x"')
    assert data["author"][0]["familyName"] == "Jensen"
    assert data["datePublished"] == "2022-01-28"
    assert "archivedAt" not in data


def test_no_machine_is_told_an_uncertain_date_as_a_certain_one(archive: Archive) -> None:
    page = html.document_fromstring(site_files(archive)["articles/odd.html"].decode())
    assert page.xpath("//meta[@name='citation_date']/@content") == ["[ca. 27 January 2022]"]
    assert page.xpath("//meta[@name='DC.date']/@content") == ["2022-01-27~"]
    (script,) = page.xpath("//script[not(@src)]")
    assert "datePublished" not in json.loads(script.text)


def test_an_article_page_offers_its_citations(archive: Archive) -> None:
    files = site_files(archive)
    page = html.document_fromstring(files["articles/danish-helicopters-reach-gao.html"].decode())
    (row,) = page.xpath("//*[@id='cite']")
    assert row.xpath(".//p[@id='cite-apa']")[0].text_content() == (
        "Danish helicopters reach Gao. (2019, December 11). The Copenhagen Post."
    )
    for button in row.xpath(".//button"):
        assert "hidden" in button.attrib
        assert row.xpath(".//*[@id=$id]", id=button.get("data-copy"))
    links = row.xpath(".//a/@href")
    assert [link.rpartition(".")[2] for link in links] == ["ris", "bib"]
    assert all(f"articles/{link}" in files for link in links)


def test_the_same_content_gives_the_same_citations(archive: Archive, project: Project) -> None:
    assert exported(archive) == exported(archive_of(project))
