"""What the home page's one code cell shows: where code runs, and which data sets are here."""

from collections.abc import Iterable


def describe(names: Iterable[str]) -> str:
    """Say what code runs on, and for each data set where it would come from.

    Args:
        names: Names of data sets.
    """
    from coursekit import devices
    from coursekit.datasets.commands import whereabouts
    from coursekit.datasets.registry import dataset
    from coursekit.datasets.resolution import mirror_folder

    lines = [devices.describe(), "", f"Data mirror (COURSEKIT_DATA): {mirror_folder() or 'not set'}"]
    lines += [f"  {name}: {whereabouts(dataset(name))}" for name in names]
    return "\n".join(lines)


def show() -> None:
    """Print it for all data sets that the lessons use."""
    from coursekit.project import Project
    from coursekit.syllabus import load

    used = (name for lesson in load(Project.find().course).lessons for name in lesson.datasets)
    print(describe(dict.fromkeys(used)))
