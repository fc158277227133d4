"""A site with every kind of page: the committed content, and articles of the kinds it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.browser.samples import write_samples
from tests.conftest import ROOT, Project

EXCERPT = """---
title: The frigate sails for the Gulf of Guinea
dek: Two helicopters go with her
date: 2021-10-24
outlet: the-copenhagen-post
author: Ida Hansen
url: https://example.org/frigate
language: en
missions: [gulf-of-guinea-2021]
countries: []
rights: excerpt
---

The frigate has left Frederikshavn this morning with 175 on board, and will be in the Gulf of Guinea
in the first days of November, where pirates have taken more ships than anywhere else.

What comes after the beginning is not shown.
"""
LINK = """---
title: Fregatten sejler
date: 2021-10~
url: https://example.org/fregat
language: da
missions: [gulf-of-guinea-2021]
countries: []
rights: link
---
"""
WITHDRAWN = """---
title: A letter that is gone
date: 2020-03-01
language: en
missions: [kfor]
countries: [XK]
rights: withdrawn
withdrawn: its writer asked for it.
---
"""
UNDATED = """---
title: En hilsen fra Kosovo
language: da
missions: [kfor]
countries: [XK]
aliases: [hilsen]
---

Soldaterne i lejren har det godt.

## Hvad de spiser

De spiser æblegrød, og hver *søndag* kage.
"""
# So many that their mission's list, and its figures, go on on pages of their own.
MANY = 45
ONE_OF_MANY = """---
title: Letter number {number} from the camp
date: {year}-03-{day:02}
language: en
missions: [kfor]
countries: [XK]
figures:
  - {{count: {count}, qualifier: about, what: soldiers, quote: about {count} soldiers}}
---

The camp has about {count} soldiers this month.
"""
# What each kind of page is called here, and one page of the kind.
KINDS = {
    "home": "index.html",
    "timeline": "timeline.html",
    "map": "map.html",
    "mission": "missions/task-force-takuba.html",
    "mission without articles": "missions/unprofor.html",
    "mission at sea": "missions/gulf-of-guinea-2021.html",
    "country": "countries/ml.html",
    "country of many missions": "countries/iq.html",
    "article": "articles/update-danish-troops-leaving-mali.html",
    "article in Danish": "articles/soldaterne-i-kosovo.html",
    "excerpt": "articles/the-frigate-sails.html",
    "link": "articles/fregatten-sejler.html",
    "undated": "articles/en-hilsen-fra-kosovo.html",
    "withdrawn": "articles/a-letter-that-is-gone.html",
    "former name": "articles/hilsen.html",
    "outlets": "outlets.html",
    "outlet": "outlets/the-copenhagen-post.html",
    "year": "years/2022.html",
    "undated articles": "years/undated.html",
    "part of a long list": "missions/kfor/2003.html",
    "figures": "missions/kfor/figures.html",
    "data": "data.html",
    "search": "search.html",
    "about": "about.html",
    "no such page": "404.html",
}


def kinds_project(root: Path) -> Project:
    """Make the project in `root`."""
    shutil.copytree(ROOT / "content", root / "content")
    project = Project(root)
    write_samples(project)
    project.write("articles/2021/the-frigate-sails.md", EXCERPT)
    project.write("articles/2021/fregatten-sejler.md", LINK)
    project.write("articles/2020/a-letter-that-is-gone.md", WITHDRAWN)
    project.write("articles/undated/en-hilsen-fra-kosovo.md", UNDATED)
    for number in range(1, MANY + 1):
        text = ONE_OF_MANY.format(
            number=number, year=2000 + number % 5, day=number % 28 + 1, count=100 + number
        )
        project.write(f"articles/{2000 + number % 5}/camp-letter-{number}.md", text)
    return project
