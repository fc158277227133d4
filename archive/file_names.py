"""Names of files: what every system can hold, since the archive is cloned, unpacked and copied."""

from __future__ import annotations

import re
import unicodedata

from archive.characters import UNWANTED

# Names that Windows keeps for devices, whatever follows a dot.
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
# Bytes. Most systems hold 255; what is made of a name is longer than the name.
LONGEST = 200
FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")


def unfit(name: str) -> str | None:
    """Why a file may not be called so, in words with what to do; None where it may.

    >>> unfit("nul.txt"), unfit("a.txt")
    ('is a name that Windows keeps for a device. Rename the file', None)
    """
    if UNWANTED.search(name) or "\n" in name or "\r" in name or "\t" in name:
        return "has a character in its name that nobody sees. Rename the file"
    sign = FORBIDDEN.search(name)
    if sign is not None:
        return f"has {sign[0]} in its name, which Windows cannot have. Rename the file"
    if name != name.strip(" ") or name.endswith("."):
        return "has a dot or a space where a name begins or ends. Rename the file"
    if name.partition(".")[0].casefold() in DEVICES:
        return "is a name that Windows keeps for a device. Rename the file"
    if len(name.encode()) > LONGEST:
        return f"has a name of more than {LONGEST} bytes. Rename the file"
    return None


def folded(name: str) -> str:
    """The same for names that some system takes for one: by case, or by the form of letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
