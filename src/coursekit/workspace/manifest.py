"""Remembers what was laid into a workspace, so that what a learner wrote can be told from what came from us."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from coursekit.files import write_atomically

PLACE = Path(".coursekit") / "laid.json"


@dataclass
class Entry:
    """What is known of one laid file.

    Attributes:
        ours: Digest (SHA-256) of every version that was ever laid or is about to be; other content is the learner's.
        settled: Digest of the newest version that the learner has, in its place or beside it.
    """

    ours: list[str] = field(default_factory=list)
    settled: str = ""


class Manifest:
    """The entries by path relative to the workspace."""

    def __init__(self, workspace: Path):
        self.file = workspace / PLACE
        self.entries: dict[str, Entry] = {}
        self.unreadable = False
        try:
            content = json.loads(self.file.read_text(encoding="utf-8"))
            self.entries = {path: Entry(**entry) for path, entry in content["files"].items()}
        except FileNotFoundError:
            pass  # a new workspace
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.unreadable = True  # then every file that differs counts as the learner's

    def __getitem__(self, path: str) -> Entry:
        return self.entries.setdefault(path, Entry())

    def save(self) -> None:
        """Write the manifest, atomically."""
        files = {path: asdict(entry) for path, entry in sorted(self.entries.items())}
        write_atomically(self.file, json.dumps({"files": files}, indent=1) + "\n")
