"""Write a project with many made-up articles: python bench/corpus.py 5000 FOLDER [--danish 0.3].

Seeded: article i depends on the seed and i alone, so a smaller corpus is the beginning of a larger
one. Words follow Zipf's law over a vocabulary of each language; dates, missions, countries and
outlets are those of the committed vocabulary.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
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

SEED = 1948
WORDS = 450
VOCABULARY = 18_000
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
        "ba con der est fin gar hol in jur ket lan men nor oper pre quar ran ser tion ur ver "
        "wick yel zon sta tri com ple ing ous ment ward land ship ton"
    ),
    "da": (
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
        word = "".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4))))
        if word not in seen:
            seen.add(word)
            words.append(word)
    weights = (1 / (rank + 3) for rank in range(len(words)))
    return words, list(itertools.accumulate(weights))


def write(count: int, root: Path, danish: float) -> None:
    """Write `count` articles, a share `danish` of them Danish, as a project in `root`."""
    content = root / "content"
    shutil.copytree(
        ROOT / "content", content, ignore=shutil.ignore_patterns("articles", "captures")
    )
    read, _ = read_content(content)
    missions = [mission for mission in read.missions if mission.countries]
    outlets = [outlet.id for outlet in read.outlets]
    words = {language: vocabulary(language) for language in COMMON}
    for number in range(count):
        chance = random.Random(f"{SEED} article {number}")
        language = "da" if chance.random() < danish else "en"
        known, sums = words[language]

        def some(
            k: int,
            chance: random.Random = chance,
            known: list[str] = known,
            sums: list[float] = sums,
        ) -> str:
            return " ".join(chance.choices(known, cum_weights=sums, k=k))

        title = f"{some(chance.randint(4, 9))} {number}".capitalize()
        mission = chance.choice(missions)
        day = datetime.date(1990, 1, 1) + datetime.timedelta(days=chance.randrange(36 * 365))
        date = day.isoformat()
        if chance.random() < 0.05:
            date = f"[{date}..{(day + datetime.timedelta(days=9)).isoformat()}]"
        paragraphs = []
        left = chance.randint(WORDS - 70, WORDS + 70)
        while left > 0:
            sentences = [f"{some(chance.randint(8, 24)).capitalize()}." for _ in range(3)]
            paragraphs.append(" ".join(sentences))
            left -= len(paragraphs[-1].split())
        if chance.random() < 0.4:
            paragraphs.insert(len(paragraphs) // 2, f"## {some(4).capitalize()}")
        slug = slugify(title, max_length=80, replacements=LETTERS)
        fields = {
            "title": title,
            "date": date,
            "outlet": chance.choice(outlets),
            "language": language,
            "missions": [mission.id],
            "countries": [mission.countries[0]],
        }
        path = content / "articles" / str(day.year) / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(fields, "\n\n".join(paragraphs)), encoding="utf-8", newline="\n")


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
