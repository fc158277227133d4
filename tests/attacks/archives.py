"""Archives whose content is made of the strings, in every field that takes a text."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from archive import front_matter, markup
from tests.attacks import TAKEN
from tests.conftest import Project, make_project

PART = " ¦ "
# A word that every article holds, to search for.
WORD = "attackword"
GROUPS = 6


def packed(longest: int, texts: Iterable[str] = TAKEN) -> list[str]:
    """The strings joined to texts of no more than so many characters.

    What breaks out of its place takes the strings behind it with it: none hides another.
    """
    made: list[str] = []
    for text in map(one_line, texts):
        if made and len(made[-1]) + len(PART) + len(text) <= longest:
            made[-1] += PART + text
        else:
            made.append(text)
    return made


def title_of(text: str) -> str:
    """A title holds a word."""
    return text if re.search(r"\w", text) else f"{text} x"


def one_line(text: str) -> str:
    return " ".join(text.split())


def group_of(number: int) -> str:
    return f"attack-{number % GROUPS}"


def attack_project(root: Path, texts: Sequence[str]) -> Project:
    """An archive with an article for each text; missions, outlets, areas and a page of them too."""
    project = make_project(root)
    outlets, areas = [], []
    for group in range(GROUPS):
        mine, id = texts[group::GROUPS], group_of(group)
        words = one_line(PART.join(mine))
        project.write(f"missions/{id}.md", mission(mine, group, words))
        outlets.append({"id": id, "name": f"{words} {group}", "kind": "newspaper"})
        area = {"id": id, "name": f"{words} {group}", "danish": words, "aliases": mine}
        areas.append({**area, "north": "1", "east": "2"})
    for name, entries in (("outlets.yml", outlets), ("areas.yml", areas)):
        file = project.content / name
        rows = "".join(f"- {json.dumps(entry, ensure_ascii=False)}\n" for entry in entries)
        file.write_text(file.read_text(encoding="utf-8") + "\n" + rows, encoding="utf-8")
    words = PART.join(texts[:40])
    site = {"title": words, "description": words, "rights": words, "contact": words}
    project.write("site.yml", json.dumps(site, ensure_ascii=False))
    page = {"title": words, "description": words}
    project.write("pages/attack.md", front_matter.dump(page, body_of(texts)))
    for number, text in enumerate(texts):
        write_article(project, text, number)
    for number, rights in enumerate(("excerpt", "link", "withdrawn"), len(texts)):
        write_article(project, texts[0], number, rights)
    return project


def mission(texts: Sequence[str], group: int, words: str) -> str:
    fields = {
        "name": f"{words} {group}",
        "label": f"{texts[0][:18]} {group}",
        "abbreviation": f"{texts[-1][:40]} {group}",
        "aliases": [f"{text} {group}.{at}" for at, text in enumerate(texts)],
        "weak_aliases": [f"{text} {group}.{at}" for at, text in enumerate(texts)],
        "organisation": ("UN", "NATO", "EU", "coalition", "national")[group % 5],
        "countries": ["ML"],
        "area": words,
        "seas": [group_of(group)],
        "danish_participation": {"start": str(2000 + group), "end": "2024", "status": "ended"},
        "mission": {"start": "1999"},
        "summary": words,
        "confidence": "low",
        "references": [{"text": text} for text in texts],
        "unreferenced": [f"{text} {at}" for at, text in enumerate(texts)],
    }
    return front_matter.dump(fields, body_of(texts))


def write_article(project: Project, text: str, number: int, rights: str = "full") -> None:
    capture, line = f"attack-{number}.txt", one_line(text)
    data = f"{text}\nThe {WORD}.\n".encode()
    project.write(f"captures/{capture}", data)
    left_out = f"What cleaning left out of {capture}\n\nline 1: a label ({line})\n    {line}\n"
    project.write(f"captures/attack-{number}.dropped.txt", left_out)
    fields = {
        "title": title_of(text),
        "dek": text,
        "author": text,
        "date": f"{2001 + number % 20}-03-04",
        "date_basis": text,
        "outlet": group_of(number),
        "url": f"https://example.org/{number}",
        "language": "da" if number % 7 == 0 else "en",
        "missions": [group_of(number)],
        "countries": ["ML"],
        "figures": [{"count": "7", "qualifier": text, "what": text, "quote": line}],
        "rights": rights,
        "withdrawn": text if rights == "withdrawn" else None,
        "capture": capture,
        "capture_sha256": hashlib.sha256(data).hexdigest(),
        "cleaned_with": text,
    }
    name = f"articles/{2001 + number % 20}/attack-{number}.md"
    project.write(name, front_matter.dump(fields, body_of([text])))


def body_of(texts: Iterable[str]) -> str:
    """The strings as paragraphs that show them character for character."""
    return "\n\n".join([*map(markup.escape, texts), f"The {WORD} ends it."])
