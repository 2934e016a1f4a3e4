"""What a contained program may use at most: one frozen record, plain numbers, units in the names."""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from coursekit.errors import CourseError

MIB = 1024 * 1024


def _limit(default: int, help: str) -> int:
    """One limit with the sentence that a user reads about it."""
    return field(default=default, metadata={"help": help})


@dataclass(frozen=True)
class Limits:
    """Upper bounds for one contained program and everything that it starts; each is a whole number of at least 1."""

    memory_mib: int = _limit(6144, "memory of the whole tree of processes, in MiB; TensorFlow needs 3072")
    processes: int = _limit(256, "processes and threads that may be alive at the same time")
    cpu_seconds: int = _limit(1800, "processor time of the whole tree, in seconds")
    cell_seconds: int = _limit(120, "wall time of one cell, in seconds")
    submission_seconds: int = _limit(1800, "wall time of one submission, in seconds")
    file_mib: int = _limit(256, "size of any one file, in MiB")
    disk_mib: int = _limit(512, "all files, in MiB: one half in the home folder, the other in /tmp")
    disk_files: int = _limit(
        20_000, "files, folders and links that may exist: one half in the home folder, the other in /tmp"
    )
    shared_mib: int = _limit(256, "shared memory in /dev/shm, in MiB")
    open_files: int = _limit(1024, "descriptors that one process may hold open")
    output_mib: int = _limit(8, "output of one cell, in MiB; the rest is cut while it streams")

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise CourseError(
                    f"limit {each.name} ({each.metadata['help']}) must be a whole number of at least 1; "
                    f"received {value!r}. Correct it where the limits are set."
                )

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "Limits":
        """Read limits from plain data; what is left out keeps its default.

        Raises:
            CourseError: If a name is unknown or a value is not a whole number of at least 1.
        """
        known = [each.name for each in fields(cls)]
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise CourseError(f"unknown limit {', '.join(unknown)}; known are {', '.join(known)}.")
        return cls(**values)

    def to_dict(self) -> dict[str, int]:
        """Return the limits as plain data, ready for JSON."""
        return asdict(self)


def describe(name: str) -> str:
    """Return the sentence, with its unit, that explains the limit `name`."""
    return next(each.metadata["help"] for each in fields(Limits) if each.name == name)
