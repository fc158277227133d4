"""What pages say of themselves to other programs: schema.org's words, and cards of links."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from lxml import html

from tests.conftest import Project, site_files
from tests.test_pages import archive_of, article

BASE = "https://example.org/archive"
GAO = "articles/danish-helicopters-reach-gao.html"

Files = dict[str, bytes]


@pytest.fixture
def made(project: Project) -> Callable[..., Files]:
    """All files of the small project; `public` gives it an address, articles come by name."""

    def make(public: bool = True, **articles: str) -> Files:
        if public:
            site = project.content / "site.yml"
            site.write_text(f"{site.read_text(encoding='utf-8')}base_url: {BASE}\n", "utf-8")
        for name, text in articles.items():
            project.write(f"articles/2021/{name}.md", text)
        return site_files(archive_of(project))

    return make


def said(files: Files, page: str) -> dict[str, Any]:
    (script,) = html.document_fromstring(files[page].decode()).xpath(
        "//script[@type='application/ld+json']/text()"
    )
    fields: dict[str, Any] = json.loads(script)
    return fields


def properties(files: Files, page: str) -> dict[str, str]:
    elements = html.document_fromstring(files[page].decode()).xpath("//meta[@property]")
    return {element.get("property"): element.get("content") for element in elements}


def test_the_data_page_is_a_dataset_of_files_that_are_there(made: Callable[..., Files]) -> None:
    files = made()
    data = said(files, "data.html")
    assert data["@type"] == "Dataset"
    assert data["url"] == f"{BASE}/data.html"
    assert 50 <= len(data["description"]) <= 5000
    assert "license" not in data  # the texts belong to their publishers
    named = {item["contentUrl"] for item in data["distribution"]}
    assert named == {f"{BASE}/{name}" for name in files if name.startswith("data/")}
    assert all(item["encodingFormat"] and item["name"] for item in data["distribution"])


def test_a_mission_and_a_country_are_collections_of_their_articles(
    made: Callable[..., Files],
) -> None:
    gone = article("Gone", "", date="2021-03-01", rights="withdrawn", withdrawn="Asked.")
    files = made(gone=gone)
    for page, kind in (
        ("missions/task-force-takuba.html", "Thing"),
        ("countries/ml.html", "Place"),
    ):
        collection = said(files, page)
        assert collection["@type"] == "CollectionPage"
        assert collection["about"]["@type"] == kind
        assert collection["isPartOf"]["url"] == f"{BASE}/index.html"
        assert collection["mainEntity"]["numberOfItems"] == 1
        (item,) = collection["mainEntity"]["itemListElement"]
        assert (item["name"], item["url"]) == ("Danish helicopters reach Gao", f"{BASE}/{GAO}")


def test_without_a_public_address_nothing_names_one(made: Callable[..., Files]) -> None:
    files = made(public=False)
    for name, data in files.items():
        if name.endswith(".html"):
            assert properties(files, name) == {}
            for text in html.document_fromstring(data.decode()).xpath("//script/text()"):
                fields = json.loads(text)
                assert not fields.keys() & {"url", "distribution", "archivedAt"}, name


def test_what_an_article_says_cannot_end_the_script_that_tells_it(
    made: Callable[..., Files],
) -> None:
    title = "'A title </script><script>alert(1)</script>'"
    files = made(odd=article(title, "Text.", date="2021-03-01"))
    items = said(files, "missions/task-force-takuba.html")["mainEntity"]["itemListElement"]
    assert "A title </script><script>alert(1)</script>" in [item["name"] for item in items]


def test_a_link_to_a_page_is_shown_with_its_title_and_the_picture_of_the_archive(
    made: Callable[..., Files],
) -> None:
    files = made()
    for name in files:
        if name.endswith(".html") and name != "404.html":
            found = properties(files, name)
            page = html.document_fromstring(files[name].decode())
            assert found["og:title"] == page.findtext(".//title"), name
            assert found["og:description"] == page.xpath(
                "string(//meta[@name='description']/@content)"
            )
            assert found["og:url"] == f"{BASE}/{name}"
            assert found["og:image"] == f"{BASE}/static/card.png"
    assert properties(files, GAO)["og:type"] == "article"
    assert struct.unpack(">II", files["static/card.png"][16:24]) == (1200, 630)
    assert properties(files, "404.html") == {}
