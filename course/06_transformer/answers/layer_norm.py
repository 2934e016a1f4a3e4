# %% right: mean and var
def layer_norm(x, gamma, beta, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / root + beta


# %% right: token by token
def layer_norm(x, gamma, beta, epsilon=1e-3):
    out = np.empty(x.shape)
    for at in np.ndindex(x.shape[:-1]):
        mean = math.fsum(x[at]) / len(x[at])
        variance = math.fsum((value - mean) ** 2 for value in x[at]) / len(x[at])
        out[at] = [g * (value - mean) / math.sqrt(variance + epsilon) + b for g, value, b in zip(gamma, x[at], beta)]
    return out


# %% right: one matrix takes the mean off
def layer_norm(x, gamma, beta, epsilon=1e-3):
    width = x.shape[-1]
    centred = x @ (np.eye(width) - 1 / width)
    variance = np.einsum("...i,...i->...", centred, centred) / width
    return np.einsum("...i,...,i->...i", centred, (variance + epsilon) ** -0.5, gamma) + beta


# %% right: standard deviation squared again
def layer_norm(x, gamma, beta, epsilon=1e-3):
    mean = np.average(x, axis=-1)[..., None]
    spread = np.std(x, axis=-1)[..., None]
    return np.add(np.multiply((x - mean) / np.hypot(spread, math.sqrt(epsilon)), gamma), beta)


# %% wrong epsilon-outside: epsilon was added to the root; it stands under it, with the variance
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.std(axis=-1, keepdims=True) + epsilon) + beta


# %% wrong no-epsilon: epsilon is left out
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / x.std(axis=-1, keepdims=True) + beta


# %% wrong sample-variance: the variance divides by d - 1; here it divides by d
def layer_norm(x, gamma, beta, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True, ddof=1) + epsilon)
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / root + beta


# %% wrong no-root: divided by the variance; divide by its root
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / (x.var(axis=-1, keepdims=True) + epsilon) + beta


# %% wrong normal-only: gamma and beta are missing
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)


# %% wrong no-gamma: gamma is missing
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + epsilon) + beta


# %% wrong no-beta: beta is missing
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)


# %% wrong beta-scaled: beta was scaled by gamma too; it is added last
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * ((x - x.mean(axis=-1, keepdims=True)) / np.sqrt(x.var(axis=-1, keepdims=True) + epsilon) + beta)


# %% wrong mean-kept: the mean was not taken off
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * x / np.sqrt(x.var(axis=-1, keepdims=True) + epsilon) + beta


# %% wrong over-tokens: normalised over the tokens; each token is normalised over its own features
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + epsilon) + beta


# %% wrong over-all: one mean and variance for all numbers; each token has its own
def layer_norm(x, gamma, beta, epsilon=1e-3):
    return gamma * (x - x.mean()) / np.sqrt(x.var() + epsilon) + beta


# %% wrong in-place: the argument was changed in place
def layer_norm(x, gamma, beta, epsilon=1e-3):
    x -= x.mean(axis=-1, keepdims=True)
    return gamma * x / np.sqrt((x**2).mean(axis=-1, keepdims=True) + epsilon) + beta
