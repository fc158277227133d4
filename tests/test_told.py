"""The times that a text tells of: dates with and without a year, past and coming."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.told import add_months, dates, elapsed, published, yearless


def told(text: str) -> list[tuple[str, str, str]]:
    return [(str(one.first), str(one.last), one.tense) for one in dates(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ship sailed on 3 May 2011.", [("2011-05-03", "2011-05-03", "past")]),
        ("Skibet sejlede den 3. maj 2011.", [("2011-05-03", "2011-05-03", "past")]),
        ("The force has been there since May 2011.", [("2011-05-01", "2011-05-31", "past")]),
        ("The soldiers will go home in June 2012.", [("2012-06-01", "2012-06-30", "coming")]),
        ("Soldaterne skal hjem i juni 2012.", [("2012-06-01", "2012-06-30", "coming")]),
        ("The troops will stay until 2013.", [("2013-01-01", "2013-12-31", "coming")]),
        ("The government was overthrown in 2012.", [("2012-01-01", "2012-12-31", "past")]),
        # Told neither as past nor as coming, or of another time.
        ("They might go in June 2012.", []),
        ("In 2009 the minister said they will leave in 2012.", []),
        ("The army has 2000 soldiers.", []),
        ("On 31 June 2011 they left.", []),
    ],
)
def test_dates_with_a_year(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sent them on January 18.", [(1, 18, "past")]),
        ("De blev sendt af sted den 18. januar.", [(1, 18, "past")]),
        ("The helicopters will return in May.", [(5, None, "coming")]),
        ("Helikopterne skal hjem i maj.", [(5, None, "coming")]),
        ("The mandate began in December.", []),
        ("The troops arrived last December.", [(12, None, "past")]),
        # A verb and a name, a day that is none, a year nearby.
        ("The troops may return and march home.", []),
        ("Minister May said that they left.", []),
        ("They left on 31 June.", []),
        ("In 2011 they came. They left on 3 May.", []),
        ("They left in May last year.", []),
    ],
)
def test_dates_without_a_year(text: str, expected: list[tuple[int, int | None, str]]) -> None:
    assert [(one.month, one.day, one.tense) for one in yearless(text)] == expected


def test_a_dateline_and_today_give_the_day_itself() -> None:
    for text in (
        "COPENHAGEN, 12 March 2015 – The frigate has left.",
        "Frigate leaves\n\nCopenhagen, 12 March 2015 (Reuters) - The frigate has left.",
        "Today, 12 March 2015, the frigate left.",
        "I dag den 12. marts 2015 sejlede fregatten.",
    ):
        found = published(text)
        assert found is not None, text
        assert str(found.first) == "2015-03-12"
    assert published("The frigate left on 12 March 2015 and is now at sea.") is None


def test_a_time_since_a_date_tells_when_the_text_speaks() -> None:
    found = elapsed("Denmark has led it since November 2020. For the last 18 months Denmark did.")
    assert found is not None
    assert (str(found.first), str(found.last)) == ("2022-04-01", "2022-06-30")
    assert (
        elapsed("It has been led since November 2020. For the last 18 months Norway did.") is None
    )
    assert (
        elapsed("Denmark has led it since May 2001 and since May 2003 for the last 2 years.")
        is None
    )


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)), st.integers(-400, 400))
def test_months_are_added_as_a_calendar_does(day: datetime.date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert add_months(day.replace(day=1), months) == found.replace(day=1)


@given(st.text(alphabet="0123456789 .,MayJunemaj2011onwillsent\n-–", max_size=300))
def test_any_text_is_read_without_a_failure(text: str) -> None:
    for one in dates(text):
        assert one.first <= one.last
    for other in yearless(text):
        assert 1 <= other.month <= 12
    published(text)
    elapsed(text)


def test_a_day_of_the_week_leaves_only_the_years_in_which_it_falls_so() -> None:
    (one,) = yearless("The mission ended on Monday 31 October.")
    assert one.weekday == 0
    assert [year for year in range(2005, 2023) if one.window(year, 9, 11)] == [
        2005,
        2011,
        2016,
        2022,
    ]
    (danish,) = yearless("Fredag den 8. juni blev en mærkedag, og bataljonen holdt fri.")
    assert danish.weekday == 4
    assert danish.window(2007, 9, 11) is not None
    assert danish.window(2008, 9, 11) is None


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Danmark har siden efteråret 2014 bidraget med soldater.", "past"),
        ("Det første hold blev sendt til Letland og lejren i maj 2022.", "past"),
        ("De skal deltage i øvelsen i efteråret 2030.", "coming"),
    ],
)
def test_parts_of_years_and_verbs_far_before_count(text: str, tense: str) -> None:
    assert [one.tense for one in dates(text)] == [tense]


@pytest.mark.parametrize(
    "text",
    [
        "Parliament voted to send them in May 2030.",
        "They will train where a base was built in 2014.",
        "Ministeren fik flertal for at sende dem i maj 2030.",
    ],
)
def test_what_can_be_read_in_two_ways_tells_nothing(text: str) -> None:
    assert list(dates(text)) == []
