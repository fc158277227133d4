"""The vault: a folder of values that are believed only where this program put them there.

Each file begins with a digest of the rest, keyed with a secret that lies in the user's own folder,
and with the version of the program. So a damaged file, one of another version, and one that came
with somebody's pull request are all the same: none. Only what is believed is unpickled.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pickle
import secrets
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from archive.work import no_collection

PACKAGE = Path(__file__).resolve().parent
TEMPLATES = PACKAGE.parent / "templates"


class Vault:
    """Values by name in a folder; `folder` is None where nothing is kept.

    That is so where none is given, where it is no plain folder, and where no secret can be kept.
    """

    def __init__(self, folder: Path | None) -> None:
        # A link in its place may lead to anything: to folders in which nothing may be deleted.
        if folder is not None and (
            folder.is_symlink() or (folder.exists() and not folder.is_dir())
        ):
            folder = None
        self._secret = _secret() if folder is not None else None
        self.folder = folder if self._secret is not None else None
        self._version = _version() if self.folder is not None else b""

    def load(self, name: str) -> Any:
        """What was saved under a name; None where there is nothing that can be believed."""
        if self.folder is None or self._secret is None:
            return None
        try:
            data = (self.folder / f"{name}.bin").read_bytes()
        except OSError:
            return None
        size = hashlib.sha256().digest_size
        if not hmac.compare_digest(data[:size], self._seal(name, memoryview(data)[size:])):
            return None
        with no_collection():
            return pickle.loads(memoryview(data)[size:])

    def save(self, name: str, value: Any) -> None:
        """Save a value; a cache that cannot be written is none the worse."""
        if self.folder is None:
            return
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        path = self.folder / f"{name}.bin"
        new = path.with_suffix(".new")
        try:
            self.folder.mkdir(exist_ok=True)
            with new.open("wb") as stream:
                stream.write(self._seal(name, data))
                stream.write(data)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink()

    def _seal(self, name: str, data: bytes | memoryview) -> bytes:
        """A digest of data that only who knows the secret can make."""
        assert self._secret is not None
        key = hmac.digest(self._secret, self._version + name.encode(), "sha256")
        return hmac.digest(key, data, "sha256")


def _secret() -> bytes | None:
    """The secret of this user on this machine, made when it is first needed; None without one."""
    try:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        file = Path(base) / "deployments-archive" / "secret"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            new = file.with_name(f"secret.{os.getpid()}")
            new.touch(0o600, exist_ok=False)
            new.write_bytes(secrets.token_bytes(32))
            new.replace(file)
        found = file.read_bytes()
    except (OSError, RuntimeError):
        return None
    return found if len(found) == 32 else None


def _version() -> bytes:
    """A digest of the program: its code, its templates, and the packages it makes pages with."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=32)
    for folder in filter(os.path.isdir, sys.path):
        # A package's version stands in the name of this folder.
        names = (path.name for path in Path(folder).glob("*.dist-info"))
        digest.update("\n".join(sorted(names)).encode())
    for own in (PACKAGE, TEMPLATES):
        for file in sorted(own.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(f"{file.relative_to(own)}\0".encode())
                digest.update(hashlib.blake2b(file.read_bytes()).digest())
    return digest.digest()
