"""Collect submissions without following links: nbgrader's own collector copies what they point at."""

import os
import shutil
import tempfile
from pathlib import Path

from nbgrader.exchange.default import ExchangeCollect


class CollectWithoutLinks(ExchangeCollect):
    """For `ExchangeFactory.collect`: what is no plain file of its own never leaves the exchange."""

    def do_copy(self, src, dest, log=None):
        """Copy a submission but for its links, pipes, sockets and devices."""
        if Path(src).is_symlink():
            self.log.error("%s: not collected, since it is a link", src)
            return
        strange = set(strange_entries(Path(src)))
        for path in sorted(strange):
            self.log.warning("%s: left out, since it is a link, pipe, socket or device", path)
        if not strange:
            super().do_copy(src, dest, log=log)
            return
        with tempfile.TemporaryDirectory(prefix="coursekit-collect-") as aside:
            plain = Path(aside) / "submission"
            shutil.copytree(
                src, plain, ignore=lambda folder, names: {name for name in names if Path(folder, name) in strange}
            )
            super().do_copy(str(plain), dest, log=log)


def strange_entries(folder: Path) -> list[Path]:
    """Everything below `folder` that is neither a folder nor a plain file with one name."""
    found = []
    for root, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            path = Path(root, name)
            status = path.lstat()
            if path.is_symlink() or not (path.is_dir() or path.is_file()) or (path.is_file() and status.st_nlink > 1):
                found.append(path)
    return found
