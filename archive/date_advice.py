"""What may have been meant by a text that is no date of the archive.

A guess is only told, never taken.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from archive.months import DANISH, ENGLISH

Read = Callable[[str], object]

_SINGLE = re.compile(r"[1-9][0-9]{3}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?")
_GENERAL = (
    "Write the year (1000 to 9999) first: 2022-01-28, 2022-01 or 2022. 2022~ is about 2022, 2022? "
    "perhaps 2022; 2021/2023 is a span; [2022-01-27..2022-01-30] is some day in these"
)
_NONE = {"", "~", "none", "null", "unknown", "undated", "n/a", "ukendt"}
_ABOUT = {"about", "around", "approximately", "approx", "circa", "ca", "c", "cirka", "omkring"}
_PERHAPS = {"perhaps", "maybe", "possibly", "probably", "måske"}
_SILENT = re.compile(
    r"(mon|tues|wednes|thurs|fri|satur|sun)day|(man|tirs|ons|tors|fre|lør|søn)dag|st|nd|rd|th|"
    r"of|the|den|d|in|i|on|xx"
)
_NOW = "open|now|present|today|ongoing|nu|"
_PAIRS = (
    ("{}/{}", r"(?:from |fra )?(.+?)(?: to | until | til | - |/)(.+)"),
    ("{}/{}", r"(.{10}|.{7}|[^-]+)-(.{10}|.{7}|[^-]+)"),
    ("[{}..{}]", r"(?:between |mellem )?(.+?)(?: and | or | og | eller |\.\.|/|,)(.+?)"),
    ("{}/..", rf"(?:since|siden|from|fra) (.+)|(.+?) ?(?:/|-|to|til) ?(?:{_NOW})"),
    ("../{}", r"(?:until |till |indtil |/)(.+)"),
    ("[{}..]", r"(?:after|efter|not before) (.+)|(.+?)(?: or later|\.\.)"),
    ("[..{}]", r"(?:before |før |by |\.\.)(.+)|(.+) or earlier"),
)


def advice(text: str, read: Read) -> str:
    """What to write instead of `text`, which is no date of the subset.

    `read` gives a date for a text of the subset, None for any other, and raises ValueError for a
    day that cannot be; such an error passes through, since it says why.
    """
    shown = text if len(text) <= 80 else text[:77] + "..."
    # Typographic dashes are hyphens here.
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", " ".join(shown.casefold().split()))
    if plain in _NONE:
        return f"{shown!r} gives no date. Leave the line out where it is not known."
    guesses = _guesses(plain, read)
    if not guesses:
        for order in _orders(plain):
            read(order)  # raises for 30 February 2022, and says why
    instead = f"Write {' or '.join(dict.fromkeys(guesses))} instead" if guesses else _GENERAL
    return f"{shown!r} is not a date as the archive writes it. {instead}."


def _guesses(text: str, read: Read) -> list[str]:
    """Return the dates of the subset that `text` may stand for."""
    guesses = _single_guesses(text, read)
    for shape, pattern in _PAIRS:
        match = None if guesses else re.fullmatch(pattern, text.strip("[]{}"))
        if match and not (text[0] in "[{" and "/" in shape):
            ends = [
                _single_guesses(end, read) for end in _lent(read, *filter(None, match.groups()))
            ]
            guesses = [shape.format(*pair) for pair in itertools.product(*ends)]
            guesses = [guess for guess in guesses if _known(guess, read)]
    return guesses


def _lent(read: Read, first: str, second: str = "") -> list[str]:
    """Lend an end what the other has: "27 to 30 January 2022", "2022/23"."""
    if not second:
        return [first]
    words = second.split()
    lent = [first, *(f"{first} {' '.join(words[-count:])}" for count in (1, 2))]
    if second.isdigit() and len(second) < 4:
        second = first[: -len(second)] + second
    return [next((end for end in lent if _single_guesses(end, read)), first), second]


def _single_guesses(text: str, read: Read) -> list[str]:
    """Return the days, months or years that `text` may stand for: two for 03/04/2022."""
    return [order for order in _orders(text) if _known(order, read)]


def _orders(text: str) -> list[str]:
    """Return the ways to order the parts of `text` into one date, real or not."""
    if ".." in text or text.strip("/-") != text:
        return []
    text = re.sub(r"(?<=[0-9])[t ] ?[0-9]{1,2}:[0-9]{2}.*", "", text)  # the time of day
    about, perhaps = ("~" in text or "%" in text), ("?" in text or "%" in text)
    months, numbers = [], []
    for token in re.findall(r"[0-9]+|[^\W0-9_]+", text):
        if token.isdecimal():
            numbers.append(token)
        elif month := _month(token):
            months.append(month)
        elif token in _ABOUT:
            about = True
        elif token in _PERHAPS:
            perhaps = True
        elif not _SILENT.fullmatch(token):
            return []
    if not 1 <= len(numbers) + len(months) <= 3 or len(months) > 1 or not numbers:
        return []
    if months:
        orders = [[numbers[0], *months, *numbers[1:]], [*numbers[1:], *months, numbers[0]]]
    elif len(numbers[0]) == 8:
        orders = [[numbers[0][:4], numbers[0][4:6], numbers[0][6:]]]
    elif len(numbers[0]) == 4:
        orders = [numbers]
    else:
        # Day first, as in Denmark; with slashes the month may be meant first.
        orders = [numbers[::-1]]
        if "/" in text and len(numbers) == 3:
            orders.append([numbers[2], numbers[0], numbers[1]])
    mark = "%" if about and perhaps else "~" if about else "?" if perhaps else ""
    texts = ["-".join(part.zfill(2) for part in order) + mark for order in orders]
    return [order for order in texts if _SINGLE.fullmatch(order)]


def _month(word: str) -> str:
    for number in range(12):
        names = (ENGLISH[number].casefold(), DANISH[number])
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return f"{number + 1:02d}"
    return ""


def _known(text: str, read: Read) -> bool:
    try:
        return read(text) is not None
    except ValueError:
        return False
