"""Many made-up inputs for whatever reads content: no traceback, no hang, nothing lost on the way.

    python bench/fuzz.py 100000
    python bench/fuzz.py 100000 --seconds 600

Runs the properties of tests/test_fuzz.py in turn, so many cases in all or until the time is over,
with other inputs in each run. Tells how many cases each property took; exit status 1 where one
failed, with the smallest input that fails.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from pathlib import Path

import hypothesis

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import test_fuzz

BATCH = 500


def main() -> None:
    """Run the properties and print how many cases each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=int, nargs="?", default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    options = parser.parse_args()
    settings = hypothesis.settings(
        max_examples=BATCH,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    properties = {name: settings(one) for name, one in test_fuzz.PROPERTIES.items()}
    until = time.monotonic() + options.seconds
    counts = dict.fromkeys(test_fuzz.PROPERTIES, 0)
    failed = []
    while sum(counts.values()) < options.cases and time.monotonic() < until:
        for name, property in properties.items():
            if name in failed or time.monotonic() > until:
                continue
            test_fuzz.CASES[0] = 0
            try:
                property()
            except BaseException as error:
                if isinstance(error, KeyboardInterrupt):
                    raise
                failed.append(name)
                traceback.print_exc()
            counts[name] += test_fuzz.CASES[0]
        if len(failed) == len(counts):
            break
    for name, count in counts.items():
        print(f"{count:8,}  {name}{' FAILED' if name in failed else ''}")
    print(f"{sum(counts.values()):8,}  cases, {len(failed)} properties failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
