from __future__ import annotations

from pathlib import Path

import pytest

from archive.capture import Capture, decode, read_capture
from archive.problem import Problem


def text_of(data: bytes) -> str:
    capture = decode(data, "x.txt", "x.txt")
    assert isinstance(capture, Capture), capture
    return capture.text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Soldater på Grønland\n".encode(), "Soldater på Grønland\n"),
        ("Soldater på Grønland\n".encode("cp1252"), "Soldater på Grønland\n"),
        ("Soldater på Grønland\n".encode("utf-16"), "Soldater på Grønland\n"),
        (b"\xef\xbb\xbfA title\r\n\r\nA line\r", "A title\n\nA line\n"),
        ("“Quoted” – dash".encode("cp1252"), "“Quoted” – dash"),
    ],
)
def test_text_is_read_in_the_encodings_that_pages_come_in(data: bytes, text: str) -> None:
    assert text_of(data) == text


@pytest.mark.parametrize("data", [b"", b"  \r\n \n", b"\xef\xbb\xbf\n"])
def test_an_empty_capture_is_refused(data: bytes) -> None:
    problem = decode(data, "x.txt", "captures/x.txt")
    assert isinstance(problem, Problem)
    assert str(problem).startswith("captures/x.txt:1: capture: is empty")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0", b"a\0b", b"PK\x03\x04\x05\x06\x07\x08"])
def test_a_binary_file_is_refused(data: bytes) -> None:
    problem = decode(data, "x.txt", "x.txt")
    assert isinstance(problem, Problem)
    assert "is not text" in problem.message


def test_a_file_larger_than_any_article_is_refused(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_bytes(b"word " * 4_000_000)
    problem = read_capture(big)
    assert isinstance(problem, Problem)
    assert "has 20 MB" in problem.message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "no.txt", "is not there"), (tmp_path, "is a folder")):
        problem = read_capture(path)
        assert isinstance(problem, Problem)
        assert words in problem.message
