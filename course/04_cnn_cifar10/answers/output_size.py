# %% right: formula
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError(f"a kernel of {kernel} does not fit into {size} + 2 * {padding} pixels")
    return (size + 2 * padding - kernel) // stride + 1


# %% right: walk the window until it falls off
def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    padded = padding + size + padding
    if kernel > padded:
        raise ValueError("kernel larger than the padded input")
    start, windows = 0, 0
    while start + kernel <= padded:
        windows += 1
        start += stride
    return windows


# %% right: length of the range of starts
def output_size(size, kernel, stride=1, padding=0):
    starts = range(0, size + 2 * padding - kernel + 1, stride)
    if not starts:
        raise ValueError(f"{kernel} does not fit")
    return len(starts)


# %% right: math.floor on a fraction
import math


def output_size(size, kernel, stride=1, padding=0):
    free = size + padding * 2 - kernel
    if free < 0:
        raise ValueError("too large a kernel")
    return math.floor(free / stride) + 1


# %% right: lambda
def fits(size, kernel, padding):
    if kernel - 2 * padding > size:
        raise ValueError("kernel does not fit")
    return size - kernel + 2 * padding


output_size = lambda size, kernel, stride=1, padding=0: np.int64(1 + fits(size, kernel, padding) // stride)


# %% wrong steps-not-positions: that is how many steps the window takes; it also stands somewhere before its first step
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel) // stride


# %% wrong one-inside-the-division: the 1 is added after the division by the stride, not before
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel + 1) // stride


# %% wrong padded-once: padding is added on both sides, so it counts twice
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return (size + padding - kernel) // stride + 1


# %% wrong rounded-up: a last window that sticks out of the input is not taken: round down
import math


def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return math.ceil((size + 2 * padding - kernel) / stride) + 1


# %% wrong float-division: use whole-number arithmetic, such as // for division
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel) / stride + 1


# %% wrong keras-same: that is Keras's padding="same", which hides its padding; here padding is a number
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size + 2 * padding:
        raise ValueError("does not fit")
    return -(-size // stride)


# %% wrong no-error: a kernel of 3 has no place in 2 pixels: raise a ValueError instead of returning a size
def output_size(size, kernel, stride=1, padding=0):
    return max(0, (size + 2 * padding - kernel) // stride + 1)


# %% wrong error-before-padding: the padding makes room: compare the kernel with the padded input
def output_size(size, kernel, stride=1, padding=0):
    if kernel > size:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel) // stride + 1


# %% wrong exact-fit-refused: a kernel as large as the padded input fits once: refuse only a larger one
def output_size(size, kernel, stride=1, padding=0):
    if kernel >= size + 2 * padding:
        raise ValueError("does not fit")
    return (size + 2 * padding - kernel) // stride + 1


# %% wrong rounded-towards-zero: int() rounds -1/2 up to 0, so a position appears where none is
def output_size(size, kernel, stride=1, padding=0):
    positions = int((size + 2 * padding - kernel) / stride) + 1
    if positions < 1:
        raise ValueError("does not fit")
    return positions
