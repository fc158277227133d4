"""What the search page adds to the index: pages by name, spellings, years, keys, arrival."""

from __future__ import annotations

import collections
import datetime
import random
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from archive.dates import parse
from archive.load import load
from bench import corpus
from tests.browser import samples
from tests.browser.conftest import SHOWN, ChromiumReader, Place, Reader, build
from tests.browser.test_search_page import GREETING, KOSOVO, LEAVING, TITLES, counts
from tests.conftest import Project

STATUS = "document.getElementById('status').textContent"
FOCUS = "document.activeElement"


@pytest.mark.parametrize(
    ("query", "name", "address"),
    [
        ("NMI", "NATO Mission Iraq", "missions/nato-mission-iraq.html"),
        ("kfor", "Kosovo Force", "missions/kfor.html"),
        ("takuba task force", "Task Force Takuba", "missions/task-force-takuba.html"),
        ("Irak", "Iraq", "countries/iq.html"),
        ("Syrien", "Syria", "countries/sy.html"),
        ("2022", "2022 in the timeline", "timeline.html#y2022"),
    ],
)
def test_a_query_that_names_a_mission_or_a_country_shows_that_page_first(
    search: Callable[[str], Reader], query: str, name: str, address: str
) -> None:
    reader = search("?q=" + quote(query))
    assert reader.texts("#named a") == [name]
    assert str(reader.look("document.querySelector('#named a').href")).endswith("/" + address)


def test_a_query_that_names_a_sea_shows_the_missions_there(
    reader: Reader, place: Place, built_site: Path
) -> None:
    reader.open(place(built_site) + "search.html?q=adriaterhavet")
    reader.wait(SHOWN)
    reader.click("#named a")
    reader.wait("location.hash", "#sea-adriatic-sea")


def test_a_query_that_is_no_name_shows_no_such_page(search: Callable[[str], Reader]) -> None:
    assert search("?q=soldier").texts("#named a") == []


def test_a_misspelt_name_gets_the_right_one_offered(search: Callable[[str], Reader]) -> None:
    reader = search("?q=takubba")
    assert reader.text("#count") == "No articles"
    assert reader.text("#hint") == "Did you mean Takuba?"
    reader.click("#hint a")
    reader.wait(STATUS, "3 articles for Takuba")


def test_a_word_that_no_article_holds_is_not_answered_with_its_first_letters(
    search: Callable[[str], Reader],
) -> None:
    assert search("?q=takubaxyzxyz").text("#count") == "No articles"
    reader = search("?q=" + quote("qqqqqq soldier"))
    assert "No article holds “qqqqqq”" in reader.text("#hint")
    assert LEAVING in reader.look(TITLES)


