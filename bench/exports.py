"""What the exports add to a full build: python bench/exports.py 10000 FOLDER [--rounds 3].

Makes a corpus in FOLDER where there is none, and builds its site as `build.py build --frozen`
does, search index included, each time in a process of its own: with the exports, and without any
(no citations on pages or as files, no data, no feeds, no sitemap). The two take turns, and every
other round begins with the second. CPU time is that of the process and of all that it started; it
says more than the time on the wall where other work goes on.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive import exports, feeds, pages, publish, render, search  # noqa: E402
from archive.columns import SHEETS  # noqa: E402
from archive.data import Table  # noqa: E402
from archive.load import load  # noqa: E402
from archive.work import Work  # noqa: E402
from bench.corpus import write  # noqa: E402

VARIANTS = ("with", "without")


def build(folder: Path, variant: str) -> dict[str, float]:
    """Build the site of the project `folder`; seconds, and the number and bytes of its files."""
    if variant == "without":
        _leave_out()
    began = time.perf_counter()
    archive, problems = load(folder / "content")
    if archive is None:
        raise SystemExit("\n".join(map(str, problems)))
    site = archive.site.model_copy(update={"base_url": "https://archive.example/a"})
    object.__setattr__(archive, "site", site)
    target = folder / f"site-{variant}"
    staged = publish.stage(render.render(archive), target, Work())
    made = [path.stat().st_size for path in staged.rglob("*") if path.is_file()]
    search.index(staged)
    publish.replace(target, staged)
    wall = time.perf_counter() - began
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, started = (use.ru_utime + use.ru_stime for use in uses)
    return {"CPU": own + started, "own CPU": own, "wall": wall, "files": len(made), "B": sum(made)}


def _leave_out() -> None:
    """Put nothing in the place of each export."""
    empty = tuple(Table(sheet, 0, lambda: iter(())) for sheet in SHEETS)
    nothing = {"styles": {}, "meta": (), "json_ld": ""}
    exports.piece_of = lambda *_: None  # type: ignore[assignment]
    exports.tables = lambda *_: empty  # type: ignore[assignment]
    pages._citations = lambda _: nothing  # type: ignore[assignment]
    feeds.files = lambda *_: iter(())  # type: ignore[assignment]
    render.files = lambda _: iter(())  # type: ignore[assignment]


def main() -> None:
    """Measure, and print a row a build and the medians."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variant", choices=VARIANTS, help="build once, in this process")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    if arguments.variant:
        print(json.dumps(build(folder, arguments.variant)))
        return
    if not (folder / "content").is_dir():
        write(arguments.count, folder, 0.3)
    rows: dict[str, list[dict[str, float]]] = {variant: [] for variant in VARIANTS}
    for number in range(arguments.rounds):
        for variant in VARIANTS if number % 2 == 0 else VARIANTS[::-1]:
            command = [sys.executable, __file__, "0", str(folder), "--variant", variant]
            run = subprocess.run(command, check=True, capture_output=True, text=True)
            rows[variant].append(json.loads(run.stdout))
            shutil.rmtree(folder / f"site-{variant}")
            told = {name: round(value, 1) for name, value in rows[variant][-1].items()}
            print(variant, told, flush=True)
    for name in ("CPU", "own CPU", "wall"):
        one, other = (statistics.median(row[name] for row in rows[key]) for key in VARIANTS)
        print(f"{name}: {one:.1f} s with, {other:.1f} s without: {one / other - 1:+.1%}")


if __name__ == "__main__":
    main()
