# %% right: whole vectors
def witten_bell(counts, shorter):
    total, different = np.sum(counts), np.count_nonzero(counts)
    if total == 0:
        return np.array(shorter, dtype=float)
    return (counts + different * shorter) / (total + different)


# %% right: a weight between two distributions
def witten_bell(counts, shorter):
    counts = np.asarray(counts, dtype=float)
    n, t = counts.sum(), (counts > 0).sum()
    if not n:
        return shorter
    weight = n / (n + t)
    return weight * counts / n + (1 - weight) * shorter


# %% right: plain Python
def witten_bell(counts, shorter):
    n, t = sum(counts), len([count for count in counts if count > 0])
    return [(c + t * p) / (n + t) for c, p in zip(counts, shorter)] if n else list(shorter)


# %% right: np.where without a branch
def witten_bell(counts, shorter):
    n, t = np.sum(counts), np.sum(np.sign(counts))
    return np.where(n > 0, (counts + t * np.asarray(shorter)) / max(n + t, 1), shorter)


# %% wrong shares-alone: these are the shares alone
def witten_bell(counts, shorter):
    return counts / counts.sum() if counts.sum() else shorter


# %% wrong add-one: one was added to every count
def witten_bell(counts, shorter):
    return (counts + 1) / (counts.sum() + len(counts))


# %% wrong swapped-weights: the two weights are swapped
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    return t / (n + t) * counts / n + n / (n + t) * shorter if n else shorter


# %% wrong back-off-only: only unseen characters got their share of the shorter history
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    return np.where(counts > 0, counts / (n + t), t * shorter / (n + t)) if n else shorter


# %% wrong vocabulary: t is the number of different characters that followed, not V
def witten_bell(counts, shorter):
    n, t = counts.sum(), len(counts)
    return (counts + t * shorter) / (n + t)


# %% wrong unseen-types: t is the number of different characters that followed, not of those that never did
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.sum(counts == 0)
    return (counts + t * shorter) / (n + t)


# %% wrong half-half: both halves counted alike
def witten_bell(counts, shorter):
    n = counts.sum()
    return (counts / n + shorter) / 2 if n else shorter


# %% wrong not-normalised: divide by n + t, so that the sum is 1
def witten_bell(counts, shorter):
    return counts + np.count_nonzero(counts) * shorter if counts.sum() else shorter


# %% wrong divided-by-n: divide by n + t, not by n
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    return (counts + t * shorter) / n if n else shorter


# %% wrong never-seen-nan: 0 / 0: with no counts the shorter history is all that is known
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    with np.errstate(invalid="ignore"):
        return (counts + t * shorter) / (n + t)


# %% wrong never-seen-uniform: it is no uniform guess
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    return (counts + t * shorter) / (n + t) if n else np.full(len(counts), 1 / len(counts))


# %% wrong never-seen-zero: with no counts the probabilities became 0
def witten_bell(counts, shorter):
    n, t = counts.sum(), np.count_nonzero(counts)
    return (counts + t * shorter) / max(n + t, 1)
