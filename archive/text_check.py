"""The checks of a Markdown text: links, images and HTML that a page cannot show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from archive.markup import ADDRESS, converted, excess
from archive.problem import Problem

# What may make a link, an image or a tag; only such texts need a closer look.
LINKS = ("](", "]:", "][")
TAG = re.compile(r"<[\w/!]")
HTML = re.compile(r"</?[A-Za-z][^<>@:]*>|<!--")
# Wrong links of one text that are told of; more say no more.
SHOWN = 20


def text_problems(path: str, body: str, first: int) -> Iterator[Problem]:
    """What a page cannot show of a Markdown text that begins on line `first` of its file.

    Links that lead elsewhere than to the web, images, and HTML, which is shown as it stands.
    """
    found = excess(body)
    if found is not None:
        yield Problem(path, first + found[0] - 1, "text", found[1])
        return
    tagged = TAG.search(body) is not None
    if not tagged and not any(sign in body for sign in LINKS):
        return
    rows = body.split("\n")
    for number, row in enumerate(rows if tagged else (), first):
        tags = HTML.findall(row)
        if tags:
            message = (
                f"{', '.join(tag[:40] for tag in tags[:5])} is shown as it stands, since HTML is "
                "not used here. Delete it, or write &lt; for <"
            )
            yield Problem(path, number, "text", message, "warning")
    wrong = dict.fromkeys(
        address for address in converted(body).links if not ADDRESS.match(address)
    )
    for address in islice(wrong, SHOWN):
        number = next((at for at, row in enumerate(rows, first) if address in row), first)
        message = (
            f"{address[:80]!r} is no address that a reader may follow. Give the whole "
            "address, beginning with https://"
        )
        yield Problem(path, number, "text", message)
    if "!" in body and "![" in re.sub(r"\\.", "", body):
        number = next((at for at, row in enumerate(rows, first) if "![" in row), first)
        message = "images are not shown. Take the image out, or write its caption as text"
        yield Problem(path, number, "text", message, "warning")
