# %% right: residuals times rows
def minibatch_gradient(w, x, y, batch):
    return (x[batch] @ w - y[batch]) @ x[batch] / len(batch)


# %% right: loop over examples and weights
def minibatch_gradient(w, x, y, batch):
    total = [0.0] * len(w)
    for i in batch:
        residual = sum(x[i][j] * w[j] for j in range(len(w))) - y[i]
        for j in range(len(w)):
            total[j] += residual * x[i][j]
    return [each / len(batch) for each in total]


# %% right: one gradient an example, then their mean
def minibatch_gradient(w, x, y, batch):
    rows = np.take(x, batch, axis=0)
    residuals = np.einsum("bd,d->b", rows, w) - np.take(y, batch)
    return np.mean(residuals[:, None] * rows, axis=0)


# %% right: weights of the examples, by counting
def minibatch_gradient(w, x, y, batch):
    share = np.bincount(batch, minlength=len(x)) / len(batch)
    return x.T @ (share * (x @ w - y))


# %% right: normal equations of the batch
def minibatch_gradient(w, x, y, batch):
    a, b = np.asarray(x)[batch], np.asarray(y)[batch]
    return (a.T @ a @ w - a.T @ b) / len(batch)


# %% wrong sum: that is the sum over the batch; the loss is a mean, so divide by the batch size
def minibatch_gradient(w, x, y, batch):
    return (x[batch] @ w - y[batch]) @ x[batch]


# %% wrong divided-by-n: divided by N; the estimate is a mean over the batch, so divide by the batch size
def minibatch_gradient(w, x, y, batch):
    return (x[batch] @ w - y[batch]) @ x[batch] / len(x)


# %% wrong twice: twice too large: the ½ of the loss cancels the 2 of the derivative
def minibatch_gradient(w, x, y, batch):
    return 2 * (x[batch] @ w - y[batch]) @ x[batch] / len(batch)


# %% wrong sign: the sign is turned: the residual is prediction minus target
def minibatch_gradient(w, x, y, batch):
    return (y[batch] - x[batch] @ w) @ x[batch] / len(batch)


# %% wrong full-batch: all examples were used; only the rows in `batch` count
def minibatch_gradient(w, x, y, batch):
    return (x @ w - y) @ x / len(x)


# %% wrong first-rows: the first rows were used; `batch` lists which rows
def minibatch_gradient(w, x, y, batch):
    size = len(batch)
    return (x[:size] @ w - y[:size]) @ x[:size] / size


# %% wrong published-quadratic: no example of the batch is in it: w - θ is the gradient of one quadratic, the same for every batch
def minibatch_gradient(w, x, y, batch):
    theta = np.linalg.lstsq(x, y)[0]
    return w - theta


# %% wrong no-residuals: the residuals are missing: each row of x is multiplied by its own residual
def minibatch_gradient(w, x, y, batch):
    return x[batch].mean(axis=0)


# %% wrong no-rows: the rows of x are missing: each residual multiplies its own row
def minibatch_gradient(w, x, y, batch):
    return (x[batch] @ w - y[batch]).mean()


# %% wrong set: row 2 is listed twice and counts twice; a set or a mask forgets that
def minibatch_gradient(w, x, y, batch):
    rows = sorted(set(batch))
    return (x[rows] @ w - y[rows]) @ x[rows] / len(rows)


# %% wrong moves-the-weights: the argument was changed in place
def minibatch_gradient(w, x, y, batch):
    gradient = (x[batch] @ w - y[batch]) @ x[batch] / len(batch)
    w -= 0.1 * gradient
    return gradient
