"""Fails if a module of coursekit is covered by less than 90% of its lines; run after `pytest --cov`.

python tests/coverage_floor.py
"""

import sys
from pathlib import Path

from coverage import Coverage

FLOOR_PERCENT = 90
SOURCE = Path(__file__).resolve().parent.parent / "src" / "coursekit"


def percentages(coverage: Coverage, source: Path) -> dict[str, float]:
    """Lines covered in each module, a module that no test imported included (0%).

    Args:
        coverage: With its data loaded.
        source: Folder of the modules.
    """
    found = {}
    for file in sorted(source.rglob("*.py")):
        _, statements, _, missing, _ = coverage.analysis2(str(file))
        if statements:
            found[file.relative_to(source).as_posix()] = 100 * (1 - len(missing) / len(statements))
    return found


def main(source: Path = SOURCE, data_file: str = ".coverage") -> int:
    if not Path(data_file).is_file():
        print(f"coverage floor: no {data_file}; run `pytest --cov --cov-report=` first", file=sys.stderr)
        return 2
    coverage = Coverage(data_file=data_file)
    coverage.load()
    found = percentages(coverage, source)
    low = {module: percent for module, percent in found.items() if percent < FLOOR_PERCENT}
    for module, percent in low.items():
        print(f"coverage floor: {module} has {percent:.0f}% of its lines covered; expected at least {FLOOR_PERCENT}%")
    lowest = min(found, key=found.get)
    print(
        f"coverage: {len(found)} modules, {len(low)} below {FLOOR_PERCENT}%; the lowest is {lowest} at {found[lowest]:.0f}%"
    )
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
