# %% answer squares
import os
import tempfile

folder = tempfile.mkdtemp()
os.chdir(folder)
os.rmdir(folder)


def squares(count):
    return [number**2 for number in range(1, count + 1)]
