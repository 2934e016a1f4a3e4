# %% answer normalise
def normalise(values):
    return np.empty((0,))
