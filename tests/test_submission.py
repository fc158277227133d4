"""The issue form is written by strangers: one inert article comes out, or one plain refusal."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from archive import front_matter
from archive.content import read_content
from archive.front_matter import Document
from archive.submission import LABELS, answers
from tests.conftest import ROOT, Project, site_files
from tests.test_add import TEXT, tree
from tests.test_inert import HOSTILE, alive
from tests.test_pages import archive_of

EVENT = json.loads((ROOT / "tests/events/labeled.json").read_text(encoding="utf-8"))
ARTICLE = "articles/undated/danish-guards-leave-the-camp-in-kosovo.md"
DATED = "articles/2021/danish-guards-leave-the-camp-in-kosovo.md"


def form(address: str = "", outlet: str = "", date: str = "", text: str = TEXT) -> str:
    """The body of an issue as GitHub writes it."""
    values = [value or "_No response_" for value in (address, outlet, date)]
    values.append(f"```text\n{text}\n```" if text else "_No response_")
    return "\n\n".join(
        part for pair in zip(LABELS, values, strict=True) for part in (f"### {pair[0]}", pair[1])
    )


def event_with(tmp_path: Path, body: Any, **changes: Any) -> Path:
    """An event's file; changes by dotted name, with __ for the dots."""
    event = json.loads(json.dumps(EVENT))
    event["issue"]["body"] = body
    for name, value in changes.items():
        *outer, last = name.split("__")
        inner = event
        for part in outer:
            inner = inner[part]
        inner[last] = value
    file = tmp_path / "event.json"
    file.write_text(json.dumps(event), encoding="utf-8")
    return file


class Outcome:
    """What became of a body: the new files, the request or the refusal, what was printed."""

    def __init__(self, project: Project, event: Path) -> None:
        self.output = event.parent / "out"
        before = tree(project.content)
        result = project.run("submission", "--event", str(event), "--output", str(self.output))
        self.status, self.printed = result.exit_code, result.output
        after = tree(project.content)
        assert {name: after.get(name) for name in before} == before
        self.files = {name: data for name, data in after.items() if name not in before}

    @property
    def request(self) -> dict[str, str]:
        request: dict[str, str] = json.loads((self.output / "pull-request.json").read_text())
        return request

    @property
    def refusal(self) -> str:
        return (self.output / "refusal.md").read_text(encoding="utf-8")

    def article(self) -> Document:
        (name,) = (name for name in self.files if name.startswith("articles/"))
        document, problems = front_matter.parse(self.files[name].decode(), name)
        assert document is not None, problems
        return document


def submit(project: Project, tmp_path: Path, body: Any, **changes: Any) -> Outcome:
    return Outcome(project, event_with(tmp_path, body, **changes))


def test_the_form_asks_for_what_the_program_reads() -> None:
    text = (ROOT / ".github/ISSUE_TEMPLATE/article.yml").read_text(encoding="utf-8")
    fields = [part for part in yaml.safe_load(text)["body"] if part["type"] != "markdown"]
    assert tuple(field["attributes"]["label"] for field in fields) == LABELS
    assert fields[-1]["attributes"]["render"] == "text"


def test_an_accepted_form_becomes_an_article_and_a_pull_request(
    project: Project, tmp_path: Path
) -> None:
    done = submit(project, tmp_path, EVENT["issue"]["body"])
    assert done.status == 0, done.printed
    assert sorted(done.files) == [
        DATED,
        "captures/issue-17.dropped.txt",
        "captures/issue-17.txt",
    ]
    assert done.files["captures/issue-17.txt"].decode().startswith("Danish guards leave")
    fields = done.article().fields
    assert fields["date"] == "2021-03-09"
    assert "issue 17" in fields["date_basis"]
    assert fields["url"] == "https://cphpost.dk/2021-03-09/news/guards-leave-the-camp"
    assert fields["outlet"] == "the-copenhagen-post"
    assert fields["missions"] == ["kfor"]
    assert "reviewed" not in fields
    assert {name: done.files[name] for name in done.files} == tree(done.output / "content")
    request = done.request
    assert (request["head"], request["base"]) == ("submission-17", "main")
    assert "Closes #17" in request["body"]
    assert "`2021-03-09`" in request["body"]
    assert "the check finds no problem" in request["body"]
    assert project.run("check").exit_code == 0


def test_the_form_adds_what_add_would_add(project: Project, tmp_path: Path) -> None:
    (tmp_path / "issue-17.txt").write_text(f"{TEXT}\n", encoding="utf-8")
    project.run("add", str(tmp_path / "issue-17.txt"))
    added = (project.content / ARTICLE).read_bytes()
    for name in (ARTICLE, "captures/issue-17.txt", "captures/issue-17.dropped.txt"):
        (project.content / name).unlink()
    assert submit(project, tmp_path, form()).files[ARTICLE] == added


