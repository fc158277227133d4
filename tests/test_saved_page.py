"""A saved page gives the article that stands on it, in the page's own words, and its facts."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest

from archive.alignment import align, overlap
from archive.capture import Capture
from archive.clean import clean
from archive.cleaned import Cleaned, PageFacts
from archive.furniture import Furniture, load_furniture
from archive.lines import Line
from archive.page_date import as_date
from archive.page_facts import facts_of, without_outlet
from archive.page_names import names_in
from archive.page_text import Text, parse, texts

ROOT = Path(__file__).parent.parent
PROSE = (
    "The minesweeper left the naval base early on Wednesday with forty sailors on board, bound "
    "for the strait where it will clear mines until the spring.",
    "It is the third time in ten years that a ship of the navy has been sent there, and the "
    "commander expects a calmer stay than the last one.",
    "“We have trained for this since the summer, and everyone on board knows what is expected,” "
    "she said on the quay before the ship cast off.",
    "The families waved until the ship had passed the mole, and the base’s band played the old "
    "march that has followed every crew out of the harbour.",
    "Parliament decided on the contribution in June, when only two parties voted against it "
    "because they found the task too vague.",
)
TITLE = "Minesweeper sails for the strait"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE)


@pytest.fixture(scope="module")
def furniture() -> Furniture:
    loaded, problems = load_furniture(ROOT / "content" / "furniture.yml")
    assert problems == []
    assert loaded is not None
    return loaded


def page(body: str, head: str = "", attributes: str = ' lang="en"') -> str:
    return (
        f"<!doctype html><html{attributes}><head><title>{TITLE}</title>{head}</head>"
        f"<body>{body}</body></html>"
    )


def article(inner: str = PARAGRAPHS) -> str:
    return f"<main><h1>{TITLE}</h1><div class=text>{inner}</div></main>"


def cleaned_page(text: str, furniture: Furniture) -> Cleaned:
    data = text.encode("utf-8", "replace")
    sha256 = hashlib.sha256(data).hexdigest()
    return clean(Capture("page.html", sha256, len(data), "html", text, "utf-8", data), furniture)


def bodies(cleaned: Cleaned) -> list[str]:
    return [block.text for block in cleaned.blocks]


def facts(head: str = "", body: str = "", attributes: str = "") -> PageFacts:
    tree = parse(page(body, head, attributes))
    assert tree is not None
    return facts_of(tree)[1]


def title_of(head: str = "", body: str = "") -> str | None:
    tree = parse(f"<html><head>{head}</head><body>{body}</body></html>")
    assert tree is not None
    return facts_of(tree)[0]


def json_ld(*data: Any) -> str:
    return "".join(
        f'<script type="application/ld+json">{json.dumps(item)}</script>' for item in data
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


# The text of the page


def test_an_article_is_kept_word_for_word_and_the_rest_is_dropped(furniture: Furniture) -> None:
    menu = "<nav><ul><li><a href=/>Front page</a></li><li><a href=/navy>Navy</a></li></ul></nav>"
    footer = "<footer><p>The Harbour Post, Quay Street 4</p></footer>"
    cleaned = cleaned_page(page(menu + article() + footer), furniture)
    assert (cleaned.title, bodies(cleaned), cleaned.certain) == (TITLE, list(PROSE), True)
    dropped = " ".join(passage.text for passage in cleaned.dropped)
    assert "Front page" in dropped
    assert "Quay Street 4" in dropped


def test_every_text_of_a_page_is_kept_or_dropped_with_a_reason(furniture: Furniture) -> None:
    text = page("<aside><p>Weather: sunny</p></aside>" + article() + "<p><a href=x>Top</a></p>")
    cleaned = cleaned_page(text, furniture)
    told = {cleaned.title, *bodies(cleaned)}
    for passage in cleaned.dropped:
        assert passage.reason
        told.update(passage.text.split("\n"))
    assert {found.text for found in texts(parse(text))} <= told


def test_words_inside_links_and_emphasis_stay_in_their_sentence(furniture: Furniture) -> None:
    marked = PROSE[1].replace("third time", "<span class=l><a href=/x>third <b>time</b></a></span>")
    cleaned = cleaned_page(page(article(PARAGRAPHS.replace(PROSE[1], marked))), furniture)
    assert bodies(cleaned) == list(PROSE)


def test_a_line_that_is_nothing_but_a_link_is_dropped_as_one(furniture: Furniture) -> None:
    link = "The navy looks for sailors in the north, and offers them a month’s pay if they stay."
    listed = "Old frigate becomes a museum in the capital"
    furnished = f"<p><a href=/1>{link}</a></p><ul><li><a href=/2>{listed}</a></li></ul>"
    inner = PARAGRAPHS.replace(f"<p>{PROSE[2]}", f"{furnished}<p>{PROSE[2]}")
    cleaned = cleaned_page(page(article(inner)), furniture)
    assert bodies(cleaned) == list(PROSE)
    assert {link, listed} <= {passage.text for passage in cleaned.dropped}


def test_a_link_that_an_extractor_takes_for_text_is_dropped(
    furniture: Furniture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    link = "The navy looks for sailors in the north, and offers them a month’s pay if they stay."
    body = lxml.html.fromstring(f"<div>{PARAGRAPHS}<p>{link}</p><p>{PROSE[0]} Twice.</p></div>")
    document = SimpleNamespace(body=body)
    monkeypatch.setattr(trafilatura, "bare_extraction", lambda *_, **__: document)
    inner = f"{PARAGRAPHS}<p><a href=/1>{link}</a></p><p>{PROSE[0]} Twice.</p>"
    cleaned = cleaned_page(page(article(inner)), furniture)
    assert bodies(cleaned) == [*PROSE, f"{PROSE[0]} Twice."]
    assert (link, "a link to another article") in {
        (passage.text, passage.reason) for passage in cleaned.dropped
    }


def test_a_sentence_with_a_link_in_it_is_no_link(furniture: Furniture) -> None:
    linked = PROSE[3].replace("The families waved", "<a href=/f>The families waved</a>")
    cleaned = cleaned_page(page(article(PARAGRAPHS.replace(PROSE[3], linked))), furniture)
    assert PROSE[3] in bodies(cleaned)


def test_a_list_of_the_article_keeps_its_items(furniture: Furniture) -> None:
    listed = "<p>The ship carries:</p><ul><li>Two mine drones</li><li>One diving team</li></ul>"
    inner = PARAGRAPHS.replace(f"<p>{PROSE[4]}", f"{listed}<p>{PROSE[4]}")
    cleaned = cleaned_page(page(article(inner)), furniture)
    items = [block.text for block in cleaned.blocks if block.kind == "item"]
    assert items == ["Two mine drones", "One diving team"]


def test_headings_and_quotations_are_known_by_their_markup(furniture: Furniture) -> None:
    inner = PARAGRAPHS.replace(f"<p>{PROSE[2]}</p>", f"<blockquote>{PROSE[2]}</blockquote>")
    inner = inner.replace(f"<p>{PROSE[3]}", f"<h2>On the quay</h2><p>{PROSE[3]}")
    cleaned = cleaned_page(page(article(inner)), furniture)
    kinds = {block.text: block.kind for block in cleaned.blocks}
    assert kinds[PROSE[2]] == "quotation"
    assert kinds["On the quay"] == "heading"


def test_prose_in_another_box_of_the_same_kind_is_part_of_the_article(
    furniture: Furniture,
) -> None:
    halves = (PROSE * 2)[:5], [text.replace("ship", "vessel") for text in PROSE]
    boxes = "<div class=ad>Shop now</div>".join(
        "<section class=part>" + "".join(f"<p>{text}</p>" for text in half) + "</section>"
        for half in halves
    )
    cleaned = cleaned_page(page(f"<main><h1>{TITLE}</h1>{boxes}</main>"), furniture)
    assert bodies(cleaned) == [*halves[0], *halves[1]]


@pytest.mark.parametrize("element", ["article", "section"])
def test_the_next_article_of_an_endless_page_is_left_out_or_a_person_asked(
    element: str, furniture: Furniture
) -> None:
    other = "".join(f"<p>{text.replace('ship', 'lorry')}</p>" for text in PROSE)
    text = page(
        f"<{element}><h1>{TITLE}</h1><div class=text>{PARAGRAPHS}</div></{element}>"
        f"<{element}><h1>Lorries leave for the border</h1><div class=text>{other}</div></{element}>"
    )
    cleaned = cleaned_page(text, furniture)
    assert bodies(cleaned) == list(PROSE) or not cleaned.certain


def test_hidden_text_is_not_read() -> None:
    tree = parse("<body><p>Seen</p><p hidden>A</p><p style='display: none'>B</p><div>Too</div>")
    assert [text.text for text in texts(tree)] == ["Seen", "Too"]


def test_a_row_of_data_is_one_text_and_a_row_of_layout_is_not() -> None:
    data = "<table><tr><td>Frigate</td><td>2</td></tr></table>"
    layout = "<table><tr><td><p>Left</p></td><td><p>Right</p></td></tr></table>"
    assert [text.text for text in texts(parse(data))] == ["Frigate 2"]
    assert [text.text for text in texts(parse(layout))] == ["Left", "Right"]


def test_a_text_knows_its_line_and_how_much_of_it_is_links() -> None:
    tree = parse("<body>\n<p>no links</p>\n<ul><li><a href=x>four</a> and</li></ul></body>")
    first, second = texts(tree)
    assert (first.line, first.linked, first.item) == (2, 0.0, False)
    assert (second.line, second.item, second.hint) == (3, True, "item")
    assert second.linked == pytest.approx(4 / 7)


def test_an_element_with_a_name_of_the_pages_own_stays_in_its_sentence() -> None:
    tree = parse("<p>Forty sailors<x-note>1</x-note> left.</p>")
    assert [text.text for text in texts(tree)] == ["Forty sailors1 left."]


# What extractors find


def test_found_lines_become_the_texts_of_the_page() -> None:
    own = [Text("Menu", 1), Text("The ship left the base at dawn today", 2), Text("End", 3)]
    found = [Line(0, "The ship left the base dawn today"), Line(0, "End")]
    assert align(found, own) == own[1:]


def test_a_found_line_that_is_nowhere_on_the_page_stays() -> None:
    own = [Text("The ship left the base", 1)]
    line = Line(0, "A quite different text that no one can see")
    assert align([Line(0, own[0].text), line], own) == [own[0], line]


def test_cells_found_one_by_one_become_their_row() -> None:
    own = [Text("Frigate 2 crews Korsør", 1), Text("Tug 1 crew Aarhus", 2)]
    cells = ["Frigate", "2 crews", "Korsør", "Tug", "1 crew", "Aarhus"]
    assert align([Line(0, cell) for cell in cells], own) == own


def test_of_a_text_that_stands_twice_the_one_in_its_place_is_taken() -> None:
    own = [Text("One", 1), Text("Same", 2), Text("Two", 3), Text("Same", 4), Text("Three", 5)]
    found = [Line(0, "Two"), Line(0, "Same"), Line(0, "Three")]
    assert align(found, own) == own[2:]


def test_overlap_is_the_share_of_the_shorter_text() -> None:
    assert overlap("a b c d", "x a b c d y") == 1.0
    assert overlap("a b c d", "e f g h") == 0.0
    assert overlap("a b", "") == 0.0


def test_where_the_fast_search_stops_early_others_that_agree_are_believed(
    furniture: Furniture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    whole = trafilatura.bare_extraction

    def stops_early(tree: Any, **options: Any) -> Any:
        document = whole(tree, **options)
        if options["fast"]:
            for element in list(document.body)[2:]:
                document.body.remove(element)
        return document

    monkeypatch.setattr(trafilatura, "bare_extraction", stops_early)
    # One paragraph is too few for the place of the others to be known by it.
    assert bodies(cleaned_page(page(article()), furniture)) == list(PROSE)


def test_a_page_on_which_an_extractor_breaks_is_for_a_person(
    furniture: Furniture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import trafilatura

    def breaks(*_: Any, **__: Any) -> Any:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", breaks)
    monkeypatch.setattr(trafilatura, "baseline", breaks)
    assert not cleaned_page(page(article()), furniture).certain


# The facts

NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2014-10-01T06:30:00+02:00",
    "author": {"@type": "Person", "name": "Karen Holm"},
    "publisher": {"@type": "Organization", "name": "The Harbour Post"},
    "mainEntityOfPage": "https://post.example/2014/minesweeper",
    "inLanguage": "en-GB",
}
EXPECTED = PageFacts(
    author="Karen Holm",
    date="2014-10-01",
    outlet="The Harbour Post",
    url="https://post.example/2014/minesweeper",
    language="en",
)
OTHER = (
    meta("article:published_time", "2013-01-02T00:00:00Z")
    + meta("og:site_name", "Another name")
    + meta("author", "Someone Else")
)


@pytest.mark.parametrize(
    "data",
    [
        NEWS,
        [{"@type": "Organization", "name": "The Harbour Post"}, NEWS],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "x"}, NEWS]},
        {**NEWS, "@type": ["ReportageNewsArticle", "Thing"]},
        {"@type": "WebPage", "datePublished": "2001-01-01", "mainEntity": NEWS},
        {**NEWS, "author": [{"@type": "Person", "name": "By Karen Holm"}]},
        {**NEWS, "author": "Karen Holm"},
        {**NEWS, "author": [{"@type": "Organization", "name": "Agency"}, "Karen Holm"]},
        {
            "@graph": [
                {**NEWS, "author": {"@id": "#k"}},
                {"@id": "#k", "@type": "Person", "name": "Karen Holm"},
            ]
        },
    ],
    ids=["one", "list", "graph", "types", "entity", "byline", "text", "agency", "reference"],
)
def test_json_ld_comes_before_everything_else(data: Any) -> None:
    assert facts(OTHER + json_ld(data)) == EXPECTED


@pytest.mark.parametrize(
    "broken",
    [
        json.dumps(NEWS).replace("}}", "},}").replace('"}', '",}'),
        json.dumps(NEWS) + ";",
        "<!-- " + json.dumps(NEWS) + " -->",
        "//<![CDATA[\n" + json.dumps(NEWS) + "\n//]]>",
        json.dumps(NEWS).replace(TITLE, TITLE + "\n"),
    ],
    ids=["commas", "behind", "comment", "cdata", "line feed"],
)
def test_json_ld_that_is_a_little_broken_is_read(broken: str) -> None:
    found = facts(f'<script type="application/ld+json">{broken}</script>')
    assert found == EXPECTED


def test_json_ld_that_cannot_be_read_still_gives_its_date() -> None:
    text = '{"@type": "NewsArticle", "author": {, "datePublished": "2014-10-01", "name": '
    assert facts(f'<script type="application/ld+json">{text}</script>').date == "2014-10-01"


@pytest.mark.parametrize("text", ["", "null", "[[[", "{", "7", "[" * 50_000, '{"@type": {}}'])
def test_json_ld_that_says_nothing_leaves_the_rest_to_open_graph(text: str) -> None:
    head = OTHER + f'<script type="application/ld+json">{text}</script>'
    found = facts(head)
    assert (found.author, found.date, found.outlet) == (
        "Someone Else",
        "2013-01-02",
        "Another name",
    )


def test_of_several_articles_in_json_ld_the_one_with_the_pages_title_counts() -> None:
    other = {**NEWS, "headline": "Another story", "datePublished": "2012-05-05"}
    assert facts(meta("og:title", TITLE) + json_ld([other, NEWS])).date == "2014-10-01"


def test_articles_that_a_list_names_are_not_the_pages_own() -> None:
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": NEWS}]}
    assert facts(json_ld(listed)).date is None


@pytest.mark.parametrize(
    ("names", "author"),
    [
        (["By Karen Holm"], "Karen Holm"),
        (["Karen Holm and Niels Lund"], "Karen Holm, Niels Lund"),
        (["Karen Holm", "karen holm", "KAREN HOLM"], "Karen Holm"),
        (["Otto von der Aa"], "Otto von der Aa"),
        (["The Harbour Post"], None),
        (["Harbour Post staff"], None),
        (["Harbour Post Newsroom"], None),
        (["news@post.example"], None),
        (["https://post.example/karen"], None),
        (["@karenholm"], None),
        (["admin"], None),
        (["kholm17"], None),
        ([""], None),
    ],
)
def test_an_author_is_a_person_and_not_the_outlet(names: list[str], author: str | None) -> None:
    assert names_in(names, {"The Harbour Post"}) == author


def test_a_byline_is_known_by_its_markup() -> None:
    assert facts(body='<p>By <a rel="author" href="/k">Karen Holm</a></p>').author == "Karen Holm"
    nested = '<span itemprop="author"><span itemprop="name">Karen Holm</span> editor</span>'
    assert facts(body=nested).author == "Karen Holm"


@pytest.mark.parametrize(
    ("stated", "date"),
    [
        ("2014-10-01T23:59:00Z", "2014-10-01"),
        ("2014-10-01", "2014-10-01"),
        ("20141001", "2014-10-01"),
        ("20141001T063000Z", "2014-10-01"),
        ("2014-1-5", "2014-01-05"),
        ("2014-10", "2014-10"),
        ("2014", "2014"),
        ("Wed, 01 Oct 2014 06:30:00 GMT", "2014-10-01"),
        ("2014-13-01", None),
        ("2014-02-30", None),
        ("0001-01-01T00:00:00Z", None),
        ("1970-01-01", None),
        ("1412137800", None),
        ("03/04/2014", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_a_stated_date_is_kept_as_exact_as_it_is(stated: str | None, date: str | None) -> None:
    assert as_date(stated) == date


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (meta("article:published_time", "2014-10-01T06:30:00"), ""),
        ('<meta itemprop="datePublished" content="2014-10-01">', ""),
        ('<meta name="DC.date.issued" content="2014-10-01">', ""),
        ("", '<time itemprop="datePublished" datetime="2014-10-01">1 October</time>'),
        ("", '<article><time datetime="2014-10-01T06:30">1/10</time></article>'),
        ('<link rel="canonical" href="https://post.example/2014/10/01/ship">', ""),
    ],
    ids=["open graph", "itemprop", "dublin core", "time", "only time", "address"],
)
def test_a_date_is_found_where_the_page_states_it(head: str, body: str) -> None:
    assert facts(head, body).date == "2014-10-01"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f"<p>{PROSE[0]} It was 3 May 2011.</p>"),
        (meta("article:modified_time", "2014-10-01T06:30:00"), ""),
        ("", "<time datetime='2014-10-01'>a</time><time datetime='2014-10-02'>b</time>"),
        ("", "<footer>© 2019 The Harbour Post</footer>"),
    ],
    ids=["text", "modified", "two times", "copyright"],
)
def test_a_date_that_is_not_stated_is_not_guessed(head: str, body: str) -> None:
    assert facts(head, body).date is None


def test_the_day_in_the_address_settles_what_universal_time_leaves_open() -> None:
    canonical = '<link rel="canonical" href="https://post.example/2014-10-01/ship">'
    late = meta("article:published_time", "2014-10-02T03:10:00Z")
    wrong = meta("article:published_time", "2014-11-02T03:10:00Z")
    assert facts(canonical + late).date == "2014-10-01"
    assert facts(canonical + wrong).date == "2014-11-02"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://post.example/a">', "https://post.example/a"),
        (
            '<link rel="canonical" href="/a">' + meta("og:url", "https://post.example/b"),
            "https://post.example/a",
        ),
        (
            '<link rel="canonical" href="https://post.example/">'
            + meta("og:url", "https://post.example/b#top"),
            "https://post.example/b",
        ),
        ('<link rel="canonical" href="file:///home/me/a.html">', None),
        ('<link rel="canonical" href="http://localhost/a">', None),
        ('<link rel="canonical" href="http://[broken/a">', None),
        ('<link rel="canonical">', None),
    ],
    ids=["canonical", "relative", "front page", "file", "localhost", "broken", "empty"],
)
def test_the_address_is_the_pages_own(head: str, url: str | None) -> None:
    assert facts(head).url == url


@pytest.mark.parametrize(
    "note",
    [
        "<!-- saved from url=(0025)https://post.example/a -->",
        "<!--\n Page saved with SingleFile \n url: https://post.example/a \n saved date: x\n-->",
    ],
)
def test_a_browsers_note_tells_where_a_page_was_saved_from(note: str) -> None:
    text = note + page("")
    assert facts_of(parse(text), text)[1].url == "https://post.example/a"


@pytest.mark.parametrize(
    ("head", "attributes", "language"),
    [
        ("", ' lang="da-DK"', "da"),
        ("", ' lang="nb"', "no"),
        (meta("og:locale", "sv_SE"), "", "sv"),
        ('<meta http-equiv="content-language" content="en">', "", "en"),
        ("", ' lang="fr"', None),
        ("", "", None),
    ],
)
def test_the_language_is_the_one_that_the_page_declares(
    head: str, attributes: str, language: str | None
) -> None:
    assert facts(head, attributes=attributes).language == language


def test_the_title_is_the_headline_that_readers_see() -> None:
    named = meta("og:title", "Minesweeper sails for strait | Harbour Post")
    logo, headline = "<h1>Harbour Post</h1>", f"<h1>{TITLE}</h1>"
    assert title_of(named, logo + headline) == TITLE
    assert title_of(meta("og:title", TITLE), logo) == TITLE
    assert title_of("<title>Home</title>", headline) == TITLE
    assert title_of(f"<title>{TITLE} | Harbour Post</title>", logo) == TITLE
    assert title_of("", headline) == TITLE
    assert title_of("", "<p>text</p>") is None


def test_an_outlets_name_is_taken_off_a_title_only_at_its_end() -> None:
    assert without_outlet(f"{TITLE} | The Post", ("The Post",)) == TITLE
    assert without_outlet(f"{TITLE} - The Post", (None, "the post")) == TITLE
    assert without_outlet("Mali - the long way home", ("The Post",)) == "Mali - the long way home"
    assert without_outlet("The Post", ("The Post",)) == "The Post"


# Pages that hold no article, or hardly any markup that can be read


def teaser(number: int, shape: str) -> str:
    link = f"<a href=/{number}>Ship number {number} leaves the harbour in the morning</a>"
    text = f"{PROSE[number % 5]} It was the ship with number {number}."
    return shape.format(link=link, text=text)


@pytest.mark.parametrize(
    "shape",
    [
        "<article><h2>{link}</h2><p>{text}</p></article>",
        "<div class=teaser><h3>{link}</h3><p>{text}</p></div>",
        "<div><p>{link}</p><p>{text}</p></div>",
        "<li>{link} {text}</li>",
        "<li>{link}</li>",
    ],
)
def test_a_page_that_lists_articles_is_not_certain(shape: str, furniture: Furniture) -> None:
    listed = "".join(teaser(number, shape) for number in range(20))
    assert not cleaned_page(page(f"<main>{listed}</main>"), furniture).certain


def test_a_login_wall_is_not_certain(furniture: Furniture) -> None:
    wall = (
        f"<main><h1>{TITLE}</h1><p>You need a subscription to read this article. Log in or create "
        "an account.</p><form><input type=password><button>Log in</button></form></main>"
    )
    assert not cleaned_page(page(wall), furniture).certain


@pytest.mark.parametrize(
    "text",
    [
        f"<html><body><h1>{TITLE}<p>" + "<p>".join(PROSE),
        "<html><body><main>" + PARAGRAPHS.replace("</p>", ""),
        "<html><body>" + article() + "</div></b></p></span>" * 50,
        "\0".join(page(article())),
        page(article()).replace("<p>", "<p>\0\x01"),
    ],
    ids=["open", "open main", "closed too often", "NUL everywhere", "NUL in paragraphs"],
)
def test_bad_markup_does_not_cost_the_article(text: str, furniture: Furniture) -> None:
    assert bodies(cleaned_page(text, furniture)) == list(PROSE)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 10_000 + PROSE[0] + "</div>" * 10_000,
        "<body><p>" + "<span>" * 10_000 + PROSE[0],
        "<ul><li>" * 5_000 + PROSE[0],
        "<table><tr><td>" * 3_000 + PROSE[0],
        "<blockquote>" * 10_000 + PROSE[0],
        "<p>" + "x" * 1_000_000,
        "<p>" + f"{PROSE[0]} " * 7_000,
        "<p><a href=x>" + f"{PROSE[0]} " * 7_000,
        "<b>x</b>" * 100_000,
        "<p " + " ".join(f"a{number}=1" for number in range(50_000)) + ">" + PROSE[0],
        "<!--" + "x" * 1_000_000,
        "<frameset><frame src=a></frameset>",
        "<?xml version='1.0' encoding='utf-16'?><html><body><p>text",
        "<p>\ud800</p>",
        "&" * 100_000,
        "<" * 100_000,
    ],
    ids=lambda text: f"{text[:14]} {len(text)}",
)
def test_a_page_that_is_no_article_is_never_certain(text: str, furniture: Furniture) -> None:
    assert not cleaned_page(text, furniture).certain
