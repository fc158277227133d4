"""The command: python build.py [COMMAND]; alone it builds. --help lists the commands."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent

try:
    from archive.command import main
except KeyboardInterrupt:
    sys.exit(130)
except ModuleNotFoundError as missing:
    sys.exit(
        f"The Python package {missing.name!r} is not installed. In {ROOT} run:\n"
        f"  {sys.executable} -m pip install -e ."
    )

if __name__ == "__main__":
    main(prog_name="build.py", obj=ROOT)
