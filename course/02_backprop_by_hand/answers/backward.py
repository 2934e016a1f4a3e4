# %% right: for over reversed order
def backward(order, parents, slopes, output):
    grads = dict.fromkeys(order, 0.0)
    grads[output] = 1.0
    for node in order[::-1]:
        for i in range(len(parents[node])):
            grads[parents[node][i]] = grads[parents[node][i]] + slopes[node][i] * grads[node]
    return grads


# %% right: each node gathers from its children
def backward(order, parents, slopes, output):
    gradients = {}
    for node in reversed(order):
        total = 1.0 if node == output else 0.0
        for child in order:
            for parent, slope in zip(parents[child], slopes[child]):
                if parent == node:
                    total += slope * gradients[child]
        gradients[node] = total
    return gradients


# %% right: matrix of local slopes
def backward(order, parents, slopes, output):
    place = {node: i for i, node in enumerate(order)}
    local = np.zeros((len(order), len(order)))  # row: node, column: parent
    for node in order:
        for parent, slope in zip(parents[node], slopes[node]):
            local[place[node], place[parent]] += slope
    seed = np.zeros(len(order))
    seed[place[output]] = 1.0
    gradient = np.linalg.solve(np.eye(len(order)) - local.T, seed)
    return dict(zip(order, gradient))


# %% right: recursion from the output, one way at a time
def backward(order, parents, slopes, output):
    gradients = {node: 0 for node in order}

    def send(node, amount):
        gradients[node] += amount
        for parent, slope in zip(parents[node], slopes[node]):
            send(parent, amount * slope)

    send(output, 1)
    return gradients


# %% right: defaultdict, only from the output on
from collections import defaultdict


def backward(order, parents, slopes, output):
    arrived = defaultdict(float, {output: 1.0})
    for node in reversed(order[: order.index(output) + 1]):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            arrived[parent] += arrived[node] * slope
    return {node: arrived[node] for node in order}


# %% wrong overwritten: a node that is used several times collects from each use: add with +=, = forgets the earlier ones
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] = gradients[node] * slope
    return gradients


# %% wrong first-use-kept: a node that is used several times collects from each use: add with +=, = forgets the earlier ones
def backward(order, parents, slopes, output):
    gradients = {output: 1.0}
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node]):
            if parent not in gradients:
                gradients[parent] = gradients.get(node, 0.0) * slope
    return {node: gradients.get(node, 0.0) for node in order}


# %% wrong dict-of-slopes: a node that is used several times collects from each use: add with +=, = forgets the earlier ones
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        by_parent = dict(zip(parents[node], slopes[node]))
        for parent, slope in by_parent.items():
            gradients[parent] += gradients[node] * slope
    return gradients


# %% wrong list-index: a parent that stands twice in one list counts twice; list.index finds only the first
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent in parents[node]:
            gradients[parent] += gradients[node] * slopes[node][parents[node].index(parent)]
    return gradients


# %% wrong forwards: the walk runs forwards here: a node must wait until its children have sent, so start at the end of order
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in order:
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    return gradients


# %% wrong upstream-missing: the node's own gradient is missing: what arrives at a parent is gradients[node] * slope
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += slope
    return gradients


# %% wrong seed-forgotten: everything is 0: the output moves with itself, so its own gradient starts at 1
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    return gradients


# %% wrong slopes-added: local derivatives were added along the way; along one way they multiply
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] + slope
    return gradients


# %% wrong averaged: contributions of several uses add up; they were averaged
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    uses = {node: sum(above.count(node) for above in parents.values()) for node in order}
    return {node: gradients[node] / max(1, uses[node]) for node in order}


# %% wrong last-is-the-output: the walk took the last node for the output; `output` says which one it is
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[order[-1]] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    return gradients


# %% wrong unreached-left-out: every node of order gets an entry: 0 where the output does not depend on it
def backward(order, parents, slopes, output):
    gradients = {output: 1.0}
    for node in reversed(order):
        if node in gradients:
            for parent, slope in zip(parents[node], slopes[node]):
                gradients[parent] = gradients.get(parent, 0.0) + gradients[node] * slope
    return gradients


# %% wrong inputs-only: only the inputs were returned; later steps need the gradient of every node
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    return {node: gradients[node] for node in order if not parents[node]}


# %% wrong output-left-out: the output's own gradient is missing: it is 1
def backward(order, parents, slopes, output):
    gradients = {node: 0.0 for node in order}
    gradients[output] = 1.0
    for node in reversed(order):
        for parent, slope in zip(parents[node], slopes[node], strict=True):
            gradients[parent] += gradients[node] * slope
    del gradients[output]
    return gradients
