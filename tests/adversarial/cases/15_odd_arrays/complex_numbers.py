# %% answer normalise
def normalise(values):
    return ((values - values.mean()) / values.std()).astype(complex)
