# %% answer squares
def squares(count):
    while True:
        pass
