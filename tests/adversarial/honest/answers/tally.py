# %% question: Write tally(), a context manager that gives an object with add(number) and total; total stays readable after the block.
# %% stub
class tally:
    """Adds numbers up within a with block."""
# %% solution
    def __enter__(self):
        self.total = 0
        return self

    def __exit__(self, kind, error, traceback):
        return False

    def add(self, number):
        self.total += number
# %% check
with tally() as sums:
    sums.add(2)
    sums.add(3)
assert sums.total == 5
# %% hidden
with tally() as none:
    pass
assert none.total == 0
try:
    with tally() as broken:
        broken.add(1.5)
        raise KeyError("lost")
except KeyError:
    pass
else:
    raise AssertionError("an error within the block must come out of it")
assert broken.total == 1.5
with tally() as outer, tally() as inner:
    outer.add(1)
    inner.add(10)
assert (outer.total, inner.total) == (1, 10)
# %% right: contextlib.contextmanager
from contextlib import contextmanager


class Sums:
    total = 0

    def add(self, number):
        self.total += number


@contextmanager
def tally():
    yield Sums()
# %% right: contextmanager with finally
import contextlib


class _Sum:
    def __init__(self):
        self.numbers = []

    def add(self, number):
        self.numbers.append(number)

    @property
    def total(self):
        return sum(self.numbers)


@contextlib.contextmanager
def tally():
    counter = _Sum()
    try:
        yield counter
    finally:
        counter.numbers = tuple(counter.numbers)
# %% right: AbstractContextManager
from contextlib import AbstractContextManager


class tally(AbstractContextManager):
    def __init__(self):
        self.total = 0

    def add(self, number):
        self.total = self.total + number

    def __exit__(self, *details):
        return None
# %% right: nullcontext
from contextlib import nullcontext
from types import SimpleNamespace


def tally():
    box = SimpleNamespace(total=0)
    box.add = lambda number: setattr(box, "total", box.total + number)
    return nullcontext(box)
# %% right: ExitStack
from contextlib import ExitStack


class Adder(ExitStack):
    def __init__(self):
        super().__init__()
        self.total = 0
        self.callback(print, "closed")

    def add(self, number):
        self.total += number


tally = Adder
# %% right: dataclass
import dataclasses


@dataclasses.dataclass
class tally:
    total: float = 0

    def add(self, number):
        self.total += number

    def __enter__(self):
        return self

    def __exit__(self, *_):
        print(f"total {self.total}")
# %% right: closing
from contextlib import closing


class Account:
    def __init__(self):
        self.total = 0

    def add(self, number):
        self.total += number

    def close(self):
        self.open = False


def tally():
    return closing(Account())
# %% right: array inside
class tally:
    def __enter__(self):
        self.values = np.zeros(1)
        return self

    def add(self, number):
        self.values[0] += number

    @property
    def total(self):
        return self.values[0]

    def __exit__(self, kind, error, traceback):
        print("left with", kind)
        return False
# %% right: ContextDecorator
from contextlib import ContextDecorator


class tally(ContextDecorator):
    total = 0

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False

    def add(self, number, /):
        type(self).__setattr__(self, "total", self.total + number)
# %% right: inheritance in a cell above
class tally(Managed):
    def __enter__(self):
        super().__enter__()
        self.total = 0
        return self

    def add(self, number):
        self.total += number
# %% above
class Managed:
    def __enter__(self):
        print("open")

    def __exit__(self, *exc):
        print("close")
