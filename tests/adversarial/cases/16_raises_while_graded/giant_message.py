# %% answer squares
def squares(count):
    raise ValueError("x" * 64_000_000)
