"""Find Chromium, Firefox and Java, or install Debian's: python tests/browsers.py.

Java is no browser, but runs the Nu HTML checker (tests/checkers.py), and comes the same way.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox", "firefox-esr"),
    "java": ("java",),
}
ELSEWHERE = {
    "chromium": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
        "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    ),
    "firefox": (
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        "C:/Program Files/Mozilla Firefox/firefox.exe",
    ),
    "java": (),
}
PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr", "java": "default-jre-headless"}


def find(program: str) -> str | None:
    """The path of a program on PATH or in its usual place, or None."""
    for name in NAMES[program]:
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in ELSEWHERE[program] if Path(path).is_file()), None)


def install(programs: list[str]) -> None:
    """Install Debian's packages of the programs; exits with a plain sentence where it cannot."""
    packages = [PACKAGES[program] for program in programs]
    by_hand = f"Install {' and '.join(programs)} by hand, then run the tests again."
    apt = shutil.which("apt-get")
    if apt is None:
        sys.exit(f"The tests need {' and '.join(programs)}; there is no apt-get here. {by_hand}")
    sudo: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            needed = " ".join(packages)
            sys.exit(
                f"The tests need {' and '.join(programs)}. Ask an administrator to run:\n"
                f"  apt-get update && apt-get install {needed}"
            )
        sudo = ["sudo"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["--yes", "--no-install-recommends"]
    for command in (
        [*sudo, apt, "update", "--quiet=2"],
        [*sudo, apt, "install", "--quiet=2", *options, *packages, "fonts-dejavu-core"],
    ):
        print("+", *command, flush=True)
        result = subprocess.run(command, env=environment, check=False)
        if result.returncode != 0 and "install" in command:
            sys.exit(f"Debian's packages could not be installed. {by_hand}")


def main() -> None:
    """Install what is missing, and say which ones the tests will use."""
    missing = [program for program in NAMES if find(program) is None]
    if missing:
        install(missing)
    for program in NAMES:
        path = find(program)
        if path is None:
            sys.exit(f"{program} is still missing. Install it by hand, then run the tests again.")
        print(f"{program}: {path}")


if __name__ == "__main__":
    main()
