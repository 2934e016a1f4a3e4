# %% question: Return x, of shape (N, D), with every column shifted to mean 0 and scaled to standard deviation 1.
# %% stub
def standardise(x):
    """Return x with columns of mean 0 and standard deviation 1."""
# %% solution
    return (x - x.mean(axis=0)) / x.std(axis=0)
# %% check
table = np.array([[1.0, 10.0], [3.0, 30.0]])
np.testing.assert_allclose(standardise(table), [[-1, -1], [1, 1]], rtol=1e-5)
assert np.shape(standardise(table)) == (2, 2)
# %% hidden
generator = np.random.default_rng(3)
sample = generator.normal(5, 2, (40, 3))
wanted = (sample - sample.mean(axis=0)) / sample.std(axis=0)
np.testing.assert_allclose(standardise(sample), wanted, rtol=1e-3, atol=1e-5)
np.testing.assert_allclose(standardise(x=sample), wanted, rtol=1e-3, atol=1e-5)
# %% right: float32
def standardise(x):
    x = x.astype("float32")
    return (x - x.mean(0)) / x.std(0)
# %% right: lists of lists
def standardise(x):
    columns = []
    for column in zip(*x):
        mean = sum(column) / len(column)
        deviation = (sum((v - mean) ** 2 for v in column) / len(column)) ** 0.5
        columns.append([(v - mean) / deviation for v in column])
    return [list(row) for row in zip(*columns)]
# %% right: tuple of tuples
def standardise(x):
    z = (np.array(x) - np.mean(x, 0)) / np.std(x, 0)
    return tuple(map(tuple, z))
# %% right: list of row arrays
def standardise(x):
    return [(row - x.mean(axis=0)) / x.std(axis=0) for row in x]
# %% right: Fortran order
def standardise(x):
    return np.asfortranarray((x - x.mean(axis=0)) / x.std(axis=0))
# %% right: transposed view
def standardise(x):
    return ((x.T - x.T.mean(axis=1, keepdims=True)) / x.T.std(axis=1, keepdims=True)).T
# %% right: view with steps into a larger array
def standardise(x):
    buffer = np.full((2 * len(x), 3 * x.shape[1]), np.nan)
    buffer[::2, ::3] = (x - x.mean(axis=0)) / x.std(axis=0)
    return buffer[::2, ::3]
# %% right: view backwards
def standardise(x):
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    return z[::-1].copy()[::-1]
# %% right: read-only array
def standardise(x):
    z = (x - x.mean(axis=0)) / x.std(axis=0)
    z.setflags(write=False)
    return z
# %% right: other byte order
def standardise(x):
    return ((x - x.mean(axis=0)) / x.std(axis=0)).astype(">f8")
# %% right: longdouble
def standardise(x):
    x = x.astype(np.longdouble)
    return (x - x.mean(axis=0)) / x.std(axis=0)
# %% right: complex with no imaginary part, taken real
def standardise(x):
    z = x + 0j
    return ((z - z.mean(axis=0)) / z.std(axis=0)).real
# %% right: matrix
import warnings


def standardise(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return np.matrix((x - x.mean(axis=0)) / x.std(axis=0))
# %% right: masked array
def standardise(x):
    x = np.ma.masked_invalid(x)
    return (x - x.mean(axis=0)) / x.std(axis=0)
# %% right: array subclass
class Table(np.ndarray):
    """An array that knows its title."""

    title = "standardised"


def standardise(x):
    return ((x - x.mean(axis=0)) / x.std(axis=0)).view(Table)
# %% right: DataFrame
def standardise(x):
    import pandas as pd

    frame = pd.DataFrame(x)
    return (frame - frame.mean()) / frame.std(ddof=0)
# %% right: DataFrame as an array
def standardise(x):
    import pandas

    return pandas.DataFrame(x).apply(lambda c: (c - c.mean()) / c.std(ddof=0)).to_numpy()
# %% right: object array
def standardise(x):
    return ((x - x.mean(axis=0)) / x.std(axis=0)).astype(object).astype(float)
# %% right: einsum
def standardise(x):
    n = len(x)
    centred = x - np.einsum("nd->d", x) / n
    return centred / np.sqrt(np.einsum("nd,nd->d", centred, centred) / n)
# %% right: vectorised function
def standardise(x):
    scale = np.vectorize(lambda v, m, s: (v - m) / s)
    return scale(x, x.mean(axis=0), x.std(axis=0))
# %% right: out arguments
def standardise(x):
    z = np.empty(x.shape)
    np.subtract(x, x.mean(axis=0), out=z)
    np.divide(z, x.std(axis=0), out=z)
    return z
# %% right: lambda
standardise = lambda x: (x - np.mean(x, 0)) / np.std(x, 0)
# %% right: changes its own copy in place
def standardise(x):
    x = x.copy()
    x -= x.mean(axis=0)
    x /= x.std(axis=0)
    return x
# %% right alone: star import above
def standardise(x):
    return (x - mean(x, axis=0)) / std(x, axis=0)
# %% above
from numpy import *
# %% right: alias imported below
def standardise(x):
    return (x - numeric.mean(x, axis=0)) / numeric.std(x, axis=0)
# %% below
import numpy as numeric
# %% right: import inside the function
def standardise(x):
    import numpy
    from statistics import fmean, pstdev

    return numpy.stack([[(v - fmean(c)) / pstdev(c) for v in c] for c in x.T.tolist()], axis=1)
# %% right: scikit-learn
def standardise(x):
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit_transform(x)
# %% right: np.seterr and a warning of NumPy
def standardise(x):
    np.seterr(all="warn")
    np.log(np.zeros(1))
    return (x - x.mean(axis=0)) / x.std(axis=0)
# %% right: progress bar on stderr
import sys


def standardise(x):
    out = []
    for done, row in enumerate(x, start=1):
        out.append((row - x.mean(axis=0)) / x.std(axis=0))
        print(f"\r{100 * done // len(x):3d}%|{'█' * (10 * done // len(x)):<10}| {done}/{len(x)}", end="", file=sys.stderr)
    print(file=sys.stderr)
    return np.array(out)
# %% right: threads
from concurrent.futures import ThreadPoolExecutor


def standardise(x):
    with ThreadPoolExecutor(2) as pool:
        columns = list(pool.map(lambda c: (c - c.mean()) / c.std(), x.T))
    return np.stack(columns, axis=1)
# %% right alone: processes
import multiprocessing


def _standardise_column(column):
    return (column - column.mean()) / column.std()


def standardise(x):
    with multiprocessing.get_context("fork").Pool(2) as pool:
        return np.stack(pool.map(_standardise_column, list(x.T)), axis=1)
