# %% answer squares
def stubborn():
    try:
        yield 1
    finally:
        while True:
            pass


def squares(count):
    for value in stubborn():
        break
    return [value]
