# %% last
import glob
import os

for pattern in ("@HOME@/.local/share/jupyter/runtime/*", os.path.expanduser("~/.local/share/jupyter/runtime/*"), "/tmp/**/kernel-*.json", "@RUNTIME@/**/*"):
    for path in glob.glob(pattern, recursive=True):
        if os.path.isfile(path) and "ipc" not in open(path, errors="replace").read(4096):
            print("FOU" "ND", path)
