"""Dates are as exact as their sources, and say so."""

from __future__ import annotations

import datetime
import pickle
import re
from typing import Any

import edtf
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from archive.dates import Date, DateError, parse

DAYS = st.dates(min_value=datetime.date(1000, 1, 1))
MARKS = st.sampled_from(["", "~", "?", "%"])
LENGTHS = st.sampled_from([4, 7, 10])


def reason(text: str) -> str:
    """Return what the archive says to a date that it refuses."""
    with pytest.raises(DateError) as refused:
        parse(text)
    return str(refused.value)


@st.composite
def singles(draw: st.DrawFn, marks: st.SearchStrategy[str] = MARKS) -> str:
    return draw(DAYS).isoformat()[: draw(LENGTHS)] + draw(marks)


@st.composite
def pairs(draw: st.DrawFn, form: str, marks: st.SearchStrategy[str] = MARKS) -> str:
    """Two ends of one precision, the first not after the second."""
    length = draw(LENGTHS)
    first, second = sorted(draw(DAYS).isoformat()[:length] for _ in range(2))
    return form.format(first + draw(marks), second + draw(marks))


@st.composite
def open_ones(draw: st.DrawFn) -> str:
    form = draw(st.sampled_from(["{}/..", "../{}", "[{}..]", "[..{}]"]))
    return form.format(draw(singles()))


CLOSED = singles() | pairs("{}/{}") | pairs("[{}..{}]", st.just(""))
PIECES = ["2022", "28", "1", "jan", "maj", "/", "-", "..", "[", "]", "~", "?", "to", "or", "since"]
DATES = CLOSED | pairs("[{}..{}]") | open_ones()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2022-01-28", "28 January 2022"),
        ("2022-05", "May 2022"),
        ("2011", "2011"),
        ("2022-01-27~", "about 27 January 2022"),
        ("2022-05~", "about May 2022"),
        ("2011?", "perhaps 2011"),
        ("2011%", "perhaps about 2011"),
        ("2022-01-27/2022-01-30", "27 to 30 January 2022"),
        ("2022-01-28/2022-02-03", "28 January to 3 February 2022"),
        ("2021-12-28/2022-01-03", "28 December 2021 to 3 January 2022"),
        ("2022-01-05/2022-05-05", "5 January to 5 May 2022"),
        ("2022-01/2022-03", "January to March 2022"),
        ("2013-05/2022-05", "May 2013 to May 2022"),
        ("2013/2016~", "2013 to about 2016"),
        ("2011~/2012-03?", "about 2011 to perhaps March 2012"),
        ("2022-01/2022-02~", "January 2022 to about February 2022"),
        ("2022/2022", "2022"),
        ("2022-05/2022", "May 2022 to some time in 2022"),
        ("2022/2022-05", "some time in 2022 to May 2022"),
        ("2022-08/..", "since August 2022"),
        ("2013~/..", "since about 2013"),
        ("../2013-05", "until May 2013"),
        ("[2022-01-27..2022-01-30]", "between 27 and 30 January 2022"),
        ("[2022-01-28..2022-02-03]", "between 28 January and 3 February 2022"),
        ("[2022-01..2022-03]", "between January and March 2022"),
        ("[2011..2014]", "between 2011 and 2014"),
        ("[2011..2014?]", "between 2011 and perhaps 2014"),
        ("[2022-01-27..2022-01-28]", "27 or 28 January 2022"),
        ("[2021-12-31..2022-01-01]", "31 December 2021 or 1 January 2022"),
        ("[2022-01..2022-02]", "January or February 2022"),
        ("[2011..2012]", "2011 or 2012"),
        ("[2022..2022-05]", "between the start of 2022 and May 2022"),
        ("[2022-05-02..2022-05]", "between 2 May 2022 and the end of May 2022"),
        ("[2022-01-28..2022-01-28]", "28 January 2022"),
        ("[2022-01-27..]", "27 January 2022 or later"),
        ("[..2022-01]", "January 2022 or earlier"),
    ],
)
def test_a_date_is_said_in_english_as_exactly_as_it_is_known(text: str, words: str) -> None:
    assert parse(text).words() == words


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2022-02-30", "February 2022 has 28 days"),
        ("2024-02-30", "February 2024 has 29 days"),
        ("1900-02-29", "or 1900-02 if the day is not known"),
        ("2022-01-00", "from 01 to 31"),
        ("2022-13", "there is no month 13"),
        ("2022-01/2022-00", "there is no month 00"),
        ("2021-23", "2021/2023 for the years"),
        ("2021-23-01", "or 2021 if the month is not known."),
        ("30 February 2022", "February 2022 has 28 days"),
        ("28 January 2022", "Write 2022-01-28 instead"),
        ("January 28th, 2022", "Write 2022-01-28 instead"),
        ("fredag den 28. januar 2022", "Write 2022-01-28 instead"),
        ("Jan 2022", "Write 2022-01 instead"),
        ("2022/01/28", "Write 2022-01-28 instead"),
        ("2022-1-28", "Write 2022-01-28 instead"),
        ("20220128", "Write 2022-01-28 instead"),
        ("28.1.2022", "Write 2022-01-28 instead"),
        ("28/01/2022", "Write 2022-01-28 instead"),
        ("03/04/2022", "Write 2022-04-03 or 2022-03-04 instead"),
        ("2022-01-28T10:00:00Z", "Write 2022-01-28 instead"),
        (" 2022-01-28\n", "Write 2022-01-28 instead"),
        ("2022-01-XX", "Write 2022-01 instead"),
        ("c. 2011", "Write 2011~ instead"),
        ("~2011", "Write 2011~ instead"),
        ("2011~?", "Write 2011% instead"),
        ("2011\N{EN DASH}2013", "Write 2011/2013 instead"),
        ("2011/13", "Write 2011/2013 instead"),
        ("2022-01-27 - 2022-01-30", "Write 2022-01-27/2022-01-30 instead"),
        ("27.-30. januar 2022", "Write 2022-01-27/2022-01-30 instead"),
        ("2022/", "Write 2022/.. instead"),
        ("2022/now", "Write 2022/.. instead"),
        ("/2022", "Write ../2022 instead"),
        ("2022..2023", "Write [2022..2023] instead"),
        ("[2022/2023]", "Write [2022..2023] instead"),
        ("[2022,2023]", "Write [2022..2023] instead"),
        ("..2022", "Write [..2022] instead"),
        ("2022/2021", "ends before it starts. If the two are swapped, write 2021/2022."),
        ("[2022-01-30..2022-01-27]", "write [2022-01-27..2022-01-30]"),
        ("2022-06/2022-05", "ends before it starts"),
        ("../..", "open at both ends"),
        ("[..]", "open at both ends"),
        ("", "Leave the line out"),
        ("null", "Leave the line out"),
        ("~", "Leave the line out"),
        ("0999", "Write the year (1000 to 9999) first"),
        ("12022", "Write the year (1000 to 9999) first"),
        ("28-01-22", "Write the year (1000 to 9999) first"),
        ("some time ago", "Write the year (1000 to 9999) first"),
        ("2011/2012/2013", "Write the year (1000 to 9999) first"),
        ("\N{FULLWIDTH DIGIT TWO}022", "Write the year (1000 to 9999) first"),
    ],
)
def test_a_date_written_another_way_is_refused_with_what_to_write(text: str, advice: str) -> None:
    assert advice in reason(text)


