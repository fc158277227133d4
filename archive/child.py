"""The child: a process that does something for this one, and ends with it.

One that outlived a killed command would go on writing, or deleting, beside the next one.
"""

from __future__ import annotations

import os
import sys

# prctl(2), PR_SET_PDEATHSIG; what was asked for by a process that has ended already is not done.
BOUND = """
import ctypes, os, sys
ctypes.CDLL(None).prctl(1, 9)
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)
"""


def command(code: str, *arguments: str) -> list[str]:
    """The command that runs Python code without any package, with arguments from `sys.argv[2]` on.

    On Linux it ends with this process (with the thread that starts it, which must wait for it),
    elsewhere when it is done.
    """
    bound = BOUND if sys.platform == "linux" else ""
    return [sys.executable, "-I", "-S", "-c", bound + code, str(os.getpid()), *arguments]
