"""The workflows: safe by construction, and their steps run here as far as they can be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from archive.command import main
from archive.submission import ACCEPTED, LABELS, Submission
from tests.conftest import ROOT
from tests.test_add import TEXT, tree

GITHUB = ROOT / ".github"
WORKFLOWS = {
    file.stem: yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for file in sorted((GITHUB / "workflows").glob("*.yml"))
}
TEXTS = {
    file.stem: file.read_text(encoding="utf-8")
    for file in sorted((GITHUB / "workflows").glob("*.yml"))
}
JOBS = [(name, job) for name, workflow in WORKFLOWS.items() for job in workflow["jobs"]]
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
# What a step may call: one command, its words plain, its variables in quotes.
WORD = r"(?:[\w./^=-]+|'\.\[\w+\]'|\"[\w ./-]*\$[A-Z_]+[\w ./-]*\")"
CALLS = r"(?:\.venv/bin/python (?:build\.py|-m pip)|python3 -m venv|git|gh|cp|bash|apt-get) "
THIN = re.compile(rf"{CALLS}{WORD}(?: {WORD})*(?: >> \"\$GITHUB_STEP_SUMMARY\")?")
# Steps that need a network, or are the tests themselves.
ELSEWHERE = re.compile(r"python3 -m venv|\.venv/bin/python -m pip|apt-get|bash \.ci/run")
unix = pytest.mark.skipif(sys.platform == "win32", reason="the steps are for a Unix shell")


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = WORKFLOWS[workflow]["jobs"][job].get("steps", [])
    return found


def commands() -> Iterator[tuple[str, str]]:
    for workflow, job in JOBS:
        for step in steps(workflow, job):
            if "run" in step:
                yield f"{workflow}/{job}/{step['name']}", step["run"]


@pytest.mark.parametrize(
    "call",
    [
        ["zizmor", "--offline", "--persona", "auditor", "--strict-collection", "--no-progress"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-workflows"],
        ["check-jsonschema", "--builtin-schema", "custom.github-workflows-require-timeout"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-issue-forms"],
        ["check-jsonschema", "--builtin-schema", "vendor.github-issue-config"],
        ["check-jsonschema", "--builtin-schema", "vendor.dependabot"],
    ],
    ids=lambda call: call[-1],
)
def test_the_linters_find_nothing(call: list[str]) -> None:
    files = {
        "--no-progress": [GITHUB],
        "vendor.github-workflows": sorted((GITHUB / "workflows").iterdir()),
        "custom.github-workflows-require-timeout": sorted((GITHUB / "workflows").iterdir()),
        "vendor.github-issue-forms": [GITHUB / "ISSUE_TEMPLATE/article.yml"],
        "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE/config.yml"],
        "vendor.dependabot": [GITHUB / "dependabot.yml"],
    }[call[-1]]
    tool = shutil.which(call[0], path=str(Path(sys.executable).parent)) or shutil.which(call[0])
    assert tool is not None, f"{call[0]} is not installed"
    run = subprocess.run([tool, *call[1:], *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_nothing_but_what_its_jobs_name(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] == {}
    for job in WORKFLOWS[name]["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert all(value in ("read", "write") for value in job["permissions"].values())


def test_only_these_jobs_may_write() -> None:
    writing = {
        f"{workflow}/{job}": sorted(right for right, value in given.items() if value == "write")
        for workflow, job in JOBS
        if "write" in (given := WORKFLOWS[workflow]["jobs"][job]["permissions"]).values()
    }
    assert writing == {
        "publish/deploy": ["id-token", "pages"],
        "submission/answer": ["issues"],
        "submission/request": ["contents", "pull-requests"],
    }


@pytest.mark.parametrize("job", ["publish/deploy", "submission/answer", "submission/request"])
def test_a_job_that_may_write_runs_no_code_of_the_repository_or_of_packages(job: str) -> None:
    for step in steps(*job.split("/")):
        assert not re.search(r"python|pip|bash|build\.py|\./", step.get("run", ""))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_its_commit_with_the_version_beside_it(name: str) -> None:
    used = re.findall(r"^\s*(?:- )?uses: (.+)$", TEXTS[name], re.MULTILINE)
    outside = [use for use in used if use != "$/.github/workflows/test.yml"]
    assert [use for use in outside if not PINNED.fullmatch(use)] == []
    assert used


def test_one_action_has_one_version() -> None:
    pins = set(re.findall(r"uses: (actions/.+)", "\n".join(TEXTS.values())))
    assert len(pins) == len({pin.split("@")[0] for pin in pins})


@pytest.mark.parametrize(("workflow", "job"), JOBS)
def test_no_checkout_leaves_its_credentials(workflow: str, job: str) -> None:
    for step in steps(workflow, job):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


def test_no_workflow_runs_for_a_fork_with_the_rights_of_the_repository() -> None:
    events = {event for workflow in WORKFLOWS.values() for event in workflow["on"]}
    assert events == {
        "issues", "pull_request", "push", "schedule", "workflow_call", "workflow_dispatch",
    }  # fmt: skip
    assert list(WORKFLOWS["pull-request"]["jobs"]["check"]["permissions"].items()) == [
        ("contents", "read")
    ]


@pytest.mark.parametrize(("place", "line"), list(commands()))
def test_a_step_is_one_thin_line(place: str, line: str) -> None:
    assert THIN.fullmatch(line), place
    assert "${{" not in line


def test_expressions_name_nothing_that_a_stranger_writes() -> None:
    said = set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", "\n".join(TEXTS.values())))
    said |= {
        job["if"] for workflow in WORKFLOWS.values() for job in workflow["jobs"].values()
        if "if" in job
    }  # fmt: skip
    assert said == {
        "!cancelled()",
        "failure()",
        "github.event.issue.number",
        "github.event.label.name",
        f"github.event.label.name == '{ACCEPTED}'",
        "github.event.pull_request.number",
        "github.ref",
        "github.token",
        "github.workflow",
        "runner.temp",
        "steps.deployment.outputs.page_url",
        "steps.pages.outputs.base_url",
    }


def test_every_command_that_a_step_calls_is_there() -> None:
    known = {"build", "add", "check", "links", "zip", "submission", "summary"}
    called = set()
    for place, line in commands():
        match = re.match(r"\.venv/bin/python build\.py (\w+)", line)
        if match:
            called.add(match[1])
            assert match[1] in main.commands, place
    assert called == known - {"add"}


def test_the_guides_name_what_is_there() -> None:
    maintaining = (ROOT / "docs/maintaining.md").read_text(encoding="utf-8")
    for workflow in WORKFLOWS.values():
        assert f"| *{workflow['name']}* |" in maintaining
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for label in LABELS:
        assert f"**{label}:**" in contributing
    assert (GITHUB / "ISSUE_TEMPLATE" / "article.yml").is_file()
    assert "(../../issues/new?template=article.yml)" in contributing


class Repository:
    """A clone of this repository as a runner has it, to run steps in."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "archive"
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.summary = folder / "summary.md"
        self.origin = folder / "origin.git"
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others",
             "--exclude-standard"],
            capture_output=True, check=True, text=True,
        )  # fmt: skip
        for name in filter(None, listed.stdout.split("\0")):
            if not name.startswith(("tests/", "bench/", "docs/")) and (ROOT / name).is_file():
                target = self.root / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / name, target)
        python = self.root / ".venv/bin/python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls = folder / "gh-calls.txt"
        gh = self.bin / "gh"
        gh.write_text(f'#!/bin/sh\nprintf "%s\\n" "$*" >> "{self.calls}"\n')
        gh.chmod(0o755)
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("all")
        subprocess.run(["git", "init", "--quiet", "--bare", str(self.origin)], check=True)
        self.git("remote", "add", "origin", str(self.origin))
        self.git("push", "--quiet", "origin", "main")

    def git(self, *arguments: str) -> str:
        return subprocess.run(
            ["git", "-C", str(self.root), "-c", "user.name=A", "-c", "user.email=a@example.org",
             *arguments],
            check=True, capture_output=True, text=True,
        ).stdout  # fmt: skip

    def commit(self, message: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", message)

    def write(self, name: str, data: str) -> None:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(data, encoding="utf-8")

    def merge(self) -> None:
        """Commit what was changed as GitHub merges a pull request, its first parent main."""
        self.git("switch", "--quiet", "--create", "theirs")
        self.commit("theirs")
        self.git("switch", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "-m", "merge", "theirs")

    def run(
        self, workflow: str, job: str, event: Path | None = None, **values: str
    ) -> dict[str, subprocess.CompletedProcess[str]]:
        """Run the steps of a job until one fails; `values` replace expressions, __ for dots."""
        done: dict[str, subprocess.CompletedProcess[str]] = {}
        own = WORKFLOWS[workflow]["jobs"][job].get("env", {})
        for step in steps(workflow, job):
            line = step.get("run")
            if line is None or ELSEWHERE.match(line):
                continue
            named = {**own, **step.get("env", {})}
            environment = {
                **{key: value for key, value in os.environ.items() if not key.startswith("GIT")},
                "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
                "GITHUB_EVENT_PATH": str(event or ""),
                "GITHUB_REPOSITORY": "example/archive",
                "GITHUB_STEP_SUMMARY": str(self.summary),
                "GITHUB_WORKSPACE": str(self.root),
                "RUNNER_TEMP": str(self.temp),
                **{key: _filled(value, values) for key, value in named.items()},
            }
            done[step["name"]] = run = subprocess.run(
                ["bash", "-e", "-c", line],
                cwd=self.root, env=environment, capture_output=True, text=True, check=False,
            )  # fmt: skip
            if run.returncode != 0:
                break
        return done


def _filled(text: str, values: dict[str, str]) -> str:
    return re.sub(r"\$\{\{\s*(.*?)\s*\}\}", lambda match: values[match[1].replace(".", "__")], text)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path)


