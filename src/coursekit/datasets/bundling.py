"""Copies of data sets in folders that are laid out like a mirror: the local store, and bundles for machines without network."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coursekit.datasets import keras_source
from coursekit.datasets.registry import DataFile, Dataset, datasets
from coursekit.datasets.resolution import folders, mirror_folder
from coursekit.datasets.storage import written_aside
from coursekit.datasets.verification import CHUNK_BYTES, check, check_size, complaint, wrong_file
from coursekit.errors import CourseError

SUMS, README = "SHA256SUMS", "README.md"
KEPT, COPIED, MENDED = "already there", "copied", "mended"


@dataclass(frozen=True)
class Origin:
    """Where one file of a mirror can be copied from.

    Args:
        file: As the mirror has it.
        source: "mirror", "store" or "Keras's cache".
        path: What to copy.
    """

    file: DataFile
    source: str
    path: Path


def origin_of(file: DataFile, wanted: Dataset, but_not: Path | None = None) -> Origin | None:
    """Find a copy of a mirror's file: in the mirror, the store, or Keras's cache (there by its hash, for names differ).

    Args:
        file: As the mirror has it.
        wanted: The data set that it belongs to.
        but_not: A folder that doesn't count, because it is the one to be filled.
    """
    for source, folder in folders().items():
        if folder != but_not and (folder / file.path).is_file():
            return Origin(file, source, folder / file.path)
    for kept in wanted.keras_files:
        if kept.sha256 == file.sha256 and keras_source.in_cache(wanted, [kept.path]):
            return Origin(file, "Keras's cache", keras_source.keras_cache() / kept.path)
    return None


def origins(wanted: Dataset, but_not: Path | None = None) -> tuple[list[Origin], list[DataFile]]:
    """Find copies of a data set's files, in its usual form if any of it is there, else in its alternative form.

    Returns:
        What was found, and the files that were not.
    """
    found: list[Origin] = []
    for files in (wanted.files, wanted.alternative_files):
        pairs = [(file, origin_of(file, wanted, but_not)) for file in files]
        found = [origin for _, origin in pairs if origin is not None]
        if found:
            return found, [file for file, origin in pairs if origin is None]
    return [], list(wanted.files)


def copy_verified(origin: Origin, to: Path) -> str:
    """Copy one file to `to/<its path>`, unless a right one is there; it appears whole and verified or not at all.

    Returns:
        "already there", "copied", or "mended" if a wrong file was in its place.

    Raises:
        CourseError: If the file to be copied is wrong.
    """
    target = to / origin.file.path
    before = check(to, origin.file) if target.exists() else "missing"
    if before is None:
        return KEPT
    digest, size = hashlib.sha256(), 0
    with origin.path.open("rb") as stream, written_aside(target) as copy:
        while chunk := stream.read(CHUNK_BYTES):
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        if what := complaint(origin.file, size, digest.hexdigest()):
            raise wrong_file(
                origin.path.parent, DataFile(origin.path.name, origin.file.bytes, origin.file.sha256), what
            )
    return COPIED if before == "missing" else MENDED


@contextmanager
def said_plainly(to: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence."""
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"can't write into {to}: {error.filename or ''} {error.strerror}. Name another folder."
        ) from error


def refuse_mirror_as_target(to: Path) -> None:
    """Refuse to write into the mirror.

    Raises:
        CourseError: If `to` is the mirror or lies in it.
    """
    mirror = mirror_folder()
    if mirror is not None and to.resolve().is_relative_to(mirror.resolve()):
        raise CourseError(
            f"--to {to} is the mirror {mirror} or lies in it, and nothing writes there. Name another folder."
        )


def refuse_full_disk(found: list[Origin], to: Path) -> None:
    """Refuse to begin what can't be finished.

    Raises:
        CourseError: If the disk has not the room for the files that are not there yet.
    """
    missing_bytes = sum(origin.file.bytes for origin in found if check_size(to, origin.file))
    place = to.absolute()
    while not place.exists():
        place = place.parent
    free_bytes = shutil.disk_usage(place).free
    if missing_bytes > free_bytes:
        raise CourseError(
            f"{to} needs {missing_bytes:,} bytes more; {free_bytes:,} are free. Make room or name another folder."
        )


