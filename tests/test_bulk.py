"""Many captures at once: on all cores, to be interrupted and run again, with a table at the end."""

from __future__ import annotations

import datetime
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from multiprocessing import active_children
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive import capture_command, workers
from archive.add import Added, Adder, add
from archive.intake import Intake, files_in
from archive.likeness import Text, fingerprint, likeness, strays
from archive.load import load_content
from archive.problem import Problem
from tests.conftest import ROOT, Project
from tests.test_add import TEXT, tree

PLACES = ["Mali", "Kosovo", "Iraq", "Estonia", "Bosnia", "Syria"]
WORDS = [
    "camp",
    "convoy",
    "bridge",
    "winter",
    "soldiers",
    "engineers",
    "training",
    "road",
    "village",
    "medics",
    "helicopter",
    "ministers",
    "leave",
    "guard",
    "repair",
    "open",
    "cross",
    "visit",
    "support",
    "promise",
    "long",
    "quiet",
    "cold",
    "heavy",
    "northern",
    "second",
]


def article(number: int, paragraphs: int = 5) -> str:
    """A made-up article, always the same for a number and unlike all others."""
    dice = random.Random(number)

    def sentence() -> str:
        words = " ".join(dice.choices(WORDS, k=9))
        return f"The Danish soldiers in {dice.choice(PLACES)} {words} on the {words[:5]} road."

    title = f"Danish {' '.join(dice.choices(WORDS, k=3))} in {dice.choice(PLACES)} again {number}"
    blocks = [f"{sentence()} {sentence()}" for _ in range(paragraphs)]
    return "\n\n".join([title, *blocks]) + "\n"


