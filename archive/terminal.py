"""The terminal: where the command tells what it did, and of content that may hold anything."""

from __future__ import annotations

import sys

import click

from archive.characters import visible


def tell(text: str, err: bool = False) -> None:
    """Print a text and a line feed; nothing in it commands the terminal or stops the command.

    Controls are shown as escapes, and so are letters that the terminal's encoding has not.
    """
    encoding = (sys.stderr if err else sys.stdout).encoding or "utf-8"
    shown = visible(text).encode(encoding, "backslashreplace").decode(encoding)
    click.echo(shown, err=err)
