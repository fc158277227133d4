"""Content files: which there are, and what stands in them, as text."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from archive.article import SLUG
from archive.file_names import unfit
from archive.problem import Problem

MAX_BYTES = 2_000_000


def shown(root: Path, path: Path) -> str:
    """A path below the content folder `root`, relative to the folder that `root` stands in."""
    above, whole = f"{root.parent}{os.sep}", f"{path}"
    inside = whole.removeprefix(above) if whole.startswith(above) else ""
    return inside.replace(os.sep, "/") or path.relative_to(root.parent).as_posix()


def entries(folder: Path, root: Path, problems: list[Problem]) -> list[Path]:
    """What stands in a folder, sorted; none where the folder is not there."""
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = error.strerror or "unknown reason"
        message = f"cannot be read ({reason}). Check its permissions"
        problems.append(Problem(shown(root, folder), 1, "folder", message))
        return []


def no_plain_file(path: Path) -> str | None:
    """What a file is that the archive does not read, with what to do; None for a plain one.

    A link may lead to any file of the machine that builds, and a pipe has no end.
    """
    if path.is_symlink():
        return "is a symbolic link. Put the file itself in its place"
    if not path.is_file():
        return "is not a file that can be read. Move it out of this folder"
    return None


def read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """The text of a content file, or None and a problem that says why it cannot be read."""
    where = shown(root, path)
    try:
        wrong = no_plain_file(path)
        if wrong is not None:
            problems.append(Problem(where, 1, "file", wrong))
            return None
        if path.stat().st_size > MAX_BYTES:
            message = f"is larger than {MAX_BYTES / 1e6:.0f} MB. Shorten it"
            problems.append(Problem(where, 1, "file", message))
            return None
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "unknown reason"
        problems.append(Problem(where, 1, "file", f"cannot be read ({reason})"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "is not UTF-8 text. Save the file again with the encoding UTF-8"
        problems.append(Problem(where, line, "file", message))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(where, line, "file", "holds a NUL character. Delete it"))
        return None
    return text


def markdown_files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
    """The Markdown files below a folder, sorted; anything else there is a problem."""
    folders = _folders(folder)
    for path in entries(folder, root, problems):
        name = path.name
        if name.startswith("."):
            continue
        if name in folders:
            yield from markdown_files(path, root, problems)
            continue
        stem, dot, suffix = name.rpartition(".")
        if dot + suffix != ".md":
            message = "is not a Markdown file. Name it NAME.md, or move it out of this folder"
            problems.append(Problem(shown(root, path), 1, "file", message))
        elif not SLUG.fullmatch(stem):
            message = (
                f"the name {name!r} may hold only a-z, 0-9 and single hyphens, "
                "since it becomes the page's address. Rename the file"
            )
            problems.append(Problem(shown(root, path), 1, "file", message))
        elif (wrong := unfit(name)) is not None:
            problems.append(Problem(shown(root, path), 1, "file", wrong))
        else:
            yield path


def _folders(folder: Path) -> frozenset[str]:
    """The names of the folders in a folder, links to folders not among them."""
    try:
        with os.scandir(folder) as found:
            return frozenset(item.name for item in found if item.is_dir(follow_symlinks=False))
    except OSError:
        return frozenset()
