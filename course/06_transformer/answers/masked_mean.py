# %% right: weights, sum and count
def masked_mean(values, mask):
    weights = np.asarray(mask, dtype=float)[:, :, None]
    return (values * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


# %% right: loop over the texts
def masked_mean(values, mask):
    means = []
    for text, there in zip(values, mask):
        kept = text[np.asarray(there, dtype=bool)]
        means.append(kept.mean(axis=0) if len(kept) else np.zeros(values.shape[-1]))
    return np.array(means)


# %% right: einsum
def masked_mean(values, mask):
    there = np.asarray(mask).astype(values.dtype)
    return np.einsum("btd,bt->bd", values, there) / there.sum(axis=1).clip(min=1)[:, None]


# %% right: masked array
def masked_mean(values, mask):
    hidden = np.broadcast_to(~np.asarray(mask)[:, :, None], values.shape)
    return np.ma.array(values, mask=hidden).mean(axis=1).filled(0.0)


# %% right: plain Python, nested lists
def masked_mean(values, mask):
    result = []
    for text, there in zip(values.tolist(), mask.tolist()):
        kept = [vector for vector, yes in zip(text, there) if yes]
        result.append([sum(vector[d] for vector in kept) / max(len(kept), 1) for d in range(values.shape[2])])
    return result


# %% wrong length-of-row: you divided by the length of the row: padding counts as words of zeros
def masked_mean(values, mask):
    return (values * np.asarray(mask)[:, :, None]).mean(axis=1)


# %% wrong mask-unused: the mask is not used: the vectors under the padding are in the mean
def masked_mean(values, mask):
    return values.mean(axis=1)


# %% wrong inverted: the mask is turned round: True is where a token stands
def masked_mean(values, mask):
    weights = 1.0 - np.asarray(mask, dtype=float)[:, :, None]
    return (values * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)


# %% wrong sum: this is the sum; a long review would have a large vector
def masked_mean(values, mask):
    return (values * np.asarray(mask)[:, :, None]).sum(axis=1)


# %% wrong whole-batch-count: you divided by the tokens of the whole batch; each text has its own number
def masked_mean(values, mask):
    weights = np.asarray(mask, dtype=float)[:, :, None]
    return (values * weights).sum(axis=1) / max(weights.sum(), 1)


# %% wrong all-texts-together: all texts were averaged together: one vector for each text
def masked_mean(values, mask):
    return values[np.asarray(mask)].mean(axis=0)


# %% wrong maximum: this is the largest value, not the mean
def masked_mean(values, mask):
    return np.where(np.asarray(mask)[:, :, None], values, -np.inf).max(axis=1)


# %% wrong empty-is-nan: 0 / 0: a text without a token gets zeros
def masked_mean(values, mask):
    weights = np.asarray(mask, dtype=float)[:, :, None]
    with np.errstate(invalid="ignore"):
        return (values * weights).sum(axis=1) / weights.sum(axis=1)


# %% wrong in-place: the argument was changed in place
def masked_mean(values, mask):
    values *= np.asarray(mask)[:, :, None]
    return values.sum(axis=1) / np.maximum(np.asarray(mask).sum(axis=1), 1)[:, None]


# %% wrong broadcast: the counts, one a text, need an axis of their own: they were divided into the features
def masked_mean(values, mask):
    counts = np.maximum(np.asarray(mask).sum(axis=1), 1)
    return (np.asarray(values) * np.asarray(mask)[:, :, None]).sum(axis=1) / counts
