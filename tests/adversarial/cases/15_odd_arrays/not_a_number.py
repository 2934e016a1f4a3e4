# %% answer normalise
def normalise(values):
    return np.full(values.shape, np.nan)
