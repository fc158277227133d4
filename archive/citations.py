"""Citations as files: RIS, BibTeX and CSL-JSON, of an article, a mission, the whole archive."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from typing import Any, Protocol

from archive.authors import Author
from archive.catalogue import Archive
from archive.cited import Cited, doubtful, is_plain, parts_of
from archive.dates import Date
from archive.former import former_names
from archive.marks import Marks
from archive.site_file import SiteFile, between

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHOLE = "data/articles"
LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}


class Forms(Protocol):
    """A citation in each form; `csl` is its JSON in one line."""

    @property
    def ris(self) -> bytes:
        """RIS."""

    @property
    def bibtex(self) -> bytes:
        """BibTeX."""

    @property
    def csl(self) -> bytes:
        """CSL-JSON."""


def files(archive: Archive, forms: Mapping[str, Forms], marks: Marks) -> Iterator[SiteFile]:
    """Every file of citations but the whole lists.

    `forms` holds the citations by slug. An article has RIS and BibTeX, a mission with articles
    CSL-JSON too, and each also stands at the former names. Withdrawn articles have no forms, and
    no file.
    """
    for article in archive.articles:
        item = forms.get(article.slug)
        if item is None:
            continue
        made_of = marks.of(marks.article(article))
        for name in (article.slug, *former_names(article)):
            yield SiteFile(f"articles/{name}.ris", partial(_one, item.ris), made_of)
            yield SiteFile(f"articles/{name}.bib", partial(_one, item.bibtex), made_of)
    for mission in archive.missions:
        articles = [item for item in archive.articles_of_mission(mission.id) if item.slug in forms]
        mine = [forms[article.slug] for article in articles]
        for name in (mission.id, *former_names(mission)):
            yield from lists(f"missions/{name}", mine, marks.of(marks.articles(articles)))


def lists(stem: str, forms: Collection[Forms], made_of: bytes) -> Iterator[SiteFile]:
    """The three files of a list, at a path inside the site without a suffix.

    An empty list has no file.
    """
    if forms:
        ris, bibtex, csl = (partial(function, forms) for function in (_ris, _bibtex, _csl))
        yield SiteFile(f"{stem}.ris", ris, made_of)
        yield SiteFile(f"{stem}.bib", bibtex, made_of)
        yield SiteFile(f"{stem}.csl.json", csl, made_of)


def _one(data: bytes) -> list[bytes]:
    return [data]


def _ris(forms: Collection[Forms]) -> Iterator[bytes]:
    return (item.ris for item in forms)


def _bibtex(forms: Collection[Forms]) -> Iterator[bytes]:
    return between(b"", b"\n", (item.bibtex for item in forms), b"")


def _csl(forms: Collection[Forms]) -> Iterator[bytes]:
    return between(b"[\n", b",\n", (item.csl for item in forms), b"\n]\n")


def ris(cited: Cited) -> str:
    """A record in RIS (Research Information Systems, 2001), its lines ended by CR LF.

    DA is YYYY/MM/DD/other, with empty parts for what is not known and the doubt in `other`. PY
    stands where the year is sure.
    """
    date, outlet = cited.date, cited.outlet
    fields: list[tuple[str, str | None]] = [
        ("TY", "NEWS" if cited.is_news else "ELEC"),
        ("ID", cited.key),
        *(("AU", author.inverted) for author in cited.authors),
        ("TI", cited.title),
        ("T2", outlet.name if outlet else None),
        ("PY", _sure_year(date)),
        ("DA", _ris_date(date) if date else None),
        ("AB", cited.abstract),
        *(("KW", word) for word in cited.keywords),
        ("LA", cited.language),
        ("UR", cited.address),
        ("Y2", _ris_date(cited.accessed) if cited.accessed else None),
        ("DB", cited.archive),
        ("N1", cited.archived_at),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value or tag == "ER")


def bibtex(cited: Cited) -> str:
    """An entry in BibTeX, with biblatex's `date` (EDTF) where biblatex can read the date.

    The braces around title and names keep their capitals. What is doubtful stands in `year` in
    brackets, an unknown date as n.d.
    """
    outlet, news = cited.outlet, cited.is_news
    fields: dict[str, str | None] = {
        "author": " and ".join(map(_bibtex_author, cited.authors)),
        "title": f"{{{latex(cited.title)}}}",
        ("journal" if news else "organization"): latex(outlet.name) if outlet else None,
        "entrysubtype": "newspaper" if news and outlet else None,
        **_bibtex_date(cited.date),
        "abstract": latex(cited.abstract),
        "keywords": ", ".join(latex(word.replace(",", ";")) for word in cited.keywords),
        "langid": {"en": "english", "da": "danish", "no": "norsk", "sv": "swedish"}[cited.language],
        "url": bibtex_url(cited.address or ""),
        "urldate": cited.accessed.text if cited.accessed else None,
        "note": latex(cited.archived_at or ""),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    ]
    kind = "article" if news and outlet else "misc"
    return f"@{kind}{{{cited.key},\n{''.join(lines)}}}\n"


def csl(cited: Cited) -> dict[str, Any]:
    """An item of CSL-JSON, by the names of the CSL 1.0.2 specification, appendix IV.

    `circa` marks a date that is about or perhaps right; a choice of days is a literal date.
    """
    fields: dict[str, Any] = {
        "id": cited.key,
        "type": "article-newspaper" if cited.is_news else "webpage",
        "title": cited.title,
        "author": [_csl_author(author) for author in cited.authors],
        "issued": _csl_date(cited.date) if cited.date else None,
        "container-title": cited.outlet.name if cited.outlet else None,
        "URL": cited.address,
        "accessed": _csl_date(cited.accessed) if cited.accessed else None,
        "language": cited.language,
        "abstract": cited.abstract,
        "keyword": ", ".join(cited.keywords),
        "archive": cited.archive if cited.page else None,
        "archive_location": cited.page,
        "note": cited.archived_at if cited.copy else None,
    }
    return {name: value for name, value in fields.items() if value}


def latex(text: str) -> str:
    """Escape a text for LaTeX, letters beyond ASCII kept; `--` and `''` stay two characters."""
    text = re.sub(r"[\\{}~^&%$#_]", lambda found: LATEX[found[0]], text)
    return re.sub(r"(?<=([-'`,<>?!]))(?=[-'`,<>])", _apart, text)


def _apart(found: re.Match[str]) -> str:
    """Empty braces between two characters that TeX would draw as one."""
    pair = found[1] + found.string[found.end()]
    return "{}" if pair in ("--", "''", "``", ",,", "<<", ">>", "?`", "!`") else ""


def bibtex_url(url: str) -> str:
    """An address for the field `url`, which LaTeX takes as it stands: its braces in per cent."""
    return re.sub(r"[{}\\]", lambda found: f"%{ord(found[0]):02X}", url)


def _sure_year(date: Date | None) -> str | None:
    if date is None or date.approximate or date.uncertain:
        return None
    first, last = date.earliest, date.latest
    return str(first.year) if first and last and first.year == last.year else None


def _ris_date(date: Date) -> str:
    if is_plain(date):
        parts, doubt = parts_of(date), ""
    else:
        doubt = doubtful(date).strip("[]")
        parts = _shared(date) if date.kind in ("span", "choice") else parts_of(date)
    texts = [f"{part:02d}" for part in parts] + [""] * (3 - len(parts))
    return f"{'/'.join(texts)}/{doubt}"


def _shared(date: Date) -> tuple[int, ...]:
    """Year and month as far as both bounds of a choice have them alike."""
    first, last = date.earliest, date.latest
    if first is None or last is None or first.year != last.year:
        return ()
    return (first.year, first.month) if first.month == last.month else (first.year,)


def _bibtex_date(date: Date | None) -> dict[str, str | None]:
    if date is None:
        return {"year": "n.d."}
    if date.kind in ("span", "choice") and not date.is_certain_day:
        return {"year": doubtful(date)}
    year, *rest = parts_of(date)
    text = "-".join([str(year), *(f"{part:02d}" for part in rest)])
    if date.approximate and date.uncertain:
        return {"year": doubtful(date)}  # biblatex has no one mark for both
    if date.approximate or date.uncertain:
        return {"year": doubtful(date), "date": text + ("~" if date.approximate else "?")}
    return {"year": str(year), "month": MONTHS[rest[0] - 1] if rest else None, "date": text}


def _bibtex_author(author: Author) -> str:
    if author.given:
        names = (author.family, author.suffix, author.given)
        return ", ".join(latex(name) for name in names if name)
    return f"{{{latex(author.family)}}}"


def _csl_author(author: Author) -> dict[str, str]:
    if author.given:
        suffix = {"suffix": author.suffix} if author.suffix else {}
        return {"family": author.family, "given": author.given, **suffix}
    return {"literal": author.family}


def _csl_date(date: Date) -> dict[str, Any]:
    if date.kind in ("span", "choice") and not date.is_certain_day:
        return {"literal": doubtful(date)}
    parts: dict[str, Any] = {"date-parts": [list(parts_of(date))]}
    return parts if is_plain(date) else {**parts, "circa": True}
