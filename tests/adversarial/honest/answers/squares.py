# %% question: Return the list of the squares of 1, 2, …, n. Raise a ValueError when n is below 1.
# %% stub
def squares(n):
    """Return the squares of 1 to n."""
# %% solution
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i**2 for i in range(1, n + 1)]
# %% check
assert squares(1) == [1]
assert squares(4) == [1, 4, 9, 16]
try:
    squares(0)
except ValueError:
    pass
else:
    raise AssertionError("squares(0) must raise a ValueError")
# %% hidden
assert squares(10) == [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]
for bad in (-1, -7):
    try:
        squares(bad)
    except ValueError:
        continue
    raise AssertionError("squares of a negative number must raise a ValueError")
# %% right: loop and append
def squares(n):
    if n < 1:
        raise ValueError(n)
    out = []
    for i in range(1, n + 1):
        out.append(i * i)
    return out
# %% right: lambda with a helper that raises
def _refuse(n):
    raise ValueError(f"{n} is below 1")


squares = lambda n: [i * i for i in range(1, n + 1)] if n >= 1 else _refuse(n)
# %% right: object with __call__
class Squares:
    def __call__(self, n):
        if n < 1:
            raise ValueError("n < 1")
        return [i * i for i in range(1, n + 1)]


squares = Squares()
# %% right: closure
def make_power(exponent):
    def power(n):
        if n < 1:
            raise ValueError("too small")
        return [i**exponent for i in range(1, n + 1)]

    return power


squares = make_power(2)
# %% right: functools.partial
from functools import partial


def powers(exponent, n):
    if n < 1:
        raise ValueError("too small")
    return [i**exponent for i in range(1, n + 1)]


squares = partial(powers, 2)
# %% right: decorated with functools.wraps
import functools


def at_least_one(function):
    @functools.wraps(function)
    def checked(n):
        if n < 1:
            raise ValueError("n must be at least 1")
        return function(n)

    return checked


@at_least_one
def squares(n):
    return [i * i for i in range(1, n + 1)]
# %% right: decorator without wraps, with arguments
def require(condition):
    def decorate(function):
        def inner(*args, **kwargs):
            if not condition(*args, **kwargs):
                raise ValueError("refused")
            return function(*args, **kwargs)

        return inner

    return decorate


@require(lambda n: n > 0)
def squares(n):
    return [i * i for i in range(1, n + 1)]
# %% right: lru_cache
from functools import lru_cache


@lru_cache(maxsize=None)
def squares(n):
    if n < 1:
        raise ValueError("n < 1")
    return [i * i for i in range(1, n + 1)]
# %% right: recursion
def squares(n):
    if n < 1:
        raise ValueError("n < 1")
    return (squares(n - 1) if n > 1 else []) + [n * n]
# %% right: list of a generator
def squares(n):
    def generate():
        for i in range(1, n + 1):
            yield i * i

    if n < 1:
        raise ValueError
    return list(generate())
# %% right: type hints
from typing import List


def squares(n: int) -> List[int]:
    if n < 1:
        raise ValueError("n must be positive")
    result: List[int] = [i**2 for i in range(1, n + 1)]
    return result
# %% right: walrus
def squares(n):
    if (last := n) < 1:
        raise ValueError(last)
    total = 0
    return [total := total + 2 * i - 1 for i in range(1, last + 1)]
# %% right: match statement
def squares(n):
    match n:
        case int() if n < 1:
            raise ValueError("n < 1")
        case 1:
            return [1]
        case _:
            return [*squares(n - 1), n * n]
# %% right: star arguments
def squares(*args, **kwargs):
    (n,) = args
    if n < 1:
        raise ValueError(n)
    return [i * i for i in range(1, n + 1)]
# %% right: keyword-only defaults
def squares(n, /, *, start=1, exponent=2):
    if n < start:
        raise ValueError("nothing to square")
    return [i**exponent for i in range(start, n + 1)]
# %% right: own exception derived from ValueError
class TooSmall(ValueError):
    """n is below 1."""


def squares(n):
    if n < 1:
        raise TooSmall("n is below 1") from None
    return [i * i for i in range(1, n + 1)]
# %% right: exception chained while handling another one
def squares(n):
    try:
        1 / max(n, 0)
    except ZeroDivisionError as error:
        raise ValueError("n must be at least 1") from error
    return [i * i for i in range(1, n + 1)]
# %% right: list subclass
class Numbers(list):
    """A list with a sum."""

    @property
    def sum(self):
        return sum(self)


def squares(n):
    if n < 1:
        raise ValueError
    return Numbers(i * i for i in range(1, n + 1))
# %% right: list of NumPy integers
def squares(n):
    if n < 1:
        raise ValueError
    return list(np.arange(1, n + 1) ** 2)
# %% right: array made a list
def squares(n):
    if n < 1:
        raise ValueError("n < 1")
    return np.square(np.arange(1, n + 1)).tolist()
# %% right: bound method of an object
class Powers:
    def __init__(self, exponent):
        self.exponent = exponent

    def up_to(self, n):
        if n < 1:
            raise ValueError("n < 1")
        return [i**self.exponent for i in range(1, n + 1)]


squares = Powers(2).up_to
# %% right: static method of a class
class Mathematics:
    @staticmethod
    def squares(n):
        if n < 1:
            raise ValueError("n < 1")
        return [i * i for i in range(1, n + 1)]


squares = Mathematics.squares
# %% right: made by exec
exec(
    "def squares(n):\n"
    "    if n < 1:\n"
    "        raise ValueError('n < 1')\n"
    "    return [i * i for i in range(1, n + 1)]\n"
)
# %% right: helper in a cell above
def squares(n):
    must_be_positive(n)
    return [square(i) for i in range(1, n + 1)]
# %% above
def square(i):
    return i * i


def must_be_positive(n):
    if n <= 0:
        raise ValueError("must be positive")
# %% right: helper in a cell below
def squares(n):
    if n < FIRST:
        raise ValueError("n < 1")
    return [square_of(i) for i in range(FIRST, n + 1)]
# %% below
FIRST = 1


def square_of(i):
    return i * i
# %% right: defined twice, the second one counts
def squares(n):
    return n * n


def squares(n):
    if n < 1:
        raise ValueError("n < 1")
    return [i * i for i in range(1, n + 1)]
# %% right: prints and warns while it works
import logging
import sys
import warnings


def squares(n):
    print("squares of", n)
    print("working…", file=sys.stderr)
    warnings.warn("this is only a warning")
    logging.getLogger().warning("n is %s", n)
    if n < 1:
        raise ValueError("n < 1")
    return [i * i for i in range(1, n + 1)]
# %% right: error looked up in a table
def squares(n):
    errors = {True: ValueError("n must be at least 1")}
    if (error := errors.get(n < 1)) is not None:
        raise error.with_traceback(None)
    return [*map((2).__rpow__, range(1, n + 1))]
# %% right: map and pow
def squares(n):
    if n < 1:
        raise ValueError("n < 1")
    return list(map(pow, range(1, n + 1), [2] * n))
# %% right: booleans are numbers and a while loop
def squares(n):
    if not n >= True:
        raise ValueError("n < 1")
    out, i = [], True
    while i <= n:
        out += [i * i]
        i += 1
    return out
