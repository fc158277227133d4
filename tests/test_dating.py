"""Dating: between which days an article was published, by what it says itself."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest

from archive.content import read_content
from archive.dates import parse
from archive.dating import WIDEST, Bounds, bounds
from archive.vocabulary import Office

ROOT = Path(__file__).parent.parent
KOFOD = ("2019-06-27", "2022-12-15")
BODSKOV = ("2022-02-04", "2022-12-15")


@pytest.fixture(scope="module")
def offices() -> tuple[Office, ...]:
    return read_content(ROOT / "content")[0].offices


def iso(found: Bounds) -> tuple[str, str]:
    return (str(found.earliest or ""), str(found.latest or ""))


MINISTERS = [
    # English and Danish, before and after the name, with the words papers use.
    ("Foreign Minister Jeppe Kofod confirmed it.", KOFOD),
    ("The Danish Minister for Foreign Affairs, Jeppe Kofod, states:", KOFOD),
    ("Jeppe Kofod, the Danish foreign minister, said so.", KOFOD),
    ("Udenrigsminister Jeppe Kofod (S) siger, at Danmark bliver.", KOFOD),
    ("The Danish Minister of Defence, Morten Bødskov, states:", BODSKOV),
    ("Defense Minister Morten Boedskov said so.", BODSKOV),
    ("Forsvarsminister Søren Gade besøger soldaterne.", ("2004-04-24", "2010-02-23")),
    # Two ministers: both were in office.
    ("Foreign minister Jeppe Kofod and defence minister Morten Bødskov agree.", BODSKOV),
    # One person in one office twice, and which time it was where another minister is named.
    ("Prime Minister Lars Løkke Rasmussen said so.", ("2009-04-05", "2019-06-27")),
    (
        "Statsminister Lars Løkke Rasmussen og udenrigsminister Kristian Jensen er enige.",
        ("2015-06-28", "2016-11-28"),
    ),
    # One person in two offices: the office that is named counts.
    ("Foreign minister Lars Løkke Rasmussen said so.", ("2022-12-15", "")),
    # Past and coming offices, other people, a name without its office.
    ("Former foreign minister Jeppe Kofod has a new job.", ("", "")),
    ("Den tidligere udenrigsminister Jeppe Kofod har fået nyt job.", ("", "")),
    ("Daværende forsvarsminister Søren Gade afviste det.", ("", "")),
    ("The then defence minister Søren Gade refused.", ("", "")),
    ("Jeppe Kofod, a former foreign minister, said so.", ("", "")),
    ("Jeppe Kofod said so.", ("", "")),
    ("The Swedish foreign minister Jens Kofodsen said so.", ("", "")),
    # Acting before appointed: the year of the appointment may all be his.
    ("Defence minister Troels Lund Poulsen said so.", ("2023-01-01", "")),
    # A look back: the year beside the minister, a later year, ministers of different times.
    (
        "In 2003 prime minister Anders Fogh Rasmussen sent a submarine to the Gulf.",
        ("2003-01-01", ""),
    ),
    (
        "Prime minister Anders Fogh Rasmussen sent troops. The last came home in 2014.",
        ("2014-01-01", ""),
    ),
    (
        "Foreign minister Per Stig Møller said yes. Foreign minister Jeppe Kofod says no.",
        ("2019-06-27", ""),
    ),
    # A year that is to come is no later year.
    ("Foreign minister Jeppe Kofod wants to stay until 2025.", KOFOD),
]

FULL_DATES = [
    ("Denmark has led the mission since November 2020.", "2020-11-01"),
    ("Danmark har ledet missionen siden den 24. november 2020.", "2020-11-24"),
    ("On 18 January 2022 the soldiers arrived in Mali.", "2022-01-18"),
    ("The camp was attacked on August 27, 2011.", "2011-08-27"),
    ("Then in December 2021, the minister criticised the decision.", "2021-12-01"),
    ("Den 5. marts 2004 overtog bataljonen lejren.", "2004-03-05"),
    # The latest of several counts.
    ("The force began in May 2019. It was closed on 3 June 2020.", "2020-06-03"),
    # Coming, planned, or open to either reading: nothing.
    ("The soldiers will go home in June 2031.", ""),
    ("In June 2031 the mission is to be closed.", ""),
    ("The mandate was extended until December 2031.", ""),
    ("The minister decided to send a frigate to the Gulf in March 2031.", ""),
    ("Mandatet blev forlænget til december 2031.", ""),
    ("Soldaterne skal hjem den 1. juni 2031.", ""),
    ("Six F-16s are ready from 1 June 2031.", ""),
    # No dates at all.
    ("The 31st of the soldiers may march in step.", ""),
    ("The rate was 31 February 2020 percent.", ""),
]


@pytest.mark.parametrize(("text", "expected"), MINISTERS)
def test_a_minister_named_in_office_bounds_the_date(
    offices: tuple[Office, ...], text: str, expected: tuple[str, str]
) -> None:
    assert iso(bounds(text, offices, None)) == expected


@pytest.mark.parametrize(("text", "earliest"), FULL_DATES)
def test_a_full_date_told_as_past_means_not_before(
    offices: tuple[Office, ...], text: str, earliest: str
) -> None:
    assert iso(bounds(text, offices, None))[0] == earliest


def test_the_date_of_the_page_goes_before_all_else(offices: tuple[Office, ...]) -> None:
    text = "Foreign minister Jeppe Kofod confirmed it."
    found = bounds(text, offices, parse("2022-01-28"))
    assert str(found.date()) == "2022-01-28"
    assert "the page gives of itself" in found.evidence[0].rule


def test_a_text_that_says_nothing_of_its_time_has_no_bounds(offices: tuple[Office, ...]) -> None:
    found = bounds("Danish troops are in Mali.", offices, None)
    assert found == Bounds(None, None, ())
    assert found.date() is None
    assert found.words() == "nothing in the text tells when it was published"


def test_a_past_date_narrows_the_term_of_a_minister(offices: tuple[Office, ...]) -> None:
    text = "Foreign minister Jeppe Kofod said so. On 1 December 2022 the last troops came home."
    found = bounds(text, offices, None)
    assert iso(found) == ("2022-12-01", "2022-12-15")
    assert str(found.date()) == "[2022-12-01..2022-12-15]"
    assert found.words() == "not before 1 December 2022, not after 15 December 2022"


def test_ministers_who_never_served_together_are_told_as_a_contradiction(
    offices: tuple[Office, ...],
) -> None:
    text = "Foreign minister Per Stig Møller and defence minister Morten Bødskov."
    rules = [item.rule for item in bounds(text, offices, None).evidence]
    assert any("their terms do not meet" in rule for rule in rules)


def test_bounds_give_a_date_only_where_they_are_close() -> None:
    first = datetime.date(2022, 1, 1)
    near = Bounds(first, first + datetime.timedelta(days=WIDEST))
    far = Bounds(first, first + datetime.timedelta(days=WIDEST + 1))
    assert str(near.date()) == "[2022-01-01..2022-03-04]"
    assert far.date() is None
    assert Bounds(first, None).date() is None
    assert str(Bounds(first, first).date()) == "2022-01-01"


ARTICLES = [
    ("000_a71dccad28d67caf", "Denmark moves troops", "EU Reporter", "2022-01-27"),
    ("001_2a0994fecc81ff09", "UPDATE: Danish", "  • Ryanair", "2022-01-28"),
    ("002_3a783267f1a74737", "Denmark hands over", "Danish Ministry of", "2022-05-10"),
    ("003_28a12c10c1072379", "Denmark wants boots", "Connect Club", "2017-01-20"),
]


@pytest.mark.parametrize(("name", "start", "end", "true"), ARTICLES)
def test_the_true_date_of_a_capture_lies_inside_its_bounds(
    offices: tuple[Office, ...], name: str, start: str, end: str, true: str
) -> None:
    text = (ROOT / "content" / "captures" / f"{name}.txt").read_text(encoding="utf-8")
    article = re.sub(r"(?m)^READ.*$", "", text[text.index(start) : text.index(end)])
    found = bounds(article, offices, None)
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest <= datetime.date.fromisoformat(true) <= found.latest
    assert found.evidence
