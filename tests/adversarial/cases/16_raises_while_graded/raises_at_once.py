# %% answer squares
def squares(count):
    raise RuntimeError("out of order")
