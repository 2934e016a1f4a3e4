# %% answer squares
def squares(count):
    raise NotImplementedError
