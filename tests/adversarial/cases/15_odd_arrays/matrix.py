# %% answer normalise
def normalise(values):
    return np.matrix((values - values.mean()) / values.std())
