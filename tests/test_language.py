"""The language of each article is found, and the neighbours of Danish are not mistaken for it."""

from __future__ import annotations

import pytest

from archive.language import language_of

DANISH = [
    "Danmark trækker sine soldater hjem fra Mali",
    "Regeringen sender op til 105 soldater til Mali.",
    "Den danske fregat er tilbage i Guineabugten efter flere måneder på havet.",
    "Soldaterne fra Jydske Dragonregiment er udsendt til Letland, hvor de skal afskrække Rusland.",
    "Forsvarsministeren: Vi har ikke fået en henvendelse",
]
NORWEGIAN = [
    "Norske styrker trekkes ut av Afghanistan etter tjue år",
    "Fregatten er tilbake i Norge etter oppdraget i Rødehavet",
    "Regjeringen har besluttet at Norge skal bidra med inntil 60 soldater.",
    "Utenriksministeren møtte sin danske kollega i København i går",
    "Forsvarsministeren sier at de danske soldatene ikke blir trukket ut av Mali",
]
SWEDISH = [
    "Sverige skickar soldater till Mali",
    "Regeringen har beslutat att Sverige ska bidra med upp till 150 soldater",
    "Försvarsministern säger att de danska soldaterna inte dras tillbaka",
]
ENGLISH = [
    "Denmark pulls troops out of Mali",
    "UPDATE: Danish troops leaving Mali",
    "Jeppe Kofod: We are sending soldiers to Mali",
    "Prime Minister Løkke Rasmussen and Søren Gade met the soldiers in Køge on Thursday.",
]


@pytest.mark.parametrize("text", DANISH)
def test_danish_text_is_danish(text: str) -> None:
    assert language_of(text) == "da"


@pytest.mark.parametrize("text", NORWEGIAN)
def test_norwegian_text_about_danes_is_not_danish(text: str) -> None:
    assert language_of(text) == "no"


@pytest.mark.parametrize("text", SWEDISH)
def test_swedish_text_about_danes_is_not_danish(text: str) -> None:
    assert language_of(text) == "sv"


@pytest.mark.parametrize("text", ENGLISH)
def test_english_text_with_danish_names_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["", "105", "Ελληνικά και τίποτα άλλο εδώ", "xyzzy " * 200])
def test_a_text_that_tells_too_little_has_no_language(text: str) -> None:
    assert language_of(text) is None
