"""Find Chromium and Firefox, or install Debian's: python tests/browsers.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox": ("firefox", "firefox-esr"),
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
}
PACKAGES = {"chromium": "chromium", "firefox": "firefox-esr"}


def find(browser: str) -> str | None:
    """The path of a browser on PATH or in its usual place, or None."""
    for name in NAMES[browser]:
        found = shutil.which(name)
        if found:
            return found
    return next((path for path in ELSEWHERE[browser] if Path(path).is_file()), None)


def install(browsers: list[str]) -> None:
    """Install Debian's packages of the browsers; exits with a plain sentence where it cannot."""
    packages = [PACKAGES[browser] for browser in browsers]
    by_hand = f"Install {' and '.join(browsers)} by hand, then run the tests again."
    apt = shutil.which("apt-get")
    if apt is None:
        sys.exit(f"The tests need {' and '.join(browsers)}; there is no apt-get here. {by_hand}")
    sudo: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None:
            needed = " ".join(packages)
            sys.exit(
                f"The tests need {' and '.join(browsers)}. Ask an administrator to run:\n"
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
    """Install what is missing, and say which browsers the tests will use."""
    missing = [browser for browser in NAMES if find(browser) is None]
    if missing:
        install(missing)
    for browser in NAMES:
        path = find(browser)
        if path is None:
            sys.exit(f"{browser} is still missing. Install it by hand, then run the tests again.")
        print(f"{browser}: {path}")


if __name__ == "__main__":
    main()
