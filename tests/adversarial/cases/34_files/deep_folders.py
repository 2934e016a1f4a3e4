# %% last
import os

here = os.getcwd()
for _ in range(1000):
    os.mkdir("@TOKEN@" * 10)
    os.chdir("@TOKEN@" * 10)
os.chdir(here)
