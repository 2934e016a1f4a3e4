# %% answer normalise
def normalise(values):
    padded = np.zeros((2, 2 * values.size))
    padded[1, ::2] = ((values - values.mean()) / values.std())[::-1]
    return padded[1, ::2][::-1]
