# %% answer normalise
def normalise(values):
    mapped = np.memmap("@TOKEN@.bin", dtype=float, mode="w+", shape=values.shape)
    mapped[:] = (values - values.mean()) / values.std()
    return mapped
