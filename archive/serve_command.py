"""The command that shows the site while the content is edited: serve."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from archive.console import put_right, say, stop
from archive.terminal import tell

if TYPE_CHECKING:
    from http.server import ThreadingHTTPServer

    from archive.catalogue import Archive
    from archive.preview import Preview
    from archive.problem import Problem

PORT = 8000
PORTS = 20


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), help="Default: the first free from 8000 on.")
@click.option("--base-url", metavar="URL", help="The public address, for its path.")
@click.pass_obj
def serve(root: Path, port: int | None, base_url: str | None) -> None:
    """Show the site in a browser, and show each change of the content at once.

    Nothing is written to site/. Ctrl-C stops it.
    """
    try:
        from watchfiles import watch
    except ImportError:
        stop(
            "serve needs the package watchfiles: "
            "python -m pip install --editable '.[serve]' (in the project's environment)"
        )
    from archive.cache import FOLDER, Cache
    from archive.load import load_content, to_archive
    from archive.preview import HOST, Preview
    from archive.render import TEMPLATES
    from archive.vocabulary import base_url as public_address

    content = root / "content"
    if not content.is_dir():
        stop(f"{content} is not there. Restore it from the repository")
    put_right(root)
    try:
        address = public_address(base_url) if base_url is not None else _public(root)
    except ValueError as error:
        raise click.UsageError(f"--base-url: {error}") from None
    base = urlsplit(str(address or "")).path
    here = ""

    def read() -> tuple[Archive | None, list[Problem]]:
        found, problems = load_content(content, work)
        if found.site is not None:
            # Addresses that must be whole lead to where the site is shown.
            found = found.with_site(found.site.model_copy(update={"base_url": here}))
        return to_archive(found, problems), problems

    work = Cache(root / FOLDER, alone=True)
    preview = Preview(read, base, work)
    server = _server(preview, port)
    here = f"http://{HOST}:{server.server_port}{base}"
    try:
        _tell_all(preview.refresh())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tell(f"The site is shown at {here}/ (Ctrl-C stops it)")
        for _ in watch(content, TEMPLATES, debounce=100, step=30):
            _tell_all(preview.refresh())
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()
        preview.close()
    tell("Stopped.")


def _public(root: Path) -> str | None:
    """The public address that site.yml gives; None where there is none, or it cannot be read."""
    from archive.load import load_content

    site = load_content(root / "content")[0].site
    return site.base_url if site is not None else None


def _server(preview: Preview, port: int | None) -> ThreadingHTTPServer:
    from archive.preview import server_of

    server = None
    for number in range(PORT, PORT + PORTS) if port is None else (port,):
        try:
            server = server_of(preview, number)
            break
        except OSError:
            continue
    if server is None:
        preview.close()
        taken = f"Ports {PORT} to {PORT + PORTS - 1} are" if port is None else f"Port {port} is"
        stop(f"{taken} taken. Name another: --port NUMBER")
    return server


def _tell_all(problems: Sequence[Problem]) -> None:
    for problem in problems:
        say(problem)
