# %% last
import glob

for path in glob.glob("friend/**/*", recursive=True):
    try:
        print(open(path).read())
    except OSError:
        pass
