# %% answer squares
def squares(count):
    return [bytes(10_000_000) for _ in range(4)]
