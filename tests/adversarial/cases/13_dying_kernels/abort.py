# %% answer squares
import os


def squares(count):
    os.abort()
