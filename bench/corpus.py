"""Write a project with many made-up articles: python bench/corpus.py 5000 FOLDER [--danish 0.3].

Seeded: article i depends on the seed and i alone, so a smaller corpus is the beginning of a larger
one. Words follow Zipf's law over a vocabulary of each language; missions, countries, outlets and
the years in which a mission was in the news are those of the committed vocabulary. How long
articles are, and how many headings, lists, quotations and links they have, is as in real ones.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import math
import random
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from slugify import slugify  # noqa: E402

from archive.add import LETTERS  # noqa: E402
from archive.content import read_content  # noqa: E402
from archive.front_matter import dump  # noqa: E402
from archive.mission import Mission  # noqa: E402

SEED = 1948
WORDS = 600
VOCABULARY = 18_000
FIRST_DAY, LAST_DAY = datetime.date(1990, 1, 1), datetime.date(2026, 6, 30)
COMMON = {
    "en": (
        "the of and to in a for on that with was said is were by as at it from had be has its "
        "are have will not who they been this would more after into about when over one could "
        "two soldiers troops forces mission minister government Danish military command ship "
        "frigate base camp parliament officers training peace operation deployment security "
        "country"
    ),
    "da": (
        "og i at det er en til på af for med de som har den der et var fra om ikke sig man "
        "blev han vil også efter kan under hvor over være havde ved mod skal siger mere når "
        "to eller soldater soldaterne styrker missionen minister regeringen danske militære "
        "kommando fregat lejren baser Folketinget officerer træning fred operationen indsats "
        "sikkerhed landet"
    ),
}
SYLLABLES = {
    "en": (
        "a e i o u al en re de it er ab ex un co da fe mi "
        "ba con der est fin gar hol in jur ket lan men nor oper pre quar ran ser tion ur ver "
        "wick yel zon sta tri com ple ing ous ment ward land ship ton"
    ),
    "da": (
        "a e i o u er en de at re se ta ve mi "
        "be for gen sam ud af til hed skab else ning kom mand styr lej bro skib flåd hær vær "
        "sø ø ål kæm per sted byg rø læ grøn fjord havn dal borg"
    ),
}


def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """The words of a language, commonest first, and the running sums of their weights."""
    chance = random.Random(f"{SEED} {language}")
    words = list(dict.fromkeys(COMMON[language].split()))
    seen = set(words)
    syllables = SYLLABLES[language].split()
    while len(words) < VOCABULARY:
        # The commoner a word, the shorter.
        rank = len(words)
        length = chance.choice((1, 1, 2) if rank < 250 else (2, 2, 2, 3) if rank < 1000 else (2, 3))
        word = "".join(chance.choices(syllables, k=length))
        if word not in seen:
            seen.add(word)
            words.append(word)
    weights = (1 / (rank + 2) for rank in range(len(words)))
    return words, list(itertools.accumulate(weights))


def write(count: int, root: Path, danish: float) -> None:
    """Write `count` articles, a share `danish` of them Danish, as a project in `root`."""
    content = root / "content"
    shutil.copytree(
        ROOT / "content", content, ignore=shutil.ignore_patterns("articles", "captures")
    )
    read, _ = read_content(content)
    missions = sorted(mission.id for mission in read.missions if mission.countries)
    # Few missions are in the news often, most are seldom.
    random.Random(SEED).shuffle(missions)
    often = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(missions))))
    by_id = {mission.id: mission for mission in read.missions}
    outlets = [outlet.id for outlet in read.outlets]
    words = {language: vocabulary(language) for language in COMMON}
    for number in range(count):
        chance = random.Random(f"{SEED} article {number}")
        language = "da" if chance.random() < danish else "en"
        writer = Writer(chance, *words[language])
        title = f"{writer.some(chance.randint(5, 15))} {number}".capitalize()
        named = chance.choices(missions, cum_weights=often, k=chance.choice((1, 1, 1, 1, 1, 2)))
        day = day_of(by_id[named[0]], chance)
        known = (by_id[id] for id in dict.fromkeys(named))
        chosen = [item for item in known if begin_of(item) <= day]
        date = day.isoformat()
        if chance.random() < 0.05:
            date = f"[{date}..{(day + datetime.timedelta(days=9)).isoformat()}]"
        blocks, figures = writer.body()
        slug = slugify(title, max_length=80, replacements=LETTERS)
        fields = {
            "title": title,
            "dek": f"{writer.some(16).capitalize()}." if chance.random() < 0.4 else None,
            "author": f"{writer.some(2).title()}" if chance.random() < 0.5 else None,
            "date": date,
            "outlet": chance.choice(outlets),
            "url": f"https://news.example/{day:%Y/%m}/{number}",
            "language": language,
            "missions": [mission.id for mission in chosen],
            "countries": sorted({code for item in chosen for code in item.countries[:2]})[:3],
            "figures": figures,
        }
        fields = {key: value for key, value in fields.items() if value}
        path = content / "articles" / str(day.year) / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(fields, "\n\n".join(blocks)), encoding="utf-8", newline="\n")


def begin_of(mission: Mission) -> datetime.date:
    """The first day of the Danish part, as far as it is known."""
    start = mission.danish_participation.start
    return start.earliest or start.latest or FIRST_DAY


def day_of(mission: Mission, chance: random.Random) -> datetime.date:
    """A day on which the news may have told of a mission: while Danes took part, or soon after."""
    end = mission.danish_participation.end
    first = min(max(begin_of(mission), FIRST_DAY), LAST_DAY)
    last = (end.latest if end else None) or LAST_DAY
    last = min(max(last + datetime.timedelta(days=365), first), LAST_DAY)
    return first + datetime.timedelta(days=chance.randint(0, (last - first).days))


class Writer:
    """Makes the text of one article of a language's words.

    Sizes and shares are those of the real articles that cleaning is measured against (50 saved
    pages of many outlets): docs/performance.md has both side by side.
    """

    def __init__(self, chance: random.Random, words: list[str], sums: list[float]) -> None:
        self.chance, self.words, self.sums = chance, words, sums

    def some(self, count: int) -> str:
        """That many words, the common ones more often."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.sums, k=count))

    def sentence(self) -> str:
        """A sentence of 6 to 24 words."""
        return f"{self.some(self.chance.randint(6, 24)).capitalize()}."

    def some_of(self, share: float, median: float, most: int) -> int:
        """How many of a thing an article has: none but in a share of them, and seldom many."""
        if self.chance.random() >= share:
            return 0
        return min(max(round(self.chance.lognormvariate(math.log(median), 0.9)), 1), most)

    def body(self) -> tuple[list[str], list[dict[str, object]]]:
        """The blocks of Markdown of an article, and the figures that it reports."""
        chance = self.chance
        left = min(max(chance.lognormvariate(math.log(WORDS), 0.65), 70), 2_500)
        paragraphs: list[list[str]] = []
        while left > 0:
            sentences = [self.sentence() for _ in range(chance.choice((1, 2, 2, 3, 4)))]
            paragraphs.append(sentences)
            left -= sum(len(sentence.split()) for sentence in sentences)
        figures: list[dict[str, object]] = []
        if chance.random() < 0.25:
            troops = {"count": chance.randrange(20, 900), "qualifier": "about", "what": "soldiers"}
            figures.append({**troops, "quote": f"about {troops['count']} soldiers"})
            chance.choice(paragraphs).append(f"They had {figures[0]['quote']} there.")
        for _ in range(self.some_of(0.7, 5.5, 68)):
            self._mark(chance.choice(paragraphs), "[", f"](https://news.example/{self.some(1)})")
        for _ in range(self.some_of(0.58, 3.8, 22)):
            self._mark(chance.choice(paragraphs), "*", "*")
        blocks = [" ".join(sentences) for sentences in paragraphs]
        for _ in range(self.some_of(0.15, 2.7, 15)):
            at = chance.randrange(len(blocks))
            blocks[at] = f"> {blocks[at].removeprefix('> ')}"
        if items := self.some_of(0.12, 4, 9):
            made = "\n".join(f"- {self.sentence()}" for _ in range(max(items, 2)))
            blocks.insert(chance.randrange(1, len(blocks) + 1), made)
        # From the end, so that one heading moves no other; two never follow each other.
        wanted = min(self.some_of(0.25, 4, 17), max(len(blocks) - 1, 0))
        for at in sorted(chance.sample(range(1, len(blocks)), wanted), reverse=True):
            blocks.insert(at, f"## {self.some(4).capitalize()}")
        return blocks, figures

    def _mark(self, sentences: list[str], before: str, after: str) -> None:
        """Put marks round one or two words of a sentence that has none yet, if there is one."""
        plain = [at for at, text in enumerate(sentences) if not set(text) & set("[]*0123456789")]
        if not plain:
            return
        at = self.chance.choice(plain)
        words = sentences[at].removesuffix(".").split()
        first = self.chance.randrange(1, len(words) - 2)
        marked = f"{before}{' '.join(words[first : first + 2])}{after}"
        sentences[at] = f"{' '.join([*words[:first], marked, *words[first + 2 :]])}."


def main() -> None:
    """Read the arguments and write the corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--danish", type=float, default=0.3)
    arguments = parser.parse_args()
    write(arguments.count, arguments.folder, arguments.danish)


if __name__ == "__main__":
    main()
