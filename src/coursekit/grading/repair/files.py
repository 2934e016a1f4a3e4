"""A copy of a submission's folder that holds plain files and readable notebooks only, and a mend for whatever it lacks."""

import datetime
import os
import re
import stat
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from coursekit.files import write_atomically
from coursekit.grading.repair import timestamps
from coursekit.grading.repair.mends import Mend, mend, shortened
from coursekit.grading.repair.names import fault_of_name, shadowed_module
from coursekit.grading.repair.reading import UnreadableNotebook, read_notebook

NOTEBOOK = ".ipynb"
ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".zst")
LEAVINGS = (
    ".ipynb_checkpoints",
    "__pycache__",
    "*.pyc",
    ".git",
    ".DS_Store",
    "._*",
    "Thumbs.db",
    "desktop.ini",
    "__MACOSX",
    ".venv",
    "node_modules",
    ".vscode",
    ".idea",
    ".nbgrader.log",
)  # of editors and systems: nobody handed them in on purpose
COPY_SUFFIX = re.compile(r"([ _-]*(copy|kopie|copie|副本)[ _-]*(of[ _-]*)?\d*|[ _-]*\(\d+\)|[ _-]+v?\d{1,2})$", re.I)


@dataclass(frozen=True)
class FileLimits:
    """How much of a submission is looked at.

    Attributes:
        notebook_mib: Largest notebook; it is measured before it is read.
        file_mib: Largest other file.
        total_mib: All files together.
        files: Most files and folders.
        depth: Most folders within folders.
    """

    notebook_mib: int = 32
    file_mib: int = 64
    total_mib: int = 256
    files: int = 2000
    depth: int = 12


@dataclass
class _Found:
    """What the walk through a folder has seen."""

    plain: dict[PurePosixPath, Path] = field(default_factory=dict)
    mends: list[Mend] = field(default_factory=list)
    total_bytes: int = 0
    seen: int = 0


def clean_submission(folder: Path, into: Path, *, expected: list[str], limits: FileLimits | None = None) -> list[Mend]:
    """Copy what is sound of a submission and say what isn't.

    Every expected notebook lies in `into` afterwards: as it was handed in, freed of outputs and of what would not
    validate, or as an empty stand-in that `RepairCells` fills from the gradebook and that is scored 0. The mends of a
    notebook stand in its metadata.coursekit["mends"], those of other files in every notebook's.

    Args:
        folder: The submission, as it was handed in; it is only read.
        into: An empty or missing folder.
        expected: Names of the assignment's notebooks, with or without ".ipynb".
        limits: How much of it is looked at.
    """
    limits = limits or FileLimits()
    into.mkdir(parents=True, exist_ok=True)
    found = _Found()
    if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
        found.mends.append(mend("not_a_folder", folder.name))
    else:
        _walk(folder, PurePosixPath(), limits, found)
    names = [name.removesuffix(NOTEBOOK) for name in expected]
    notebooks = _notebooks(found, names, limits)
    _copy_others(found, into, limits)
    shared = shortened(found.mends)
    for name, (notebook, mends) in notebooks.items():
        notebook.metadata["coursekit"] = {
            "mends": [one.as_dict() for one in shortened([*mends, *shared])],
            "stand_in": not notebook.cells,
        }
        write_atomically(into / f"{name}{NOTEBOOK}", nbformat.writes(notebook))
    return [*shared, *(one for _, mends in notebooks.values() for one in mends)]


def _walk(folder: Path, relative: PurePosixPath, limits: FileLimits, found: _Found) -> None:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if any(fnmatch(entry.name, pattern) for pattern in LEAVINGS):
                continue
            found.seen += 1
            if found.seen > limits.files:
                found.mends.append(mend("too_many_files", str(relative), limit=limits.files))
                return
            _take(entry, relative / entry.name, limits, found)
            if found.seen > limits.files:
                return


def _take(entry: os.DirEntry, path: PurePosixPath, limits: FileLimits, found: _Found) -> None:
    status = entry.stat(follow_symlinks=False)
    fault = fault_of_name(entry.name)
    if fault:
        found.mends.append(mend(f"name_{fault}", str(path)))
    elif stat.S_ISLNK(status.st_mode):
        found.mends.append(mend("link", str(path)))
    elif stat.S_ISDIR(status.st_mode):
        _take_folder(entry, path, limits, found)
    elif not stat.S_ISREG(status.st_mode):
        found.mends.append(mend("not_a_file", str(path)))
    elif status.st_nlink > 1:
        found.mends.append(mend("hard_link", str(path)))
    elif entry.name.lower().endswith(NOTEBOOK):
        found.plain[path] = Path(entry.path)
    else:
        _take_other(entry, path, status.st_size, limits, found)


def _take_folder(entry: os.DirEntry, path: PurePosixPath, limits: FileLimits, found: _Found) -> None:
    if len(path.parts) > limits.depth:
        found.mends.append(mend("too_many_folders", str(path), limit=limits.depth))
        return
    module = shadowed_module(path / "__init__.py")
    if module and len(path.parts) == 1 and _holds_code(Path(entry.path)):
        found.mends.append(mend("shadows_module", str(path), module=module))
        return
    _walk(Path(entry.path), path, limits, found)


