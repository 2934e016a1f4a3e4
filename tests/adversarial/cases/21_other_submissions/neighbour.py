# %% last
import glob

for base in ("@COURSE@", "../../..", "../.."):
    for path in glob.glob(f"{base}/*/@NEIGHBOUR@/**/*.ipynb", recursive=True) + glob.glob(f"{base}/@NEIGHBOUR@/**/*.ipynb", recursive=True):
        print(open(path).read())
