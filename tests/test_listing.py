"""Long lists go on by year, on pages of their own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Article
from archive.dates import parse
from archive.listing import FULL, MOST, NEWEST, WHOLE, Part, listing_of, years_of


def articles(*dates: str | None) -> list[Article]:
    """Articles of these dates, newest first."""
    made = [
        Article.model_construct(
            slug=f"a{number}", title=f"A {number}", date=parse(date) if date else None
        )
        for number, date in enumerate(dates)
    ]
    return sorted(made, key=lambda article: article.sort_key)


def names(parts: Sequence[Part]) -> list[tuple[str, int]]:
    return [(part.path, part.count) for part in parts]


def test_a_short_list_stands_whole_on_its_page() -> None:
    listing = listing_of(articles(*["2012-03-01"] * WHOLE), "missions/kfor")
    assert len(listing.shown) == listing.count == WHOLE
    assert listing.parts == ()


def test_a_long_list_shows_the_newest_and_leads_to_its_years() -> None:
    dates = [*["2012-03-01"] * 30, *["2011"] * 20, None, "2013-01"]
    listing = listing_of(articles(*dates), "missions/kfor")
    assert [article.date and article.date.text for article in listing.shown[:2]] == [
        "2013-01",
        "2012-03-01",
    ]
    assert len(listing.shown) == NEWEST
    assert names(listing.parts) == [
        ("missions/kfor/2013.html", 1),
        ("missions/kfor/2012.html", 30),
        ("missions/kfor/2011.html", 20),
        ("missions/kfor/undated.html", 1),
    ]


def test_a_year_of_very_many_goes_on_by_months_and_keeps_what_is_of_no_month() -> None:
    dates = [*["2012-03-01"] * MOST, *["2012-05"] * 3, "2012", "[2012-05-30..2012-06-02]"]
    (year,) = years_of(articles(*dates), "years")
    assert names(year.parts) == [("years/2012-05.html", 3), ("years/2012-03.html", MOST)]
    assert [part.label for part in year.parts] == ["May 2012", "March 2012"]
    assert {article.date.text for article in year.shown if article.date} == {
        "2012",
        "[2012-05-30..2012-06-02]",
    }
    assert year.count == len(dates)


def test_more_undated_articles_than_a_page_holds_go_on_by_number() -> None:
    parts = list(years_of(articles(*[None] * (MOST + 1)), "years"))
    assert names(parts) == [("years/undated.html", MOST), ("years/undated-2.html", 1)]
    assert parts[1].label == "undated, page 2"


@pytest.mark.parametrize(("count", "brief"), [(FULL, False), (FULL + 1, True)])
def test_many_articles_stand_without_their_summaries(count: int, brief: bool) -> None:
    (part,) = years_of(articles(*["2012"] * count), "years")
    assert part.brief is brief


dates = st.lists(
    st.sampled_from(
        [None, "2012-03-01", "2012-03", "2012", "2011-12-31", "[2011..2012]", "[..2012]", "2010~"]
    ),
    max_size=900,
)


@given(dates)
def test_every_article_is_on_one_page_and_a_further_one_moves_no_page(
    some: list[str | None],
) -> None:
    def pages(of: list[str | None]) -> dict[str, Part]:
        return {
            part.path: part for year in years_of(articles(*of), "years") for part in year.pages()
        }

    made = pages(some)
    shown = [article.slug for part in made.values() for article in part.shown]
    assert sorted(shown) == sorted(article.slug for article in articles(*some))
    assert all(len(part.shown) <= MOST for part in made.values())
    assert made.keys() <= pages([*some, "2012-03-02"]).keys()
