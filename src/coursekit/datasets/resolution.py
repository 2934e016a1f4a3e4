"""Where a data set is taken from: the mirror, the local store, Keras, and, in profile smoke only, a synthetic twin."""

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from coursekit.datasets import keras_source
from coursekit.datasets.registry import DataFile, Dataset, dataset
from coursekit.datasets.storage import store_folder
from coursekit.datasets.verification import check_size, read_verified, wrong_file
from coursekit.errors import CourseError
from coursekit.profiles import known_profile

T = TypeVar("T")
SYNTHETIC = "synthetic"


class SyntheticDataWarning(UserWarning):
    """What was loaded is made up; numbers from it mean nothing."""


@dataclass(frozen=True)
class Files:
    """Files of a data set that were found, not yet verified: `read` does that.

    Args:
        source: "mirror", "store" or "keras".
        folder: What the paths of `entries` are relative to.
        entries: The files by name, last part of the path.
    """

    source: str
    folder: Path
    entries: dict[str, DataFile]

    def read(self, name: str) -> bytes:
        """Return the bytes of a file, verified.

        Raises:
            CourseError: If it is not the expected file.
        """
        return read_verified(self.folder, self.entries[name])


@dataclass(frozen=True)
class KerasRoad:
    """How a data set comes from Keras: `fetch` may fail for want of network, `convert` may not."""

    fetch: Callable[[], object]
    convert: Callable


def mirror_folder() -> Path | None:
    """Return the folder named by COURSEKIT_DATA, or None if it names none."""
    named = os.environ.get("COURSEKIT_DATA")
    return Path(named).expanduser().absolute() if named else None


def folders() -> dict[str, Path]:
    """Return the folders that may hold data files, best first: {"mirror": ..., "store": ...}."""
    mirror = mirror_folder()
    return {**({"mirror": mirror} if mirror else {}), "store": store_folder()}


def look_in(source: str, folder: Path, wanted: Dataset, names: tuple[str, ...]) -> Files | str:
    """Look for files of a data set in one folder.

    A folder that has none of the files is passed over. One that has some of them, or one of another size, is a mirror
    gone wrong: that is said rather than hidden behind the next source.

    Returns:
        The files, or a line about what was looked for in vain.

    Raises:
        CourseError: If the folder has only some of the files, or one of the wrong size.
    """
    entries = {name: wanted.file(f"{wanted.name}/{name}") for name in names}
    faults = {name: fault for name, file in entries.items() if (fault := check_size(folder, file))}
    if not faults:
        return Files(source, folder, entries)
    if not any(os.path.lexists(folder / file.path) for file in entries.values()):
        there = "" if folder.is_dir() else " (no such folder)"
        more = f" and {len(names) - 2} more" if len(names) > 2 else ""
        listed = ", ".join(str(folder / entries[name].path) for name in names[:2])
        return f"{source}: {listed}{more}{there}"
    name, fault = next(iter(faults.items()))
    more = f" ({len(faults) - 1} more files of {wanted.name} are wrong)" if len(faults) > 1 else ""
    raise wrong_file(folder, entries[name], fault + more)


def obtain(
    name: str,
    forms: dict[tuple[str, ...], Callable[[Files], T]],
    profile: str,
    *,
    twin: Callable[[], T],
    keras: KerasRoad | None = None,
) -> T:
    """Load a data set from the first source that has it.

    To be called directly by a loader that a lesson calls: the warning about a twin points at the lesson's line.

    Args:
        name: Of the data set.
        forms: The files of the mirror that are needed, without the data set's folder, and what turns them into the result;
            the first form that the first folder has is taken.
        profile: "smoke", "cpu" or "gpu"; only smoke may fall back to the twin.
        twin: Makes the synthetic stand-in.
        keras: The way through Keras, if it has the data set.

    Raises:
        CourseError: If a file found is wrong, or no source has the data set.
    """
    known_profile(profile)
    wanted = dataset(name)
    tried = [] if mirror_folder() else ["mirror: COURSEKIT_DATA is not set"]
    for source, folder in folders().items():
        for names, read in forms.items():
            found = look_in(source, folder, wanted, names)
            if isinstance(found, Files):
                return read(found)
            tried.append(found)
    if keras is not None:
        keras_source.refuse_mirror_as_cache(wanted, mirror_folder())
        try:
            fetched = keras.fetch()
        except keras_source.NotToBeHad as error:
            tried.append(f"Keras: {error}")
        else:
            return keras.convert(fetched)
    if profile != "smoke":
        raise nowhere(wanted, tried)
    warnings.warn(
        f"SYNTHETIC DATA stands in for {name}: a small seeded make-believe twin, because the real data set was not "
        f"found. Numbers from it mean nothing. How to get the real one: coursekit data card {name}",
        SyntheticDataWarning,
        stacklevel=3,
    )
    return twin()


def nowhere(wanted: Dataset, tried: list[str]) -> CourseError:
    """Make the error about a data set that no source has: what was tried, and how to get it."""
    ways = [
        "  - set COURSEKIT_DATA to a mirror folder that has it",
        f"  - make such a folder where it is to be had: coursekit data bundle {wanted.name} --to DIR",
    ]
    if wanted.keras:
        ways.append(f"  - with a network, let Keras download it: coursekit data fetch {wanted.name}")
    else:
        ways.append(f"  - it can't be downloaded by Keras; where it comes from: coursekit data card {wanted.name}")
    lines = [f"data set {wanted.name} was not found. Tried:", *(f"  - {line}" for line in tried), "To mend it:", *ways]
    return CourseError("\n".join(lines))
