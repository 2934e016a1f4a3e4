# %% answer normalise
def normalise(values):
    return np.lib.stride_tricks.as_strided(np.zeros(4), shape=(2**20,), strides=(-4096,))
