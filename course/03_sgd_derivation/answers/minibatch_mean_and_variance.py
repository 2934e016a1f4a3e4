# %% right: combinations and arrays
def minibatch_mean_and_variance(per_example, batch_size):
    batches = [list(batch) for batch in itertools.combinations(range(len(per_example)), batch_size)]
    estimates = per_example[np.array(batches)].mean(axis=1)
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% right: rows themselves, plain Python
def minibatch_mean_and_variance(per_example, batch_size):
    estimates = [
        [sum(column) / batch_size for column in zip(*batch, strict=True)]
        for batch in itertools.combinations(per_example.tolist(), batch_size)
    ]
    mean = [sum(column) / len(estimates) for column in zip(*estimates, strict=True)]
    variance = [
        sum((value - m) ** 2 for value in column) / len(estimates)
        for column, m in zip(zip(*estimates, strict=True), mean, strict=True)
    ]
    return mean, variance


# %% right: every order of every batch, which changes no average
def minibatch_mean_and_variance(per_example, batch_size):
    orders = itertools.permutations(range(len(per_example)), batch_size)
    estimates = np.array([np.mean(per_example[list(order)], axis=0) for order in orders])
    return np.mean(estimates, axis=0), np.mean((estimates - np.mean(estimates, axis=0)) ** 2, axis=0)


# %% right: bit masks
def minibatch_mean_and_variance(per_example, batch_size):
    n = len(per_example)
    masks = [m for m in range(2**n) if bin(m).count("1") == batch_size]
    chosen = np.array([[(m >> i) & 1 for i in range(n)] for m in masks])
    estimates = chosen @ per_example / batch_size
    return np.average(estimates, axis=0), estimates.std(axis=0) ** 2


# %% right: mean of squares minus square of the mean
def minibatch_mean_and_variance(per_example, batch_size):
    total, squares, count = 0, 0, 0
    for batch in itertools.combinations(range(len(per_example)), batch_size):
        estimate = sum(per_example[i] for i in batch) / batch_size
        total, squares, count = total + estimate, squares + estimate**2, count + 1
    return total / count, squares / count - (total / count) ** 2


# %% wrong sample-variance: the variance was divided by the number of batches - 1; these are all batches, not a sample of them
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations(range(len(per_example)), batch_size)
    estimates = np.array([per_example[list(batch)].mean(axis=0) for batch in batches])
    return estimates.mean(axis=0), estimates.var(axis=0, ddof=1)


# %% wrong with-replacement: an example met itself in a batch: `product` draws with replacement; use `combinations`
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.product(range(len(per_example)), repeat=batch_size)
    estimates = np.array([per_example[list(batch)].mean(axis=0) for batch in batches])
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% wrong combinations-with-replacement: an example met itself in a batch: `combinations_with_replacement` allows it, and not even equally often
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations_with_replacement(range(len(per_example)), batch_size)
    estimates = np.array([per_example[list(batch)].mean(axis=0) for batch in batches])
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% wrong sums: those are sums of gradients; a batch's estimate is their mean
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations(range(len(per_example)), batch_size)
    estimates = np.array([per_example[list(batch)].sum(axis=0) for batch in batches])
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% wrong neighbours: only neighbours were taken; a batch may be any two examples
def minibatch_mean_and_variance(per_example, batch_size):
    starts = range(len(per_example) - batch_size + 1)
    estimates = np.array([per_example[start : start + batch_size].mean(axis=0) for start in starts])
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% wrong single-examples: that is the spread of single examples; average within each batch first
def minibatch_mean_and_variance(per_example, batch_size):
    return per_example.mean(axis=0), per_example.var(axis=0)


# %% wrong published-no-noise: the variance is 0, as if all batches had the same gradient: each has its own
def minibatch_mean_and_variance(per_example, batch_size):
    gradient = per_example.mean(axis=0)
    estimates = np.array([gradient for _ in itertools.combinations(range(len(per_example)), batch_size)])
    return estimates.mean(axis=0), estimates.var(axis=0)


# %% wrong standard-deviation: that is the standard deviation; the variance is its square
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations(range(len(per_example)), batch_size)
    estimates = np.array([per_example[list(batch)].mean(axis=0) for batch in batches])
    return estimates.mean(axis=0), estimates.std(axis=0)


# %% wrong axes-mixed: the coordinates were mixed: average over batches only, axis 0
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations(range(len(per_example)), batch_size)
    estimates = np.array([per_example[list(batch)].mean(axis=0) for batch in batches])
    return estimates.mean(), estimates.var()


# %% wrong deduplicated: two batches with the same estimate are two batches: keep both
def minibatch_mean_and_variance(per_example, batch_size):
    batches = itertools.combinations(range(len(per_example)), batch_size)
    estimates = {tuple(per_example[list(batch)].mean(axis=0)) for batch in batches}
    estimates = np.array(sorted(estimates))
    return estimates.mean(axis=0), estimates.var(axis=0)