def failed(done: dict[str, subprocess.CompletedProcess[str]]) -> list[str]:
    return [
        f"{name}: {run.stdout}{run.stderr}" for name, run in done.items() if run.returncode != 0
    ]


@unix
@pytest.mark.parametrize(
    "address", ["https://example.github.io/some-name", "https://deployments.example.org"]
)
def test_publishing_builds_the_site_for_the_address_that_pages_gives(
    repository: Repository, address: str
) -> None:
    done = repository.run("publish", "build", steps__pages__outputs__base_url=address)
    assert failed(done) == []
    site = repository.root / "site"
    assert f"<loc>{address}/" in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert (site / "danish-deployments-archive.zip").is_file()
    assert repository.git("status", "--porcelain") == ""


@unix
def test_a_raw_text_in_a_pull_request_is_answered_with_its_article(
    repository: Repository,
) -> None:
    repository.write("content/captures/guards.txt", TEXT)
    repository.merge()
    done = repository.run("pull-request", "check")
    told = repository.summary.read_text(encoding="utf-8")
    assert "would be new" in told
    assert "title: Danish guards leave the camp in Kosovo" in told
    made = tree(repository.temp / "articles/content")
    assert len(made) == 2
    (complaint,) = failed(done)
    assert complaint.startswith("Check the content: ")
    assert "guards.txt" in complaint
    for name, data in made.items():
        repository.write(f"content/{name}", data.decode())
    repository.commit("the article")
    result = CliRunner().invoke(main, ["check"], obj=repository.root)
    assert result.exit_code == 0, result.output


