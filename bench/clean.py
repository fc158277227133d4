"""Score the cleaner on pages whose article is known: python bench/clean.py INPUTS GOLD [--worst 5].

INPUTS holds captures (.txt, .html), GOLD for each ID.txt or ID.html a file ID.json with the
article's `body` and, optionally, `optional`: headlines and deks, which count neither way, and
`url`. Printed are mean precision, recall and their F1 over runs of four words (as multisets, as in
scrapinghub's article-extraction-benchmark), the share of pages whose words are exactly the
article's, and pages a second. `--half 0` or `--half 1` takes the sites of one half only, parted by
a hash of the host, so that rules can be found on one half and tried on the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.capture import read_capture  # noqa: E402
from archive.clean import clean  # noqa: E402
from archive.cleaned import Cleaned  # noqa: E402
from archive.furniture import Furniture, load_furniture  # noqa: E402
from archive.problem import Problem  # noqa: E402

RUN = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Gold:
    """The article of a page: its paragraphs, the headlines that may be there, its host."""

    body: list[str]
    optional: list[str]
    host: str


@dataclass(frozen=True)
class Score:
    """How one page was cleaned. `precision` is None where nothing was left."""

    id: str
    precision: float | None
    recall: float
    exact: bool
    lost: list[str]
    extra: list[str]


def read_gold(folder: Path) -> dict[str, Gold]:
    """The gold of every ID.json in the folder, by id."""
    gold = {}
    for path in sorted(folder.glob("*.json")):
        fields = json.loads(path.read_text(encoding="utf-8"))
        host = urlsplit(fields.get("url") or "").hostname or path.stem
        gold[path.stem] = Gold(_blocks(fields["body"]), fields.get("optional", []), host)
    return gold


def score(id: str, blocks: Sequence[str], gold: Gold) -> Score:
    """Compare the blocks of a cleaned page (title and dek among them) with its gold."""
    optional = {_key(text) for text in gold.optional}
    made = _without(blocks, optional) or list(blocks)
    wanted = _without(gold.body, optional) or gold.body
    found, true = _runs(_words(made)), _runs(_words(wanted))
    common = (found & true).total()
    return Score(
        id=id,
        precision=common / found.total() if found else None,
        recall=common / true.total() if true else 1.0,
        exact=_words(made) == _words(wanted),
        lost=[block for block in wanted if _share(block, made) < 0.5],
        extra=[
            block for block in made if len(_words([block])) >= RUN and _share(block, wanted) < 0.5
        ],
    )


def blocks_of(cleaned: Cleaned) -> list[str]:
    """Title, dek and body of a cleaned page, a string each."""
    head = [text for text in (cleaned.title, cleaned.dek) if text]
    return [*head, *(row for block in cleaned.blocks for row in _blocks(block.text))]


def summary(scores: Iterable[Score]) -> dict[str, float]:
    """Mean precision, mean recall, the F1 of the two, and the share of exact pages."""
    scores = list(scores)
    told = [one.precision for one in scores if one.precision is not None]
    precision = statistics.mean(told) if told else 0.0
    recall = statistics.mean(one.recall for one in scores)
    both = precision + recall
    return {
        "pages": len(scores),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / both if both else 0.0,
        "exact": statistics.mean(one.exact for one in scores),
    }


def half(host: str) -> int:
    """0 or 1, the same for every page of a site."""
    return hashlib.sha256(host.encode()).digest()[0] % 2


def run(inputs: Path, gold: dict[str, Gold], furniture: Furniture) -> tuple[list[Score], float]:
    """Clean every input that has gold; the scores and the seconds that cleaning took."""
    scores, seconds = [], 0.0
    for path in sorted(inputs.iterdir()):
        if path.stem not in gold or path.suffix not in (".txt", ".html"):
            continue
        capture = read_capture(path)
        if isinstance(capture, Problem):
            print(capture, file=sys.stderr)
            blocks: list[str] = []
        else:
            started = time.perf_counter()
            cleaned = clean(capture, furniture)
            seconds += time.perf_counter() - started
            blocks = blocks_of(cleaned)
        scores.append(score(path.stem, blocks, gold[path.stem]))
    return scores, seconds


def _blocks(text: str) -> list[str]:
    return [row for row in text.split("\n") if WORD.search(row)]


def _words(blocks: Iterable[str]) -> list[str]:
    return [word for block in blocks for word in WORD.findall(block)]


def _key(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in WORD.findall(text))


def _without(blocks: Iterable[str], optional: set[tuple[str, ...]]) -> list[str]:
    """The blocks without the optional ones, each of which is taken out once."""
    left = set(optional)
    kept = []
    for block in blocks:
        if _key(block) in left:
            left.discard(_key(block))
        else:
            kept.append(block)
    return kept


def _runs(words: Sequence[str], length: int = RUN) -> Counter[tuple[str, ...]]:
    if not words:
        return Counter()
    count = max(1, len(words) - length + 1)
    return Counter(tuple(words[at : at + length]) for at in range(count))


def _share(block: str, others: Iterable[str]) -> float:
    """How much of a block stands in the others, by its runs of words."""
    words = _words([block])
    length = min(RUN, max(1, len(words)))
    runs, there = _runs(words, length), _runs(_words(others), length)
    return sum(count for run, count in runs.items() if run in there) / max(1, runs.total())


def main() -> None:
    """Print the figures, then the worst pages with the first of what was lost and left in."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("inputs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--worst", type=int, default=0, help="how many of the worst pages to show")
    arguments = parser.parse_args()
    furniture, problems = load_furniture(ROOT / "content" / "furniture.yml")
    if furniture is None:
        sys.exit("\n".join(map(str, problems)))
    gold = read_gold(arguments.gold)
    if arguments.half is not None:
        gold = {id: one for id, one in gold.items() if half(one.host) == arguments.half}
    scores, seconds = run(arguments.inputs, gold, furniture)
    if not scores:
        sys.exit(f"No input in {arguments.inputs} has gold in {arguments.gold}")
    figures = summary(scores)
    print(", ".join(f"{name} {value:.3f}".replace(".000", "") for name, value in figures.items()))
    print(f"{len(scores) / seconds:.0f} pages a second")
    worst = sorted(scores, key=lambda one: (one.precision or 0.0) + one.recall)
    for one in worst[: arguments.worst]:
        print(f"\n{one.id}: precision {one.precision or 0:.3f}, recall {one.recall:.3f}")
        for name, texts in (("lost", one.lost), ("left in", one.extra)):
            for text in texts[:3]:
                print(f"  {name}: {text[:100]}")


if __name__ == "__main__":
    main()
