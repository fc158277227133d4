"""Kept folders: they lie in the cache by the key of what they are made of.

A folder is believed where all files in it lie as they were left.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from archive.stamps import snapshot
from archive.vault import Vault
from archive.work import Fill, Placed


class KeptFolders:
    """The folders of one kind, in a folder of the vault; OSError where there can be none."""

    def __init__(self, vault: Vault, name: str) -> None:
        if vault.folder is None or (vault.folder / name).is_symlink():
            raise OSError("nothing is kept")
        self._vault, self._name, self._home = vault, name, vault.folder / name
        self._home.mkdir(parents=True, exist_ok=True)
        self._known: dict[str, bytes] = vault.load(name) or {}
        self._keys: frozenset[str] = frozenset()

    def have(self, keys: Sequence[str], fill: Fill) -> None:
        """Have a folder for each key (`Work.of_folders`)."""
        former = [self._home / key for key in sorted(self._known.keys() - set(keys))]
        former = [folder for folder in former if self._is_whole(folder)]
        missing = [(at, self._home / key) for at, key in enumerate(keys) if key not in self._known]
        broken: Placed = []
        there = self._there(keys, broken)
        _delete(folder for _, folder in missing)
        fill(missing, there, former)
        # Who filled may have looked at none of them.
        for _ in there:
            pass
        if broken:
            _delete(folder for _, folder in broken)
            fill(broken, (), former)
        new = {folder.name: snapshot([folder])[0] for _, folder in (*missing, *broken)}
        if new or len(self._known) != len(keys):
            kept = {key: self._known[key] for key in keys if key in self._known}
            self._vault.save(self._name, kept | new)
        self._keys = frozenset(keys)

    def forget(self) -> None:
        """Delete the folders of all keys but the last ones; what cannot be deleted stays."""
        with suppress(OSError):
            _delete(folder for folder in self._home.iterdir() if folder.name not in self._keys)

    def _there(self, keys: Sequence[str], broken: Placed) -> Iterator[tuple[int, Path]]:
        """The folders that are there; those that are not as they were left are told as `broken`."""
        for at, key in enumerate(keys):
            if key in self._known:
                folder = self._home / key
                if self._is_whole(folder):
                    yield at, folder
                else:
                    broken.append((at, folder))

    def _is_whole(self, folder: Path) -> bool:
        return snapshot([folder])[0] == self._known[folder.name]


def _delete(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.is_symlink() or folder.is_file():
            # What a link leads to is somebody else's.
            with suppress(OSError):
                folder.unlink()
        else:
            shutil.rmtree(folder, ignore_errors=True)
