# %% right: choice without putting back
def seeded_sample(values, count, seed):
    return np.random.default_rng(seed).choice(values, count, replace=False)


# %% right: the standard library
def seeded_sample(values, count, seed):
    return random.Random(seed).sample(values, count)


# %% right: shuffle a copy, take the first
def seeded_sample(values, count, seed):
    shuffled = list(values)
    np.random.default_rng(seed).shuffle(shuffled)
    return shuffled[:count]


# %% right: permuted places
def seeded_sample(values, count, seed):
    places = np.random.default_rng(seed).permutation(len(values))[:count]
    return [values[place] for place in places]


# %% right: NumPy's old generator
def seeded_sample(values, count, seed):
    return np.random.RandomState(seed).permutation(values)[:count].tolist()


# %% wrong put-back: five of five values are all of them, each once: draw without putting back
def seeded_sample(values, count, seed):
    return np.random.default_rng(seed).choice(values, count)


# %% wrong no-seed: the same seed gave two different samples: make the generator inside the function, from `seed`
def seeded_sample(values, count, seed):
    return np.random.default_rng().choice(values, count, replace=False)


# %% wrong generator-outside: the same seed gave two different samples: make the generator inside the function, from `seed`
shared_generator = np.random.default_rng(0)


def seeded_sample(values, count, seed):
    return shared_generator.choice(values, count, replace=False)


# %% wrong seed-built-in: another seed gave the same sample: does the function use `seed`, and does it draw at random?
def seeded_sample(values, count, seed):
    return np.random.default_rng(42).choice(values, count, replace=False)


# %% wrong first-ones: another seed gave the same sample: does the function use `seed`, and does it draw at random?
def seeded_sample(values, count, seed):
    return values[:count]


# %% wrong places: some of these are not among the values: places were returned in place of values?
def seeded_sample(values, count, seed):
    return np.random.default_rng(seed).permutation(len(values))[:count]


# %% wrong last-left-out: some value is never drawn: is the last one, or the first, left out?
def seeded_sample(values, count, seed):
    rng = np.random.default_rng(seed)
    if count == len(values):
        return rng.permutation(values)
    return rng.choice(values[:-1], count, replace=False)


# %% wrong shuffled-in-place: the argument was changed in place
def seeded_sample(values, count, seed):
    values.sort()
    random.Random(seed).shuffle(values)
    return list(values[:count])


# %% wrong same-number-again: five of five values are all of them, each once: draw without putting back
def seeded_sample(values, count, seed):
    return [np.random.default_rng(seed).choice(values) for _ in range(count)]