def test_a_refusal_stays_one_short_line_however_long_the_text() -> None:
    message = reason("2022\n" * 100_000)
    assert len(message) < 400
    assert "\n" not in message


def test_a_mark_says_that_a_day_is_unsure_and_keeps_its_bounds() -> None:
    day, about, perhaps, both = (parse(f"2022-01-28{mark}") for mark in ("", "~", "?", "%"))
    assert {(date.earliest, date.latest) for date in (about, perhaps, both)} == {
        (day.earliest, day.latest)
    }
    assert [(date.approximate, date.uncertain) for date in (day, about, perhaps, both)] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]


@pytest.mark.parametrize("text", ["2022-01-28", "[2022-01-28..2022-01-28]"])
def test_one_day_without_a_mark_is_certain(text: str) -> None:
    assert parse(text).is_certain_day


@pytest.mark.parametrize(
    "text",
    ["2022-01-28~", "2022-01-28?", "2022-01", "[2022-01-27..2022-01-28]", "2022-01-28/..", "2022"],
)
def test_anything_less_than_one_known_day_is_not_certain(text: str) -> None:
    assert not parse(text).is_certain_day


def test_a_span_with_one_unsure_end_is_unsure_and_keeps_both_ends() -> None:
    span = parse("2011~/2012-03?")
    assert (span.approximate, span.uncertain) == (True, True)
    assert (span.start, span.end) == (parse("2011~"), parse("2012-03?"))
    assert span.kind == "span"