def make_bundle(
    wanted: list[Dataset], to: Path, *, partial: bool = False, told: Callable[[Origin, str], None] = lambda *_: None
) -> list[DataFile]:
    """Make, finish or mend a mirror folder that holds these data sets, their SHA256SUMS and their cards.

    Interrupted and run again, it goes on where it was: what is there and right is kept.

    Args:
        wanted: The data sets.
        to: The folder; made if it isn't there. What else it holds stays.
        partial: Leave out files that are not to be had, instead of refusing.
        told: Called after each file with what happened to it.

    Returns:
        The files that were left out.

    Raises:
        CourseError: If a file is not to be had or is wrong, the disk is too full, or `to` lies in the mirror.
    """
    refuse_mirror_as_target(to)
    found: list[Origin] = []
    left_out: list[DataFile] = []
    for one in wanted:
        here, missing = origins(one, but_not=to)
        finished = [file for file in missing if check(to, file) is None]
        missing = [file for file in missing if file not in finished]
        if missing and (not partial or not here):
            raise not_to_be_had(one, missing)
        found += here
        left_out += missing
    refuse_full_disk(found, to)
    with said_plainly(to):
        for origin in found:
            told(origin, copy_verified(origin, to))
        write_sums(to)
        write_readme(to)
    return left_out


def not_to_be_had(wanted: Dataset, missing: list[DataFile]) -> CourseError:
    """Make the error about files that are in no place that a bundle is made from."""
    listed = "\n".join(f"  - {file.path}" for file in missing[:5])
    more = f"\n  - and {len(missing) - 5} more" if len(missing) > 5 else ""
    some = len(missing) < len(wanted.files)
    ways = ["set COURSEKIT_DATA to a mirror that has them"]
    if wanted.keras:
        ways.append(f"download what Keras has of it: coursekit data fetch {wanted.name}")
    if some:
        ways.append("leave them out: --partial")
    return CourseError(
        f"{wanted.name}: these files are neither in a mirror, nor in the local store, nor in Keras's cache:\n{listed}{more}\n"
        "To mend it:\n" + "\n".join(f"  - {way}" for way in ways)
    )


def files_in(folder: Path, one: Dataset) -> list[DataFile]:
    """Return which of a data set's files lie in a folder, right or wrong, in either form."""
    return [file for file in (*one.files, *one.alternative_files) if (folder / file.path).is_file()]


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS for the registry's files that lie in a folder; `sha256sum -c SHA256SUMS` reads it."""
    files = sorted((file for one in datasets().values() for file in files_in(folder, one)), key=lambda file: file.path)
    with written_aside(folder / SUMS) as stream:
        stream.write("".join(f"{file.sha256}  {file.path}\n" for file in files).encode())


def write_readme(folder: Path) -> None:
    """Write the cards of the data sets that lie in a folder, so that their terms travel with them."""
    cards = [card_text(one) for one in datasets().values() if files_in(folder, one)]
    head = (
        "# Data sets for coursekit\n\nSet COURSEKIT_DATA to this folder. To check it: `coursekit data verify`, "
        "or `sha256sum -c SHA256SUMS` in it.\n"
    )
    with written_aside(folder / README) as stream:
        stream.write("\n".join([head, *cards]).encode())


def card_text(one: Dataset) -> str:
    """Write a data set's card in Markdown: what it is, its flaws, its terms, its files."""
    lines = [
        f"## {one.title}",
        "",
        f"- name: `{one.name}`",
        f"- licence: {one.licence}",
        f"- cite: {one.citation}",
        f"- source: {' '.join(one.source.split())}",
        f"- size: {one.bytes:,} bytes in {len(one.files)} file{'s' if len(one.files) > 1 else ''}",
        f"- Keras downloads it: {'yes, ' + ', '.join(file.url for file in one.keras_files) if one.keras else 'no'}",
        "",
        one.card,
        "",
    ]
    return "\n".join(lines)
