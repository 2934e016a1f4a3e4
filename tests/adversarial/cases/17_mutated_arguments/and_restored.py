# %% answer normalise
def normalise(values):
    kept = values.copy()
    values -= values.mean()
    values /= values.std()
    result = values.copy()
    values[:] = kept
    return result
