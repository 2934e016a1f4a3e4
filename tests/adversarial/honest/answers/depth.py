# %% question: Return how deeply lists are nested: 0 for what is no list, 1 for [] and [1], 2 for [[1]].
# %% stub
def depth(tree):
    """Return the depth of nested lists."""
# %% solution
    if not isinstance(tree, list):
        return 0
    return 1 + max(map(depth, tree), default=0)
# %% check
assert depth(7) == 0
assert depth([]) == 1
assert depth([1, [2, [3]], 4]) == 3
# %% hidden
assert depth([[], [[]]]) == 3
deep = []
for _ in range(40):
    deep = [deep]
assert depth(deep) == 41
assert depth("[[[") == 0
# %% right: conditional expression
def depth(tree):
    return 1 + max([depth(branch) for branch in tree] + [0]) if isinstance(tree, list) else 0
# %% right: lambda that calls itself
depth = lambda tree: 1 + max((depth(b) for b in tree), default=0) if type(tree) is list else 0
# %% right: stack instead of recursion
def depth(tree):
    deepest, stack = 0, [(tree, 1)]
    while stack:
        node, level = stack.pop()
        if isinstance(node, list):
            deepest = max(deepest, level)
            stack.extend((branch, level + 1) for branch in node)
    return deepest
# %% right: level by level
def depth(tree):
    levels, layer = 0, [tree]
    while layer := [node for node in layer if isinstance(node, list)]:
        levels += 1
        layer = [branch for node in layer for branch in node]
    return levels
# %% right: match statement
def depth(tree):
    match tree:
        case []:
            return 1
        case [*branches] if isinstance(tree, list):
            return 1 + max(depth(branch) for branch in branches)
        case _:
            return 0
# %% right: nested function
def depth(tree):
    def walk(node, level):
        if not isinstance(node, list):
            return level
        return max([walk(branch, level + 1) for branch in node] or [level + 1])

    return walk(tree, 0)
# %% right: counts brackets
import json


def depth(tree):
    if not isinstance(tree, list):
        return 0
    level = deepest = 0
    for letter in json.dumps(tree):
        level += {"[": 1, "]": -1}.get(letter, 0)
        deepest = max(deepest, level)
    return deepest
# %% right: generator of levels
def levels(node, level=0):
    yield level
    if isinstance(node, list):
        yield level + 1
        for branch in node:
            yield from levels(branch, level + 1)


def depth(tree):
    return max(levels(tree)) if isinstance(tree, list) else 0
# %% right: visitor class
class Visitor:
    deepest = 0

    def visit(self, node, level=0):
        if isinstance(node, list):
            self.deepest = max(self.deepest, level + 1)
            for branch in node:
                self.visit(branch, level + 1)
        return self


def depth(tree):
    return Visitor().visit(tree).deepest
# %% right: NumPy integer
def depth(tree):
    if not isinstance(tree, list):
        return np.int64(0)
    return np.int64(1) + np.max([0] + [depth(b) for b in tree])
# %% right: a higher recursion limit
import sys


def depth(tree):
    sys.setrecursionlimit(20_000)
    return 0 if not isinstance(tree, list) else 1 + max((depth(branch) for branch in tree), default=0)
# %% right: float that is whole
def depth(tree):
    return 0.0 if not isinstance(tree, list) else 1.0 + max((depth(branch) for branch in tree), default=0.0)
