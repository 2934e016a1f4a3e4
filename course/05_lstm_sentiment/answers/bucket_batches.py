# %% right: argsort, cut, permute
def bucket_batches(lengths, batch_size, seed):
    rng = np.random.default_rng(seed)
    order = np.argsort(np.asarray(lengths), kind="stable")
    batches = [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]
    return [batches[place] for place in rng.permutation(len(batches))]

# %% right: plain Python, ties at random, shuffled in place
def bucket_batches(lengths, batch_size, seed):
    rng = np.random.default_rng(seed)
    order = sorted(range(len(lengths)), key=lambda place: (lengths[place], rng.random()))
    batches = []
    while order:
        batches.append(order[:batch_size])
        order = order[batch_size:]
    rng.shuffle(batches)
    return batches

# %% right: longest first, shuffled within batches too, array_split at the cuts
def bucket_batches(lengths, batch_size, seed):
    rng = np.random.default_rng([seed, 7])
    order = np.lexsort((rng.random(len(lengths)), -np.asarray(lengths)))
    batches = np.split(order, range(batch_size, len(order), batch_size))
    keys = rng.random(len(batches))
    return [rng.permutation(batches[place]) for place in np.argsort(keys)]

# %% wrong unsorted: sort by length before you cut
def bucket_batches(lengths, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(lengths))
    return [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]

# %% wrong shuffled-after-sorting: sort by length before you cut
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    np.random.default_rng(seed).shuffle(order)
    return [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]

# %% wrong short-to-long: shuffle their order
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths, kind="stable")
    return [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]

# %% wrong only-within-batches: shuffle their order
def bucket_batches(lengths, batch_size, seed):
    rng = np.random.default_rng(seed)
    order = np.argsort(lengths, kind="stable")
    return [rng.permutation(order[start : start + batch_size]).tolist() for start in range(0, len(order), batch_size)]

# %% wrong leftovers-dropped: the last, smaller batch belongs to the epoch too
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths, kind="stable")
    full = len(order) // batch_size
    batches = order[: full * batch_size].reshape(full, batch_size)
    return np.random.default_rng(seed).permutation(batches).tolist()

# %% wrong lengths-returned: these are lengths
def bucket_batches(lengths, batch_size, seed):
    ordered = sorted(lengths)
    batches = [ordered[start : start + batch_size] for start in range(0, len(ordered), batch_size)]
    return [batches[place] for place in np.random.default_rng(seed).permutation(len(batches))]

# %% wrong seed-unused: the seed is not used
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths, kind="stable")
    batches = [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]
    return [batches[place] for place in np.random.default_rng(0).permutation(len(batches))]

# %% wrong never-the-same: the same seed gave two different orders
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths, kind="stable")
    batches = [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]
    return [batches[place] for place in np.random.default_rng().permutation(len(batches))]

# %% wrong number-of-batches: a batch has more than
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(lengths, kind="stable")
    batches = [part.tolist() for part in np.array_split(order, len(order) // batch_size)]
    return [batches[place] for place in np.random.default_rng(seed).permutation(len(batches))]

# %% wrong equal-lengths-only: at most one may be smaller
def bucket_batches(lengths, batch_size, seed):
    groups = {}
    for place, length in enumerate(lengths):
        groups.setdefault(int(length), []).append(place)
    batches = [group[start : start + batch_size] for group in groups.values() for start in range(0, len(group), batch_size)]
    return [batches[place] for place in np.random.default_rng(seed).permutation(len(batches))]

# %% wrong flat: this is one flat list
def bucket_batches(lengths, batch_size, seed):
    return np.argsort(lengths, kind="stable").tolist()

# %% wrong sorted-in-place: the argument was changed in place
def bucket_batches(lengths, batch_size, seed):
    order = np.argsort(np.asarray(lengths), kind="stable")
    lengths.sort()
    batches = [order[start : start + batch_size].tolist() for start in range(0, len(order), batch_size)]
    return [batches[place] for place in np.random.default_rng(seed).permutation(len(batches))]
