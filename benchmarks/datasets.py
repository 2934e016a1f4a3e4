"""How long CIFAR-10 takes: cold (verify and unpack the sheets, write the cache) and warm (read and verify the cache).

Each load runs in a process of its own, so that nothing is left in memory from the one before; the time is that of the call,
without the start of Python. Prints medians, ranges and the ratio, and exits 1 if a median is over its limit.

    COURSEKIT_DATA=<mirror> python benchmarks/datasets.py --repeats 5
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT_SECONDS = {"cold": 3.0, "warm": 0.5}
LOAD = """
import time
from coursekit.datasets import load_cifar10
start, start_cpu = time.perf_counter(), time.process_time()
data = load_cifar10()
seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - start_cpu
assert data.x_train.shape == (50000, 32, 32, 3) and data.source == "mirror"
print(seconds, cpu_seconds)
"""


def load_seconds(cache: Path) -> tuple[float, float]:
    """Load once in a fresh process with this cache folder; return the seconds that the call took, by the wall and of CPU."""
    environment = {**os.environ, "COURSEKIT_CACHE": str(cache)}
    done = subprocess.run([sys.executable, "-c", LOAD], env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr.strip().splitlines()[-1])
    seconds, cpu_seconds = map(float, done.stdout.split())
    return seconds, cpu_seconds


def measure(repeats: int) -> dict[str, list[tuple[float, float]]]:
    """Return the (wall, CPU) seconds of cold and of warm loads, `repeats` of each, taken in turn."""
    taken = {"cold": [], "warm": []}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        for _ in range(repeats):
            shutil.rmtree(cache, ignore_errors=True)
            taken["cold"].append(load_seconds(cache))
            taken["warm"].append(load_seconds(cache))
    return taken


def main() -> int:
    """Measure, print a table, and judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5, help="loads of each kind (default 5)")
    repeats = parser.parse_args().repeats
    if not os.environ.get("COURSEKIT_DATA"):
        parser.error("COURSEKIT_DATA must name a mirror that has cifar10")
    medians = {}
    print(f"{'CIFAR-10':<10} {'median s':>9} {'least s':>9} {'most s':>9} {'CPU s':>9} {'limit s':>9}")
    for name, times in measure(repeats).items():
        seconds, cpu_seconds = zip(*times, strict=True)
        medians[name] = statistics.median(seconds)
        print(
            f"{name:<10} {medians[name]:9.2f} {min(seconds):9.2f} {max(seconds):9.2f} "
            f"{statistics.median(cpu_seconds):9.2f} {LIMIT_SECONDS[name]:9.2f}"
        )
    print(f"cold / warm: {medians['cold'] / medians['warm']:.1f}")
    return int(any(medians[name] > LIMIT_SECONDS[name] for name in medians))


if __name__ == "__main__":
    sys.exit(main())
