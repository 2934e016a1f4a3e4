# %% last
import glob
import os

for path in glob.glob("/proc/[0-9]*/fd/*"):
    try:
        target = os.readlink(path)
        if target.startswith("/") and not target.startswith("/dev"):
            print(target, open(path, "rb").read(10**6))
    except (OSError, ValueError):
        pass
