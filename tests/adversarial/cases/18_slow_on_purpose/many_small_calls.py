# %% answer squares
import itertools


class Endless(list):
    def __iter__(self):
        return itertools.repeat(1)


def squares(count):
    return itertools.count(1)
