"""The headline: which of the lines above a text is its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.clean import clean_lines
from archive.cleaned import Cleaned
from archive.furniture import load_furniture
from archive.headline import WEIGHTS
from archive.lines import split_lines

ROOT = Path(__file__).parent.parent
TEXT = """\
The frigate left the harbour of Korsør on Monday with a crew of 160 and two helicopters on board.

It will take part in the escort of merchant ships for three months, the navy said in a statement.

The captain expects the passage to take nineteen days, and calls at two ports on the way there.
"""


def cleaned(head: str) -> Cleaned:
    furniture, _ = load_furniture(ROOT / "content" / "furniture.yml")
    assert furniture is not None
    return clean_lines(split_lines(f"{head}\n\n{TEXT}"), furniture)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Frigate sails to escort merchant ships", "Frigate sails to escort merchant ships"),
        (
            "News\n\nFrigate sails to escort merchant ships\n\nBy Ida Holm\n\n4 May 2011",
            "Frigate sails to escort merchant ships",
        ),
        (
            "Frigate sails to escort merchant ships\n\n4 May 2011\n\nThe quay (Image: navy)",
            "Frigate sails to escort merchant ships",
        ),
        (
            "Politics\n\nFrigate sails to escort merchant ships\n\nIda Holm\n\nDefence editor",
            "Frigate sails to escort merchant ships",
        ),
        (
            "The Daily Ship\n\nHome\n\nWorld\n\nFrigate sails to escort merchant ships\n\nShare",
            "Frigate sails to escort merchant ships",
        ),
    ],
)
def test_the_title_is_found_among_what_stands_above_the_text(head: str, title: str) -> None:
    assert cleaned(head).title == title


def test_a_standfirst_is_the_dek_and_not_the_title() -> None:
    article = cleaned(
        "Frigate sails south\n\nThe escort of merchant ships is to take at least three months"
    )
    assert article.title == "Frigate sails south"
    assert article.dek == "The escort of merchant ships is to take at least three months"


def test_a_text_without_a_line_above_it_has_no_title_and_is_not_certain() -> None:
    article = cleaned("")
    assert article.title == ""
    assert not article.certain


def test_every_weight_is_one_that_a_feature_can_have() -> None:
    source = (ROOT / "archive" / "headline.py").read_text(encoding="utf-8")
    rows = [row.split(maxsplit=1) for row in WEIGHTS.read_text(encoding="utf-8").splitlines()]
    assert rows
    for number, name in rows:
        assert float(number)
        assert f'"{name}":' in source