def handed_in(folder: Path, count: int = 12) -> list[tuple[Path, str]]:
    """Captures of articles, and among them the same bytes, the same article, and none."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:02}.txt").write_text(article(number), encoding="utf-8")
    (folder / "03x-same.txt").write_bytes((folder / "03.txt").read_bytes())
    other = article(4) + "\nRelated Posts\n\nMinisters meet in Brussels\n"
    (folder / "04x-teasers.txt").write_text(other, encoding="utf-8")
    (folder / "05x-menu.txt").write_text("Home\n\nLog in\n\nSubscribe\n", encoding="utf-8")
    (folder / "06x-empty.txt").write_bytes(b"")
    return [(path, path.name) for path in sorted(folder.iterdir())]


def added(
    project: Project, paths: list[tuple[Path, str]], **how: Any
) -> tuple[list[Added | Problem], list[Problem]]:
    content, problems = load_content(project.content)
    assert not problems
    told: list[Added | Problem] = []
    return told, add(paths, content, told.append, **how)


def test_one_process_or_several_make_the_same_articles(
    new_project: Callable[[str], Project], tmp_path: Path
) -> None:
    paths = handed_in(tmp_path / "in")
    projects = [new_project(f"with-{processes}") for processes in (0, 1, 3)]
    told = [
        added(project, paths, processes=n) for project, n in zip(projects, (0, 1, 3), strict=True)
    ]
    assert told[0] == told[1] == told[2]
    assert tree(projects[0].content) == tree(projects[1].content) == tree(projects[2].content)
    outcomes, problems = told[0]
    assert [problem.path for problem in problems] == ["05x-menu.txt", "06x-empty.txt"]
    there = [item for item in outcomes if isinstance(item, Added) and item.outcome != "added"]
    assert [(item.capture, item.same_capture) for item in there] == [
        ("03x-same.txt", True),
        ("04x-teasers.txt", False),
    ]


def test_the_same_bytes_that_make_no_article_are_told_for_each_file(
    project: Project, tmp_path: Path
) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Home\n\nLog in\n\nSubscribe\n", encoding="utf-8")
    _, problems = added(project, [(tmp_path / name, name) for name in ("a.txt", "b.txt")])
    assert [problem.path for problem in problems] == ["a.txt", "b.txt"]


class Leap(datetime.date):
    """A calendar on which it is always the same day, so that midnight changes nothing."""

    @classmethod
    def today(cls) -> Leap:
        """The 29th of February 2024."""
        return cls(2024, 2, 29)


def test_a_run_that_is_killed_goes_on_when_it_is_run_again(
    new_project: Callable[[str], Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_command, "datetime", SimpleNamespace(date=Leap))
    paths = handed_in(tmp_path / "in", 40)
    whole, killed = new_project("whole"), new_project("killed")
    added(whole, paths, processes=0, today=Leap.today())
    file = tmp_path / "run.py"
    file.write_text(
        "import datetime, sys\nfrom pathlib import Path\nfrom archive.add import add\n"
        "from archive.load import load_content\n"
        "if __name__ == '__main__':\n"
        "    paths = [(path, path.name) for path in sorted(Path(sys.argv[2]).iterdir())]\n"
        "    content, _ = load_content(Path(sys.argv[1]))\n"
        "    told = []\n"
        "    def tell(outcome):\n"
        "        told.append(outcome)\n"
        "        if len(told) == 8:\n"
        "            print('eight', flush=True)\n"
        "            sys.stdin.read()\n"
        "    today = datetime.date.fromisoformat(sys.argv[3])\n"
        "    add(paths, content, tell, processes=2, today=today)\n",
        encoding="utf-8",
    )
    call = [sys.executable, str(file), str(killed.content), str(tmp_path / "in"), str(Leap.today())]
    process = subprocess.Popen(
        call,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"eight\n"
    process.kill()
    # Its processes hold the pipe too: this returns once they have ended.
    process.communicate()
    # Two were there before, and two of the eight captures are of one article with another.
    assert len(list((killed.content / "articles").rglob("*.md"))) == 2 + 6
    result = killed.run("add", str(tmp_path / "in"))
    assert "nothing is left" in result.output
    assert tree(killed.content) == tree(whole.content)


def test_ctrl_c_tells_what_is_done_and_the_same_command_goes_on(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed_in(tmp_path / "in")
    finish = Adder.finish
    calls = []

    def interrupted(adder: Adder, job: workers.Job, result: workers.Result) -> Added | Problem:
        calls.append(job)
        if len(calls) == 5:
            signal.raise_signal(signal.SIGINT)
        return finish(adder, job, result)

    with monkeypatch.context() as patch:
        patch.setattr(Adder, "finish", interrupted)
        result = project.run("add", str(tmp_path / "in"))
    assert result.exit_code == 130
    assert "4  of 16 captures" in result.output
    assert "the same command goes on" in result.output
    result = project.run("add", str(tmp_path / "in"))
    assert "    8  added\n" in result.output
    assert not list(project.content.rglob(".*.new"))


def test_a_process_that_dies_costs_one_capture(project: Project, tmp_path: Path) -> None:
    paths = handed_in(tmp_path / "in")
    # Cleaning this takes seconds, so it is what the process is at after the first one.
    (tmp_path / "in/00-long.txt").write_text(article(100, 20_000), encoding="utf-8")
    paths.insert(1, (tmp_path / "in/00-long.txt", "00-long.txt"))
    content, _ = load_content(project.content)
    told: list[Added | Problem] = []

    def tell(outcome: Added | Problem) -> None:
        told.append(outcome)
        if len(told) == 1:
            for process in active_children():
                process.kill()

    problems = add(paths, content, tell, processes=1)
    assert [problem.path for problem in problems] == [
        "00-long.txt",
        "05x-menu.txt",
        "06x-empty.txt",
    ]
    assert "ended the process" in problems[0].message
    assert len(told) == len(paths)
    assert not active_children()


def test_a_capture_that_takes_too_long_is_told_and_the_others_are_added(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = handed_in(tmp_path / "in")
    (tmp_path / "in/00-long.txt").write_text(article(100, 20_000), encoding="utf-8")
    paths.insert(1, (tmp_path / "in/00-long.txt", "00-long.txt"))
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(workers, "time", SimpleNamespace(monotonic=lambda: clock.now))
    content, _ = load_content(project.content)
    told: list[Added | Problem] = []

    def tell(outcome: Added | Problem) -> None:
        told.append(outcome)
        clock.now = 1000.0

    problems = add(paths, content, tell, processes=1, seconds=60)
    assert "takes longer than 60 s" in problems[0].message
    assert [problem.path for problem in problems] == [
        "00-long.txt",
        "05x-menu.txt",
        "06x-empty.txt",
    ]


def test_where_no_process_can_be_started_the_captures_are_added_all_the_same(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = handed_in(tmp_path / "in")

    def refuse(_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr("multiprocessing.context.SpawnProcess.start", refuse)
    told, problems = added(project, paths, processes=2)
    assert len(told) == len(paths)
    assert len(problems) == 2


def test_a_fault_of_the_program_is_one_line_and_the_others_are_added(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = handed_in(tmp_path / "in")
    draft = workers.Drafter.draft

    def faulty(drafter: workers.Drafter, capture: Any, shown: str) -> Any:
        if shown == "02.txt":
            raise RecursionError("too deep")
        return draft(drafter, capture, shown)

    monkeypatch.setattr(workers.Drafter, "draft", faulty)
    told, problems = added(project, paths, processes=0)
    assert "RecursionError" in problems[0].message
    assert len(told) - len(problems) == 13


def test_few_small_captures_start_no_process(tmp_path: Path) -> None:
    (tmp_path / "small.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "large.txt").write_text(TEXT * 2000, encoding="utf-8")
    assert workers.processes_for([tmp_path / "small.txt", tmp_path / "gone.txt"]) == 0
    assert workers.processes_for([tmp_path / "small.txt", tmp_path / "large.txt"]) > 0


def test_a_changed_article_is_added_and_shown_beside_the_one_it_is_like(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    changed = article(1).replace(" on the ", " near the ", 1)
    (tmp_path / "b.txt").write_text(changed, encoding="utf-8")
    told, problems = added(project, [(tmp_path / name, name) for name in ("a.txt", "b.txt")])
    assert not problems
    first, second = told
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert second.outcome == "added"
    assert any(f"much like {first.article}" in note for note in second.doubts)
    assert not first.doubts


def test_an_article_that_was_there_before_is_found_again(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    assert project.run("add", str(tmp_path / "a.txt")).exit_code == 0
    written = next((project.content / "articles/undated").glob("danish-*again-1.md"))
    text = written.read_text(encoding="utf-8")
    written.write_text(text + "\nRecent pictures of the camp\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(article(1) + "\nRelated Posts\n", encoding="utf-8")
    result = project.run("add", str(tmp_path / "b.txt"))
    assert "already there" in result.output
    assert "the same but for: Recent pictures of the camp" in result.output


BODY = article(7).partition("\n\n")[2]
ONE = Text("Danish soldiers go home", "", BODY)


@pytest.mark.parametrize(
    "other",
    [
        Text("Danish soldiers go home", "", BODY + "\nMinisters meet in Brussels\n"),
        Text("DANISH SOLDIERS GO HOME", "", BODY.replace("\n\n", "\n> ")),
        Text("Danish soldiers go home", "", "By our own writer\n\n" + BODY),
        Text("Danish soldiers go home", "", BODY + "\nThe prince is ill. Read it here.\n"),
        Text("News", "", "Danish soldiers go home\n\n" + BODY),
    ],
    ids=["a teaser below", "another layout", "a line above", "sentences below", "another title"],
)
def test_what_cleaning_left_in_makes_no_other_article(other: Text) -> None:
    assert strays(other, ONE) is not None
    assert strays(ONE, other) is not None


@pytest.mark.parametrize(
    "other",
    [
        Text("Danish soldiers stay", "", BODY),
        Text("Danish soldiers go home", "", BODY.replace("The Danish", "Ten Danish", 1)),
        Text("Danish soldiers go home", "", "They left on Monday.\n\n" + BODY),
        Text("Danish soldiers go home", "", BODY + "\n" + article(8)),
        Text("Danish soldiers go home", "", BODY[: len(BODY) // 2]),
        Text("Danish soldiers go home", "", article(8) + "\n" + BODY),
    ],
    ids=["another title", "a word", "news above", "more below", "half of it", "it is quoted"],
)
def test_what_says_something_else_is_another_article(other: Text) -> None:
    assert strays(other, ONE) is None
    assert strays(ONE, other) is None


def test_likeness_goes_from_none_to_all() -> None:
    sketches = [fingerprint(Text("", "", article(number, 40))).sketch for number in (1, 1, 2)]
    assert likeness(sketches[0], sketches[1]) == 1
    assert likeness(sketches[0], sketches[2]) < 0.1
    half = fingerprint(Text("", "", article(1, 40) + article(2, 40))).sketch
    assert 0.3 < likeness(sketches[0], half) < 0.7


def test_the_table_tells_each_kind_and_what_to_do_next(project: Project, tmp_path: Path) -> None:
    handed_in(tmp_path / "in")
    (tmp_path / "in/02x-changed.txt").write_text(
        article(2).replace(" on the ", " near the ", 1), encoding="utf-8"
    )
    result = project.run("add", str(tmp_path / "in"))
    assert result.exit_code == 1
    rows = [line.strip() for line in result.output.splitlines()]
    for row in (
        "12  added",
        "1  added, but needs a person: its notes say why",
        "1  already there: the same capture",
        "1  already there: the same article in another capture",
        "1  nothing left after cleaning",
        "1  not added: its line says why",
        "17  captures",
    ):
        assert row in rows
    assert "explain --diff" in result.output
    assert "run the same command again" in result.output


def test_on_a_terminal_many_captures_list_only_what_needs_a_person(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Intake(30) as intake:
        intake.tell(Added("a.txt", "added", "a.md", ("no date",)))
        intake.tell(Added("b.txt", "added", "b.md", ("unsure", "no date"), ("unsure",)))
        intake.tell(Problem("c.txt", 1, "capture", "is empty"))
    printed = capsys.readouterr()
    assert "a.md" not in printed.out
    assert printed.out.splitlines() == ["added, needs a person: b.md (from b.txt)", "  unsure"]
    assert "c.txt:1: capture: is empty" in printed.err
    assert "3/30" in printed.err


def test_folders_are_searched_without_what_belongs_to_no_capture(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "a_files/ad.html", ".hidden", "c/d.txt", "b.dropped.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found, passed = files_in([tmp_path, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "a.html",
        "b.txt",
        "c/d.txt",
    ]
    assert passed == 2
