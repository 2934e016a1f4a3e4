# %% answer squares
import time


def squares(count):
    time.sleep(3600)
