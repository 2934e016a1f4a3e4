# %% answer normalise
class Raising(np.ndarray):
    def __getattribute__(self, name):
        raise RuntimeError("don't look")

    def __array_finalize__(self, other):
        pass


def normalise(values):
    return np.zeros(4).view(Raising)