def _holds_code(folder: Path) -> bool:
    return any(name.endswith((".py", ".so", ".pyc")) for name in os.listdir(folder))


def _take_other(entry: os.DirEntry, path: PurePosixPath, size: int, limits: FileLimits, found: _Found) -> None:
    module = shadowed_module(path) if len(path.parts) == 1 else None
    if module:
        found.mends.append(mend("shadows_module", str(path), module=module))
    elif size > limits.file_mib * 2**20:
        found.mends.append(mend("file_too_large", str(path), size=size // 2**20, limit=limits.file_mib))
    elif found.total_bytes + size > limits.total_mib * 2**20:
        found.mends.append(mend("submission_too_large", str(path), limit=limits.total_mib))
    else:
        found.total_bytes += size
        found.plain[path] = Path(entry.path)


def _notebooks(found: _Found, names: list[str], limits: FileLimits) -> dict[str, tuple[NotebookNode, list[Mend]]]:
    """Read every expected notebook, under its own name or an unmistakable copy's, and note the others."""
    handed_in = {path: found.plain.pop(path) for path in list(found.plain) if path.suffix.lower() == NOTEBOOK}
    read = {}
    for name in names:
        path = PurePosixPath(name + NOTEBOOK)
        mends: list[Mend] = []
        if path not in handed_in:
            path = _copy_of(name, [other for other in handed_in if str(other).removesuffix(NOTEBOOK) not in names])
            if path is not None:
                mends.append(mend("renamed", str(path), expected=name + NOTEBOOK))
        if path is None:
            mends.append(_missing(name, found, handed_in))
            read[name] = (nbformat.v4.new_notebook(), mends)
        else:
            read[name] = _read(handed_in.pop(path), str(path), mends, limits)
    found.mends += [mend("extra_notebook", str(path), expected=_listed(names)) for path in handed_in]
    return read


def _copy_of(name: str, others: list[PurePosixPath]) -> PurePosixPath | None:
    """The one notebook whose name says that it is `name`: a copy, in other capitals, in a folder, or with a name added."""

    def plainly(text: str) -> str:
        return re.sub(r"[\W_]+", " ", text.casefold()).strip()

    same = [path for path in others if plainly(COPY_SUFFIX.sub("", path.stem)) == plainly(name)]
    near = same or [path for path in others if f" {plainly(name)} " in f" {plainly(path.stem)} "]
    return near[0] if len(near) == 1 else None


def _missing(name: str, found: _Found, handed_in: dict[PurePosixPath, Path]) -> Mend:
    refused = {one.file for one in found.mends}
    archive = next((path for path in found.plain if path.suffix.lower() in ARCHIVES), None)
    if name + NOTEBOOK in refused:
        return mend("notebook_refused", name + NOTEBOOK)
    if archive is not None:
        return mend("in_archive", name + NOTEBOOK, archive=str(archive))
    if handed_in:
        return mend("missing_but_others", name + NOTEBOOK, others=_listed([str(path) for path in handed_in]))
    return mend("missing", name + NOTEBOOK)


def _listed(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", ..." if len(names) > 5 else "")


def _read(source: Path, shown: str, mends: list[Mend], limits: FileLimits) -> tuple[NotebookNode, list[Mend]]:
    try:
        data = _bytes_of(source, limits.notebook_mib * 2**20)
        if data is None:
            raise UnreadableNotebook(
                "notebook_too_large", size=source.lstat().st_size // 2**20, limit=limits.notebook_mib
            )
        notebook, notes = read_notebook(data)
        if not notebook.cells:
            raise UnreadableNotebook("no_cells")
    except UnreadableNotebook as fault:
        return nbformat.v4.new_notebook(), [*mends, mend(fault.code, shown, **fault.values)]
    except OSError as error:
        return nbformat.v4.new_notebook(), [
            *mends,
            mend("cannot_open", shown, fault=error.strerror or type(error).__name__),
        ]
    return notebook, [*mends, *(mend(code, shown, **values) for code, values in notes)]


def _bytes_of(source: Path, limit_bytes: int) -> bytes | None:
    """The bytes of a plain file, or None if there are more than `limit_bytes`; a link put in its place is not followed."""
    handle = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as file:
        if os.fstat(handle).st_size > limit_bytes:
            return None
        data = file.read(limit_bytes + 1)
    return data if len(data) <= limit_bytes else None


def _copy_others(found: _Found, into: Path, limits: FileLimits) -> None:
    for path, source in found.plain.items():
        try:
            data = _bytes_of(source, limits.file_mib * 2**20)
        except OSError as error:
            found.mends.append(mend("cannot_open", str(path), fault=error.strerror or type(error).__name__))
            continue
        if data is None:  # it grew while it was copied
            found.mends.append(mend("file_too_large", str(path), size="?", limit=limits.file_mib))
            continue
        if str(path) == timestamps.NAME:
            data = _timestamp(data, source, found)
        write_atomically(into / path, data)


def _timestamp(data: bytes, source: Path, found: _Found) -> bytes:
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    if not data.strip() or timestamps.readable_timestamp(data, now=now):
        return data
    moment = timestamps.arrival(source.lstat())
    found.mends.append(mend("timestamp", timestamps.NAME, arrival=moment))
    return moment.encode("ascii")
