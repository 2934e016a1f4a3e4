"""Who grades: whoever runs the tests, and where that is root, an ordinary user as well."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

BECOME = Path(__file__).parents[1] / "kernels" / "ordinary.py"  # runs Python as a user who may do nothing special
ORDINARY_UID = 61_001


@dataclass(frozen=True)
class Identity:
    """A name, the command that runs Python so, and who then owns the files; None: whoever runs this."""

    name: str
    python: tuple[str, ...] = (sys.executable,)
    uid: int | None = None


MYSELF = Identity("root" if os.geteuid() == 0 else "ordinary user")
# An ordinary user can't become root; root can become an ordinary user, and tries both.
IDENTITIES = [MYSELF] + [Identity("ordinary user", (sys.executable, str(BECOME)), ORDINARY_UID)] * (os.geteuid() == 0)