def test_an_open_side_has_no_bound_and_no_end() -> None:
    since, by = parse("2022-08/.."), parse("[..2022-01]")
    assert (since.earliest, since.latest, since.end) == (datetime.date(2022, 8, 1), None, None)
    assert (by.earliest, by.latest, by.start) == (None, datetime.date(2022, 1, 31), None)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022-01-28", (2022,)),
        ("2011~", (2011,)),
        ("2013/2016-02", (2013, 2014, 2015, 2016)),
        ("[2021-12-30..2022-01-02]", (2021, 2022)),
        ("2022-08/..", (2022,)),
        ("[..2013]", (2013,)),
    ],
)
def test_a_date_counts_for_every_year_that_it_may_be_of(text: str, years: tuple[int, ...]) -> None:
    assert parse(text).years() == years


def test_dates_sort_by_their_earliest_day_and_by_the_latest_where_that_is_open() -> None:
    texts = ["2023", "[..2022-03]", "2022-02-01~", "[2022-01-27..2022-01-30]", "2021/2024"]
    assert sorted(texts, key=lambda text: parse(text).sort_ordinal) == texts[::-1]


@given(DATES)
def test_every_date_is_written_back_as_it_was_read(text: str) -> None:
    assert str(parse(text)) == text


@given(DATES)
def test_a_date_is_a_value(text: str) -> None:
    date = parse(text)
    again = pickle.loads(pickle.dumps(date))
    assert again == date
    assert hash(again) == hash(date)
    with pytest.raises(AttributeError):
        date.text = "2022"  # type: ignore[misc]


@given(DATES)
def test_the_words_of_a_date_are_unsure_exactly_where_it_is(text: str) -> None:
    date = parse(text)
    ends = [end for end in (date.start, date.end) if end] or [date]
    told = len(ends) if len({end.text for end in ends}) > 1 else 1
    marks = sum(end.approximate for end in ends[:told]), sum(end.uncertain for end in ends[:told])
    assert (date.words().count("about"), date.words().count("perhaps")) == marks
    assert not re.search(r"[~?%.\[\]/]|  |^ | $", date.words())


@given(singles() | pairs("{}/{}", st.just("")) | pairs("[{}..{}]", st.just("")) | open_ones())
def test_the_words_of_a_date_handed_in_as_a_date_are_answered_with_its_text(text: str) -> None:
    date = parse(text)
    assume(date.words() != text and (date.start is None or date.start != date.end))
    assert f"Write {text} instead." in reason(date.words())


@given(
    st.text()
    | st.text("0123456789-/.[]~?% ", max_size=14)
    | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
)
@example("2022/01/28")
def test_any_text_is_a_date_or_is_refused_with_advice_that_can_be_followed(text: str) -> None:
    try:
        assert str(parse(text)) == text
    except DateError as error:
        for advice in re.findall(r" [Ww]rite (.+) instead", str(error)):
            for guess in advice.split(" or "):
                assert parse(guess)


def bounds_by_edtf(text: str) -> tuple[datetime.date, datetime.date]:
    """Return the first and last day by the edtf package, without its padding for `~`."""
    known: Any = edtf.parse_edtf(text)
    low, high = known.lower_strict(), known.upper_strict()
    return datetime.date(*low[:3]), datetime.date(*high[:3])


def bounds(date: Date) -> tuple[datetime.date | None, datetime.date | None]:
    return date.earliest, date.latest


@given(CLOSED)
@example("2024-02")
@example("1900-02~")
@example("2011~/2012-03?")
@example("[2022-01-27..2022-01-30]")
def test_the_bounds_of_a_date_are_those_of_the_edtf_package(text: str) -> None:
    assert bounds(parse(text)) == bounds_by_edtf(text)


@given(open_ones())
def test_the_known_side_of_an_open_date_is_that_of_the_edtf_package(text: str) -> None:
    # It reads them, but gives no day for their bounds: the one known end is asked instead.
    date = parse(text)
    known = date.start or date.end
    assert known is not None
    first, last = bounds_by_edtf(known.text)
    assert bounds(date) == ((first, None) if date.start else (None, last))


@given(st.from_regex(r"(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]", fullmatch=True))
@example("2023-02-29")
@example("2000-02-29")
def test_a_day_is_one_of_the_calendar(text: str) -> None:
    # The edtf package lets 29 February pass in any year, so the calendar itself is asked.
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        assert text in reason(text)
    else:
        assert bounds(parse(text)) == (day, day)