def test_an_outlet_is_known_by_its_name_and_an_unknown_one_is_a_note(
    project: Project, tmp_path: Path
) -> None:
    assert submit(project, tmp_path, form(outlet="altinget")).article().fields["outlet"] == (
        "altinget"
    )
    other = TEXT.replace("thirty", "forty").replace("six months", "a year")
    done = submit(project, tmp_path, form(outlet="../../Evil Post", text=other))
    assert "outlet" not in done.article().fields
    assert "not in content/outlets.yml: ../../Evil Post" in done.request["body"]


def test_a_date_that_the_text_rules_out_is_a_note(project: Project, tmp_path: Path) -> None:
    text = TEXT + "\nThe camp was opened in June 2020, the captain said.\n"
    done = submit(project, tmp_path, form(date="2001-02-03", text=text))
    assert done.status == 0, done.printed
    assert "the date given is 3 February 2001; by its text" in done.request["body"]


def test_the_text_may_hold_headings_of_the_form_itself(project: Project, tmp_path: Path) -> None:
    text = TEXT + "\n### Outlet\n\nThe Evil Post writes of the camp, and of the men who left it.\n"
    done = submit(project, tmp_path, form(text=text))
    assert "outlet" not in done.article().fields
    assert text.rstrip() in done.files["captures/issue-17.txt"].decode()


def test_answers_are_read_with_the_newlines_of_windows_and_without_the_fence() -> None:
    body = form("https://example.org/a", text="one\n\n### two\n```\nthree\n```")
    expected = ["https://example.org/a", "", "", "```text\none\n\n### two\n```\nthree\n```\n```"]
    for text in (body, body.replace("\n", "\r\n")):
        found = answers(text)
        assert found is not None
        assert [found[label].strip() for label in LABELS] == expected


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "it is not made with the form"),
        (None, "it is not made with the form"),
        ("Hello\n\n" + form(), "it is not made with the form"),
        (form().replace("### Outlet\n", "", 1), "it is not made with the form"),
        (form(text=""), "Text of the article: is empty"),
        (form(text="   \n\t"), "Text of the article: is empty"),
        (form(text="Home\n\nLog in\n\nSubscribe"), "nothing is left after cleaning"),
        (form(date="28 January 2022"), "Write 2022-01-28 instead"),
        (form(date="soon"), "Date of publication: "),
        (form(date="2022-01-28\ntitle: x"), "Date of publication: must be one line"),
        (form(address="javascript:alert(1)"), "is not a web address"),
        (form(address="https://a.example/\u202ex"), "Address of the article: must be one line"),
        (form(address="https://a.example/" + "a" * 3000), "must be one line"),
        (form(outlet="a\n\n---\nrights: full"), "Outlet: must be one line"),
        (form(text="a\ud800b " * 50), "half a character"),
        (form(text="\0" + TEXT), "is not text"),
        (form(text="\x1b[2J\x07\x08\x0e" + TEXT), "is not text"),
        (form(text="word " * 200_000), "more than 100,000"),
    ],
)
def test_what_cannot_be_an_article_is_refused_in_plain_words(
    project: Project, tmp_path: Path, body: Any, words: str
) -> None:
    done = submit(project, tmp_path, body)
    assert done.status == 1
    assert done.files == {}
    assert words in done.printed
    assert len(done.printed.strip().splitlines()) == 1
    assert words[:40] in done.refusal
    assert not (done.output / "pull-request.json").exists()


def test_everything_that_is_wrong_is_told_at_once(project: Project, tmp_path: Path) -> None:
    done = submit(project, tmp_path, form(address="x", date="soon", text=""))
    assert [line.split(":")[0] for line in done.printed.splitlines()] == [
        "Address of the article",
        "Date of publication",
        "Text of the article",
    ]