@unix
def test_a_pull_request_with_an_article_is_checked_and_its_site_built(
    repository: Repository, tmp_path: Path
) -> None:
    (tmp_path / "guards.txt").write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(main, ["add", str(tmp_path / "guards.txt")], obj=repository.root)
    assert result.exit_code == 0, result.output
    repository.merge()
    assert failed(repository.run("pull-request", "check")) == []
    assert "| new |" in repository.summary.read_text(encoding="utf-8")
    page = "site/articles/danish-guards-leave-the-camp-in-kosovo.html"
    assert (repository.root / page).is_file()


@unix
def test_an_accepted_form_becomes_a_branch_and_a_request(
    repository: Repository, tmp_path: Path
) -> None:
    event = ROOT / "tests/events/labeled.json"
    made = repository.run("submission", "article", event)
    assert failed(made) == []
    assert "added: content/articles/2021/" in made["Make the article"].stdout
    kept = tmp_path / "kept"
    shutil.copytree(repository.root / "submission", kept)
    # The next job begins with a checkout of its own.
    repository.git("clean", "--quiet", "-d", "--force", "content", "submission")
    assert repository.git("status", "--porcelain") == ""
    shutil.copytree(kept, repository.root / "submission")
    done = repository.run(
        "submission", "request", github__event__issue__number="17", github__token="x"
    )
    assert failed(done) == []
    assert repository.git("diff", "--name-only", "main", "origin/submission-17").split() == [
        "content/articles/2021/danish-guards-leave-the-camp-in-kosovo.md",
        "content/captures/issue-17.dropped.txt",
        "content/captures/issue-17.txt",
    ]
    assert repository.calls.read_text().splitlines() == [
        "auth setup-git",
        "api --silent repos/example/archive/pulls --input submission/pull-request.json",
    ]
    request = json.loads((kept / "pull-request.json").read_text(encoding="utf-8"))
    assert request["head"] == Submission(17, "", "main").branch == "submission-17"
    assert "### What the check says" in request["body"]


@unix
def test_a_form_that_is_refused_is_answered_in_its_issue(
    repository: Repository, tmp_path: Path
) -> None:
    recorded = json.loads((ROOT / "tests/events/labeled.json").read_text(encoding="utf-8"))
    recorded["issue"]["body"] = "$(touch owned) `touch owned`"
    event = tmp_path / "event.json"
    event.write_text(json.dumps(recorded), encoding="utf-8")
    (complaint,) = failed(repository.run("submission", "article", event))
    assert "it is not made with the form" in complaint
    done = repository.run(
        "submission", "answer", github__event__issue__number="17", github__token="x"
    )
    assert failed(done) == []
    assert (repository.root / "submission/refusal.md").is_file()
    assert repository.calls.read_text().splitlines() == [
        "issue comment 17 --repo example/archive --body-file submission/refusal.md"
    ]
    assert not (repository.root / "owned").exists()
