"""The checks of a Markdown text: links, images and HTML that a page cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.markup import links
from archive.problem import Problem

# What may make a link, an image or a tag; only such texts need a closer look.
MARKUP = re.compile(r"\]\(|\]:|\]\[|<\w|</|<!")
HTML = re.compile(r"</?[A-Za-z][^<>@:]*>|<!--")
WEB = re.compile(r"(?i)(https?://|mailto:)[^\s]")
BRACKETS = 300


def text_problems(path: str, body: str, first: int) -> Iterator[Problem]:
    """What a page cannot show of a Markdown text that begins on line `first` of its file.

    Links that lead elsewhere than to the web, images, and HTML, which is shown as it stands.
    """
    if not MARKUP.search(body) and body.count("[") <= BRACKETS:
        return
    rows = body.split("\n")
    for number, row in enumerate(rows, first):
        if row.count("[") > BRACKETS:
            message = (
                f"has more than {BRACKETS} brackets [ in one line. Write \\[ for those meant so"
            )
            yield Problem(path, number, "text", message)
            return
        tags = HTML.findall(row)
        if tags:
            message = (
                f"{', '.join(tag[:40] for tag in tags[:5])} is shown as it stands, since HTML is "
                "not used here. Delete it, or write &lt; for <"
            )
            yield Problem(path, number, "text", message, "warning")
    for address in links(body):
        if not WEB.match(address):
            number = next((at for at, row in enumerate(rows, first) if address in row), first)
            message = (
                f"{address[:80]!r} is no address that a reader may follow. Give the whole "
                "address, beginning with https://"
            )
            yield Problem(path, number, "text", message)
    if re.search(r"!\[", re.sub(r"\\.", "", body)):
        number = next((at for at, row in enumerate(rows, first) if "![" in row), first)
        message = "images are not shown. Take the image out, or write its caption as text"
        yield Problem(path, number, "text", message, "warning")
