# %% right: longer caches, one row of attention
def cached_attention_step(query, key, value, keys, values):
    keys = np.concatenate([keys, key[None]])
    values = np.concatenate([values, value[None]])
    scores = keys @ query / math.sqrt(len(query))
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


# %% right: vstack and einsum
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    scores = np.einsum("td,d->t", keys, query) / np.sqrt(query.size)
    a = np.exp(scores - np.logaddexp.reduce(scores))
    return np.einsum("t,te->e", a, values), keys, values


# %% right: loop over the positions
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.append(keys, [key], axis=0), np.append(values, [value], axis=0)
    scores = [float(np.dot(k, query)) / len(query) ** 0.5 for k in keys]
    weights = [math.exp(s - max(scores)) for s in scores]
    output = np.zeros(len(value))
    for weight, v in zip(weights, values):
        output = output + weight / sum(weights) * v
    return output, keys, values


# %% right: softmax of Keras
def cached_attention_step(query, key, value, keys, values):
    keys = np.r_[keys, [key]]
    values = np.r_[values, [value]]
    scores = keras.ops.convert_to_tensor(keys @ query * len(query) ** -0.5)
    return keras.ops.convert_to_numpy(keras.ops.softmax(scores)) @ values, keys, values


# %% wrong unscaled: the scores are not divided by the root of d
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    scores = keys @ query
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


# %% wrong divided-by-d: divided by d: divide by its root
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    scores = keys @ query / len(query)
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


# %% wrong without-itself: the new position does not see itself
def cached_attention_step(query, key, value, keys, values):
    scores = keys @ query / math.sqrt(len(query))
    weights = np.exp(scores - scores.max(initial=-1e9))
    output = weights @ values / max(weights.sum(), 1e-9)
    return output, np.vstack([keys, key]), np.vstack([values, value])


# %% wrong only-itself: the new position sees only itself
def cached_attention_step(query, key, value, keys, values):
    return value.copy(), np.vstack([keys, key]), np.vstack([values, value])


# %% wrong mean: all positions count alike: the scores are not used
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    return values.mean(axis=0), keys, values


# %% wrong unnormalised: the weights do not add up to 1
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    return np.exp(keys @ query / math.sqrt(len(query))) @ values, keys, values


# %% wrong old-caches: the caches must come back one row longer
def cached_attention_step(query, key, value, keys, values):
    longer, more = np.vstack([keys, key]), np.vstack([values, value])
    scores = longer @ query / math.sqrt(len(query))
    weights = np.exp(scores - scores.max())
    return weights @ more / weights.sum(), keys, values


# %% wrong newest-first: the new row goes behind the old ones: oldest first
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([key, keys]), np.vstack([value, values])
    scores = keys @ query / math.sqrt(len(query))
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


# %% wrong query-cached: the query was cached; later positions look at keys
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, query]), np.vstack([values, value])
    scores = keys @ query / math.sqrt(len(query))
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values


# %% wrong overflow: subtract the largest score before np.exp
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    with np.errstate(over="ignore", invalid="ignore"):
        weights = np.exp(keys @ query / math.sqrt(len(query)))
        return weights @ values / weights.sum(), keys, values


# %% wrong length-of-cache: divided by the root of the cache's length: d is the length of the query
def cached_attention_step(query, key, value, keys, values):
    keys, values = np.vstack([keys, key]), np.vstack([values, value])
    scores = keys @ query / np.sqrt(len(keys))
    weights = np.exp(scores - scores.max())
    return weights @ values / weights.sum(), keys, values
