"""What the pages say of articles and missions: tried on a small project."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from archive import wording
from archive.catalogue import Archive
from archive.dates import parse
from archive.load import load
from archive.mission import Participation
from archive.pages import pages
from tests.conftest import Project, site_files

GAO = "articles/danish-helicopters-reach-gao.html"
KOSOVO = "articles/en-hilsen-fra-kosovo.html"
Pages = dict[str, html.HtmlElement]


def archive_of(project: Project) -> Archive:
    archive, problems = load(project.content)
    assert archive is not None, [str(problem) for problem in problems]
    return archive


def shown(archive: Archive) -> Pages:
    return {
        name: html.document_fromstring(data.decode())
        for name, data in site_files(archive).items()
        if name.endswith(".html")
    }


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def main_of(page: html.HtmlElement) -> str:
    (main,) = page.xpath("//main")
    return text_of(main)


def article(title: str, body: str, **fields: str) -> str:
    lines = {
        "title": title,
        "language": "en",
        "missions": "[task-force-takuba]",
        "countries": "[ML]",
        **fields,
    }
    front = "\n".join(f"{key}: {value}" for key, value in lines.items())
    return f"---\n{front}\n---\n\n{body}\n"


@pytest.fixture
def built(project: Project) -> Callable[..., Pages]:
    """Writes articles (name to text) into the project and gives all of its pages."""

    def build(**articles: str) -> Pages:
        for name, text in articles.items():
            folder, slug = name.split("_", 1)
            slug = slug.replace("_", "-")
            project.write(f"articles/{folder.removeprefix('y')}/{slug}.md", text)
        return shown(archive_of(project))

    return build


def year(pages: Pages, number: int) -> str:
    (item,) = pages["timeline.html"].xpath(f"//*[@id='y{number}']")
    return text_of(item)


def test_an_undated_article_is_listed_under_undated_and_under_no_year(
    built: Callable[..., Pages],
) -> None:
    timeline = built()["timeline.html"]
    (undated,) = timeline.xpath("//*[@id='undated']")
    assert "En hilsen fra Kosovo" in text_of(undated)
    assert "En hilsen" not in "".join(text_of(item) for item in timeline.xpath("//ol/li[@id]"))


def test_an_article_stands_under_the_first_year_it_may_be_of_with_its_doubt(
    built: Callable[..., Pages],
) -> None:
    pages = built(y2021_an_open_choice=article("An open choice", "Text.", date='"[2021-12..2022]"'))
    assert "An open choice between December 2021 and 2022" in year(pages, 2021)
    assert not pages["timeline.html"].xpath("//*[@id='y2022']//a[text()='An open choice']")


def test_a_mission_stands_under_the_years_its_danish_part_began_and_ended(
    built: Callable[..., Pages],
) -> None:
    pages = built()
    takuba = year(pages, 2022)
    assert "Begun Task Force Takuba January 2022" in takuba
    assert "Ended Task Force Takuba about February 2022" in takuba
    (without_end,) = pages["timeline.html"].xpath("//*[@id='open']")
    assert "NATO Mission Iraq" in text_of(without_end)
    assert "Task Force Takuba" not in text_of(without_end)


def test_the_newest_year_comes_first(built: Callable[..., Pages]) -> None:
    years = [int(h.text_content()) for h in built()["timeline.html"].xpath("//h3[@class='y']")]
    assert years == sorted(years, reverse=True)
    assert len(years) > 2


def test_a_withdrawn_article_keeps_its_page_without_its_text(
    built: Callable[..., Pages],
) -> None:
    pages = built(
        y2021_gone=article(
            "Gone",
            "A secret text.",
            date="2021-03-01",
            dek="A secret dek.",
            rights="withdrawn",
            withdrawn="The publisher asked for it.",
            figures="[{count: 3, what: soldiers, quote: secret}]",
        )
    )
    assert "The publisher asked for it." in main_of(pages["articles/gone.html"])
    assert not pages["articles/gone.html"].xpath("//@data-pagefind-body")
    for name, page in pages.items():
        assert "secret" not in html.tostring(page, encoding="unicode"), name


def test_an_article_before_or_after_is_never_a_withdrawn_or_an_undated_one(
    built: Callable[..., Pages],
) -> None:
    pages = built(
        y2021_gone=article("Gone", "", date="2021-03-01", rights="withdrawn", withdrawn="Asked."),
        undated_when=article("When", "Text."),
        y2022_later=article("Later", "Text.", date="2022-01-05"),
    )
    (side,) = pages[GAO].xpath("//aside")
    assert "After Later" in text_of(side)
    assert "Nothing earlier in the archive" in text_of(side)
    assert not pages["articles/when.html"].xpath("//aside//section")


def test_an_excerpt_shows_the_beginning_and_leads_to_the_original(
    built: Callable[..., Pages],
) -> None:
    first = "The first sentence is long enough to stand alone in a list of many articles. "
    pages = built(
        y2021_excerpt=article(
            "Excerpt",
            first + "More of the same. " * 20 + "\n\nThe last words.",
            date="2021-03-01",
            url="https://example.org/excerpt",
            rights="excerpt",
        )
    )
    page = pages["articles/excerpt.html"]
    assert first.strip() in main_of(page)
    assert "The last words" not in html.tostring(page, encoding="unicode")
    assert page.xpath("//div[@class='text']//a[@href='https://example.org/excerpt']")


def test_no_file_holds_the_whole_of_a_short_text_of_which_an_excerpt_may_be_shown(
    project: Project,
) -> None:
    text = "Two ships leave for the gulf.\n\nThey come home in the concealed spring."
    brief = article("Brief", text, date="2021-03-01", rights="excerpt")
    project.write("articles/2021/brief.md", brief)
    files = site_files(archive_of(project))
    assert "Two ships leave for the gulf." in files["articles/brief.ris"].decode()
    for name, data in files.items():
        assert b"concealed" not in data, name


def test_a_link_shows_the_title_alone(built: Callable[..., Pages]) -> None:
    pages = built(
        y2021_linked=article(
            "Linked",
            "A concealed text.",
            date="2021-03-01",
            dek="A concealed dek.",
            url="https://example.org/linked",
            rights="link",
        )
    )
    page = pages["articles/linked.html"]
    assert page.xpath("//h1[@data-pagefind-body]/text()") == ["Linked"]
    assert page.xpath("//div[@class='text']//a[@href='https://example.org/linked']")
    for name, other in pages.items():
        assert "concealed" not in html.tostring(other.body, encoding="unicode"), name


def test_what_nobody_has_confirmed_is_marked_as_suggested(built: Callable[..., Pages]) -> None:
    pages = built(
        y2021_checked=article(
            "Checked", "Text.", date="2021-03-01", reviewed="[date, missions, countries]"
        )
    )
    assert "suggested, not yet reviewed" in main_of(pages[GAO])
    assert "about 70 soldiers" in main_of(pages[GAO])
    assert "not yet reviewed" not in main_of(pages["articles/checked.html"]).lower()
    rows = {
        text_of(row.xpath(".//h3")[0]): text_of(row)
        for row in pages["index.html"].xpath("//ul[@class='arts']/li")
    }
    assert "Not yet reviewed" in rows["Danish helicopters reach Gao"]
    assert "Not yet reviewed" not in rows["Checked"]


def test_how_a_date_is_known_is_never_made_up(built: Callable[..., Pages]) -> None:
    pages = built(
        y2021_about=article("About", "Text.", date="2021-03~", reviewed="[date]"),
        y2021_printed=article("Printed", "Text.", date="2021-03-01", reviewed="[date]"),
        y2021_told=article(
            "Told", "Text.", date="2021-03-01", date_basis="The address says it.", reviewed="[date]"
        ),
    )

    def basis(name: str) -> str:
        (row,) = pages[name].xpath("//section[@class='end']/div[h2='Date']/div")
        return text_of(row)

    assert basis("articles/about.html") == "How it is known has not been noted."
    assert basis("articles/printed.html") == "As the source prints it."
    assert basis("articles/told.html") == "The address says it."
    assert basis(KOSOVO) == "When this was published is not known."
    assert "confirmed" in basis(GAO)


def test_an_article_of_several_missions_names_each_by_itself(
    built: Callable[..., Pages],
) -> None:
    pages = built(
        y2021_two=article("Two", "Text.", date="2021-03-01", missions="[kfor, task-force-takuba]")
    )
    (tags,) = pages["articles/two.html"].xpath("//dl[@class='tags']")
    assert "Kosovo Force Task Force Takuba" in text_of(tags)


def test_an_unknown_outlet_and_author_are_said(built: Callable[..., Pages]) -> None:
    text = main_of(built()[KOSOVO])
    assert "Outlet not known" in text
    assert "No author named" in text


def test_danish_text_is_marked_as_danish(built: Callable[..., Pages]) -> None:
    pages = built()
    assert pages[KOSOVO].xpath("//div[@class='text']/@lang") == ["da"]
    assert pages[KOSOVO].xpath("//h1/@lang") == ["da"]
    link = pages["missions/kfor.html"].xpath("//h3/a[text()='En hilsen fra Kosovo']/@lang")
    assert link == ["da"]
    names = pages["missions/kfor.html"].xpath("//dl[@class='facts']//span[@lang='da']/text()")
    assert names == ["NATO-styrken i Kosovo"]


def test_a_summary_is_made_of_paragraphs_and_not_of_headings(built: Callable[..., Pages]) -> None:
    pages = built(
        y2021_mixed=article("Mixed", "One.\n\n## A heading\n\n- an item\n\nTwo.", date="2021-03-01")
    )
    (lead,) = pages["index.html"].xpath("//li[.//a='Mixed']//p[not(@class)]")
    assert text_of(lead) == "One. Two."


def test_nothing_that_an_article_says_becomes_markup(built: Callable[..., Pages]) -> None:
    evil = "'<script>alert(1)</script> \"quoted\" & more'"
    pages = built(
        y2021_evil=article(
            evil,
            "<script>alert(2)</script>",
            dek=evil,
            author=evil,
            date="2021-03-01",
            date_basis=evil,
        )
    )
    for name, page in pages.items():
        for script in page.xpath("//script"):
            assert not (script.text or "").startswith("alert"), name
    page = pages["articles/evil.html"]
    assert page.findtext(".//h1") == '<script>alert(1)</script> "quoted" & more'


def test_an_archive_without_articles_has_all_its_pages(project: Project) -> None:
    for file in (project.content / "articles").rglob("*.md"):
        file.unlink()
    for file in (project.content / "captures").iterdir():
        file.unlink()
    pages = shown(archive_of(project))
    assert "No articles yet" in main_of(pages["index.html"])
    assert "No articles yet" in main_of(pages["outlets.html"])
    assert "No articles yet" in main_of(pages["missions/kfor.html"])


def test_the_page_for_lost_readers_links_from_the_root_of_the_site(project: Project) -> None:
    archive = archive_of(project)
    site = archive.site.model_copy(update={"base_url": "https://example.org/a/b"})
    pages = shown(dataclasses.replace(archive, site=site))
    links = pages["404.html"].xpath("//@href[not(starts-with(., 'http'))]")
    local = [link for link in links if not link.startswith("#")]
    assert local
    assert all(link.startswith("/a/b/") for link in local)
    assert pages[GAO].xpath("//link[@rel='canonical']/@href") == [f"https://example.org/a/b/{GAO}"]
    assert not pages["404.html"].xpath("//link[@rel='canonical']")


def test_without_a_public_address_no_page_claims_one(built: Callable[..., Pages]) -> None:
    for name, page in built().items():
        assert not page.xpath("//link[@rel='canonical']"), name


def test_no_two_pages_have_one_path(project: Project) -> None:
    paths = [page.path for page in pages(archive_of(project))]
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"start": "2003-06", "end": "2007-12~", "status": "ended"},
         "June 2003 to about December 2007"),
        ({"start": "2009", "end": "2014~", "status": "recurrent"},
         "2009 to about 2014, with gaps"),
        ({"start": "2018", "status": "ongoing", "last_reported": "2024"},
         "since 2018; ongoing when last seen (2024)"),
        ({"start": "1992~", "status": "recurrent", "last_reported": "2025"},
         "since about 1992; comes and goes, last seen in 2025"),
        ({"start": "2022-08", "status": "unknown", "last_reported": "2024-08-09"},
         "since August 2022; no end found, last reported on 9 August 2024"),
    ],
)  # fmt: skip
def test_a_danish_part_is_told_in_words(fields: dict[str, Any], words: str) -> None:
    assert wording.participation(Participation(**fields)) == words


@pytest.mark.parametrize(
    ("name", "danish"),
    [
        ("FN-styrken på Cypern", True),
        ("NATOs mission i Irak", True),
        ("koalitionen mod IS", True),
        ("Takuba-missionen", True),
        ("UN Force in Cyprus", False),
        ("NATO Implementation Force", False),
        ("EMASoH/Agenor", False),
        ("Opération Barkhane", False),
    ],
)
def test_danish_names_are_told_from_others(name: str, danish: bool) -> None:
    assert wording.is_danish(name) is danish


def test_numbers_go_with_their_nouns() -> None:
    assert [wording.counted(number, "article") for number in (0, 1, 2, 1200)] == [
        "no articles", "1 article", "2 articles", "1,200 articles",
    ]  # fmt: skip


def test_an_address_is_shown_without_its_scheme() -> None:
    assert wording.address("https://www.example.org/a/") == "example.org/a"


def test_every_year_a_date_may_be_of_can_be_searched(built: Callable[..., Pages]) -> None:
    pages = built(y2021_span=article("Span", "Text.", date='"[2021-12..2022-02]"'))
    page = pages["articles/span.html"]
    assert page.xpath("//meta[@name='archive:year']/@content") == ["2021", "2022"]
    assert parse("[2021-12..2022-02]").years() == (2021, 2022)
    assert pages[KOSOVO].xpath("//meta[@name='archive:year']/@content") == ["undated"]


def test_every_form_of_an_article_names_its_publisher_as_the_holder_of_the_rights(
    project: Project,
) -> None:
    files = site_files(archive_of(project))
    page = html.document_fromstring(files[GAO].decode())
    assert "Rights: The Copenhagen Post" in main_of(page)
    assert page.xpath("//meta[@name='DC.rights']/@content") == ["Rights: The Copenhagen Post"]
    (script,) = page.xpath("//script[not(@src)]")
    assert json.loads(script.text)["copyrightHolder"]["name"] == "The Copenhagen Post"
    assert b"<rights>Rights: The Copenhagen Post</rights>" in files["feed.xml"]
    unknown = html.document_fromstring(files[KOSOVO].decode())
    assert "Rights: the publisher, who is not known here" in main_of(unknown)
    (script,) = unknown.xpath("//script[not(@src)]")
    assert "copyrightHolder" not in json.loads(script.text)


def test_a_withdrawn_article_is_marked_wherever_its_title_stands(
    built: Callable[..., Pages],
) -> None:
    gone = {"rights": "withdrawn", "withdrawn": "Asked."}
    pages = built(
        y2021_gone=article("Gone", "", date="2021-03-01", outlet="the-copenhagen-post", **gone),
        undated_lost=article("Lost", "", **gone),
    )
    for name, title, marked in (
        ("timeline.html", "Gone", True),
        ("timeline.html", "Lost", True),
        ("timeline.html", "Danish helicopters reach Gao", False),
        ("outlets/the-copenhagen-post.html", "Gone", True),
        ("outlets/unknown.html", "Lost", True),
        ("missions/task-force-takuba.html", "Gone", True),
        ("missions/task-force-takuba.html", "Danish helicopters reach Gao", False),
    ):
        (line,) = pages[name].xpath(
            "//main//a[text()=$title]/ancestor::*[self::li or self::dd][1]", title=title
        )
        assert ("withdrawn" in text_of(line).casefold()) is marked, (name, title)
    assert "4 articles so far, 2 of them withdrawn." in main_of(pages["index.html"])
    assert "the archive has 2 withdrawn articles besides" in main_of(pages["data.html"])
