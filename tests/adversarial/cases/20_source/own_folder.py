# %% last
import pathlib

for path in pathlib.Path().rglob("*"):
    if path.is_file():
        print(path, path.read_bytes()[:100_000])
