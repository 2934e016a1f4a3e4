"""Links and a hard link to a secret, which a cell then reads."""

import os
from pathlib import Path


def place(folder):
    secret = Path("@PRIVATE@")
    (folder / "secret.txt").symlink_to(secret)
    (folder / "folder").symlink_to(secret.parent)
    os.link(secret, folder / "hard.txt")
