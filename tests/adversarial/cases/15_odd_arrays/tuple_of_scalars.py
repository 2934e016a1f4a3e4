# %% answer normalise
def normalise(values):
    return tuple((values - values.mean()) / values.std())
