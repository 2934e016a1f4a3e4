# %% question: Return an iterable of n, n - 1, …, 1.
# %% stub
def countdown(n):
    """Return an iterable that counts down from n to 1."""
# %% solution
    yield from range(n, 0, -1)
# %% check
assert [int(value) for value in countdown(4)] == [4, 3, 2, 1]
assert list(countdown(0)) == []
# %% hidden
assert sum(countdown(100)) == 5050
assert max(countdown(7)) == 7
first, *rest = countdown(3)
assert (first, rest) == (3, [2, 1])
# %% right: generator
def countdown(n):
    while n > 0:
        yield n
        n -= 1
# %% right: generator expression
def countdown(n):
    return (n - i for i in range(n))
# %% right: range
def countdown(n):
    return range(n, 0, -1)
# %% right: list
def countdown(n):
    return list(range(n, 0, -1))
# %% right: tuple
def countdown(n):
    return tuple(range(n, 0, -1))
# %% right: reversed iterator
def countdown(n):
    return reversed(range(1, n + 1))
# %% right: map object
def countdown(n):
    return map(lambda i: n - i, range(n))
# %% right: itertools
import itertools


def countdown(n):
    return itertools.islice(itertools.count(n, -1), n)
# %% right: takewhile
from itertools import count, takewhile


def countdown(n):
    return takewhile(lambda value: value > 0, count(n, step=-1))
# %% right: deque
from collections import deque


def countdown(n):
    values = deque()
    for value in range(1, n + 1):
        values.appendleft(value)
    return values
# %% right: keys of a dictionary
def countdown(n):
    return dict.fromkeys(range(n, 0, -1)).keys()
# %% right: array
def countdown(n):
    return np.arange(n, 0, -1)
# %% right: class with __iter__ and __next__
class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


def countdown(n):
    return Countdown(n)
# %% right: the class itself, with a generator method
class countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for value in range(self.n, 0, -1):
            yield value
# %% right: class with __getitem__ only
class Steps:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, index):
        if index >= self.n:
            raise IndexError(index)
        return self.n - index


countdown = Steps
# %% right: iter with a sentinel
def countdown(n):
    values = [0, *range(1, n + 1)]
    return iter(values.pop, 0)
# %% right: chained generators, recursion
def countdown(n):
    if n > 0:
        yield n
        yield from countdown(n - 1)
# %% right: collections.abc.Sequence
from collections.abc import Sequence


class Down(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, index):
        return range(self.n, 0, -1)[index]


def countdown(n):
    return Down(n)
# %% right: pandas Series
def countdown(n):
    import pandas as pd

    return pd.Series(range(n, 0, -1))
# %% right: nditer
def countdown(n):
    return (value.item() for value in np.nditer(np.arange(n, 0, -1), flags=["zerosize_ok"]))
# %% right: zip taken apart
def countdown(n):
    return [value for (value,) in zip(range(n, 0, -1))]
# %% right: generator with a finally and a print
def countdown(n):
    try:
        for value in range(n, 0, -1):
            yield value
    finally:
        print("ignition")
