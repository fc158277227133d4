"""Former names that lead on, withdrawn articles, and addresses that may not vanish."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from lxml import html

from archive.check import check
from archive.content import read_content
from archive.permanence import addresses
from tests.conftest import ROOT, Project, site_files
from tests.test_pages import archive_of, article

GAO = "articles/2019/danish-helicopters-reach-gao.md"
SLUG = "danish-helicopters-reach-gao"


def rename(project: Project, old: str, new: str, alias: str | None = None) -> None:
    file = project.content / old
    text = file.read_text(encoding="utf-8")
    file.unlink()
    if alias is not None:
        text = text.replace("\nlanguage:", f"\naliases: [{alias}]\nlanguage:", 1)
    project.write(new, text)


def aliases_of_kfor(project: Project, alias: str) -> None:
    file = project.content / "missions/kfor.md"
    text = file.read_text(encoding="utf-8")
    assert "\naliases: [" in text
    file.write_text(text.replace("\naliases: [", f"\naliases: [{alias}, "), encoding="utf-8")


def test_a_former_name_leads_to_the_page_of_today(project: Project) -> None:
    rename(project, GAO, "articles/2019/gao.md", SLUG)
    aliases_of_kfor(project, "kosovo-force")
    files = site_files(archive_of(project))
    for old, new, title in (
        (f"articles/{SLUG}.html", "gao.html", "Danish helicopters reach Gao"),
        ("missions/kosovo-force.html", "kfor.html", "Kosovo Force"),
    ):
        page = html.document_fromstring(files[old].decode())
        (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
        assert refresh == f"0; url={new}"
        (link,) = page.xpath("//main//a")
        assert link.get("href") == new
        assert title in link.text
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert not page.xpath("//*[@*[starts-with(name(), 'data-pagefind')]]")
        assert (Path(old).parent / new).as_posix() in files
    assert files["missions/kosovo-force.xml"] == files["missions/kfor.xml"]


def test_a_redirect_names_the_address_of_today_as_the_right_one(project: Project) -> None:
    rename(project, GAO, "articles/2019/gao.md", SLUG)
    site = project.content / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "base_url: https://example.org/a\n")
    page = html.document_fromstring(
        site_files(archive_of(project))[f"articles/{SLUG}.html"].decode()
    )
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://example.org/a/articles/gao.html"
    ]


def test_a_missions_names_in_texts_make_no_pages_and_former_ones_are_not_shown_as_names(
    project: Project,
) -> None:
    before = set(site_files(archive_of(project)))
    aliases_of_kfor(project, "kosovo-force")
    files = site_files(archive_of(project))
    assert set(files) - before == {
        f"missions/kosovo-force.{suffix}" for suffix in ("html", "xml", "ris", "bib", "csl.json")
    }
    assert b"kosovo-force" not in files["missions/kfor.html"]


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        ("En Hilsen", "'En Hilsen' is no former name of a page"),
        ("en-hilsen-fra-kosovo", "is an address of content/articles/undated/en-hilsen"),
        ("former", "articles/former.html is an address of content/articles/2019/another.md"),
        (SLUG, f"{SLUG} is the article's own name"),
    ],
)
def test_a_former_name_that_no_page_can_have_is_a_problem(
    project: Project, alias: str, message: str
) -> None:
    text = article("Another", "Text.", date="2019", aliases="[former]")
    project.write("articles/2019/another.md", text)
    rename(project, GAO, GAO, alias)
    content, found = read_content(project.content)
    assert found == []
    (problem,) = check(content)
    assert problem.severity == "error"
    assert (problem.path, problem.field) == (f"content/{GAO}", "aliases")
    assert message in problem.message


def test_a_former_name_of_a_mission_may_not_be_another_missions_name(project: Project) -> None:
    aliases_of_kfor(project, "task-force-takuba")
    content, _ = read_content(project.content)
    (problem,) = check(content)
    assert "missions/task-force-takuba.html is an address of" in problem.message


def test_a_withdrawn_article_stays_as_a_page_without_its_text_and_nowhere_else(
    project: Project,
) -> None:
    file = project.content / GAO
    text = file.read_text(encoding="utf-8").replace(
        "\nlanguage:", "\nrights: withdrawn\nwithdrawn: The publisher asked.\nlanguage:"
    )
    file.write_text(text, encoding="utf-8")
    assert project.run("build", "--frozen").exit_code == 0
    page = project.site / f"articles/{SLUG}.html"
    shown = html.document_fromstring(page.read_text(encoding="utf-8"))
    assert "The publisher asked." in shown.text_content()
    assert shown.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for path in project.site.rglob("*"):
        if path.is_file() and path.suffix != ".html":
            data = path.read_bytes()
            assert b"helicopters and about 70" not in data, path
            assert SLUG.encode() not in data, path
    assert b"helicopters and about 70" not in page.read_bytes()
    assert not (project.site / "captures").exists()


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("contact: desk@example.org", "mailto:desk@example.org"),
        ("contact: https://example.org/ask", "https://example.org/ask"),
        ("repository: https://example.org/code", "https://example.org/code"),
        ("", None),
    ],
)
def test_the_about_page_says_whom_to_ask_for_removal(
    project: Project, line: str, link: str | None
) -> None:
    site = project.content / "site.yml"
    site.write_text(site.read_text(encoding="utf-8") + f"{line}\n", encoding="utf-8")
    page = html.document_fromstring(site_files(archive_of(project))["about.html"].decode())
    (how,) = page.xpath("//h2[@id='removal']/following-sibling::p[1]")
    assert how.xpath(".//a/@href") == ([link] if link else [])
    assert ("names nobody to write to" in how.text_content()) == (link is None)
    assert "Name the page" in how.text_content()
    assert "The end of this page tells how to ask." in page.text_content()


def test_a_build_for_the_public_says_that_nobody_is_named_to_ask(project: Project) -> None:
    def told() -> bool:
        result = project.run("build", "--frozen", "--base-url", "https://example.org")
        assert result.exit_code == 0, result.output
        return "names no contact" in result.output

    assert told()
    site = project.content / "site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(f"{text}contact: desk@example.org\n", encoding="utf-8")
    assert not told()


def test_the_addresses_are_those_of_the_pages_that_are_built(project: Project) -> None:
    rename(project, GAO, "articles/2019/gao.md", SLUG)
    content, _ = read_content(project.content)
    built = {name for name in site_files(archive_of(project)) if name.endswith(".html")}
    # Parts of long lists come and go with what they list.
    assert addresses(content) == {name for name in built if not name.startswith("years/")}
    assert f"articles/{SLUG}.html" in built


# ---- check --against ----


def git(project: Project, *arguments: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
        cwd=project.root,
        check=True,
        capture_output=True,
    )


@pytest.fixture
def committed(project: Project) -> Project:
    """The project in a repository of its own, its content committed."""
    git(project, "init", "-q")
    git(project, "add", "content")
    git(project, "commit", "-q", "-m", "content")
    return project


def test_a_renamed_page_without_a_redirect_is_told_with_what_to_write(committed: Project) -> None:
    rename(committed, GAO, "articles/2019/gao.md")
    assert committed.run("check").exit_code == 0
    result = committed.run("check", "--against", "HEAD")
    assert result.exit_code == 1
    assert f"content/{GAO}:1: address: articles/{SLUG}.html was an address at HEAD" in result.output
    assert f"(content/articles/2019/gao.md): aliases: [{SLUG}]" in result.output
    assert "1 problem." in result.output


def test_an_alias_or_a_withdrawal_keeps_the_address(committed: Project) -> None:
    rename(committed, GAO, "articles/2019/gao.md", SLUG)
    file = committed.content / "articles/undated/en-hilsen-fra-kosovo.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("\nlanguage:", "\nrights: withdrawn\nwithdrawn: Asked for.\nlanguage:"),
        encoding="utf-8",
    )
    result = committed.run("check", "--against", "HEAD")
    assert result.exit_code == 0, result.output


def test_a_deleted_mission_and_a_dropped_alias_are_told(committed: Project) -> None:
    rename(committed, GAO, "articles/2019/gao.md", SLUG)
    git(committed, "add", "content")
    git(committed, "commit", "-q", "-m", "renamed")
    rename(committed, "missions/operation-inherent-resolve.md", "missions/inherent-resolve.md")
    new = committed.content / "articles/2019/gao.md"
    text = new.read_text(encoding="utf-8").replace(f"aliases: [{SLUG}]\n", "")
    new.write_text(text, encoding="utf-8")
    result = committed.run("check", "--against", "HEAD")
    assert f"articles/{SLUG}.html was an address at HEAD" in result.output
    assert "add operation-inherent-resolve to the aliases of its new file" in result.output
    assert "2 problems." in result.output


def test_content_that_was_not_right_at_that_commit_is_compared_all_the_same(
    committed: Project,
) -> None:
    project = committed
    project.write("articles/2020/odd.md", article("Odd", "Text.", date="2020", countries="[QQ]"))
    project.write("articles/2020/broken.md", "no front matter\n")
    git(project, "add", "content")
    git(project, "commit", "-q", "-m", "wrong")
    (project.content / "articles/2020/odd.md").unlink()
    (project.content / "articles/2020/broken.md").unlink()
    result = project.run("check", "--against", "HEAD")
    assert "articles/odd.html was an address at HEAD" in result.output
    told = "content/articles/2020/broken.md:1: address: articles/broken.html was an address at HEAD"
    assert told in result.output
    assert "add to the article's new file: aliases: [broken]" in result.output
    assert "2 problems." in result.output


def test_a_file_that_was_broken_at_that_commit_and_is_mended_has_its_address(
    committed: Project,
) -> None:
    committed.write("articles/2020/broken.md", "no front matter\n")
    git(committed, "add", "content")
    git(committed, "commit", "-q", "-m", "wrong")
    committed.write("articles/2020/broken.md", article("Mended", "Text.", date="2020"))
    assert committed.run("check", "--against", "HEAD").exit_code == 0


@pytest.mark.parametrize("ref", ["nothing", "--output=x", "HEAD:content"])
def test_a_commit_that_is_none_is_one_plain_line(committed: Project, ref: str) -> None:
    result = committed.run("check", f"--against={ref}")
    assert result.exit_code == 1
    assert result.output.count("\n") == 1
    assert f"{ref!r} is no commit of this repository" in result.output
    assert not (committed.root / "x").exists()


def test_the_repositorys_own_content_keeps_the_addresses_it_has() -> None:
    content, _ = read_content(ROOT / "content")
    assert {"index.html", "about.html", "missions/kfor.html"} < addresses(content)
