# %% question: Set ratio to the share of even numbers among 1, …, 99: a number.
# %% stub
ratio = None
# %% solution
ratio = sum(n % 2 == 0 for n in range(1, 100)) / 99
# %% check
assert ratio is not None
assert 0 <= ratio <= 1
# %% hidden
assert abs(ratio - 49 / 99) < 1e-6
# %% right: the number itself
ratio = 49 / 99
# %% right: fraction
from fractions import Fraction

ratio = Fraction(49, 99)
# %% right: NumPy scalar
ratio = np.mean(np.arange(1, 100) % 2 == 0)
# %% right: float32
ratio = np.float32(49) / np.float32(99)
# %% right: 0-d array
ratio = np.array(49 / 99)
# %% right: walrus at top level
if (ratio := len(range(2, 100, 2)) / len(range(1, 100))) > 0:
    print("there are some")
# %% right: tuple assignment
even, ratio = 49, 49 / 99
# %% right: annotated
ratio: float = 49 / 99
# %% right: last value of a loop variable
for ratio in (even / 99 for even in range(50)):
    pass
# %% right: global from within a function
def _find():
    global ratio
    ratio = len([n for n in range(1, 100) if not n & 1]) / 99


_find()
# %% right: globals
globals()["ratio"] = 49 / 99
# %% right: changed step by step
ratio = 0
for n in range(1, 100):
    ratio += (1 - n % 2) / 99
# %% right: import as
from math import pi as ratio

ratio *= 49 / 99 / ratio
# %% right: match capture
match [49, 99]:
    case [part, whole]:
        ratio = part / whole
# %% right: with
from contextlib import nullcontext

with nullcontext(49 / 99) as ratio:
    pass
# %% right: set from a cell below
ratio = 0
# %% below
ratio = 49 / 99
# %% right: float subclass
class Share(float):
    def __repr__(self):
        return f"{100 * self:.1f} %"


ratio = Share(49 / 99)
# %% right: enumeration of floats
from enum import Enum


class Shares(float, Enum):
    EVEN = 49 / 99


ratio = Shares.EVEN.value
# %% right: awaited at top level
import asyncio


async def count_even():
    await asyncio.sleep(0)
    return len([n for n in range(1, 100) if n % 2 == 0])


ratio = (await count_even()) / 99
# %% right: asynchronous loop at top level
async def numbers():
    for n in range(1, 100):
        yield n


found = [n % 2 async for n in numbers()]
ratio = found.count(0) / len(found)
# %% right: time magic before the statement
%time ratio = 49 / 99
# %% right: cell magic
%%time
numbers = range(1, 100)
ratio = sum(1 for n in numbers if n % 2 == 0) / len(numbers)
# %% right: timeit beside it
ratio = 49 / 99
%timeit -n 10 -r 1 sum(n % 2 == 0 for n in range(1, 100))
# %% right: capture magic
%%capture said
print("not shown")
ratio = 49 / 99
# %% right: main guard
if __name__ == "__main__":
    ratio = 49 / 99
# %% right: shell lines beside it
!echo counting
files = !ls
ratio = 49 / 99
# %% right: help asked for beside it
ratio = 49 / 99
ratio?
# %% right: decimal
from decimal import Decimal

ratio = float(Decimal(49) / Decimal(99))
# %% right: property of a masked mean
ratio = np.ma.mean(np.ma.array([n % 2 == 0 for n in range(1, 100)]))
