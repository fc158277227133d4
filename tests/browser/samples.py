"""A small archive to search: sixteen articles, in English and Danish, one of them undated."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Project, make_project

LEAVING = r"""---
title: "UPDATE: Danish troops leave Mali & go home"
date: 2022-01-28
outlet: the-copenhagen-post
language: en
missions: [task-force-takuba]
countries: [ML]
---

The last soldier of Task Force Takuba has left.

The bill said &lt;img src=x onerror=alert(1)> and 7 &lt; 9.
"""
UNSURE = """---
title: Denmark thinks again
date: "[2021-12-30..2022-01-02]"
language: en
missions: [task-force-takuba]
countries: [ML, IQ]
---

A soldier was asked about Takuba over new year, and gave no answer.
"""
DANISH = """---
title: Soldaterne i Kosovo
date: 2022-01-10
language: da
missions: [kfor]
countries: [XK]
---

De danske soldater spiser æblegrød i lejren. Ingen taler om Takuba.
"""
LETTER = """---
title: {title}
date: {year}-05-0{day}
outlet: the-copenhagen-post
language: {language}
missions: [nato-mission-iraq]
countries: [IQ]
---

{text}
"""
LETTERS = 11
ALL = 2 + 3 + LETTERS


def sample_project(root: Path) -> Project:
    """Make the project in `root`: the two articles of every small project, and these."""
    project = make_project(root)
    write_samples(project)
    return project


def write_samples(project: Project) -> None:
    """Write these articles into a project."""
    project.write("articles/2022/update-danish-troops-leave-mali.md", LEAVING)
    project.write("articles/2021/denmark-thinks-again.md", UNSURE)
    project.write("articles/2022/soldaterne-i-kosovo.md", DANISH)
    for number in range(LETTERS):
        english = number % 2 == 0
        letter = LETTER.format(
            title=f"Letter {number} from Baghdad" if english else f"Brev {number} fra Bagdad",
            text="A letter about the weather." if english else "Et brev om vejret.",
            language="en" if english else "da",
            year=2005 + number,
            day=1 + number % 9,
        )
        project.write(f"articles/{2005 + number}/letter-{number}.md", letter)
