# %% right: broadcasting
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% right: einsum and a large negative number added
def attention(q, k, v, mask=None):
    logits = np.einsum("...td,...sd->...ts", q, k) * q.shape[-1] ** -0.5
    if mask is not None:
        logits = logits - 1e9 * np.logical_not(mask)
    odds = np.exp(logits - np.max(logits, axis=-1)[..., None])
    weights = np.einsum("...ts,...t->...ts", odds, 1 / odds.sum(axis=-1))
    return np.einsum("...ts,...se->...te", weights, v), weights


# %% right: query by query over plain loops
def attention(q, k, v, mask=None):
    tokens, keys = q.shape[-2], k.shape[-2]
    looks = np.broadcast_to(True if mask is None else mask, (*q.shape[:-1], keys))
    outputs, weights = np.zeros((*q.shape[:-1], v.shape[-1])), np.zeros((*q.shape[:-1], keys))
    for at in np.ndindex(*q.shape[:-2], tokens):
        seen = [s for s in range(keys) if looks[at][s]]
        logits = [float(q[at] @ k[at[:-1]][s]) / math.sqrt(q.shape[-1]) for s in seen]
        odds = [math.exp(logit - max(logits)) for logit in logits]
        for s, each in zip(seen, odds):
            weights[at][s] = each / sum(odds)
            outputs[at] += each / sum(odds) * v[at[:-1]][s]
    return outputs, weights


# %% right: odds set to 0, the largest allowed logit taken off first
def attention(q, k, v, mask=None):
    logits = (q / math.sqrt(q.shape[-1])) @ np.moveaxis(k, -1, -2)
    look = np.ones(logits.shape, dtype=bool) if mask is None else np.broadcast_to(mask, logits.shape)
    highest = np.max(logits, axis=-1, keepdims=True, where=look, initial=-np.inf)
    odds = np.where(look, np.exp(np.minimum(logits - highest, 0)), 0)
    weights = odds / odds.sum(axis=-1, keepdims=True)
    return [np.matmul(weights, v), weights]


# %% wrong unscaled: the logits are not divided by the root of d, the width of a query
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2)
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong divided-by-width: divided by d; divide by its square root
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / q.shape[-1]
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong along-columns: the softmax runs along the columns; each query (row) spreads a weight of 1 over the keys
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-2, keepdims=True))
    weights /= weights.sum(axis=-2, keepdims=True)
    return weights @ v, weights


# %% wrong published: divided by V; the weights multiply V, as a matrix product
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights / v, weights


# %% wrong entry-by-entry: the weights multiply V entry by entry; it is a matrix product
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights * v, weights


# %% wrong values-transposed: V is transposed: its rows are tokens already
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ np.swapaxes(v, -1, -2), weights


# %% wrong order-swapped: weights and outputs come in the wrong order: outputs first
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights, weights @ v


# %% wrong roles-swapped: queries and keys are swapped: row i of the weights belongs to query i
def attention(q, k, v, mask=None):
    logits = k @ np.swapaxes(q, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong no-softmax: the logits were multiplied with V; they go through the softmax first
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, 0)
    return logits @ v, logits


# %% wrong mask-ignored: the mask is ignored
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong mask-after: the mask came after the softmax: the weights of a row no longer add up to 1
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    if mask is not None:
        weights = weights * mask
    return weights @ v, weights


# %% wrong mask-inverted: the mask is turned round: True means may look
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, -np.inf, logits)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong zero-logit: a forbidden logit became 0, and its weight e**0; it must be -inf
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = logits * mask
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong mask-added: True and False were added to the logits as 1 and 0; a forbidden logit must be -inf
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = logits + mask
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong overflow: not a finite number: subtract each row's largest logit before np.exp
def attention(q, k, v, mask=None):
    logits = q @ np.swapaxes(k, -1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits)
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights


# %% wrong scaled-in-place: the argument was changed in place
def attention(q, k, v, mask=None):
    q /= math.sqrt(q.shape[-1])
    logits = q @ np.swapaxes(k, -1, -2)
    if mask is not None:
        logits = np.where(mask, logits, -np.inf)
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    weights /= weights.sum(axis=-1, keepdims=True)
    return weights @ v, weights
