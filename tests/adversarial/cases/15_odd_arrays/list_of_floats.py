# %% answer normalise
def normalise(values):
    return ((values - values.mean()) / values.std()).tolist()
