"""Learn the weights of titles: python bench/train_headline.py INPUTS GOLD … [--write].

INPUTS holds page texts (.txt), GOLD for each ID.txt a file ID.json with the article's `title` and
its `url`; name as many pairs as there are. Printed is how often the title is found on pages of
sites that were left out of the learning, ten parts of the sites in turn. --write learns from all of
them and writes archive/headline.weights.txt. Needs numpy and scipy: pip install -e '.[train]'.

A page's title is a choice of one of its lines (conditional logit with an L2 penalty), so that the
weights need not know how many lines a page has.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.body import end_of_article, inside, segment  # noqa: E402
from archive.capture import read_capture  # noqa: E402
from archive.furniture import Furniture, load_furniture  # noqa: E402
from archive.headline import WEIGHTS, Above, above, choose, features, score  # noqa: E402
from archive.judgement import judge  # noqa: E402
from archive.lines import split_lines  # noqa: E402
from archive.problem import Problem  # noqa: E402

PENALTY = 1.0
PARTS = 10
SMALLEST = 0.1


@dataclass(frozen=True)
class Page:
    """The candidates of a page: their features, and which of them are its title."""

    site: str
    above: Above
    features: list[dict[str, float]]
    titles: list[bool]


def read_pages(inputs: Path, gold: Path, furniture: Furniture) -> list[Page]:
    """The pages that have a candidate which is the title."""
    pages = []
    for path in sorted(inputs.glob("*.txt")):
        told = gold / f"{path.stem}.json"
        capture = read_capture(path)
        if isinstance(capture, Problem) or not told.exists():
            continue
        fields = json.loads(told.read_text(encoding="utf-8"))
        judged = judge(split_lines(capture.text), furniture)
        start, end = segment(judged)
        end = end_of_article(judged, start, end)
        kept, _ = inside(judged, start, end, chosen=False)
        first = next((index for index in range(start, end) if kept[index]), None)
        if first is None:
            continue
        page = above(judged, first, kept)
        titles = [
            is_same(judged[at].line.text, fields.get("title") or "") for at in page.candidates
        ]
        if any(titles):
            found = [features(page, rank) for rank in range(len(titles))]
            site = urlsplit(fields.get("url") or "").hostname or path.stem
            pages.append(Page(site, page, found, titles))
    return pages


def is_same(one: str, other: str) -> bool:
    """True where two texts have three words of four in common."""
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return bool(first and second) and len(first & second) >= 0.75 * len(first | second)


def learn(pages: Sequence[Page]) -> dict[str, float]:
    """The weights under which the titles of the pages are the likeliest choice."""
    names = sorted({name for page in pages for one in page.features for name in one})
    place = {name: at for at, name in enumerate(names)}
    made = []
    for page in pages:
        table = np.zeros((len(page.features), len(names)))
        for row, one in enumerate(page.features):
            for name, value in one.items():
                table[row, place[name]] = value
        made.append((table, np.array(page.titles, dtype=float)))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = PENALTY * float(weights @ weights), 2 * PENALTY * weights
        for table, titles in made:
            scores = table @ weights
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            right = odds * titles
            total -= float(np.log(right.sum() + 1e-12))
            slope -= table.T @ (right / (right.sum() + 1e-12) - odds)
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return dict(zip(names, map(float, found), strict=True))


def finds(weights: dict[str, float], page: Page) -> bool:
    """Whether the candidate that is chosen is the page's title."""
    return page.titles[choose(page.above, score(page.above, weights))]


def main() -> None:
    """Print how titles are found on sites that were left out; write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="INPUTS GOLD")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    furniture, problems = load_furniture(ROOT / "content" / "furniture.yml")
    if furniture is None:
        sys.exit("\n".join(map(str, problems)))
    sets = list(zip(arguments.folders[::2], arguments.folders[1::2], strict=True))
    pages = [read_pages(inputs, gold, furniture) for inputs, gold in sets]
    every = [page for one in pages for page in one]
    sites = sorted({page.site for page in every})
    part = {site: at % PARTS for at, site in enumerate(sites)}
    learnt = [learn([page for page in every if part[page.site] != at]) for at in range(PARTS)]
    for (inputs, _), mine in zip(sets, pages, strict=True):
        right = sum(finds(learnt[part[page.site]], page) for page in mine)
        print(f"{inputs.name}: {right} of {len(mine)} titles, sites left out of the learning")
    if arguments.write:
        weights = sorted(learn(every).items(), key=lambda entry: -abs(entry[1]))
        rows = [f"{value:+.2f} {name}" for name, value in weights if abs(value) >= SMALLEST]
        WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
