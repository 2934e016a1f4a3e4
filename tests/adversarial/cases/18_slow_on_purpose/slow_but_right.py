# %% answer squares
import time


def squares(count):
    time.sleep(0.3)
    return [number**2 for number in range(1, count + 1)]
