"""Writes the content of a project as a Hugo site: the layouts of bench/hugo/, and one file each.

Articles, missions, countries and years get the addresses that the project's own pages have. The
body of an article is the same text; its keys are those that the pages of both sites show.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from archive.article import Article
from archive.catalogue import Archive
from archive.front_matter import dump
from archive.load import load_content, to_archive
from archive.mission import Mission
from archive.wording import participation

ROOT = Path(__file__).resolve().parent.parent


def write(project: Path, target: Path) -> None:
    """Write the content of `project` into the new folder `target`, for Hugo to build.

    SystemExit with the problems where the content cannot be read.
    """
    content, problems = load_content(project / "content")
    archive = to_archive(content, problems)
    if archive is None:
        raise SystemExit("\n".join(map(str, problems)))
    shutil.copytree(ROOT / "bench" / "hugo", target)
    shutil.copytree(ROOT / "templates" / "static", target / "static" / "static")
    made = target / "content"
    for mission in archive.missions:
        _write(made / "missions" / mission.id / "_index.md", _mission(mission), mission.body)
    for country in archive.countries:
        code = country.code.lower()
        facts: dict[str, object] = {"title": country.name, "code": code}
        _write(made / "countries" / code / "_index.md", facts, "")
    years = {str(year) for article in archive.articles for year in _years(article)}
    for year in sorted(years | {year for item in archive.missions for year in _ends(item) if year}):
        _write(made / "years" / year / "_index.md", {"title": year, "outputs": ["html"]}, "")
    for article in archive.articles:
        name = Path(article.path).relative_to("content")
        _write(made / name, _article(article, archive), content.body_of(article))


def _article(article: Article, archive: Archive) -> dict[str, object]:
    day = article.date and (article.date.earliest or article.date.latest)
    figures = [
        {"count": item.count, "qualifier": item.qualifier, "what": item.what, "quote": item.quote}
        for item in article.figures
    ]
    return {
        "title": article.title,
        "dek": article.dek,
        "author": article.author,
        "date": day.isoformat() if day else None,
        "outlet": archive.outlet(article.outlet).name if article.outlet else None,
        "outlet_id": article.outlet,
        # Hugo takes `url` for the page's own address, and `language` for a site of its own.
        "source": article.url,
        "lang": article.language,
        "missions": list(article.missions),
        "countries": [code.lower() for code in article.countries],
        "years": [str(year) for year in _years(article)],
        "figures": figures,
    }


def _years(article: Article) -> tuple[int, ...]:
    return article.date.years() if article.date else ()


def _mission(mission: Mission) -> dict[str, object]:
    begun, ended = _ends(mission)
    return {
        "title": mission.name,
        "label": mission.label,
        "summary": mission.summary,
        "organisation": mission.organisation,
        "participation": participation(mission.danish_participation),
        "places": [code.lower() for code in mission.countries],
        # Hugo takes `aliases` for addresses that lead to the page.
        "aka": list(mission.aliases),
        "begun": begun,
        "ended": ended,
        "sources": [item.url for item in mission.references if item.url],
    }


def _ends(mission: Mission) -> tuple[str | None, str | None]:
    """The years in which the Danish part began and ended, as far as they are known."""
    part = mission.danish_participation
    days = (part.start.earliest, part.end.latest if part.end else None)
    begun, ended = (str(day.year) if day else None for day in days)
    return begun, ended


def _write(path: Path, fields: dict[str, object], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    known = {key: value for key, value in fields.items() if value not in (None, "", [])}
    path.write_text(dump(known, body), encoding="utf-8", newline="\n")
