# %% question: Return the list of f(value) for every function f of functions.
# %% stub
def apply_all(functions, value):
    """Call every function with value."""
# %% solution
    return [function(value) for function in functions]
# %% check
assert apply_all([abs, lambda v: v + 1], -3) == [3, -2]
# %% hidden
seen = []
assert apply_all([seen.append, str], 5) == [None, "5"]
assert seen == [5]
assert apply_all([], 1) == []


def refuse(value):
    raise LookupError("refused")


try:
    apply_all([refuse], 0)
except LookupError:
    pass
else:
    raise AssertionError("an error of a function must come out of apply_all")
# %% right: map
def apply_all(functions, value):
    return list(map(lambda f: f(value), functions))
# %% right: loop
def apply_all(functions, value):
    results = []
    for f in functions:
        results.append(f(value))
    return results
# %% right: recursion with a star
def apply_all(functions, value):
    if not functions:
        return []
    first, *others = functions
    return [first(value), *apply_all(others, value)]
# %% right: lambda
apply_all = lambda functions, value: [f(value) for f in functions]
# %% right: generator made a list
def apply_all(functions, value):
    def results():
        for function in functions:
            yield function(value)

    return [*results()]
# %% right: reduce
from functools import reduce


def apply_all(functions, value):
    return reduce(lambda results, f: results + [f(value)], functions, [])
# %% right: operator.call
import operator
from itertools import repeat


def apply_all(functions, value):
    return list(map(operator.call, functions, repeat(value)))
# %% right: try and finally
def apply_all(functions, value):
    results = []
    try:
        for function in functions:
            results.append(function(value))
        return results
    finally:
        print(len(results), "results")
# %% right: index and while
def apply_all(functions, value):
    i, results = 0, [None] * len(functions)
    while i < len(functions):
        results[i] = functions[i](value)
        i += 1
    return results
# %% right: error raised again
def apply_all(functions, value):
    try:
        return [f(value) for f in functions]
    except Exception as error:
        print("no luck:", error)
        raise
# %% right: list comprehension over pairs, type hints
from collections.abc import Callable, Iterable
from typing import Any


def apply_all(functions: Iterable[Callable[[Any], Any]], value: Any) -> list[Any]:
    return [f(v) for f, v in zip(functions, [value] * 1000)]
