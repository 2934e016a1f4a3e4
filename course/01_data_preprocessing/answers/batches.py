# %% right: permutation, cut by slices
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% right: Python's own shuffle, seeded by a text
import random


def batches(n, batch_size, seed, epoch):
    order = list(range(n))
    random.Random(f"seed {seed}, epoch {epoch}").shuffle(order)
    result = []
    while order:
        result.append(order[:batch_size])
        order = order[batch_size:]
    return result


# %% right: sort random numbers, cut with array_split
def batches(n, batch_size, seed, epoch):
    rng = np.random.default_rng(np.random.SeedSequence(entropy=seed, spawn_key=(epoch,)))
    order = np.argsort(rng.random(n), kind="stable")
    return np.split(order, range(batch_size, n, batch_size)) if n else []


# %% right: one index at a time
def batches(n, batch_size, seed, epoch):
    rng = np.random.default_rng((epoch, seed))
    indices = np.arange(n)
    rng.shuffle(indices)
    result, batch = [], []
    for index in indices:
        batch.append(int(index))
        if len(batch) == batch_size:
            result.append(tuple(batch))
            batch = []
    if batch:
        result.append(tuple(batch))
    return result


# %% wrong rest-dropped: the last, smaller batch was dropped: its examples would be missing in this epoch
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n)
    return [order[k * batch_size : (k + 1) * batch_size] for k in range(n // batch_size)]


# %% wrong drawn-with-replacement: an example is in the epoch twice and another is missing: draw a permutation, not single numbers
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng([seed, epoch]).integers(0, max(n, 1), size=n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong each-batch-drawn-anew: an example is in the epoch twice and another is missing: draw a permutation, not single numbers
def batches(n, batch_size, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
    return [rng.choice(n, size, replace=False) for size in sizes]


# %% wrong not-shuffled: the examples are not shuffled
def batches(n, batch_size, seed, epoch):
    order = np.arange(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong batches-shuffled: only whole batches were shuffled: examples that are neighbours in the file always meet in one batch
def batches(n, batch_size, seed, epoch):
    parts = [np.arange(start, min(start + batch_size, n)) for start in range(0, n, batch_size)]
    full = [part for part in parts if len(part) == batch_size]
    order = np.random.default_rng([seed, epoch]).permutation(len(full))
    return [full[k] for k in order] + parts[len(full) :]


# %% wrong shuffled-inside: only the inside of each batch was shuffled: every batch holds the same examples in every epoch
def batches(n, batch_size, seed, epoch):
    rng = np.random.default_rng([seed, epoch])
    return [rng.permutation(np.arange(start, min(start + batch_size, n))) for start in range(0, n, batch_size)]


# %% wrong outside-generator: the same seed and epoch gave two orders: make the generator inside, from seed and epoch
generator = np.random.default_rng(0)


def batches(n, batch_size, seed, epoch):
    order = generator.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong unseeded: the same seed and epoch gave two orders: make the generator inside, from seed and epoch
def batches(n, batch_size, seed, epoch):
    order = np.random.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong epoch-forgotten: every epoch has the same order: `epoch` must be part of the seed
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng(seed).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong seed-forgotten: every seed gives the same order: `seed` must be used
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng(epoch).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong added-up: epoch 1 of seed 0 is epoch 0 of seed 1: don't add seed and epoch up, pass both as a list
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng(seed + epoch).permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


# %% wrong one-flat-list: return a list of batches, each a list of indices
def batches(n, batch_size, seed, epoch):
    return np.random.default_rng([seed, epoch]).permutation(n)


# %% wrong from-one: the indices run from 0 to 199
def batches(n, batch_size, seed, epoch):
    order = np.random.default_rng([seed, epoch]).permutation(n) + 1
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]
