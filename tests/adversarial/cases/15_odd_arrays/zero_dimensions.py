# %% answer normalise
def normalise(values):
    return np.array(1.0)
