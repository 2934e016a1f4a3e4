# %% answer normalise
def normalise(values):
    values[...] = 0
    values.resize((0,), refcheck=False)
    return values
