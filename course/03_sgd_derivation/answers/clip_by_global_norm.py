# %% right: sum of squares
def clip_by_global_norm(gradients, limit):
    norm = float(np.sqrt(sum((g**2).sum() for g in gradients)))
    return [g if norm <= limit else g * (limit / norm) for g in gradients], norm


# %% right: one long array
def clip_by_global_norm(gradients, limit):
    norm = np.linalg.norm(np.concatenate([np.ravel(g) for g in gradients]))
    if norm > limit:
        gradients = [limit * g / norm for g in gradients]
    return list(gradients), norm


# %% right: Python numbers, lists come back
def clip_by_global_norm(gradients, limit):
    norm = math.hypot(*[math.hypot(*g.ravel().tolist()) for g in gradients])
    factor = min(1.0, limit / norm) if norm else 1.0
    return [(factor * g).tolist() for g in gradients], norm


# %% right: copies scaled in place
def clip_by_global_norm(gradients, limit):
    clipped = [np.array(g, dtype=float) for g in gradients]
    norm = math.sqrt(math.fsum(float(np.vdot(g, g)) for g in clipped))
    for g in clipped:
        g /= max(1.0, norm / limit)
    return tuple(clipped), norm


# %% wrong each-array: each array was clipped by itself, which turns the gradient: one norm over all arrays
def clip_by_global_norm(gradients, limit):
    total = math.sqrt(sum(np.sum(g**2) for g in gradients))
    norms = [np.linalg.norm(g) for g in gradients]
    return [g * min(1, limit / n) if n else g for g, n in zip(gradients, norms)], total


# %% wrong each-number: each number was clipped by itself, which turns the gradient: shrink all by one factor
def clip_by_global_norm(gradients, limit):
    return [np.clip(g, -limit, limit) for g in gradients], math.sqrt(sum(np.sum(g**2) for g in gradients))


# %% wrong norms-added: the norms of the arrays were added up: add up squares, and take one root
def clip_by_global_norm(gradients, limit):
    norm = sum(np.linalg.norm(g) for g in gradients)
    return [g * limit / norm if norm > limit else g for g in gradients], norm


# %% wrong no-root: the root is missing: that is the square of the norm
def clip_by_global_norm(gradients, limit):
    norm = sum(np.sum(g**2) for g in gradients)
    return [g * limit / norm if norm > limit else g for g in gradients], norm


# %% wrong largest-entry: that is the largest entry, not the length
def clip_by_global_norm(gradients, limit):
    norm = max(np.abs(g).max() for g in gradients)
    return [g * limit / norm if norm > limit else g for g in gradients], norm


# %% wrong unit-length: the gradient has length 1 now: its length should be limit
def clip_by_global_norm(gradients, limit):
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g / norm if norm > limit else g for g in gradients], norm


# %% wrong norm-after: the norm after clipping came back; return the one before
def clip_by_global_norm(gradients, limit):
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * limit / norm if norm > limit else g for g in gradients], min(norm, limit)


# %% wrong nothing: nothing was clipped
def clip_by_global_norm(gradients, limit):
    return gradients, math.sqrt(sum(np.sum(g**2) for g in gradients))


# %% wrong always-scaled: a short gradient was made longer: only scale if the norm exceeds the limit
def clip_by_global_norm(gradients, limit):
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * limit / norm if norm else g for g in gradients], norm


# %% wrong zero-by-zero: a gradient of zeros became nan: 0 / 0; nothing has to be scaled there
def clip_by_global_norm(gradients, limit):
    norm = np.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * np.minimum(1, limit / norm) if norm else g / norm for g in gradients], norm


# %% wrong in-place: the argument was changed in place
def clip_by_global_norm(gradients, limit):
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    for g in gradients:
        g *= min(1, limit / norm) if norm else 1
    return [g.copy() for g in gradients], norm
