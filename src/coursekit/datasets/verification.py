"""Is this file the one that the registry means? Asked before every use; a wrong one is named, not used, not deleted."""

import hashlib
from pathlib import Path

from coursekit.datasets.registry import DataFile
from coursekit.errors import CourseError

CHUNK_BYTES = 1 << 20


def complaint(file: DataFile, size: int, digest: str | None) -> str | None:
    """Say what is wrong with a file of this size and sha256, or None.

    Args:
        file: What is expected.
        size: What came, in bytes.
        digest: sha256 of what came; None if the size alone decided.
    """
    if size < file.bytes:
        return f"cut off: {size:,} bytes came, {file.bytes:,} expected (sha256 {file.sha256})"
    if size > file.bytes:
        return f"too long: {size:,} bytes came, {file.bytes:,} expected (sha256 {file.sha256})"
    if digest is not None and digest != file.sha256:
        return f"changed: its {size:,} bytes have sha256 {digest}, expected {file.sha256}"
    return None


def check(folder: Path, file: DataFile) -> str | None:
    """Say what is wrong with `folder/file.path` on disk, or None; reads it in pieces."""
    path = folder / file.path
    try:
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size != file.bytes:
                return complaint(file, size, None)
            digest = hashlib.sha256()
            while chunk := stream.read(CHUNK_BYTES):
                digest.update(chunk)
    except FileNotFoundError:
        return f"missing: {file.bytes:,} bytes expected"
    except OSError as error:
        return f"can't be read: {error.strerror}"
    return complaint(file, size, digest.hexdigest())


def check_size(folder: Path, file: DataFile) -> str | None:
    """Say what is wrong with a file as far as its size tells, or None; reads nothing."""
    try:
        return complaint(file, (folder / file.path).stat().st_size, None)
    except FileNotFoundError:
        return f"missing: {file.bytes:,} bytes expected"
    except OSError as error:
        return f"can't be read: {error.strerror}"


def wrong_file(folder: Path, file: DataFile, what: str) -> CourseError:
    """Make the error about one wrong file: which, what was expected, what came, how to mend it."""
    return CourseError(
        f"{folder / file.path} is {what}.\n"
        "It was not used and not touched. Copy it again from where this mirror came from, "
        "then check with: coursekit data verify"
    )


def read_verified(folder: Path, file: DataFile) -> bytes:
    """Read a whole file and return its bytes only if they are the expected ones.

    The bytes that were checked are the bytes that are returned: the file is read once.

    Raises:
        CourseError: If the file is missing, cut off or changed.
    """
    what = check_size(folder, file)
    if what is None:
        try:
            content = (folder / file.path).read_bytes()
        except OSError as error:
            raise wrong_file(folder, file, f"can't be read: {error.strerror}") from error
        what = complaint(file, len(content), hashlib.sha256(content).hexdigest())
    if what is not None:
        raise wrong_file(folder, file, what)
    return content
