# %% question: Limit every value to the interval from low to high, in place; values is a list or an array. Return None.
# %% stub
def clip_in_place(values, low, high):
    """Limit values to [low, high] in place."""
# %% solution
    for index, value in enumerate(values):
        values[index] = min(max(value, low), high)
# %% check
numbers = [-3, 2, 14]
assert clip_in_place(numbers, 0, 10) is None
assert numbers == [0, 2, 10]
# %% hidden
heights = np.array([0.5, -0.5, 1.5, 1.0])
same = heights
clip_in_place(heights, 0.0, 1.0)
assert same is heights
np.testing.assert_array_equal(heights, [0.5, 0.0, 1.0, 1.0])
empty = []
clip_in_place(empty, 0, 1)
assert empty == []
nested = {"inside": [7, -7]}
clip_in_place(nested["inside"], -1, 1)
assert nested == {"inside": [1, -1]}
clip_in_place(high=2, low=1, values=numbers)
assert numbers == [1, 2, 2]
# %% right: slice assignment
def clip_in_place(values, low, high):
    values[:] = [low if v < low else high if v > high else v for v in values]
# %% right: range and if
def clip_in_place(values, low, high):
    for i in range(len(values)):
        if values[i] < low:
            values[i] = low
        elif values[i] > high:
            values[i] = high
# %% right: np.clip into the slice
def clip_in_place(values, low, high):
    clipped = np.clip(values, low, high)
    for i, value in enumerate(clipped):
        values[i] = value.item()
# %% right: by kind of container
from functools import singledispatch


@singledispatch
def clip_in_place(values, low, high):
    values[:] = [min(high, max(low, v)) for v in values]


@clip_in_place.register
def _(values: np.ndarray, low, high):
    np.clip(values, low, high, out=values)


_clip = clip_in_place


def clip_in_place(values, low, high):
    _clip(values, low, high)
# %% right: pop and append
def clip_in_place(values, low, high):
    kept = [sorted((low, v, high))[1] for v in values]
    if isinstance(values, list):
        values.clear()
        values.extend(kept)
    else:
        values[...] = kept
# %% right: recursion
def clip_in_place(values, low, high, start=0):
    if start < len(values):
        values[start] = max(low, min(values[start], high))
        return clip_in_place(values, low, high, start + 1)
# %% right: __setitem__ called by map
def clip_in_place(values, low, high):
    any(map(values.__setitem__, range(len(values)), [max(low, min(high, v)) for v in values]))
# %% right: boolean masks for arrays
def clip_in_place(values, low, high):
    array = np.asarray(values)
    low_ones, high_ones = array < low, array > high
    for i in np.flatnonzero(low_ones):
        values[i] = low
    for i in np.flatnonzero(high_ones):
        values[i] = high
# %% right: lambda
clip_in_place = lambda values, low, high: values.__setitem__(slice(None), [max(low, min(high, v)) for v in values])
# %% right: class with a static __call__
class Clip:
    def __call__(self, values, low, high):
        for i, v in enumerate(list(values)):
            values[i] = {True: low, False: {True: high, False: v}[v > high]}[v < low]


clip_in_place = Clip()
# %% right: memoryview-like walk from behind
def clip_in_place(values, low, high):
    i = len(values)
    while i:
        i -= 1
        v = values[i]
        values[i] = low if v < low else v if v <= high else high
