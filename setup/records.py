"""Which installed packages are whole, by the records that pip keeps of their files."""

import csv
from pathlib import Path


def count(lock):
    """How many packages a lock names, those for other platforms included."""
    return sum(1 for line in Path(lock).read_text().splitlines() if "==" in line and not line.startswith((" ", "#")))


def broken(environment):
    """Find packages whose installation was cut off or whose files have gone.

    pip writes a package's RECORD last, yet believes in a package whose METADATA is there. So a set-up that
    was killed leaves packages that pip counts as installed and Python can't import.

    Args:
        environment: Folder of a virtual environment.

    Returns:
        Name of each broken package -> the .dist-info folder that claims it is there.
    """
    found = {}
    for site in Path(environment).glob("lib/python*/site-packages"):
        for claim in site.glob("*.dist-info"):
            if not is_whole(claim, site):
                found[claim.name.split("-")[0]] = claim
    return found


def is_whole(claim, site):
    """Whether every file in a package's RECORD is there, those in site-packages in their recorded size."""
    record = claim / "RECORD"
    if not record.is_file():
        return False
    with record.open(newline="", encoding="utf-8") as rows:
        for path, _, size in csv.reader(rows):
            if path.endswith(".pyc"):
                continue  # Python writes those again
            try:
                actual = (site / path).stat().st_size
            except OSError:
                return False
            settings = path.startswith("..")  # etc/jupyter and the like: theirs to change
            if size and not settings and actual != int(size):
                return False
    return True
