# %% last
import glob

for path in glob.glob("@COURSE@/*/@NEIGHBOUR@/*/*.ipynb"):
    try:
        open(path, "a").write("@TOKEN@")
    except OSError as error:
        print(error)
