"""Reported figures: the numbers of Danish personnel that a text says were, are or will be there."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from archive.content import read_content
from archive.figures import figures
from archive.markup import to_text

ROOT = Path(__file__).parent.parent
PASSAGES = yaml.safe_load((ROOT / "tests/passages/passages.yml").read_text(encoding="utf-8"))
# The articles of the four captures that the archive began with.
FIRST = ("000_", "001_", "002_", "003_")

Row = tuple[int, str | None, str, str]


def found(text: str, language: str = "en") -> list[Row]:
    return [(one.count, one.qualifier, one.what, one.quote) for one in figures(text, language)]


@pytest.mark.parametrize(
    ("text", "count", "qualifier", "what", "quote"),
    [
        (
            "Denmark had sent 105 Danish military personnel to Mali.",
            105, None, "military personnel", "105 Danish military personnel",
        ),
        (
            "Denmark has about 90 soldiers and a team of surgeons in Mali.",
            90, "about", "soldiers", "about 90 soldiers and a team of surgeons",
        ),
        (
            "Some 1,200 Danish troops serve in Bosnia.",
            1200, "about", "troops", "Some 1,200 Danish troops",
        ),
        (
            "Denmark will send up to 285 soldiers and advisers to Iraq.",
            285, "up to", "soldiers and advisers", "up to 285 soldiers and advisers",
        ),
        (
            "Denmark will send more than two hundred and fifty soldiers to Kosovo.",
            250, "more than", "soldiers", "more than two hundred and fifty soldiers",
        ),
        ("Two dozen Danish instructors work at Al Asad.", 24, None, "instructors",
         "Two dozen Danish instructors"),
        (
            "Denmark keeps at least a hundred special forces there.",
            100, "at least", "special forces", "at least a hundred special forces",
        ),
        (
            "The Danish frigate sailed with a crew of 160 on Monday.",
            160, None, "crew", "a crew of 160",
        ),
        (
            "A 160-strong Danish contingent flies out in May.",
            160, None, "contingent", "160-strong Danish contingent",
        ),
        (
            "Denmark is sending fewer than twenty staff officers.",
            20, "less than", "staff officers", "fewer than twenty staff officers",
        ),
        (
            "There are 89 men and women on board the Danish corvette.",
            89, None, "men and women", "89 men and women",
        ),
        (
            "Denmark sent nearly 1 200 troops with the force.",
            1200, "nearly", "troops", "nearly 1 200 troops",
        ),
        (
            "The Danish battalion is on its way. Around 750 soldiers fly to Latvia.",
            750, "about", "soldiers", "Around 750 soldiers",
        ),
        (
            "Together with France, Denmark will send 70 personnel to Gao.",
            70, None, "personnel", "70 personnel",
        ),
        (
            "Of 300 French soldiers, none stayed, but Denmark kept 40 men in Gao.",
            40, None, "men", "40 men",
        ),
        (
            "Denmark contributes to NATO's mission with an estimated 35 military police.",
            35, "about", "military police", "an estimated 35 military police",
        ),
        (
            "Three Danish medics were sent to the UN hospital.",
            3, None, "medics", "Three Danish medics",
        ),
    ],
)  # fmt: skip
def test_found_in_english(
    text: str, count: int, qualifier: str | None, what: str, quote: str
) -> None:
    assert found(text) == [(count, qualifier, what, quote)]


@pytest.mark.parametrize(
    ("text", "count", "qualifier", "what", "quote"),
    [
        ("Danmark sender 90 danske soldater til Mali.", 90, None, "soldater", "90 danske soldater"),
        (
            "Danmark har ca. 1.200 soldater i Bosnien.",
            1200, "about", "soldater", "ca. 1.200 soldater",
        ),
        ("Halvfems danskere er på vej til Kosovo.", 90, None, "danskere", "Halvfems danskere"),
        (
            "Knap femogtyve danske rådgivere bliver i Kabul.",
            25, "nearly", "rådgivere", "Knap femogtyve danske rådgivere",
        ),
        ("Danmark bidrager med op til 14 instruktører.", 14, "up to", "instruktører",
         "op til 14 instruktører"),
        (
            "Forsvaret udsender mere end to hundrede og halvtreds soldater.",
            250, "more than", "soldater", "mere end to hundrede og halvtreds soldater",
        ),
        (
            "Fregatten har en besætning på 117 og sejler på mandag fra Danmark.",
            117, None, "besætning", "en besætning på 117",
        ),
        (
            "Det danske bidrag er et 160-mands kompagni.",
            160, None, "kompagni", "160-mands kompagni",
        ),
        (
            "Danmark har mindst tohundrede udsendte i Estland.",
            200, "at least", "udsendte", "mindst tohundrede udsendte",
        ),
        (
            "Under 20 danske stabsofficerer er i Bamako.",
            20, "less than", "stabsofficerer", "Under 20 danske stabsofficerer",
        ),
        (
            "Godt firs mand fra Flyvevåbnet er rejst til Kuwait.",
            80, "more than", "mand", "Godt firs mand",
        ),
        (
            "Danmark vil sende 60 specialoperationssoldater til grænsen.",
            60, None, "specialoperationssoldater", "60 specialoperationssoldater",
        ),
        ("To danske læger er rejst til Sarajevo.", 2, None, "læger", "To danske læger"),
        (
            "Den danske styrke på omkring 380 soldater flyver i juni.",
            380, "about", "soldater", "omkring 380 soldater",
        ),
    ],
)  # fmt: skip
def test_found_in_danish(
    text: str, count: int, qualifier: str | None, what: str, quote: str
) -> None:
    assert found(text, "da") == [(count, qualifier, what, quote)]


@pytest.mark.parametrize(
    "text",
    [
        # Other nations, the whole force, enemies, locals.
        "France has 2,400 French troops in Mali, and Denmark helps.",
        "France leads the Danish-backed force and has sent 2,400 soldiers.",
        "Denmark takes part in the 5,000-strong NATO force in Kosovo.",
        "Danish jets hit a camp with 300 Taliban fighters.",
        "The Danes trained 1,200 Iraqi soldiers last year.",
        "Danish instructors have trained 1,200 soldiers in Iraq.",
        "The Danish general leads a coalition. The coalition has 4,000 soldiers there.",
        "Denmark was thanked for its help, and 40 soldiers from Norway took over.",
        "Denmark and Norway have sent 300 soldiers in all.",
        # Casualties and totals over many years.
        "In Helmand 43 Danish soldiers were killed.",
        "Denmark has lost 43 soldiers in Afghanistan.",
        "More than 200 Danish soldiers were wounded there.",
        "Some 23,000 Danes have served in Cyprus since 1964.",
        # Not personnel.
        "Denmark sends 4 F-16 fighters and 2 ships.",
        "Denmark will spend 500 million kroner on its soldiers.",
        "Danish soldiers drove 300 km in 12 days.",
        "The Danish parliament voted for it with 109 votes against 12.",
        "Denmark sent blankets for 200 children.",
        # Not counts.
        "In 2011 soldiers from Denmark came home.",
        "The Danish 1st Battalion and Team 7 soldiers met.",
        "UN Resolution 1244 troops include Danes.",
        "Danish F-16 pilots flew home.",
        "Hundreds of Danish soldiers marched.",
        "Denmark sent several hundred soldiers.",
        "Denmark sent several dozen soldiers.",
        "One or two Danish officers will work at the base.",
        "A Danish commander asked for 250 soldiers.",
        "Denmark is in UNOMIG. Its 130 observers, among them Germans, stay in Georgia.",
        "The Danish staff of 26 officers comes from nine countries.",
        "Two pilots on the Danish base told their story.",
        "Denmark will not send 200 soldiers to Iraq.",
        "One in 12 Danish soldiers smokes.",
        "Call the Danish army on 7281 0090. Soldiers answer.",
        # Not about Denmark at all.
        "The king reviewed 400 soldiers in the square.",
    ],
)
def test_refused_in_english(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Frankrig har 2.400 soldater i Mali, hvor også Danmark er med.",
        "KFOR har cirka 1.100 soldater fra 19 lande, også Danmark.",
        "43 danske soldater er faldet i Afghanistan.",
        "Over 200 danske soldater blev såret.",
        "To danske soldater døde ved Gereshk.",
        "Danskerne har uddannet 1.200 soldater i Irak.",
        "Danmark sendte et par hundrede soldater.",
        "Danmark sendte flere hundrede soldater.",
        "I 2011 soldater fra Danmark vendte hjem.",
        "Hold 17 soldater fra Danmark er på vej.",
        "Danmark hævede bidraget fra 80 til 100 soldater.",
        "Den danske missionen omfatter i alt 900 soldater.",
        "Det danske fly har transporteret gods og 265 personer.",
        "Fire mand gik op i tårnet, og kaptajnen sendte dem ned igen.",
        "Danmark vil ikke sende 200 soldater til Irak.",
        "Gennem årene har mere end 11.000 danske soldater været udsendt til Kosovo.",
        "Danmark giver 200 millioner kroner og 30 telte.",
        "Styrken, som Danmark er med i, skæres fra 60.000 til 31.000 soldater.",
        "Danmark bad om hjælp, og 300 svenske soldater kom.",
    ],
)
def test_refused_in_danish(text: str) -> None:
    assert found(text, "da") == []


def test_the_same_figure_is_given_once_and_from_the_body_if_it_stands_there() -> None:
    text = (
        "Denmark sends 90 soldiers\n\nDenmark will send 90 troops to Mali, it said. "
        "The 90 Danish soldiers fly in May."
    )
    assert found(text) == [(90, None, "troops", "90 troops")]


def test_a_row_of_names_and_numbers_without_an_end_is_no_sentence() -> None:
    row = "Denmark sent 90 soldiers"
    assert found(row) == [(90, None, "soldiers", "90 soldiers")]
    assert found(row + " and the names go on" * 200) == []


def test_figures_come_in_the_order_of_the_text() -> None:
    text = "Denmark had 750 soldiers in Helmand, and has 20 advisers in Kabul now."
    assert [one.count for one in figures(text, "en")] == [750, 20]


def test_a_language_that_is_neither_gives_what_the_english_words_find() -> None:
    assert found("Denmark sent 90 soldiers.", "sv") == found("Denmark sent 90 soldiers.", "en")


def test_the_articles_of_the_first_captures_have_exactly_the_figures_that_people_confirmed() -> (
    None
):
    content, _ = read_content(ROOT / "content")
    articles = [
        article
        for article in content.articles
        if article.capture is not None and article.capture.startswith(FIRST)
    ]
    assert len(articles) == len(FIRST)
    for article in articles:
        text = "\n\n".join(
            part
            for part in (article.title, article.dek, *to_text(content.body_of(article)).split("\n"))
            if part
        )
        assert figures(text, article.language) == article.figures, article.slug


def test_the_figures_of_sixty_passages_are_mostly_an_archivists() -> None:
    made = {
        (passage["id"], one.count)
        for passage in PASSAGES
        for one in figures(f"{passage['title']}\n\n{passage['text']}", passage["language"])
    }
    right = {
        (passage["id"], figure["count"]) for passage in PASSAGES for figure in passage["figures"]
    }
    assert len(made & right) >= 0.95 * len(made), sorted(made - right)
    assert len(made & right) >= 0.85 * len(right), sorted(right - made)


@given(
    st.lists(
        st.sampled_from(
            ["Denmark", "Danmark", "sends", "about", "op til", "90", "1.200", "1 200", "two",
             "hundred", "halvfems", "hundrede", "og", "and", "Danish", "danske", "soldiers",
             "soldater", "mand", "a crew of", "besætning på", "-strong", "team", "\n\n", ". ",
             ",", "–", "  ", "killed", "France", "²", "٣", "0", "999999999"]
        ) | st.text(max_size=4),
        max_size=25,
    ),
    st.sampled_from(["en", "da", "no", "sv", ""]),
)  # fmt: skip
@example(["Denmark sends about 90 soldiers and a team of surgeons"], "en")
def test_whatever_the_text_every_quote_stands_in_it(parts: list[str], language: str) -> None:
    text = " ".join(parts)
    for one in figures(text, language):
        assert one.quote in text
        assert one.what
        assert one.count >= 1
    assert len({one.count for one in figures(text, language)}) == len(figures(text, language))


@pytest.mark.parametrize(
    ("text", "language", "count", "quote"),
    [
        (
            "Denmark will send between 80 and 100 soldiers.",
            "en",
            100,
            "between 80 and 100 soldiers",
        ),
        ("Denmark will send 80-100 soldiers.", "en", 100, "80-100 soldiers"),
        ("Denmark will send 80 to 100 soldiers.", "en", 100, "80 to 100 soldiers"),
        ("Danmark vil sende mellem 80 og 100 soldater.", "da", 100, "mellem 80 og 100 soldater"),
        ("Det danske skib bemandes med 90-100 mand.", "da", 100, "90-100 mand"),
    ],
)
def test_of_a_range_the_most_is_given_with_up_to(
    text: str, language: str, count: int, quote: str
) -> None:
    (figure,) = figures(text, language)
    assert (figure.count, figure.qualifier, figure.quote) == (count, "up to", quote)


def test_one_and_a_half_hundred_is_a_number_in_danish() -> None:
    (figure,) = figures("Danmark sender omtrent halvanden hundrede soldater til Mali.", "da")
    assert (figure.count, figure.qualifier) == (150, "about")