def test_a_language_that_knows_a_word_only_by_its_first_letters_adds_no_articles(
    search: Callable[[str], Reader],
) -> None:
    # English knows no word that begins as "lejren" but "letter", Danish has the word.
    reader = search("?q=lejren")
    assert set(reader.look(TITLES)) == {KOSOVO, GREETING}
    assert counts(reader, "language") == {"Danish": 2}
    reader = search("?q=weather")
    assert counts(reader, "language") == {"English": samples.LETTERS // 2 + 1}
    assert counts(reader, "mission") == {"NATO Mission Iraq": samples.LETTERS // 2 + 1}
    reader = search("?q=weather&language=en")
    assert counts(reader, "language") == {"English": samples.LETTERS // 2 + 1}


def test_words_of_two_languages_that_stand_in_no_article_together_find_none(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=" + quote("lejren weather"))
    assert reader.text("#count") == "No articles"
    assert reader.texts("#hint") == []
    assert reader.texts(".sortbar select") == reader.texts(".fold") == []


def test_a_name_that_no_article_holds_points_to_its_page_and_not_to_nothing(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=Syrien")
    assert reader.texts("#named a") == ["Syria"]
    assert "The page above" in reader.text("#none")
    assert "Nothing was found" not in reader.text("#none")


def test_a_minus_sign_is_said_to_leave_nothing_out(search: Callable[[str], Reader]) -> None:
    reader = search("?q=" + quote("takuba -soldier"))
    assert "“-soldier” is looked for like any word" in reader.text("#hint")


def test_a_bar_of_a_year_filters_as_its_box_does(search: Callable[[str], Reader]) -> None:
    reader = search("")
    bars = reader.look("[...document.querySelectorAll('#years title')].map((t) => t.textContent)")
    assert "2022: 3 of 3" in bars
    bar = bars.index("2022: 3 of 3")
    click = f"document.querySelectorAll('#years g')[{bar}].dispatchEvent(new MouseEvent('click'))"
    reader.look(click)
    reader.wait(STATUS, "3 articles")
    assert reader.look("location.search") == "?year=2022"
    assert counts(reader, "year")["2022"] == 3
    reader.look(click)
    reader.wait("location.search", "")


def test_the_keys_move_through_the_results_and_back(search: Callable[[str], Reader]) -> None:
    reader = search("?q=takuba")
    reader.look(f"{FOCUS}.blur()")
    reader.press("body", "/")
    assert reader.look(f"{FOCUS}.id") == "q"
    assert reader.look("document.getElementById('q').value") == "takuba"
    reader.press("#q", "ArrowDown")
    assert reader.look(f"{FOCUS}.closest('#named') !== null")
    reader.press("#named a", "ArrowDown")
    first = reader.look("document.querySelector('#hits h3 a').textContent")
    assert reader.look(f"{FOCUS}.textContent") == first
    reader.press("#hits h3 a", "ArrowUp")
    reader.press("#named a", "Escape")
    assert reader.look(f"{FOCUS}.id") == "q"
    reader.press("#q", "Escape")
    reader.wait("location.search", "")
    assert reader.look("document.getElementById('q').value") == ""


def test_enter_on_a_result_opens_it_at_the_marked_word(search: Callable[[str], Reader]) -> None:
    reader = search("?q=" + quote("æblegrød"))
    address = str(reader.look("document.querySelector('#hits h3 a').href"))
    assert "#:~:text=" + quote("æblegrød") in address
    reader.press("#q", "ArrowDown")
    reader.press("#hits h3 a", "Enter")
    reader.wait("document.querySelector('h1').textContent", KOSOVO)


# ---- a large archive in two languages ----

MANY = 2000


@pytest.fixture(scope="session")
def large_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("large") / "project"
    corpus.write(MANY, root, danish=0.3)
    build(Project(root))
    return Project(root)


def test_two_thousand_articles_are_counted_sorted_and_found_by_their_titles(
    large_project: Project, on_disk: Callable[[Path], str], chromium_page: object
) -> None:
    archive, _ = load(large_project.content)
    assert archive is not None
    reader = ChromiumReader(chromium_page)  # type: ignore[arg-type]
    page = on_disk(large_project.site) + "search.html"
    reader.open(page)
    reader.wait(SHOWN)
    assert reader.text("#count") == f"{MANY} articles"

    reader.look(
        "document.querySelectorAll('.facets button:not([hidden])').forEach((one) => one.click())"
    )
    years = collections.Counter(
        str(year) for article in archive.articles if article.date for year in article.date.years()
    )
    assert counts(reader, "year") == years
    missions = collections.Counter(
        archive.mission(id).label for article in archive.articles for id in article.missions
    )
    assert counts(reader, "mission") == missions
    languages = collections.Counter(article.language for article in archive.articles)
    assert counts(reader, "language") == {"English": languages["en"], "Danish": languages["da"]}

    for sort, newest in (("newest", True), ("oldest", False)):
        reader.open(f"{page}?sort={sort}")
        reader.wait(SHOWN)
        reader.click("#more button")
        reader.wait(f"{TITLES}.length", 20)
        days = [day_of(text) for text in reader.texts("#hits .d")]
        assert days == sorted(days, reverse=newest)

    chance = random.Random(7)
    for article in chance.sample(archive.articles, 12):
        for word in chance.sample(article.title.split()[:-1], 2):
            number = article.title.split()[-1]
            reader.open(f"{page}?q={quote(f'{word} {number}')}")
            reader.wait(SHOWN)
            assert article.title in reader.look(TITLES), (article.title, word)
    assert reader.complaints() == []


def day_of(words: str) -> datetime.date:
    """The first day of a date in words: "3 May 2001", "between 1 and 10 May 2001"."""
    parts = words.removeprefix("between ").split(" and ")
    last = parts[-1].split()
    first = parts[0].split()
    whole = [*first, *last[len(first) :]] if len(parts) == 2 else last
    day = datetime.datetime.strptime(" ".join(whole), "%d %B %Y").date()
    assert parse(day.isoformat()).earliest == day
    return day
