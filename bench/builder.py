"""Builders: this project and Hugo, each in a folder of its own, brought into a state and built."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import SEED
from bench.kill_builds import COMMAND
from bench.usage import Usage, run

ROOT = Path(__file__).resolve().parent.parent
STATES = {"cold": "cold", "edit": "after one edit", "nothing": "nothing changed"}
ADDRESS = "https://archive.example/a"
# For a project whose build cannot leave the search out by itself.
WITHOUT_SEARCH = (
    "import archive.search\narchive.search.index = lambda *_, **__: None\n"
    f"archive.search.LOOK = None\n{COMMAND}"
)
LAST_WORD = re.compile(r"\w+(?=\.\s*\Z)")
# Settings of the one who measures must not change what is measured.
FOREIGN = ("HUGO", "PAGEFIND_", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Builder:
    """One that builds a site: what to run in its `root`, one command after the other.

    `site` is the folder that it makes, `kept` what it may keep from one build to the next beside
    the site, `renewed` what is taken out of the site before each build, untimed.
    """

    name: str
    root: Path
    commands: tuple[tuple[str, ...], ...]
    folder: Path
    site: Path
    kept: tuple[Path, ...]
    renewed: tuple[Path, ...] = ()

    def prepare(self, state: str, articles: list[Path], turn: int) -> None:
        """Bring the folder into a state: nothing built yet, or an article edited, or as it is."""
        if state == "cold":
            for path in (self.site, *self.kept):
                shutil.rmtree(path, ignore_errors=True)
        if state == "edit":
            edit(self.root / articles[turn], word(turn))
        for path in self.renewed:
            shutil.rmtree(path, ignore_errors=True)

    def build(self) -> Usage:
        """Build the site; what it took. UsageError where it fails."""
        environment = {
            key: value for key, value in os.environ.items() if not key.startswith(FOREIGN)
        }
        took = Usage(0, 0, 0, 0)
        for command in self.commands:
            took = took.then(run(command, self.folder, environment))
        return took

    def shows(self, article: Path, turn: int) -> bool:
        """Whether the page of an article shows the edit of that turn."""
        page = self.site / "articles" / f"{article.stem}.html"
        return word(turn) in page.read_text(encoding="utf-8")


def project(root: Path, search: bool, can_leave_out: bool) -> Builder:
    """The project itself; `can_leave_out` says that its build knows `--no-search`."""
    options = ["build", "--frozen", "--base-url", ADDRESS]
    program = COMMAND
    if not search and can_leave_out:
        options.append("--no-search")
    elif not search:
        program = WITHOUT_SEARCH
    command = (sys.executable, "-c", program, str(root), *options)
    return Builder("project", root, (command,), ROOT, root / "site", (root / ".cache",))


def hugo(root: Path, binary: Path, pagefind: Path | None) -> Builder:
    """Hugo, and Pagefind over the articles that it made where `pagefind` is given.

    Pagefind would leave the files of a former index where they are: they are deleted before.
    """
    site = root / "public"
    commands: list[tuple[str, ...]] = [
        (str(binary), "--quiet", "--noBuildLock", "--cacheDir", str(root / "cache"))
    ]
    if pagefind is not None:
        only = ("--glob", "articles/*.html")
        commands.append((str(pagefind), "--quiet", "--site", "public", *only))
    kept = (root / "cache", root / "resources")
    return Builder("hugo", root, tuple(commands), root, site, kept, (site / "pagefind",))


def chosen(root: Path, turns: int) -> list[Path]:
    """A different article for each turn, the same in every run; paths inside `root`."""
    articles = sorted((root / "content" / "articles").glob("*/*.md"))
    picked = random.Random(f"{SEED} edits").sample(articles, min(turns, len(articles)))
    return [path.relative_to(root) for path in picked]


def word(turn: int) -> str:
    """The word that a turn writes into an article."""
    return f"edited{turn}edited"


def edit(path: Path, new: str) -> None:
    """Put `new` in the place of the last word of an article; ValueError where there is none."""
    changed, count = LAST_WORD.subn(new, path.read_text(encoding="utf-8"))
    if not count:
        raise ValueError(f"{path} does not end with a word and a full stop")
    path.write_text(changed, encoding="utf-8", newline="\n")


def size(site: Path) -> int:
    """The apparent size of a site in bytes: those of all its files."""
    return sum(
        (Path(folder) / name).lstat().st_size
        for folder, _, names in os.walk(site)
        for name in names
    )


def indexed(entry: str) -> int:
    """How many pages Pagefind took up, by the text of its pagefind-entry.json."""
    return sum(facts["page_count"] for facts in json.loads(entry)["languages"].values())


def addresses(site: Path) -> set[str]:
    """The pages that both sites must have: articles, missions, countries, years, and files."""
    kinds = ("articles", "missions", "countries")
    files = ("index.html", "timeline.html", "feed.xml", "sitemap.xml")
    pages = {path.relative_to(site).as_posix() for kind in kinds for path in site.glob(f"{kind}/*")}
    return {name for name in pages if name.endswith((".html", ".xml"))} | {
        name for name in files if (site / name).is_file()
    }
