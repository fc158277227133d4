"""Cleaning leaves exactly the article, says what it dropped and why, and never fails."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archive.capture import Capture
from archive.clean import clean
from archive.cleaned import Block, Cleaned
from archive.furniture import Furniture, load_furniture

ROOT = Path(__file__).parent.parent
CAPTURES = ROOT / "content" / "captures"
GOLD = sorted((Path(__file__).parent / "gold").glob("*.txt"))


@pytest.fixture(scope="module")
def furniture() -> Furniture:
    loaded, problems = load_furniture(ROOT / "content" / "furniture.yml")
    assert problems == []
    assert loaded is not None
    return loaded


def capture(text: str, name: str = "a.txt") -> Capture:
    data = text.encode("utf-8", "surrogatepass")
    kind = "html" if name.endswith(".html") else "text"
    return Capture(name, hashlib.sha256(data).hexdigest(), len(data), kind, text, "utf-8")  # type: ignore[arg-type]


def as_gold(cleaned: Cleaned) -> list[str]:
    head = [f"title: {cleaned.title}"]
    if cleaned.dek is not None:
        head.append(f"dek: {cleaned.dek}")
    return head + [f"{block.kind}: {block.text}" for block in cleaned.blocks]


def as_text(cleaned: Cleaned) -> str:
    parts = [cleaned.title, *([cleaned.dek] if cleaned.dek else [])]
    for block in cleaned.blocks:
        parts.append(f"• {block.text}" if block.kind == "item" else block.text)
    return "\n\n".join(parts)


PROSE = (
    "The government decided on Tuesday to send a frigate and two helicopters to the gulf, "
    "where pirates have attacked merchant ships for years.",
    "Parliament is to vote on the proposal next week, and a broad majority is expected to back "
    "it, according to several members of the committee.",
    "“We have a responsibility to protect free shipping, and we live up to it,” the minister said "
    "after the meeting on Tuesday evening.",
    "The frigate is to sail in November and will stay in the area for five months, after which "
    "another ship may take over the task.",
)
ARTICLE = "\n\n".join(("Frigate to sail for the gulf in November", *PROSE))


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_a_real_capture_gives_exactly_its_article(gold: Path, furniture: Furniture) -> None:
    text = (CAPTURES / gold.name).read_text(encoding="utf-8")
    cleaned = clean(capture(text), furniture)
    assert as_gold(cleaned) == gold.read_text(encoding="utf-8").splitlines()
    assert cleaned.certain


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_every_line_of_a_capture_is_kept_or_dropped_with_a_reason(
    gold: Path, furniture: Furniture
) -> None:
    text = (CAPTURES / gold.name).read_text(encoding="utf-8").replace("\u00a0", " ")
    cleaned = clean(capture(text), furniture)
    kept = [cleaned.title, cleaned.dek, *(block.text for block in cleaned.blocks)]
    dropped = [row for passage in cleaned.dropped for row in passage.text.split("\n")]
    lines = [line.strip(" •") for line in text.split("\n") if line.strip(" •")]
    assert sorted([*filter(None, kept), *dropped]) == sorted(lines)
    rows = text.split("\n")
    for passage in cleaned.dropped:
        assert passage.reason
        assert passage.text.split("\n")[0] in rows[passage.line - 1]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_cleaning_a_cleaned_article_changes_nothing(gold: Path, furniture: Furniture) -> None:
    once = clean(capture((CAPTURES / gold.name).read_text(encoding="utf-8")), furniture)
    twice = clean(capture(as_text(once)), furniture)
    assert as_gold(twice) == as_gold(once)
    assert twice.dropped == ()


def test_prose_after_a_label_in_the_middle_is_kept(furniture: Furniture) -> None:
    text = ARTICLE.replace(PROSE[2], "Related articles\n\n" + PROSE[2])
    cleaned = clean(capture(text), furniture)
    assert [block.text for block in cleaned.blocks] == list(PROSE)
    assert [passage.text for passage in cleaned.dropped] == ["Related articles"]
    assert "Related articles" in cleaned.dropped[0].reason


def test_links_under_a_label_go_with_it(furniture: Furniture) -> None:
    links = "Læs også\n\n• Fregat på vej hjem fra bugten\n\n• Minister afviser kritik\n\n"
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], links + PROSE[2])), furniture)
    assert [block.text for block in cleaned.blocks] == list(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "READ ALSO: Another frigate comes home",
        "LÆS OGSÅ: Endnu en fregat vender hjem",
        "Advertisement",
        "Annonce",
        "Share on Facebook",
        "Photo: Jens Hansen/Ritzau Scanpix",
        "Press officer: +45 12 34 56 78",
        "Published 12 March 2019 at 14:05",
        "We use cookies to give you a better experience. Read our privacy policy.",
    ],
)
def test_a_line_of_furniture_in_the_middle_is_dropped(line: str, furniture: Furniture) -> None:
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], f"{line}\n\n{PROSE[2]}")), furniture)
    assert [block.text for block in cleaned.blocks] == list(PROSE)
    assert [passage.text for passage in cleaned.dropped] == [line]


@pytest.mark.parametrize(
    "sentence",
    [
        "“We sign up for our country and not for our newsletter,” the soldier said with a laugh.",
        "The commission said that all ships must share their positions with the coast guard.",
        "Read more about the history of the mission below.",
        "The advertisement for recruits was published in all newspapers of the country last year.",
        "Related incidents were reported by two other ships in the same waters during the night.",
    ],
)
def test_a_sentence_that_holds_words_of_furniture_is_kept(
    sentence: str, furniture: Furniture
) -> None:
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], f"{sentence}\n\n{PROSE[2]}")), furniture)
    assert sentence in [block.text for block in cleaned.blocks]


def test_a_heading_glued_to_its_paragraph_is_a_heading(furniture: Furniture) -> None:
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], f"Broad support\n{PROSE[2]}")), furniture)
    assert cleaned.blocks[2:4] == (Block("heading", "Broad support"), Block("paragraph", PROSE[2]))


def test_a_list_that_a_colon_introduces_is_kept(furniture: Furniture) -> None:
    listed = "It consists of:\n\n• One frigate of the navy\n\n• Two naval helicopters\n\n"
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], listed + PROSE[2])), furniture)
    items = [block.text for block in cleaned.blocks if block.kind == "item"]
    assert items == ["One frigate of the navy", "Two naval helicopters"]


def test_two_paragraphs_that_nearly_repeat_each_other_both_stay(furniture: Furniture) -> None:
    near = PROSE[3].replace("five months", "five long months")
    cleaned = clean(capture(f"{ARTICLE}\n\n{near}"), furniture)
    assert [block.text for block in cleaned.blocks] == [*PROSE, near]


def test_a_line_without_a_full_stop_under_the_title_is_the_dek(furniture: Furniture) -> None:
    dek = "Broad majority behind the government’s plan for a new mission at sea"
    title = ARTICLE.split("\n", 1)[0]
    cleaned = clean(capture(ARTICLE.replace(title, f"{title}\n\n{dek}")), furniture)
    assert (cleaned.title, cleaned.dek) == (title, dek)


def test_a_date_above_the_title_does_not_make_the_title_a_teaser(furniture: Furniture) -> None:
    cleaned = clean(capture(f"12.11.2021 09:00\n\n{ARTICLE}"), furniture)
    assert as_gold(cleaned) == as_gold(clean(capture(ARTICLE), furniture))
    assert [passage.reason for passage in cleaned.dropped] == ["a date line"]


def test_teasers_that_repeat_their_headlines_are_dropped_with_their_summaries(
    furniture: Furniture,
) -> None:
    teaser = (
        "Minister opens a new museum\n\nMinister opens a new museum\n\nThe museum shows two "
        "hundred years of history at sea, and is open to everyone from Monday to Saturday."
    )
    cleaned = clean(capture(f"{ARTICLE}\n\n{teaser}"), furniture)
    assert [block.text for block in cleaned.blocks] == list(PROSE)


@pytest.mark.parametrize(
    "line",
    [
        "»Vi har et ansvar for den frie skibsfart, og det lever vi op til,« siger ministeren.",
        "- Vi har et ansvar for den frie skibsfart, og det lever vi op til, siger ministeren.",
        "– Vi har et ansvar for den frie skibsfart, og det lever vi op til, siger ministeren.",
        "28. januar sejlede fregatten ud fra flådestationen med 175 personer om bord.",
    ],
)
def test_signs_that_belong_to_a_sentence_stay(line: str, furniture: Furniture) -> None:
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], line)), furniture)
    assert cleaned.blocks[2] == Block("paragraph", line)


def test_line_ends_of_every_system_give_the_same_article(furniture: Furniture) -> None:
    expected = as_gold(clean(capture(ARTICLE), furniture))
    assert as_gold(clean(capture(ARTICLE.replace("\n", "\r\n")), furniture)) == expected
    assert as_gold(clean(capture(ARTICLE.replace("\n", "\r")), furniture)) == expected


def test_nul_bytes_do_not_reach_the_article(furniture: Furniture) -> None:
    cleaned = clean(capture("\0".join(ARTICLE)), furniture)
    assert as_gold(cleaned) == as_gold(clean(capture(ARTICLE), furniture))


@pytest.mark.parametrize(
    "text",
    ["", "\n\n \n", "Menu\nHome\nShare\nSubscribe\n© 2020 All rights reserved", "• A\n• B\n• C"],
    ids=["empty", "blank", "furniture", "bullets"],
)
def test_a_capture_without_an_article_leaves_nothing(text: str, furniture: Furniture) -> None:
    cleaned = clean(capture(text), furniture)
    assert (cleaned.title, cleaned.blocks, cleaned.certain) == ("", (), False)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "ord " * 250_000,
        "+4512345 " * 110_000,
        "A sentence of the article. " * 40_000,
        "(((" * 300_000,
        "line of text\n" * 80_000,
    ],
    ids=["no spaces", "words", "numbers", "sentences", "signs", "many lines"],
)
def test_a_million_characters_of_no_article_are_never_certain(
    text: str, furniture: Furniture
) -> None:
    assert not clean(capture(text), furniture).certain


def test_right_to_left_text_is_for_a_person_to_judge(furniture: Furniture) -> None:
    text = "قوات دنماركية في العراق\n\n" + "قالت الحكومة إن القوات ستعود إلى الوطن قريبا جدا. " * 30
    assert not clean(capture(text), furniture).certain


PAGE = f"""<!doctype html><html lang="da-DK"><head><title>Frigate to sail | The Paper</title>
<meta property="og:title" content="Frigate to sail for the gulf in November">
<meta property="og:site_name" content="The Paper">
<link rel="canonical" href="https://paper.example/2019/frigate">
<meta property="article:published_time" content="2019-03-12T10:00:00Z"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>
<article><h1>Frigate to sail for the gulf in November</h1>
<p>{PROSE[0]}</p><p>{PROSE[1]}</p><h2>Broad support</h2>
<p><a href="/other">READ ALSO: Another frigate comes home</a></p>
<p>{PROSE[2]}</p><p>{PROSE[3]}</p></article>
<footer><p>© 2019 The Paper. All rights reserved.</p></footer></body></html>"""


def test_a_saved_page_gives_its_article_and_its_facts(furniture: Furniture) -> None:
    cleaned = clean(capture(PAGE, "page.html"), furniture)
    assert as_gold(cleaned) == [
        "title: Frigate to sail for the gulf in November",
        f"paragraph: {PROSE[0]}",
        f"paragraph: {PROSE[1]}",
        "heading: Broad support",
        f"paragraph: {PROSE[2]}",
        f"paragraph: {PROSE[3]}",
    ]
    assert cleaned.facts.outlet == "The Paper"
    assert cleaned.facts.date == "2019-03-12"
    assert cleaned.facts.url == "https://paper.example/2019/frigate"
    assert cleaned.facts.language == "da"


def test_a_dropped_passage_of_a_saved_page_has_its_line(furniture: Furniture) -> None:
    cleaned = clean(capture(PAGE, "page.html"), furniture)
    rows = PAGE.split("\n")
    for passage in cleaned.dropped:
        assert passage.text.split("\n")[0] in rows[passage.line - 1]
    assert any("READ ALSO" in passage.text for passage in cleaned.dropped)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "<html>",
        "no markup at all",
        "<p>" * 10_000,
        "<div>" * 10_000 + "deep" + "</div>" * 10_000,
        "<form><input type=password><button>Log in</button></form>",
        "<ul>" + "<li><a href=x>Headline of a story</a></li>" * 200 + "</ul>",
        "\x00\x01<html><body>\ufffe",
    ],
    ids=["empty", "open", "plain", "open p", "nested", "login", "listing", "controls"],
)
def test_a_page_without_an_article_is_not_certain(page: str, furniture: Furniture) -> None:
    assert not clean(capture(page, "page.html"), furniture).certain


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("links:\n  reason: a link\n  match: lines\n  phrases: {en: [x]}\n", 3, "must be one of"),
        ("links:\n  reason: a link\n  match: line\n  frases: {en: [x]}\n", 4, "did you mean"),
        ("links:\n  match: line\n  phrases: {en: [x]}\n", 1, "reason"),
        ("links:\n  reason: a link\n  match: line\n  phrases: {en: x}\n", 4, "list of phrases"),
        ("- a\n- b\n", 1, "groups of phrases"),
        ("links: [\n", 2, "cannot be read"),
    ],
)
def test_a_mistake_in_the_furniture_file_is_a_problem_with_its_line(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "furniture.yml"
    path.write_text(text, encoding="utf-8")
    loaded, problems = load_furniture(path)
    assert loaded is None
    told = {problem.line: str(problem).casefold() for problem in reversed(problems)}
    assert said in told.get(line, "")


def test_a_phrase_that_a_contributor_adds_takes_effect(tmp_path: Path) -> None:
    path = tmp_path / "furniture.yml"
    path.write_text(
        "tips:\n  reason: a call for tips\n  match: start\n  phrases: {en: [Got a tip]}\n",
        encoding="utf-8",
    )
    furniture, _ = load_furniture(path)
    assert furniture is not None
    line = "Got a tip for our reporters about the navy?"
    cleaned = clean(capture(ARTICLE.replace(PROSE[2], f"{line}\n\n{PROSE[2]}")), furniture)
    assert [(passage.text, passage.reason) for passage in cleaned.dropped] == [
        (line, "a call for tips")
    ]
