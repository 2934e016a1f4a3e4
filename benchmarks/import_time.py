"""Measure how long `import coursekit` takes; the aim is less than 100 ms.

    python benchmarks/import_time.py

Each measurement is the cumulative time that `python -X importtime` reports for the import in a fresh interpreter:
the interpreter's own start is left out.
"""

import re
import statistics
import subprocess
import sys

AIM_MILLISECONDS = 100
ROUNDS = 15
MODULES = [
    "coursekit",
    "coursekit.checks",
    "coursekit.gradients",
    "coursekit.plotting",
    "coursekit.training",
    "coursekit.devices",
    "coursekit.results",
    "coursekit.explorers.view",
]


def import_milliseconds(module: str) -> float:
    """Return the cumulative time of one import, with all the modules that it loads."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    lines = re.findall(r"import time:\s+\d+ \|\s+(\d+) \| (\s*)([\w.]+)$", report, flags=re.MULTILINE)
    # A package and its submodule are imported one after the other, each with a line of its own: add them up.
    return sum(int(cumulative) for cumulative, _, name in lines if name in (module, module.rpartition(".")[0])) / 1000


def main() -> None:
    """Print median and spread for each module."""
    print(f"{'module':28} {'median':>9} {'fastest':>9} {'slowest':>9}   of {ROUNDS}, milliseconds")
    for module in MODULES:
        times = sorted(import_milliseconds(module) for _ in range(ROUNDS))
        print(f"{module:28} {statistics.median(times):9.1f} {times[0]:9.1f} {times[-1]:9.1f}")
    print(f"aim for coursekit: below {AIM_MILLISECONDS}")


if __name__ == "__main__":
    main()