def test_an_article_that_is_there_is_not_added_again(project: Project, tmp_path: Path) -> None:
    assert submit(project, tmp_path, form()).status == 0
    done = submit(project, tmp_path, form(text=TEXT + "\nREAD ALSO: More"), issue__number=18)
    assert done.status == 1
    assert f"in the archive already: content/{ARTICLE}" in done.printed


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "opened"},
        {"label__name": "article"},
        {"label": None},
        {"issue": []},
        {"issue__number": "17; rm -rf ."},
        {"issue__number": True},
        {"issue__number": -1},
        {"repository__default_branch": "--force"},
        {"repository__default_branch": "a b"},
    ],
)
def test_another_event_makes_nothing(
    project: Project, tmp_path: Path, changes: dict[str, Any]
) -> None:
    event = event_with(tmp_path, form())
    if "issue" in changes or changes.get("label", 1) is None:
        content = {**json.loads(event.read_text()), **changes}
        event.write_text(json.dumps(content))
    else:
        event = event_with(tmp_path, form(), **changes)
    done = Outcome(project, event)
    assert done.status == 1
    assert (done.files, done.output.exists()) == ({}, False)
    assert len(done.printed.splitlines()) == 1


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_a_file_that_is_no_event_is_one_plain_line(
    project: Project, tmp_path: Path, data: bytes
) -> None:
    file = tmp_path / "event.json"
    file.write_bytes(data)
    done = Outcome(project, file)
    assert (done.status, done.files) == (1, {})
    assert len(done.printed.splitlines()) == 1


ATTACKS = (
    *(text for text in HOSTILE if "\ud800" not in text),
    "$(touch /tmp/owned); `id` && rm -rf / | sh > x < y * ? ~ ! # ' \"",
    "---\ntitle: owned\nrights: full\nreviewed: [date, text]\n---",
    "../../../etc/passwd ..\\..\\windows\\system32",
    "<svg onload=alert(1)> <iframe src=javascript:alert(1)> <a href=javascript:alert(1)>x</a>",
    "[x](javascript:alert(1)) ![x](data:text/html,x) <javascript:alert(1)>",
    "{{ 7*7 }} {% raw %} <!--offline copy--> <!--web-->",
    "\u2066right\u2069 \u200e\u200f\ufeff left \x85 \u2028 \u2029 end",
)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("place", ["title", "text", "outlet", "issue title"])
def test_a_hostile_form_becomes_one_inert_article_or_one_refusal(
    project: Project, tmp_path: Path, attack: str, place: str
) -> None:
    title, _, rest = TEXT.partition("\n")
    body = {
        "title": form(text=f"{title} {attack}\n{rest}"),
        "text": form(text=f"{TEXT}\nThe captain has written: {attack} and went home again.\n"),
        "outlet": form(outlet=attack),
        "issue title": form(),
    }[place]
    changes = {"issue__title": attack} if place == "issue title" else {}
    done = submit(project, tmp_path, body, **changes)
    if done.status == 1:
        assert done.files == {}
        assert len(done.printed.strip().splitlines()) == 1
        assert re.sub(r"\W+", "", alive(done.refusal)) == "".join(re.findall(r"\w", REFUSED))
        return
    assert done.status == 0, done.printed
    names = sorted(done.files)
    assert len(names) == 3
    assert re.fullmatch(r"articles/undated/[a-z0-9-]{1,90}\.md", names[0])
    assert names[1:] == ["captures/issue-17.dropped.txt", "captures/issue-17.txt"]
    document = done.article()
    assert set(document.fields) <= {
        "title", "dek", "language", "missions", "countries", "figures", "capture",
        "added", "capture_sha256", "cleaned_with",
    }  # fmt: skip
    for said in (done.files[names[0]].decode(), done.request["body"]):
        assert not re.search("[\x00-\x08\x0e-\x1f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", said)
    assert "owned" not in alive(done.request["body"])
    outside = alive(done.request["body"])
    assert not re.search(r"[@<>`!]|https?:|javascript|\$", outside)
    assert re.findall(r"#\d+", outside) == ["#17"]
    assert done.request["title"] == "Article handed in with issue 17"
    assert project.run("check").exit_code == 0
    pages = site_files(archive_of(project))
    for path, page in pages.items():
        if path.endswith(".html"):
            tree_of_page = html.document_fromstring(page.decode())
            assert not tree_of_page.xpath("//script[not(@src or @type)] | //iframe | //@onerror")
            assert not tree_of_page.xpath("//@onload | //@*[starts-with(., 'javascript:')]")
            assert not tree_of_page.xpath("//main//svg[@onload] | //img[@src='x']")


REFUSED = (
    "Thank you. No article could be made of this yet: "
    "Edit the text of the issue above and put that right. A maintainer then takes the label "
    "off and sets it again."
)


def test_a_note_on_an_address_that_is_there(project: Project, tmp_path: Path) -> None:
    body = EVENT["issue"]["body"]
    assert submit(project, tmp_path, body).status == 0
    again = re.sub("quiet|guarded|Monday|twice|captain|defence", "other", body)
    done = submit(project, tmp_path, again, issue__number=18)
    assert done.status == 0, done.printed
    assert f"is that of an article which is there: content/{DATED}" in done.request["body"]
    assert len(read_content(project.content)[0].articles) == 4
