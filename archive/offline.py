"""The offline copy: a zip of the built site that opens by a double click and needs no network.

The zip is a pure function of the files in site/: sorted names, one fixed time, one set of
permissions, no fields of the system it is made on. (Its compressed bytes are those of the zlib
that Python is linked to; the files in it are the same under any.)

The zip is put into the site, at `NAME`, and the home page then links to it; a build makes the site
anew, without both. What templates put between `<!--web-->` and `<!--/web-->`, and files that are
for the web alone, are not in the copy: so it neither offers itself nor leads to what it lacks.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

NAME = "danish-deployments-archive.zip"
FOLDER = "deployments-archive"
# The place on the home page where the link is put, and what is put there.
PLACE = "<!--offline copy-->"
LINK = (
    f'<!--web--> <a href="{NAME}" type="application/zip" download>'
    "The whole site as a zip</a><!--/web-->"
)
WEB = re.compile(rb"<!--web-->.*?<!--/web-->", re.DOTALL)
WEB_ALONE = re.compile(
    r"404\.html|robots\.txt|(?:feed|sitemap(?:-\d+)?|(?:missions|countries)/[^/]+)\.xml"
)
TIME = (1980, 1, 1, 0, 0, 0)  # the first that a zip can tell
# Windows refuses paths of 260 characters; this leaves 100 for the folder it is unpacked in.
LONG = 160
README = f"""\
DANISH DEPLOYMENTS ARCHIVE, A COPY TO READ WITHOUT A NETWORK

1. Unpack the whole zip first. On Windows: right click, Extract All.
   On macOS: double click. On Linux: double click, Extract, or: unzip {NAME}
2. In the folder {FOLDER}, double click index.html. It opens in your browser.

Everything works from here, search included. Nothing is installed, nothing is
sent anywhere, and no network is needed. Only links to where an article was
first published lead to the web.

To remove the copy, delete the folder.
"""


class OfflineError(Exception):
    """The zip cannot be made; the message says why and what to do."""


def write_zip(site: Path) -> tuple[Path, list[str]]:
    """Write the offline copy of the built `site` into it, and link to it from the home page.

    Returns the zip's path, and the paths in it that are too long to be unpacked in any folder on
    Windows. OfflineError where there is no built site; OSError where it cannot be written.
    """
    home = site / "index.html"
    if not home.is_file():
        raise OfflineError("There is no site yet. Build it first: python build.py")
    text = home.read_text(encoding="utf-8")
    if PLACE not in text and LINK not in text:
        raise OfflineError("The site was built by another version. Build it again: python build.py")
    target = site / NAME
    new = target.with_name(f"{NAME}.new")
    long: list[str] = []
    with zipfile.ZipFile(new, "w") as file:
        for name, data in contents(site):
            file.writestr(_member(name), data, zipfile.ZIP_DEFLATED, 9)
            if len(name) > LONG:
                long.append(name)
    new.replace(target)
    if PLACE in text:
        beside = site / "index.html.new"
        beside.write_bytes(text.replace(PLACE, LINK).encode())
        beside.replace(home)
    return target, long


def contents(site: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the offline copy of a built site: the path in the zip, the bytes; sorted."""
    yield f"{FOLDER}/README.txt", README.replace("\n", "\r\n").encode("ascii")
    for name in sorted(_names(site)):
        data = (site / name).read_bytes()
        if name.endswith(".html"):
            data = WEB.sub(b"", data).replace(PLACE.encode(), b"")
        yield f"{FOLDER}/{name}", data


def _names(site: Path) -> Iterator[str]:
    """The paths inside the site, with forward slashes, of what the copy holds."""
    for folder, _, names in os.walk(site):
        for name in names:
            path = (Path(folder) / name).relative_to(site).as_posix()
            if not path.startswith(NAME) and not WEB_ALONE.fullmatch(path):
                yield path


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, TIME)
    member.create_system = 3  # Unix, on every system: the permissions below are its own
    member.external_attr = 0o100644 << 16
    return member
