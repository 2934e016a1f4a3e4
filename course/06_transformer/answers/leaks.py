# %% right: token by token
def leaks(attend, x):
    generator = np.random.default_rng()
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% right: all pairs, then the upper triangle
def leaks(attend, x):
    noise = np.random.default_rng().normal(size=x.shape)
    usual, columns = np.asarray(attend(x)), []
    for j in range(len(x)):
        changed = np.where(np.arange(len(x))[:, None] == j, noise, x)
        columns.append((np.abs(np.asarray(attend(changed)) - usual) > 1e-12 * np.abs(usual).max()).any(axis=1))
    return np.triu(np.stack(columns, axis=1), 1)


# %% right: plain lists, noise added
def leaks(attend, x):
    generator = np.random.default_rng()
    usual = attend(x.copy())
    limit = 1e-12 * max(abs(float(number)) for row in usual for number in row)
    found = [[False] * len(x) for _ in x]
    for j in range(1, len(x)):
        changed = np.array(x, dtype=float)
        changed[j] += generator.normal(size=x.shape[1])
        now = attend(changed)
        for i in range(j):
            found[i][j] = any(abs(float(a) - float(b)) > limit for a, b in zip(now[i], usual[i]))
    return found


# %% right: two tries with np.isclose, its allowances set
def leaks(attend, x):
    usual = np.asarray(attend(x))
    found = np.zeros((len(x), len(x)), dtype=bool)
    for seed in (1, 2):
        other = np.random.default_rng(seed).uniform(-2, 2, size=x.shape)
        for j in range(len(x)):
            now = np.asarray(attend(np.concatenate([x[:j], other[j : j + 1], x[j + 1 :]])))
            same = np.isclose(now, usual, rtol=0, atol=1e-12 * np.abs(usual).max()).all(axis=1)
            found[:, j] |= ~same & (np.arange(len(x)) < j)
    return found


# %% wrong seeded: your random numbers are those that x was made from, so nothing changed: take a generator without a seed
def leaks(attend, x):
    generator = np.random.default_rng(0)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong past-accused: an output may depend on its own token and on the past: only j > i is a leak
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        found[:, j] = np.abs(attend(changed) - usual).max(axis=1) > 1e-12 * np.abs(usual).max()
    return found


# %% wrong past-only: that is the past: a leak is a later token, j > i, that moves an earlier output, at [i, j]
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[j + 1 :, j] = moved[j + 1 :] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong transposed: that is the past: a leak is a later token, j > i, that moves an earlier output, at [i, j]
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[j, :j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong never-put-back: change one token at a time, from the unchanged x; else a token is blamed for what others did
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    changed = x.copy()
    for j in range(len(x)):
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong all-later: change one token at a time, from the unchanged x; else a token is blamed for what others did
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j:] = generator.normal(size=x[j:].shape)
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong allclose: a leak of 1e-9 was forgiven; what counts is more than 1e-12 times the largest output
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        now = attend(changed)
        found[:j, j] = [not np.allclose(now[i], usual[i]) for i in range(j)]
    return found


# %% wrong exact: rounding was called a leak: allow for 1e-12 times the largest output
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        found[:j, j] = (attend(changed) != usual).any(axis=1)[:j]
    return found


# %% wrong last-token: only the last token was changed; each one may leak
def leaks(attend, x):
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    changed = x.copy()
    changed[-1] = np.random.default_rng(5).normal(size=x.shape[1])
    found[:-1, -1] = (np.abs(attend(changed) - usual).max(axis=1) > 1e-12 * np.abs(usual).max())[:-1]
    return found


# %% wrong shifted: the change left this layer's view of the token as it was: put random numbers in its place
def leaks(attend, x):
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] += 1
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong doubled: token 2 is all zeros, and 0 times anything stays 0: put random numbers in its place
def leaks(attend, x):
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] *= 2
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong blanked: token 2 is all zeros, and 0 times anything stays 0: put random numbers in its place
def leaks(attend, x):
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = 0
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong doubled-and-one: the change left this layer's view of the token as it was: put random numbers in its place
def leaks(attend, x):
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = 2 * changed[j] + 1
        moved = np.abs(attend(changed) - usual).max(axis=1)
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong sums-compared: look at every number of an output: two features moved in opposite ways
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        moved = np.abs((attend(changed) - usual).sum(axis=1))
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found


# %% wrong yes-or-no: one answer for the whole layer; return a (T, T) array of truth values
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    for j in range(len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        if (np.abs(attend(changed) - usual)[:j] > 1e-12 * np.abs(usual).max()).any():
            return True
    return False


# %% wrong next-output: only the next output was looked at; a token may leak to any earlier one
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(1, len(x)):
        changed = x.copy()
        changed[j] = generator.normal(size=x.shape[1])
        found[j - 1, j] = np.abs(attend(changed) - usual)[j - 1].max() > 1e-12 * np.abs(usual).max()
    return found


# %% wrong in-place: the argument was changed in place
def leaks(attend, x):
    generator = np.random.default_rng(5)
    usual = attend(x)
    found = np.zeros((len(x), len(x)), dtype=bool)
    for j in range(len(x)):
        kept = x[j] + 0.0
        x[j] = generator.normal(size=x.shape[1])
        moved = np.abs(attend(x) - usual).max(axis=1)
        x[j] = kept * (1 + 1e-15) + 1e-16
        found[:j, j] = moved[:j] > 1e-12 * np.abs(usual).max()
    return found
