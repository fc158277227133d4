"""The names of the months, January first.

Written here and not asked of the locale: a build gives the same words everywhere.
"""

from __future__ import annotations

ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DANISH = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
