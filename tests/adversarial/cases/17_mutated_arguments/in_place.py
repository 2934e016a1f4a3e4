# %% answer normalise
def normalise(values):
    values -= values.mean()
    values /= values.std()
    return values
