"""Kept folders are made once, believed as they were left, and given up when their key is gone."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from archive.kept_folders import KeptFolders
from archive.vault import Vault
from archive.work import Placed


class Filler:
    """Writes the key of each new folder into a file in it, and notes what it was given."""

    def __init__(self, look: bool = True) -> None:
        self.made: list[tuple[int, str]] = []
        self.there: list[tuple[int, str]] = []
        self.former: list[list[str]] = []
        self._look = look

    def __call__(
        self, missing: Placed, there: Iterable[tuple[int, Path]], former: Sequence[Path]
    ) -> None:
        for at, folder in missing:
            folder.mkdir()
            (folder / "key").write_text(folder.name, encoding="utf-8")
            self.made.append((at, folder.name))
        if self._look:
            for at, folder in there:
                assert (folder / "key").read_text("utf-8") == folder.name
                self.there.append((at, folder.name))
        self.former.append([folder.name for folder in former])


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    return Vault(tmp_path / "cache")


def have(vault: Vault, *keys: str, look: bool = True) -> Filler:
    filler = Filler(look)
    folders = KeptFolders(vault, "kind")
    folders.have(keys, filler)
    folders.forget()
    assert vault.folder is not None
    assert {folder.name for folder in (vault.folder / "kind").iterdir()} == set(keys)
    return filler


def test_a_folder_is_made_once_and_given_up_when_its_key_is_gone(vault: Vault) -> None:
    assert have(vault, "a", "b").made == [(0, "a"), (1, "b")]
    again = have(vault, "a", "b")
    assert (again.made, again.there, again.former) == ([], [(0, "a"), (1, "b")], [[]])
    third = have(vault, "c", "b")
    assert (third.made, third.there, third.former) == ([(0, "c")], [(1, "b")], [["a"]])


@pytest.mark.parametrize("look", [True, False])
@pytest.mark.parametrize("how", ["changed", "more", "fewer", "gone", "a link", "a file"])
def test_a_folder_that_is_not_as_it_was_left_is_made_again(
    vault: Vault, tmp_path: Path, how: str, look: bool
) -> None:
    have(vault, "a", "b", "c")
    assert vault.folder is not None
    folder = vault.folder / "kind" / "b"
    if how == "changed":
        (folder / "key").write_text("other", encoding="utf-8")
    elif how == "more":
        (folder / "more").touch()
    elif how == "fewer":
        (folder / "key").unlink()
    else:
        shutil.move(folder, tmp_path / "elsewhere")
        if how == "a link":
            (tmp_path / "elsewhere/key").write_text("other", encoding="utf-8")
            folder.symlink_to(tmp_path / "elsewhere")
        elif how == "a file":
            folder.touch()
    filler = have(vault, "a", "b", look=look)
    assert filler.made == [(1, "b")]
    assert filler.there == ([(0, "a")] if look else [])
    assert filler.former == [["c"], ["c"]]
    assert have(vault, "a", "b").made == []
    if how == "a link":
        assert (tmp_path / "elsewhere/key").read_text("utf-8") == "other"


def test_what_is_to_be_taken_from_is_as_it_was_left_too(vault: Vault) -> None:
    have(vault, "a", "b")
    assert vault.folder is not None
    (vault.folder / "kind/a/key").write_text("other", encoding="utf-8")
    assert have(vault, "b", "c").former == [[]]


def test_where_nothing_is_kept_there_are_none(tmp_path: Path, vault: Vault) -> None:
    with pytest.raises(OSError, match="nothing is kept"):
        KeptFolders(Vault(None), "kind")
    assert vault.folder is not None
    vault.folder.mkdir()
    (vault.folder / "kind").symlink_to(tmp_path)
    with pytest.raises(OSError, match="nothing is kept"):
        KeptFolders(vault, "kind")
