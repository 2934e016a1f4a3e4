"""What the course knows of each data set: its files and their hashes, where it comes from, its terms and its card."""

import string
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from coursekit.errors import CourseError

REGISTRY = Path(__file__).with_name("registry.toml")
TEXTS = ("title", "source", "licence", "citation", "card")


@dataclass(frozen=True)
class DataFile:
    """One file as it must be, byte for byte.

    Args:
        path: Where it lies, relative to its folder, with forward slashes.
        bytes: Its size.
        sha256: Its hash, 64 hexadecimal digits.
        url: Where Keras downloads it from; empty for files of a mirror.
    """

    path: str
    bytes: int
    sha256: str
    url: str = ""


@dataclass(frozen=True)
class Dataset:
    """One data set of the course.

    Args:
        name: What the loaders, the command line and the mirror's folder call it.
        files: Its files in a mirror.
        alternative_files: Another form in which a mirror may hold it, where there is one.
        keras: Its name under `keras.datasets`, empty where Keras has none.
        keras_files: What Keras keeps of it in its own cache.
        arrays: sha256 of the unpacked arrays (C order), by name, where they are published.
    """

    name: str
    title: str
    source: str
    licence: str
    citation: str
    card: str
    files: tuple[DataFile, ...]
    alternative_files: tuple[DataFile, ...] = ()
    keras: str = ""
    keras_files: tuple[DataFile, ...] = ()
    arrays: dict[str, str] = field(default_factory=dict)

    @property
    def bytes(self) -> int:
        """Size of all its files in a mirror."""
        return sum(file.bytes for file in self.files)

    def file(self, path: str) -> DataFile:
        """Return the entry of one file of the mirror, in either form."""
        return next(file for file in (*self.files, *self.alternative_files) if file.path == path)


def _is_sha256(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and set(text) <= set(string.hexdigits.lower())


def _file(place: str, entry: dict) -> DataFile:
    """Check one file's entry: a path that stays in its folder, a size, a hash."""
    path = entry.get("path")
    if not isinstance(path, str) or not path or "\\" in path or path[0] == "/" or ".." in PurePosixPath(path).parts:
        raise CourseError(f"{place}: a file's path must be relative and stay in its folder; received {path!r}")
    size = entry.get("bytes")
    if not isinstance(size, int) or size <= 0:
        raise CourseError(f"{place}: bytes of {path} must be a positive whole number; received {size!r}")
    if not _is_sha256(entry.get("sha256")):
        received = entry.get("sha256")
        raise CourseError(f"{place}: sha256 of {path} must be 64 lower-case hex digits; received {received!r}")
    unknown = set(entry) - {"path", "bytes", "sha256", "url"}
    if unknown:
        raise CourseError(f"{place}: unknown key of {path}: {', '.join(sorted(unknown))}")
    return DataFile(**entry)


def _dataset(registry: Path, name: str, entry: dict) -> Dataset:
    place = f"{registry.name}, [{name}]"
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise CourseError(f"{place}: {key} must be a text that says something; received {entry.get(key)!r}")
    unknown = set(entry) - {*TEXTS, "files", "alternative_files", "keras", "keras_files", "arrays"}
    if unknown:
        raise CourseError(f"{place}: unknown key: {', '.join(sorted(unknown))}")
    files, alternative_files, keras_files = (
        tuple(_file(place, file) for file in entry.get(key, []))
        for key in ("files", "alternative_files", "keras_files")
    )
    if not files:
        raise CourseError(f"{place}: files must list at least one file")
    for file in (*files, *alternative_files):
        if PurePosixPath(file.path).parts[0] != name:
            raise CourseError(f"{place}: files of the mirror lie in its folder {name}/; received {file.path}")
    if bool(entry.get("keras")) != bool(keras_files):
        raise CourseError(f"{place}: keras and keras_files come together or not at all")
    arrays = entry.get("arrays", {})
    for array, digest in arrays.items():
        if not _is_sha256(digest):
            raise CourseError(f"{place}: sha256 of array {array} must be 64 lower-case hex digits; received {digest!r}")
    texts = {key: entry[key].strip() for key in TEXTS}
    return Dataset(
        name,
        **texts,
        files=files,
        alternative_files=alternative_files,
        keras=entry.get("keras", ""),
        keras_files=keras_files,
        arrays=arrays,
    )


@cache
def load(registry: Path) -> dict[str, Dataset]:
    """Read and check the registry.

    Args:
        registry: A TOML file with a table a data set.

    Returns:
        The data sets by name, in the order of the file.

    Raises:
        CourseError: If an entry is wrong; names the file, the entry, what was expected and what came.
    """
    try:
        tables = tomllib.loads(registry.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{registry.name} is not TOML: {error}") from error
    return {name: _dataset(registry, name, entry) for name, entry in tables.items()}


def datasets() -> dict[str, Dataset]:
    """Return the data sets of the course by name."""
    return load(REGISTRY)


def dataset(name: str) -> Dataset:
    """Return the data set called `name`.

    Raises:
        CourseError: If there is none; lists the known ones.
    """
    known = datasets()
    if name not in known:
        raise CourseError(f"unknown data set {name!r}; known data sets: {', '.join(known)}")
    return known[name]
