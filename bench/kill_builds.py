"""Kill builds and adds at random moments, and look whether anything was lost.

    python bench/kill_builds.py 200

Each turn starts `build.py build` or `build.py add` on a project of its own, ends it with SIGKILL,
SIGTERM or SIGINT at a random moment between its start and a little after its usual end, and then
runs at most one further command, the same again. After that the site must be the whole old one or
the whole new one (after a further build, the new one), the content as it was or with the article
and its capture, and no other file may lie in the project. Exit status 1 where a turn fails.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
CAPTURE = """Danish guards leave the camp in Kosovo

About thirty Danish soldiers of the Kosovo Force KFOR are going home, the defence command says.

They have guarded the camp for six months, and others take over from them on Monday morning.
"""
COMMAND = "import sys; from pathlib import Path; from archive.command import main\n" + (
    "main(sys.argv[2:], obj=Path(sys.argv[1]), prog_name='build.py')"
)
Tree = dict[str, str]


@dataclass
class Tally:
    """What became of the turns: how many of each kind, and what failed."""

    kinds: collections.Counter[str] = field(default_factory=collections.Counter)
    failures: list[str] = field(default_factory=list)


def main() -> None:
    """Run the turns and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("turns", type=int, nargs="?", default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = kill(Path(folder), options.turns, random.Random(options.seed))
    for kind, count in sorted(tally.kinds.items()):
        print(f"{count:5}  {kind}")
    print(f"{options.turns - len(tally.failures)} of {options.turns} left everything whole.")
    for failure in tally.failures:
        print(failure)
    sys.exit(1 if tally.failures else 0)


def kill(folder: Path, turns: int, dice: random.Random) -> Tally:
    """Kill builds and adds in `folder`, in turn; `dice` choose the moments and the signals."""
    tally = Tally()
    project, spare = folder / "project", folder / "spare"
    capture = folder / "guards.txt"
    capture.write_text(CAPTURE, encoding="utf-8")
    small(project / "content")
    usual = {"build": timed(project, "build", "--frozen")}
    old = tree(project / "site")
    change(project)
    run(project, "build", "--frozen")
    new = tree(project / "site")
    assert old != new
    shutil.copytree(project, spare)
    before = tree(project / "content")
    usual["add"] = timed(project, "add", str(capture))
    added = tree(project / "content")
    for turn in range(turns):
        kind = ("build", "add")[turn % 2]
        arguments = [kind, "--frozen"] if kind == "build" else [kind, str(capture)]
        restore(spare, project, kind)
        was = tree(project / "site")
        moment = dice.uniform(0, usual[kind] * 1.1)
        sent = dice.choice(SIGNALS)
        ended = start_and_end(project, arguments, moment, sent)
        again = dice.random() < 0.75
        done = run(project, *arguments) if again else run(project, "check")
        told = f"turn {turn}: {kind}, {sent.name} after {moment:.3f} s, again {again}"
        site, content = tree(project / "site"), tree(project / "content")
        good = [was, new] if kind == "build" else [was]
        if kind == "build" and again:
            good = [new]
        wrong = []
        if not any(same(site, one) for one in good):
            wrong.append(f"the site is neither, {len(site)} files")
        wanted = [added] if kind == "add" and again else [before, added]
        if content not in (wanted if kind == "add" else [before]):
            lost = set(content) ^ set(before)
            # A stored capture without its article is told by check, and the same command goes on.
            if again or "has no article yet" not in done.stderr:
                wrong.append(f"the content is neither: {sorted(lost)}")
            else:
                tally.kinds["add: a capture alone, told by check"] += 1
        strays = sorted({path.name for path in project.iterdir()} - {".cache"})
        if strays != ["content", "site"]:
            wrong.append(f"left in the project: {strays}")
        if again and done.returncode != 0:
            wrong.append(f"the command again: {done.stderr[-300:]}")
        if "Traceback" in done.stderr:
            wrong.append(done.stderr[-800:])
        tally.failures += [f"{told}: {what}" for what in wrong]
        tally.kinds[f"{kind}: {'ended before' if ended else 'killed'} ({sent.name})"] += 1
    return tally


def same(site: Tree, other: Tree) -> bool:
    """Whether two sites are one; names in the search index vary from build to build."""
    pages, others = (
        {name: digest for name, digest in one.items() if not name.startswith("search/")}
        for one in (site, other)
    )
    return pages == others and ("search/entry.js" in site) == ("search/entry.js" in other)


def small(content: Path) -> None:
    """Copy the vocabulary, the articles and the missions that they name."""
    shutil.copytree(ROOT / "content", content)
    articles = "".join(path.read_text(encoding="utf-8") for path in content.glob("articles/*/*"))
    for mission in (content / "missions").iterdir():
        if mission.stem not in articles and mission.stem != "kfor":
            mission.unlink()


def change(project: Path) -> None:
    """Change the content, so that a build makes another site."""
    file = project / "content" / "site.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("title: ", "title: The "), encoding="utf-8")


def restore(spare: Path, project: Path, kind: str) -> None:
    """The project as it was: for a build, under a site of another title."""
    shutil.rmtree(project)
    shutil.copytree(spare, project)
    if kind == "build":
        for page in (project / "site").glob("*.html"):
            page.write_bytes(page.read_bytes().replace(b"The Danish", b"Danish"))


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    call = [sys.executable, "-c", COMMAND, str(project), *arguments]
    return subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)


def timed(project: Path, *arguments: str) -> float:
    """How many seconds the command takes."""
    started = time.perf_counter()
    done = run(project, *arguments)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - started


def start_and_end(project: Path, arguments: list[str], moment: float, sent: signal.Signals) -> bool:
    """Start the command and send it a signal after some seconds; True where it had ended."""
    call = [sys.executable, "-c", COMMAND, str(project), *arguments]
    process = subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(moment)
    ended = process.poll() is not None
    process.send_signal(sent)
    process.wait()
    return ended


def tree(folder: Path) -> Tree:
    """The files below a folder, each with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


if __name__ == "__main__":
    main()
