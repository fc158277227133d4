"""The search page as a reader meets it, in both browsers, on the web and from a disk."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import samples
from tests.browser.conftest import SHOWN, Place, Reader, requests_of, served

TITLES = "[...document.querySelectorAll('#hits h3')].map((one) => one.textContent)"
COUNTS = (
    "Object.fromEntries([...document.querySelectorAll('[data-facet={facet}] label:not([hidden])')]"
    ".map((one) => [one.children[1].textContent, Number(one.lastChild.textContent)]))"
)

LEAVING = "UPDATE: Danish troops leave Mali & go home"
UNSURE = "Denmark thinks again"
KOSOVO = "Soldaterne i Kosovo"
GREETING = "En hilsen fra Kosovo"


def counts(reader: Reader, facet: str) -> dict[str, int]:
    return dict(reader.look(COUNTS.format(facet=facet)))


def test_a_page_from_a_disk_may_not_fetch_its_neighbour_so_these_tests_prove_something(
    reader: Reader, place: Place, tmp_path: Path
) -> None:
    (tmp_path / "neighbour.txt").write_text("read", encoding="utf-8")
    (tmp_path / "page.html").write_text("<!doctype html><title>Page</title>", encoding="utf-8")
    reader.open(place(tmp_path) + "page.html")
    fetched = reader.look("fetch('neighbour.txt').then((it) => it.text(), () => 'blocked')")
    assert fetched == ("blocked" if place.kind == "disk" else "read")


def test_what_a_page_is_forbidden_or_writes_to_the_console_is_noticed(
    reader: Reader, place: Place, tmp_path: Path
) -> None:
    policy = "default-src 'none'; script-src 'self'"
    (tmp_path / "page.html").write_text(
        f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<script>document.title = "forbidden"</script><script src="page.js"></script>',
        encoding="utf-8",
    )
    (tmp_path / "page.js").write_text('console.error("said"); missing();', encoding="utf-8")
    reader.open(place(tmp_path) + "page.html")
    complaints = " ".join(reader.complaints())
    for sign in ("policy: script-src", "console: said", "error: "):
        assert sign in complaints


def test_a_query_in_the_address_is_run_and_shows_what_each_article_is(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=takuba&sort=newest")
    assert reader.look("document.getElementById('q').value") == "takuba"
    assert reader.texts("#hits h3")[0] == LEAVING
    first = reader.text("#hits li")
    for fact in ("28 January 2022", "The Copenhagen Post", "Task Force Takuba", "Mali"):
        assert fact in first
    assert set(reader.texts("#hits .x mark")) == {"Takuba"}


def test_text_of_an_article_that_looks_like_html_is_shown_as_text(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=bill")
    assert "The bill said <img src=x onerror=alert(1)> and 7 < 9." in reader.text("#hits .x")
    assert reader.look("document.querySelectorAll('#hits img').length") == 0


def test_typing_finds_and_the_address_and_the_announcement_follow(
    search: Callable[[str], Reader],
) -> None:
    reader = search("")
    reader.type("#q", "æblegrød")
    reader.wait("document.getElementById('status').textContent", "1 article for æblegrød")
    assert reader.look(TITLES) == [KOSOVO]
    assert reader.look("location.search") == "?q=" + quote("æblegrød")
    assert reader.look("document.title").startswith("æblegrød")


def test_every_article_is_listed_newest_first_where_no_word_is_given_and_more_on_asking(
    search: Callable[[str], Reader],
) -> None:
    reader = search("")
    assert reader.text("#count") == f"{samples.ALL} articles"
    titles = reader.look(TITLES)
    assert titles[:3] == [LEAVING, KOSOVO, UNSURE]
    assert len(titles) == 10
    reader.click("#more button")
    reader.wait(f"{TITLES}.length", samples.ALL)
    assert reader.look(TITLES)[-1] == GREETING
    assert reader.texts("#more") == []
    eleventh = "document.activeElement === document.querySelectorAll('#hits h3 a')[10]"
    assert reader.look(eleventh)


def test_an_undated_article_comes_last_newest_first_and_oldest_first(
    search: Callable[[str], Reader],
) -> None:
    for sort, order in (
        ("newest", [KOSOVO, GREETING]),
        ("oldest", [KOSOVO, GREETING]),
    ):
        reader = search(f"?country=XK&sort={sort}")
        assert reader.look(TITLES) == order
        assert reader.texts("#hits .d") == ["10 January 2022", "Undated"]


def test_dates_are_in_order_over_both_languages(search: Callable[[str], Reader]) -> None:
    reader = search("?mission=nato-mission-iraq&sort=oldest")
    reader.click("#more button")
    reader.wait(f"{TITLES}.length", samples.LETTERS)
    numbers = [int(title.split()[1]) for title in reader.look(TITLES)]
    assert numbers == list(range(samples.LETTERS))


def test_words_are_stemmed_in_the_language_of_each_article(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=soldaten")
    assert KOSOVO in reader.look(TITLES)
    reader = search("?q=answering")
    assert reader.look(TITLES) == [UNSURE]


def test_one_query_finds_articles_in_both_languages(search: Callable[[str], Reader]) -> None:
    reader = search("?q=takuba")
    assert {LEAVING, UNSURE, KOSOVO} <= set(reader.look(TITLES))
    assert counts(reader, "language") == {"English": 2, "Danish": 1}
    assert reader.look("document.querySelector('#hits h3 a[lang=da]').textContent") == KOSOVO


def test_an_article_of_some_day_in_two_years_counts_in_each(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=takuba")
    assert counts(reader, "year") == {"2022": 3, "2021": 1}
    reader = search("?q=takuba&year=2021")
    assert reader.look(TITLES) == [UNSURE]
    assert "between 30 December 2021 and 2 January 2022" in reader.text("#hits .unsure")


def test_a_filter_narrows_and_the_counts_beside_it_stay_those_of_its_neighbours(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=takuba")
    reader.click("[name=country][value=IQ]")
    reader.wait("document.getElementById('count').textContent", "1 article")
    assert counts(reader, "country") == {"Mali": 2, "Iraq": 1, "Kosovo": 1}
    assert counts(reader, "mission") == {"Task Force Takuba": 1}
    reader.click("[name=country][value=XK]")
    reader.wait("document.getElementById('count').textContent", "2 articles")
    assert reader.look("location.search") == "?q=takuba&country=IQ&country=XK"


def test_the_back_button_takes_the_last_choice_back(search: Callable[[str], Reader]) -> None:
    reader = search("?q=takuba")
    reader.click("[name=country][value=IQ]")
    reader.wait("document.getElementById('count').textContent", "1 article")
    reader.back()
    reader.wait("document.getElementById('count').textContent", "3 articles")
    assert reader.look("location.search") == "?q=takuba"
    assert not reader.look("document.querySelector('[name=country][value=IQ]').checked")


def test_a_result_opens_the_article(search: Callable[[str], Reader]) -> None:
    reader = search("?q=takuba&year=2021")
    reader.click("#hits h3 a")
    reader.wait("document.querySelector('h1').textContent", UNSURE)


def test_a_short_word_is_looked_for_as_a_word_when_a_reader_asks(
    search: Callable[[str], Reader],
) -> None:
    reader = search("")
    reader.type("#q", "et")
    reader.press("#q", "Enter")
    reader.wait("document.getElementById('status').textContent", "5 articles for et")


def test_a_query_that_finds_nothing_is_told_so_and_what_to_do(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=" + quote("kage " * 2000))
    for words in ("zzzz", "<zzzz>zzzz</zzzz>", "(*[^$\\", '"', "🪖"):
        assert reader.text("#count") == "No articles"
        assert "Try fewer words" in reader.text("#none")
        assert reader.texts("#none button") == []
        reader.put("#q", words)
        reader.press("#q", "Enter")
        reader.wait("document.getElementById('status').textContent", f"No articles for {words}")


def test_an_unknown_filter_in_the_address_is_shown_and_can_be_taken_away(
    search: Callable[[str], Reader],
) -> None:
    reader = search("?q=takuba&mission=" + quote("<b>no such"))
    assert reader.text("#count") == "No articles"
    assert counts(reader, "mission")["<b>no such"] == 0
    reader.click("#none button")
    reader.wait("document.getElementById('count').textContent", "3 articles")
    assert reader.look("location.search") == "?q=takuba"


def damaged(site: Path, folder: Path, pattern: str, change: Callable[[Path], object]) -> Path:
    shutil.copytree(site, folder)
    files = sorted((folder / "search").rglob(pattern))
    assert files
    for file in files:
        change(file)
    return folder


def flip(path: Path) -> None:
    """Change one letter in the middle of the data."""
    text = path.read_text(encoding="ascii")
    middle = len(text) // 2
    other = "A" if text[middle] != "A" else "B"
    path.write_text(text[:middle] + other + text[middle + 1 :], encoding="ascii")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@pytest.mark.parametrize(
    ("pattern", "change"),
    [
        ("entry.js", Path.unlink),
        ("engine.*.js", cut),
        ("wasm.en*.js", Path.unlink),
        ("start.*.js", flip),
        ("start.*.js", Path.unlink),
        ("*.pf_index.js", flip),
        ("*.pf_fragment.js", cut),
    ],
)
def test_a_missing_or_damaged_file_of_the_index_is_told_in_plain_words(
    reader: Reader,
    on_disk: Callable[[Path], str],
    sample_site: Path,
    tmp_path: Path,
    pattern: str,
    change: Callable[[Path], object],
) -> None:
    site = damaged(sample_site, tmp_path / "site", pattern, change)
    reader.open(on_disk(site) + "search.html?q=takuba")
    reader.wait("!document.getElementById('broken').hidden")
    assert "a file of its index is missing or damaged" in reader.text("#broken")
    assert not reader.look(SHOWN)


def test_a_file_that_the_server_has_not_is_told_in_plain_words(
    reader: Reader, sample_site: Path, tmp_path: Path
) -> None:
    site = damaged(sample_site, tmp_path / "site", "*.pf_index.js", Path.unlink)
    with served(site) as address:
        reader.open(address + "search.html?q=takuba")
        reader.wait("!document.getElementById('broken').hidden")


def test_an_archive_without_articles_says_so(
    reader: Reader, place: Place, sample_site: Path, tmp_path: Path
) -> None:
    site = damaged(
        sample_site,
        tmp_path / "site",
        "entry.js",
        lambda path: path.write_text(
            'archiveSearch.entry({"bundles": [], "engine": null, "facets": {}, "newest": []});'
        ),
    )
    reader.open(place(site) + "search.html?q=takuba")
    reader.wait("!document.getElementById('empty').hidden")
    assert "no articles in the archive yet" in reader.text("#empty")
    assert reader.complaints() == []


def test_without_javascript_the_page_points_to_the_lists(
    chromium: Browser, sample_site: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((sample_site / "search.html").as_uri())
    assert "Searching needs JavaScript" in page.inner_text("main")
    page.click("noscript a[href='timeline.html']")
    assert page.url.endswith("/timeline.html")
    context.close()


def test_a_reader_who_does_not_search_downloads_nothing_of_the_search(
    chromium_page: Page, sample_site: Path
) -> None:
    asked = requests_of(chromium_page)
    with served(sample_site) as address:
        for name in ("index.html", "articles/soldaterne-i-kosovo.html"):
            chromium_page.goto(address + name)
    assert asked
    assert [url for url in asked if "/search" in url] == []


def test_a_search_asks_no_other_host_and_for_no_more_than_it_shows(
    chromium_page: Page, sample_site: Path
) -> None:
    asked = requests_of(chromium_page)
    with served(sample_site) as address:
        chromium_page.goto(address + "search.html?q=takuba&language=da")
        chromium_page.wait_for_selector("#hits li")
    assert [url for url in asked if not url.startswith(address)] == []
    # What is shown, and the best of the other language, which tells whether it holds the word.
    assert len([url for url in asked if "/fragment/" in url]) == 2


def test_the_search_box_of_another_page_leads_to_the_results(
    reader: Reader, place: Place, sample_site: Path
) -> None:
    reader.open(place(sample_site) + "articles/soldaterne-i-kosovo.html")
    reader.type("header input[name=q]", "takuba")
    reader.press("header input[name=q]", "Enter")
    reader.wait("document.getElementById('count')?.textContent", "3 articles")
    assert reader.look("location.href") == place(sample_site) + "search.html?q=takuba"
    assert reader.complaints() == []


def test_the_archive_itself_finds_its_articles_on_takuba(
    reader: Reader, place: Place, built_site: Path
) -> None:
    reader.open(place(built_site) + "search.html?q=Takuba")
    reader.wait(SHOWN)
    assert {
        "Denmark moves troops back from Mali",
        "UPDATE: Danish troops leaving Mali",
    } <= set(reader.look(TITLES))
    assert reader.complaints() == []
