# %% first
import builtins
import ctypes
import os
import socket
import sys

import coursekit.checks
import matplotlib
import numpy

found = [module.__name__ for module in (builtins, numpy, coursekit.checks, matplotlib) if hasattr(module, "LEFT_BEHIND")]
found += ["left_behind"] if "left_behind" in sys.modules else []
found += ["rcParams"] if matplotlib.rcParams["figure.facecolor"] == "red" else []
for base in ("/tmp", "/dev/shm", "/var/tmp", "/run", os.path.expanduser("~"), os.getcwd(), sys.prefix):
    for folder, _, files in os.walk(base):
        found += [os.path.join(folder, name) for name in files if "@TOKEN@" in name]
try:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect("\0left-@TOKEN@")
        found.append("daemon")
except OSError:
    pass
libc = ctypes.CDLL(None, use_errno=True)
found += ["shared memory"] if libc.shmget(0x6274, 4096, 0o666) >= 0 else []
found += ["keyring"] if libc.syscall(249, b"user", b"left-behind", 0, 0) >= 0 else []
print("LEF" "TOVER" if found else "nothing", found)
