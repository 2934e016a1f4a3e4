"""What grading one submission gave, as plain data on disk: `<key>/bundle.json` and the autograded files beside it.

A bundle is built aside and appears by one rename, so whatever stands under its key is whole.
"""

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

FORMAT = 1
RECORD = "bundle.json"
FILES = "autograded"


@dataclass(frozen=True)
class CellResult:
    """What one graded cell earned.

    Attributes:
        points: Given by the autograder; None while a hand has to give them.
        hand: Whether a hand has to look.
        reason: Why, in words.
        misconception: The known mistake that the answer shows, if one was recognised.
        contained: Whether the learner's code ran in a sandbox; None where nothing ran.
    """

    notebook: str
    cell: str
    points: float | None
    maximum: float
    hand: bool
    reason: str
    misconception: str | None = None
    contained: bool | None = None


@dataclass(frozen=True)
class CommentResult:
    """What nbgrader says by itself about an answer ("No response."), or None."""

    notebook: str
    cell: str
    text: str | None


@dataclass(frozen=True)
class Bundle:
    """The result of one job.

    Attributes:
        timestamp: When it was handed in, naive UTC in ISO form; None if unknown.
        failure: Why it could not be graded; None if it was.
        mends: What was put right before it was graded, in words.
        files: SHA-256 of each autograded file, by its path.
    """

    key: str
    learner: str
    assignment: str
    grader: str
    timestamp: str | None
    cells: tuple[CellResult, ...]
    comments: tuple[CommentResult, ...]
    failure: str | None = None
    mends: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps({"format": FORMAT} | asdict(self), indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Bundle":
        """Read what `to_json` wrote.

        Raises:
            ValueError: If it is something else.
        """
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise ValueError(f"no bundle of format {FORMAT}")
        try:
            data["cells"] = tuple(CellResult(**cell) for cell in data["cells"])
            data["comments"] = tuple(CommentResult(**comment) for comment in data["comments"])
            data["mends"] = tuple(data["mends"])
            return cls(**data)
        except (KeyError, TypeError) as problem:
            raise ValueError(f"a bundle with a wrong field: {problem}") from problem


def write_bundle(bundle: Bundle, bundles: Path, autograded: Path | None) -> Bundle:
    """Write a bundle under its key; one that stands there already is replaced.

    Args:
        autograded: Folder of the autograded files; moved into the bundle. None if there are none.
    """
    bundles.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=bundles, prefix=f".{bundle.key}."))
    if autograded is not None:
        shutil.move(autograded, aside / FILES)
    bundle = replace(bundle, files=files_of(aside / FILES))
    (aside / RECORD).write_text(bundle.to_json(), encoding="utf-8")
    for path in [aside, *aside.rglob("*")]:
        _flush(path)
    if (bundles / bundle.key).exists():
        forget_bundle(bundles, bundle.key)
    os.rename(aside, bundles / bundle.key)
    _flush(bundles)
    return bundle


def read_bundle(bundles: Path, key: str) -> Bundle | None:
    """Return the bundle of a job; None if there is none that is whole."""
    folder = bundles / key
    try:
        bundle = Bundle.from_json((folder / RECORD).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return bundle if bundle.key == key and files_of(folder / FILES) == bundle.files else None


def forget_bundle(bundles: Path, key: str) -> None:
    """Remove a bundle: out of sight by one rename, then file by file."""
    aside = Path(tempfile.mkdtemp(dir=bundles, prefix=f".{key}."))
    os.rename(bundles / key, aside / "old")
    shutil.rmtree(aside)


def remove_half_made(bundles: Path) -> None:
    """Remove what a killed run was building or removing."""
    for path in bundles.glob(".*"):
        shutil.rmtree(path)


def files_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
