# %% answer normalise
def normalise(values):
    return np.ma.masked_all(values.shape)
