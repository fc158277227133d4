"""Sixty passages in the manner of the news, with what a careful archivist would write of each."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from archive.content import Content, read_content
from archive.dating import Bounds
from archive.draft import suggest
from archive.gazetteer import Gazetteer
from archive.tag import Tags

ROOT = Path(__file__).parent.parent
PASSAGES = yaml.safe_load((ROOT / "tests/passages/passages.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content(ROOT / "content")[0]


@pytest.fixture(scope="module")
def suggested(content: Content) -> dict[str, tuple[Tags, Bounds]]:
    gazetteer = Gazetteer.of(content.missions, tuple(content.countries.values()), content.areas)
    return {
        passage["id"]: suggest(
            f"{passage['title']}\n\n{passage['text']}",
            content,
            gazetteer,
            language=passage["language"],
        )
        for passage in PASSAGES
    }


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_the_true_date_is_inside_the_bounds(
    suggested: dict[str, tuple[Tags, Bounds]], passage: dict[str, Any]
) -> None:
    bounds = suggested[passage["id"]][1]
    day = datetime.date.fromisoformat(str(passage["date"]))
    assert bounds.earliest is None or bounds.earliest <= day
    assert bounds.latest is None or day <= bounds.latest


@pytest.mark.parametrize(
    ("field", "precision", "recall"), [("missions", 0.9, 0.9), ("countries", 0.9, 0.85)]
)
def test_tags_are_mostly_an_archivists(
    suggested: dict[str, tuple[Tags, Bounds]], field: str, precision: float, recall: float
) -> None:
    made = {(id, tag.id) for id, (tags, _) in suggested.items() for tag in getattr(tags, field)}
    right = {(passage["id"], id) for passage in PASSAGES for id in passage[field]}
    assert len(made & right) >= precision * len(made), sorted(made - right)
    assert len(made & right) >= recall * len(right), sorted(right - made)
