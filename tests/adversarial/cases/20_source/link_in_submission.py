# %% last
import pathlib

for path in [*pathlib.Path().rglob("*.ipynb"), *pathlib.Path().glob("*.txt")]:
    try:
        print(path.read_text())
    except OSError as error:
        print(error)
