"""Branch: whether words tell of forces on land, at sea or in the air.

Two missions in one country are often of different branches: fighters that guard an airspace are
not the battalion on the ground.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Branch = Literal["land", "sea", "air"]

# Folded words: English ones whole, Danish ones by their stems (compounds).
_LAND = re.compile(
    r"(?:soldiers?|troops?|battalions?|battlegroups?|compan(?:y|ies)|platoons?|infantry|army|"
    r"instructors?|trainers?|trains|trained|training|brigade|commandos?|observers?|"
    r"peacekeepers?|squad|guards|clearance|artillery|tanks?)$|"
    r"\w*(?:soldat|tropper|bataljon|kompagni|deling|infanteri|instruktor|brigade|jaegerkorps|"
    r"observator|kampvogn|mandskabsvogn|haeren|artilleri)\w*$"
)
_SEA = re.compile(
    r"(?:naval|navy|frigates?|corvettes?|warships?|ships?|submarines?|vessels?|maritime|pirates?|"
    r"piracy|sea|sailors?|sailed|embargo|blockade|seabed|undersea)$|"
    r"\w*(?:fregat|korvet|skib|fladen|flade|marinen|ubad|pirat|maritim|sejl|farvand)\w*$"
)
_AIR = re.compile(
    r"(?:fighters?|jets?|aircraft|planes?|airspace|air|f16s?|f35s?|pilots?|helicopters?|hercules|"
    r"flew|flying|sorties|bombs?|bombed|bombing)$|"
    r"\w*(?:jagerfly|kampfly|transportfly|flyvevab|flyvning|luftrum|helikopter|pilot|bombe)\w*$"
)
# A branch that has at least this part of the words of the one most told of is told of, too.
_SHARE = 0.4


def branches(keys: Iterable[str]) -> frozenset[Branch]:
    """The branches that folded words tell of most, none where they tell of none."""
    counts = Counter(branch for key in keys if (branch := _branch(key)) is not None)
    most = max(counts.values(), default=0)
    return frozenset(branch for branch, count in counts.items() if count >= _SHARE * most)


@lru_cache(maxsize=1 << 16)
def _branch(key: str) -> Branch | None:
    if _SEA.match(key):
        return "sea"
    if _AIR.match(key):
        return "air"
    return "land" if _LAND.match(key) else None
