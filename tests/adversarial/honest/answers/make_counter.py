# %% question: Return a function of no arguments that returns 1, then 2, then 3, …; two counters count apart.
# %% stub
def make_counter():
    """Return a function that counts its calls."""
# %% solution
    count = 0

    def counter():
        nonlocal count
        count += 1
        return count

    return counter
# %% check
counter = make_counter()
assert [counter(), counter(), counter()] == [1, 2, 3]
# %% hidden
one, two = make_counter(), make_counter()
one()
one()
assert two() == 1
assert one() == 3
assert callable(one)
# %% right: itertools.count
from itertools import count


def make_counter():
    return count(1).__next__
# %% right: partial of next
import functools
import itertools


def make_counter():
    return functools.partial(next, itertools.count(1))
# %% right: class with __call__
class Counter:
    def __init__(self):
        self.calls = 0

    def __call__(self):
        self.calls += 1
        return self.calls


make_counter = Counter
# %% right: mutable default
def make_counter():
    def counter(calls=[]):
        calls.append(1)
        return len(calls)

    return lambda calls=[]: counter(calls)
# %% right: generator
def make_counter():
    def numbers():
        n = 1
        while True:
            yield n
            n += 1

    return numbers().__next__
# %% right: function attribute
def make_counter():
    def counter():
        counter.calls += 1
        return counter.calls

    counter.calls = 0
    return counter
# %% right: bound method
class Clicker:
    clicks = 0

    def click(self):
        self.clicks += 1
        return self.clicks


def make_counter():
    return Clicker().click
# %% right: lambda over a dictionary
make_counter = lambda: (lambda box: lambda: box.update(n=box["n"] + 1) or box["n"])({"n": 0})
# %% right: NumPy integers
def make_counter():
    calls = np.zeros((), dtype=int)

    def counter():
        calls[...] += 1
        return calls[()]

    return counter
# %% right: 0-d results
def make_counter():
    calls = np.array(0)

    def counter():
        calls[...] += 1
        return calls.copy()

    return counter
# %% right: lock for threads
import threading


def make_counter():
    lock, calls = threading.Lock(), [0]

    def counter() -> int:
        with lock:
            calls[0] += 1
            return calls[0]

    return counter
# %% right: iter over a deque
from collections import deque


def make_counter():
    log = deque()

    def counter():
        log.append(None)
        return len(log)

    return counter
