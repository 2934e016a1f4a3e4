# %% answer squares
def squares(count):
    raise KeyboardInterrupt
