# %% right: rounds of ready nodes
def topological_order(parents):
    order = []
    waiting = list(parents)
    while waiting:
        ready = [node for node in waiting if set(parents[node]) <= set(order)]
        if len(ready) == 0:
            raise ValueError("cycle")
        order.extend(ready)
        waiting = [node for node in waiting if node not in order]
    return order


# %% right: depth first, three colours
def topological_order(parents):
    order, state = [], {}

    def visit(node):
        if state.get(node) == "placed":
            return
        if state.get(node) == "open":
            raise ValueError(f"{node} depends on itself")
        state[node] = "open"
        for parent in parents[node]:
            visit(parent)
        state[node] = "placed"
        order.append(node)

    for node in parents:
        visit(node)
    return order


# %% right: Kahn with counts
from collections import deque


def topological_order(parents):
    missing = {node: len(above) for node, above in parents.items()}
    children = {node: [] for node in parents}
    for node, above in parents.items():
        for parent in above:
            children[parent].append(node)
    queue = deque(node for node, count in missing.items() if count == 0)
    order = []
    while queue:
        node = queue.popleft()
        order.append(node)
        for child in children[node]:
            missing[child] -= 1
            if missing[child] == 0:
                queue.append(child)
    if len(order) < len(parents):
        raise ValueError("a cycle is left over")
    return tuple(order)


# %% right: standard library
from graphlib import CycleError, TopologicalSorter


def topological_order(parents):
    try:
        return list(TopologicalSorter(parents).static_order())
    except CycleError as error:
        raise ValueError(str(error)) from None


# %% right: sorted by depth
def topological_order(parents):
    depth = {}
    for _ in range(len(parents) + 1):
        before = dict(depth)
        for node, above in parents.items():
            if all(parent in before for parent in above):
                depth[node] = max((before[parent] + 1 for parent in above), default=0)
        if depth == before:
            break
    if set(depth) != set(parents):
        raise ValueError("not every node has a depth")
    return sorted(parents, key=depth.get)


# %% wrong children-first: children stand first here; that is the way back: parents come first
def topological_order(parents):
    order, waiting = [], list(parents)
    while waiting:
        ready = [node for node in waiting if all(parent in order for parent in parents[node])]
        if not ready:
            raise ValueError("cycle")
        order += ready
        waiting = [node for node in waiting if node not in order]
    return order[::-1]


# %% wrong before-its-parents: children stand first here; that is the way back: parents come first
def topological_order(parents):
    order = []

    def visit(node, above=()):
        if node in above:
            raise ValueError("cycle")
        if node in order:
            return
        order.append(node)
        for parent in parents[node]:
            visit(parent, (*above, node))

    for node in parents:
        visit(node)
    return order


# %% wrong as-given: children stand first here; that is the way back: parents come first
def topological_order(parents):
    return list(parents)


# %% wrong any-parent: a node stands before one of its parents: append it only when all of them are placed
def topological_order(parents):
    order, waiting = [], list(parents)
    while waiting:
        ready = [n for n in waiting if not parents[n] or any(parent in order for parent in parents[n])]
        if not ready:
            raise ValueError("cycle")
        order += ready
        waiting = [node for node in waiting if node not in order]
    return order


# %% wrong breadth-first: a node stands before one of its parents: append it only when all of them are placed
def topological_order(parents):
    order = [node for node in parents if not parents[node]]
    for node in order:
        for child in parents:
            if node in parents[child] and child not in order:
                order.append(child)
    if len(order) < len(parents):
        raise ValueError("cycle")
    return order


# %% wrong nearest-input-decides: a node stands before one of its parents: append it only when all of them are placed
def topological_order(parents):
    depth = {node: 0 for node in parents if not parents[node]}
    while len(depth) < len(parents):
        new = {n: min(depth.get(parent, 10**9) for parent in parents[n]) for n in parents if n not in depth}
        new = {node: nearest + 1 for node, nearest in new.items() if nearest < 10**9}
        if not new:
            raise ValueError("cycle")
        depth |= new
    return sorted(parents, key=depth.get)


# %% wrong no-memory: a node stands in the list more than once: remember which ones are placed
def topological_order(parents):
    order = []

    def visit(node, above=()):
        if node in above:
            raise ValueError("cycle")
        for parent in parents[node]:
            visit(parent, (*above, node))
        order.append(node)

    for node in [node for node in parents if not any(node in each for each in parents.values())] or parents:
        visit(node)
    return order


# %% wrong inputs-left-out: a node is missing: every key belongs to the list, inputs and unused nodes too
def topological_order(parents):
    order, waiting = [], [node for node in parents if parents[node]]
    while waiting:
        ready = [n for n in waiting if all(not parents[parent] or parent in order for parent in parents[n])]
        if not ready:
            raise ValueError("cycle")
        order += ready
        waiting = [node for node in waiting if node not in order]
    return order


# %% wrong from-one-output-only: a node is missing: every key belongs to the list, inputs and unused nodes too
def topological_order(parents):
    order, open_nodes = [], set()

    def visit(node):
        if node in open_nodes:
            raise ValueError("cycle")
        open_nodes.add(node)
        for parent in parents[node]:
            if parent not in order:
                visit(parent)
        open_nodes.discard(node)
        order.append(node)

    visit(next(iter(parents)))
    return order


# %% wrong cycle-broken-open: nodes that wait for each other have no order: raise a ValueError
def topological_order(parents):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    for node in parents:
        visit(node)
    return order


# %% wrong recursion-without-end: nodes that wait for each other have no order: raise a ValueError
def topological_order(parents):
    order = []

    def visit(node):
        if node in order:
            return
        for parent in parents[node]:
            visit(parent)
        order.append(node)

    for node in parents:
        visit(node)
    return order


# %% wrong cycle-cut-off: nodes that wait for each other have no order: raise a ValueError
def topological_order(parents):
    order = []
    for _ in parents:
        order += [n for n in parents if n not in order and all(parent in order for parent in parents[n])]
    return order


# %% wrong parents-used-up: the argument was changed in place
def topological_order(parents):
    order = []
    while len(order) < len(parents):
        ready = [node for node in parents if node not in order and not parents[node]]
        if not ready:
            raise ValueError("cycle")
        for node in ready:
            order.append(node)
            for above in parents.values():
                while node in above:
                    above.remove(node)
    return order
