# %% right: take it out of a list
def read_the_shape(shape, axis):
    lengths = list(shape)
    lengths.pop(axis)
    return tuple(lengths)


# %% right: let NumPy sum zeros
def read_the_shape(shape, axis):
    return np.zeros(shape).sum(axis=axis).shape


# %% right: keep the others
def read_the_shape(shape, axis):
    return [length for place, length in enumerate(shape) if place != axis % len(shape)]


# %% right: two slices
def read_the_shape(shape, axis):
    if axis < 0:
        axis = axis + len(shape)
    return shape[:axis] + shape[axis + 1 :]


# %% wrong named-axis-kept: that is the axis that goes away; the others stay
def read_the_shape(shape, axis):
    return (shape[axis],)


# %% wrong length-alone: that is the axis that goes away; the others stay
def read_the_shape(shape, axis):
    return shape[axis]


# %% wrong no-tuple: a shape is a tuple, also with one entry: (4,)
def read_the_shape(shape, axis):
    lengths = list(shape)
    lengths.pop(axis)
    return lengths[0] if len(lengths) == 1 else tuple(lengths)


# %% wrong kept-with-length-one: the axis is gone after a sum; it stays with length 1 only if you ask for keepdims=True
def read_the_shape(shape, axis):
    lengths = list(shape)
    lengths[axis] = 1
    return tuple(lengths)


# %% wrong how-many: that is how many numbers are added up or left, not their shape
def read_the_shape(shape, axis):
    return math.prod(shape)


# %% wrong counted-from-one: axes are counted from 0: axis 1 is the second
def read_the_shape(shape, axis):
    return tuple(length for place, length in enumerate(shape, start=1) if place != max(axis, 1))


# %% wrong all-before-gone: only the named axis goes away; the ones before it stay
def read_the_shape(shape, axis):
    return tuple(shape[axis + 1 :])


# %% wrong negative-not-found: a negative axis counts from the end: -1 is the last
def read_the_shape(shape, axis):
    return tuple(length for place, length in enumerate(shape) if place != axis)


# %% wrong negative-slices: a negative axis counts from the end: -1 is the last
def read_the_shape(shape, axis):
    return shape[:axis] + shape[axis + 1 :]


# %% wrong equal-lengths-together: two axes of the same length are two axes: take out the one at that place, no other
def read_the_shape(shape, axis):
    return tuple(length for length in shape if length != shape[axis])
