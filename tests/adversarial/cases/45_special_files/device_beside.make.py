"""A link to an endless device beside the notebook, and the device itself where the grader may make one."""

import os
import stat


def place(folder):
    (folder / "zeros.bin").symlink_to("/dev/zero")
    if os.geteuid() == 0:
        os.mknod(folder / "random.bin", 0o666 | stat.S_IFCHR, os.makedev(1, 9))
