# %% right: a new array each step
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch, rate in zip(batches, rates, strict=True):
        gradient = (x[batch] @ path[-1] - y[batch]) @ x[batch] / len(batch)
        path.append(path[-1] - rate * gradient)
    return np.array(path)


# %% right: filling an array
def sgd(x, y, w, batches, rates):
    path = np.empty((len(batches) + 1, len(w)))
    path[0] = w
    for t, batch in enumerate(batches):
        rows, goals = x[batch], y[batch]
        path[t + 1] = path[t] - rates[t] * np.mean((rows @ path[t] - goals)[:, None] * rows, axis=0)
    return path


# %% right: in place, stored as copies
def sgd(x, y, w, batches, rates):
    weights = w.astype(float)
    places = [weights.copy()]
    for batch, rate in zip(batches, rates):
        weights -= rate * x[batch].T @ (x[batch] @ weights - y[batch]) / len(batch)
        places.append(weights.copy())
    return np.stack(places)


# %% right: plain Python
def sgd(x, y, w, batches, rates):
    here = [float(each) for each in w]
    path = [here]
    for batch, rate in zip(batches, rates):
        gradient = [0.0] * len(here)
        for i in batch:
            residual = sum(a * b for a, b in zip(x[i], here)) - y[i]
            gradient = [g + residual * a / len(batch) for g, a in zip(gradient, x[i])]
        here = [a - rate * g for a, g in zip(here, gradient)]
        path.append(here)
    return path


# %% wrong no-start: the start is missing: it is the first row of the path
def sgd(x, y, w, batches, rates):
    w, path = np.array(w, dtype=float), []
    for batch, rate in zip(batches, rates):
        w = w - rate * (x[batch] @ w - y[batch]) @ x[batch] / len(batch)
        path.append(w)
    return np.array(path)


# %% wrong only-the-end: that is only the end; return the whole path, the start first
def sgd(x, y, w, batches, rates):
    w = np.array(w, dtype=float)
    for batch, rate in zip(batches, rates):
        w = w - rate * (x[batch] @ w - y[batch]) @ x[batch] / len(batch)
    return w


# %% wrong same-array: all rows are the same array: `w -= …` changed those that were stored; make a new array each step
def sgd(x, y, w, batches, rates):
    w = np.array(w, dtype=float)
    path = [w]
    for batch, rate in zip(batches, rates):
        w -= rate * (x[batch] @ w - y[batch]) @ x[batch] / len(batch)
        path.append(w)
    return np.array(path)


# %% wrong climbs: it climbs: subtract the gradient
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch, rate in zip(batches, rates):
        path.append(path[-1] + rate * (x[batch] @ path[-1] - y[batch]) @ x[batch] / len(batch))
    return np.array(path)


# %% wrong sums: the batch's gradients were added up; take their mean
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch, rate in zip(batches, rates):
        path.append(path[-1] - rate * (x[batch] @ path[-1] - y[batch]) @ x[batch])
    return np.array(path)


# %% wrong at-the-start: every gradient was taken at the start; take it where the last step ended
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch, rate in zip(batches, rates):
        path.append(path[-1] - rate * (x[batch] @ w - y[batch]) @ x[batch] / len(batch))
    return np.array(path)


# %% wrong first-rate: the first learning rate was used throughout; each step has its own
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch in batches:
        path.append(path[-1] - rates[0] * (x[batch] @ path[-1] - y[batch]) @ x[batch] / len(batch))
    return np.array(path)


# %% wrong gradient-descent: every step used all examples: that is gradient descent; use the rows of this step's batch
def sgd(x, y, w, batches, rates):
    path = [np.array(w, dtype=float)]
    for batch, rate in zip(batches, rates):
        path.append(path[-1] - rate * (x @ path[-1] - y) @ x / len(x))
    return np.array(path)


# %% wrong moves-the-start: the argument was changed in place
def sgd(x, y, w, batches, rates):
    path = [w.astype(float)]
    for batch, rate in zip(batches, rates):
        step = rate * (x[batch] @ path[-1] - y[batch]) @ x[batch] / len(batch)
        path.append(path[-1] - step)
        w[:] = path[-1]
    return np.array(path)


# %% wrong whole-numbers: the weights stayed whole numbers: copy the start as floats
def sgd(x, y, w, batches, rates):
    path = np.zeros((len(batches) + 1, len(w)), dtype=w.dtype)
    path[0] = w
    for t, (batch, rate) in enumerate(zip(batches, rates)):
        path[t + 1] = path[t] - rate * (x[batch] @ path[t] - y[batch]) @ x[batch] / len(batch)
    return path
