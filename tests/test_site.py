"""The built site as a reader gets it: made once from the committed content."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from archive import markup
from archive.catalogue import Archive
from archive.front_matter import body_of
from archive.load import load
from tests.conftest import ROOT, site_files

PRINTED = re.compile(r"\bNone\b|Undefined|\{\{|\}\}|\{%")


@pytest.fixture(scope="module")
def archive() -> Archive:
    archive, problems = load(ROOT / "content")
    assert [str(problem) for problem in problems] == []
    assert archive is not None
    return archive


@pytest.fixture(scope="module")
def files(archive: Archive) -> dict[str, bytes]:
    return site_files(archive)


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {
        name: html.document_fromstring(data.decode())
        for name, data in files.items()
        if name.endswith(".html")
    }


def test_every_mission_article_and_country_has_a_page(
    archive: Archive, files: dict[str, bytes]
) -> None:
    assert len(archive.missions) == 58
    for record in (*archive.missions, *archive.articles, *archive.countries):
        assert record.address in files
    for name in ("index", "timeline", "search", "outlets", "about", "404"):
        assert f"{name}.html" in files


def target_of(page: str, link: str) -> str:
    parts: list[str] = []
    for part in (PurePosixPath(page).parent / unquote(urlsplit(link).path)).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_every_link_resolves_to_a_file_of_the_site(
    files: dict[str, bytes], pages: dict[str, html.HtmlElement]
) -> None:
    broken = []
    count = 0
    for name, page in pages.items():
        for attribute in ("href", "src", "action"):
            for link in page.xpath(f"//@{attribute}"):
                parts = urlsplit(link)
                if parts.scheme:
                    continue
                count += 1
                target = target_of(name, link) if parts.path else name
                anchor = parts.fragment
                there = target in files
                if not there or (anchor and not pages[target].xpath("//*[@id=$id]", id=anchor)):
                    broken.append((name, link))
    assert broken == []
    assert count > 1000


def test_every_link_is_relative_and_names_a_file(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        for link in page.xpath("//@href | //@src | //@action"):
            parts = urlsplit(link)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto"), (name, link)
            else:
                assert not link.startswith("/"), (name, link)
                assert not parts.path.endswith("/"), (name, link)


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        for link in page.xpath("//@src | //link[not(@rel='canonical')]/@href"):
            assert not urlsplit(link).scheme, (name, link)


def test_every_page_carries_the_content_security_policy(
    pages: dict[str, html.HtmlElement],
) -> None:
    for name, page in pages.items():
        (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        script = "'self' 'wasm-unsafe-eval'" if name == "search.html" else "'self'"
        assert {part.strip() for part in policy.split(";")} == {
            "default-src 'none'",
            "style-src 'self'",
            "img-src 'self'",
            f"script-src {script}",
            # Nothing of ours connects; Lighthouse and others read robots.txt in a page's name.
            "connect-src 'self'",
            "form-action 'self' file:",
            "base-uri 'none'",
        }, name


def test_nothing_is_inline_that_the_policy_would_block(
    pages: dict[str, html.HtmlElement],
) -> None:
    for name, page in pages.items():
        assert not page.xpath("//style | //@style"), name
        scripts = page.xpath(
            "//script[not(@src)][not(@type='application/json' or @type='application/ld+json')]"
        )
        assert not scripts, name
        assert not [key for key in page.xpath("//@*") if getattr(key, "attrname", "")[:2] == "on"]


def test_every_page_has_its_own_title_headings_in_order_and_unique_ids(
    pages: dict[str, html.HtmlElement],
) -> None:
    titles = [page.findtext(".//title") for page in pages.values()]
    assert len(set(titles)) == len(titles)
    descriptions = [
        page.xpath("string(//meta[@name='description']/@content)") for page in pages.values()
    ]
    assert len(set(descriptions)) == len(descriptions)
    for name, page in pages.items():
        levels = [
            int(heading.tag[1])
            for heading in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
        ]
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), name
        assert levels[0] == 1, name
        ids = page.xpath("//@id")
        assert len(set(ids)) == len(ids), name


def test_every_page_is_reached_from_home(pages: dict[str, html.HtmlElement]) -> None:
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for link in pages[name].xpath("//a/@href"):
            parts = urlsplit(link)
            if not parts.scheme and parts.path:
                target = target_of(name, link)
                if target in pages and target not in seen:
                    seen.add(target)
                    waiting.append(target)
    former = {name for name in pages if pages[name].xpath("//meta[@http-equiv='refresh']")}
    assert set(pages) - seen - former == {"404.html"}


def test_no_value_that_is_missing_is_printed(pages: dict[str, html.HtmlElement]) -> None:
    for name, page in pages.items():
        # JSON ends objects inside of each other with two braces.
        texts = page.xpath("//text()[not(parent::script[@type='application/ld+json'])]")
        found = PRINTED.search("\n".join(texts))
        assert found is None, (name, found)


def test_a_mission_without_an_article_says_so(
    archive: Archive, pages: dict[str, html.HtmlElement]
) -> None:
    without = [item for item in archive.missions if not archive.articles_of_mission(item.id)]
    assert without
    for mission in without:
        assert "No articles yet" in pages[mission.address].text_content()


def test_an_open_end_is_never_printed_as_ongoing_today(
    archive: Archive, pages: dict[str, html.HtmlElement]
) -> None:
    for mission in archive.missions:
        part = mission.danish_participation
        (facts,) = pages[mission.address].xpath("//dl[@class='facts']")
        text = " ".join(facts.text_content().split())
        if part.end is None:
            assert part.last_reported is not None
            assert str(part.last_reported.earliest.year) in text, mission.id
        for found in re.finditer(r"(?i)\bongoing\b(.{0,16})", text):
            assert found[1].startswith(" when last seen"), (mission.id, found[0])


def test_the_same_content_gives_the_same_bytes_in_every_run(files: dict[str, bytes]) -> None:
    code = (
        "import hashlib, sys\nfrom pathlib import Path\nfrom archive.load import load\n"
        "from archive.render import render\narchive, _ = load(Path(sys.argv[1]))\n"
        "for file in render(archive):\n"
        "    print(file.path, hashlib.sha256(file.data()).hexdigest())"
    )
    expected = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code, str(ROOT / "content")],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
            text=True,
            check=True,
        )
        assert dict(line.split(" ") for line in run.stdout.splitlines()) == expected


def test_the_articles_are_exactly_the_gold_texts(archive: Archive) -> None:
    gold = sorted((ROOT / "tests" / "gold").glob("*.txt"))
    assert len(gold) == 4
    by_capture = {Path(article.capture or "").stem: article for article in archive.articles}
    for file in gold:
        article = by_capture[file.stem]
        lines = [line.split(": ", 1) for line in file.read_text(encoding="utf-8").splitlines()]
        expected = [" ".join(text.split()) for kind, text in lines if kind not in ("title", "dek")]
        text = (ROOT / article.path).read_text(encoding="utf-8")
        assert markup.to_text(body_of(text)).split("\n") == expected
        assert [text for kind, text in lines if kind == "title"] == [article.title]
        assert [text for kind, text in lines if kind == "dek"] == [
            text for text in [article.dek] if text
        ]


def test_the_committed_captures_are_those_that_the_articles_name(archive: Archive) -> None:
    named = {article.capture for article in archive.articles}
    folder = ROOT / "content" / "captures"
    captures = {path.name for path in folder.iterdir() if not path.name.endswith(".dropped.txt")}
    assert captures == named
    for capture in captures:
        assert (folder / f"{Path(capture).stem}.dropped.txt").is_file()
