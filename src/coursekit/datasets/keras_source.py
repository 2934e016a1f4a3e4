"""Keras's own cache and download, with Keras's checksums.

Keras deletes a cached file whose hash differs before it downloads anew, so its cache must never be the mirror.
"""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coursekit.datasets.registry import DataFile, Dataset
from coursekit.errors import CourseError

SILENCE_SECONDS = 20.0


class NotToBeHad(Exception):
    """Keras could not give the data set; the text says why."""


def keras_cache() -> Path:
    """Return the folder where Keras keeps data sets, found by Keras's own rule without loading Keras.

    KERAS_HOME, else ~/.keras; where that can't be written, .keras in the machine's temporary folder.
    """
    home = Path(os.environ.get("KERAS_HOME") or Path.home() / ".keras").expanduser()
    if home.exists() and not os.access(home, os.W_OK):
        home = Path("/tmp" if os.path.isdir("/tmp") else tempfile.gettempdir()) / ".keras"
    return home / "datasets"


def in_cache(dataset: Dataset, names: list[str] | None = None) -> bool:
    """Say whether Keras's cache has files of these names (all of the data set's if not given) and of the right size."""
    files = [file for file in dataset.keras_files if names is None or file.path in names]
    folder = keras_cache()
    return bool(files) and all(
        (folder / file.path).is_file() and (folder / file.path).stat().st_size == file.bytes for file in files
    )


def offline() -> bool:
    """Say whether COURSEKIT_OFFLINE forbids downloads."""
    return os.environ.get("COURSEKIT_OFFLINE", "") not in ("", "0")


def refuse_mirror_as_cache(dataset: Dataset, mirror: Path | None) -> None:
    """Refuse to let Keras near a cache that lies in the mirror, or whose files are links into it.

    Raises:
        CourseError: If Keras could delete or overwrite a file of the mirror.
    """
    if mirror is None:
        return
    root = mirror.resolve()
    for path in [keras_cache(), *(keras_cache() / file.path for file in dataset.keras_files)]:
        if path.resolve().is_relative_to(root):
            raise CourseError(
                f"Keras's cache {path} lies in the mirror {root}; Keras deletes files whose hash differs, so it is not "
                "asked. Set KERAS_HOME to another folder."
            )


@contextmanager
def _impatient() -> Iterator[None]:
    """Give up on a network that stays silent: Keras sets no timeout, and some networks swallow what they forbid."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(SILENCE_SECONDS)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


@contextmanager
def _asked(dataset: Dataset, names: list[str] | None = None) -> Iterator[None]:
    """Turn every way in which Keras fails to deliver into NotToBeHad."""
    if offline() and not in_cache(dataset, names):
        raise NotToBeHad(f"not in {keras_cache()}, and COURSEKIT_OFFLINE forbids the download")
    try:
        with _impatient():
            yield
    except Exception as error:  # Keras raises bare Exception when a download fails
        raise NotToBeHad(f"{keras_cache()} has no good copy and the download failed: {error}") from error


def load_arrays(dataset: Dataset) -> tuple:
    """Return what `keras.datasets.<name>.load_data()` returns: ((x_train, y_train), (x_test, y_test)).

    Raises:
        NotToBeHad: If it is not in Keras's cache and can't be downloaded.
    """
    with _asked(dataset):
        import keras

        return getattr(keras.datasets, dataset.keras).load_data()


def file_folder(dataset: Dataset, names: list[str]) -> Path:
    """Return the folder in which Keras has put the named files, downloaded and checked if they were not there.

    Raises:
        NotToBeHad: If one is not in Keras's cache and can't be downloaded.
    """
    wanted: list[DataFile] = [file for file in dataset.keras_files if file.path in names]
    with _asked(dataset, names):
        import keras

        home = str(keras_cache().parent)
        paths = [keras.utils.get_file(file.path, file.url, file_hash=file.sha256, cache_dir=home) for file in wanted]
    return Path(paths[0]).parent
