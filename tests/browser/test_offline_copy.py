"""The offline copy as someone gets it: unpacked, opened from the disk, searched."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

from playwright.sync_api import Page

from archive.offline import FOLDER, NAME, write_zip
from tests.browser.conftest import ODD_NAME, SHOWN, ChromiumReader, Place, Reader, build
from tests.conftest import Project


def test_the_unpacked_zip_opens_searches_and_leads_to_an_article(
    sample_site: Path, tmp_path: Path, chromium_page: Page
) -> None:
    site = Path(shutil.copytree(sample_site, tmp_path / "site"))
    write_zip(site)
    with zipfile.ZipFile(site / NAME) as file:
        file.extractall(tmp_path / ODD_NAME)
    reader = ChromiumReader(chromium_page)
    reader.open((tmp_path / ODD_NAME / FOLDER / "index.html").as_uri())
    assert reader.texts("a[download]") == []
    reader.type("#q", "takuba")
    reader.press("#q", "Enter")
    reader.wait(SHOWN)
    title = reader.texts("#hits h3")[0]
    reader.click("#hits h3 a")
    reader.wait("document.querySelector('article.art h1')?.innerText", title)
    assert chromium_page.url.startswith("file:")
    assert f"/{FOLDER}/articles/" in chromium_page.url
    assert reader.complaints() == []


def test_a_former_address_leads_to_the_article(
    project: Project, reader: Reader, place: Place
) -> None:
    file = project.content / "articles/undated/en-hilsen-fra-kosovo.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("language:", "aliases: [hilsen]\nlanguage:"), encoding="utf-8")
    address = place(build(project))
    reader.open(f"{address}articles/hilsen.html")
    reader.wait("document.querySelector('article.art h1')?.innerText", "En hilsen fra Kosovo")
    assert reader.look("location.href") == f"{address}articles/en-hilsen-fra-kosovo.html"
