# %% right: threshold by sorting
def next_token_probabilities(logits, temperature, top_k=None):
    scaled = np.asarray(logits, dtype=float) / temperature
    if top_k is not None and top_k < len(scaled):
        scaled = np.where(scaled >= np.sort(scaled)[-top_k], scaled, -np.inf)
    weights = np.exp(scaled - scaled.max())
    return weights / weights.sum()


# %% right: indices of the largest, zeros elsewhere
def next_token_probabilities(logits, temperature, top_k=None):
    kept = np.argsort(logits)[::-1][:top_k]
    probabilities = np.zeros(len(logits))
    probabilities[kept] = np.exp((logits[kept] - logits[kept[0]]) / temperature)
    return probabilities / probabilities.sum()


# %% right: plain Python
def next_token_probabilities(logits, temperature, top_k=None):
    largest = max(logits)
    weights = [math.exp((z - largest) / temperature) for z in logits]
    limit = sorted(weights, reverse=True)[min(top_k or len(weights), len(weights)) - 1]
    weights = [w if w >= limit else 0.0 for w in weights]
    return [w / sum(weights) for w in weights]


# %% right: softmax of Keras, cut, divide again
def next_token_probabilities(logits, temperature, top_k=None):
    scaled = np.asarray(logits, dtype=float)
    scaled = scaled - scaled.max()
    probabilities = np.array(keras.ops.convert_to_numpy(keras.ops.softmax(keras.ops.convert_to_tensor(scaled / temperature))))
    if top_k is not None:
        probabilities[np.argsort(-probabilities)[top_k:]] = 0
    return probabilities / probabilities.sum()


# %% right: log-sum-exp
def next_token_probabilities(logits, temperature, top_k=None):
    z = np.array(logits, dtype=float) / temperature
    if top_k is not None:
        z[np.argsort(z)[: max(len(z) - top_k, 0)]] = -np.inf
    return np.exp(z - np.logaddexp.reduce(z))


# %% wrong sigmoid: a sigmoid of each logit
def next_token_probabilities(logits, temperature, top_k=None):
    return 1 / (1 + np.exp(-logits / temperature))


# %% wrong weights: these are no probabilities: the sum must be 1
def next_token_probabilities(logits, temperature, top_k=None):
    return np.exp(logits / temperature)


# %% wrong multiplied: the temperature multiplied the logits; divide by it
def next_token_probabilities(logits, temperature, top_k=None):
    z = logits * temperature
    z = np.where(z >= np.sort(z)[::-1][:top_k][-1], z, -np.inf)
    weights = np.exp(z - z.max())
    return weights / weights.sum()


# %% wrong temperature-unused: the temperature is not used
def next_token_probabilities(logits, temperature, top_k=None):
    z = np.where(logits >= np.sort(logits)[::-1][:top_k][-1], logits, -np.inf)
    weights = np.exp(z - z.max())
    return weights / weights.sum()


# %% wrong after-the-softmax: the probabilities were divided by the temperature
def next_token_probabilities(logits, temperature, top_k=None):
    z = np.where(logits >= np.sort(logits)[::-1][:top_k][-1], logits, -np.inf)
    weights = np.exp(z - z.max())
    return weights / weights.sum() / temperature


# %% wrong top-k-unused: top_k is not used
def next_token_probabilities(logits, temperature, top_k=None):
    weights = np.exp((logits - logits.max()) / temperature)
    return weights / weights.sum()


# %% wrong not-divided-again: the sum is not 1 any more
def next_token_probabilities(logits, temperature, top_k=None):
    weights = np.exp((logits - logits.max()) / temperature)
    return np.where(logits >= np.sort(logits)[::-1][:top_k][-1], weights / weights.sum(), 0)


# %% wrong zero-logits: the others got the logit 0, which is the weight 1
def next_token_probabilities(logits, temperature, top_k=None):
    z = np.where(logits >= np.sort(logits)[::-1][:top_k][-1], logits / temperature, 0)
    weights = np.exp(z - z.max())
    return weights / weights.sum()


# %% wrong smallest: the smallest were kept
def next_token_probabilities(logits, temperature, top_k=None):
    kept = np.argsort(logits)[:top_k]
    weights = np.zeros(len(logits))
    weights[kept] = np.exp((logits[kept] - logits[kept].max()) / temperature)
    return weights / weights.sum()


# %% wrong first-of-alphabet: the first tokens of the alphabet were kept
def next_token_probabilities(logits, temperature, top_k=None):
    weights = np.zeros(len(logits))
    weights[:top_k] = np.exp((logits[:top_k] - logits[:top_k].max()) / temperature)
    return weights / weights.sum()


# %% wrong short: only the kept ones came back
def next_token_probabilities(logits, temperature, top_k=None):
    kept = np.array(sorted(np.argsort(-logits)[:top_k]))
    weights = np.exp((logits[kept] - logits.max()) / temperature)
    return weights / weights.sum()


# %% wrong overflow: e to the power 1000 is too large for a float
def next_token_probabilities(logits, temperature, top_k=None):
    kept = np.argsort(-logits)[:top_k]
    weights = np.zeros(len(logits))
    with np.errstate(over="ignore", invalid="ignore"):
        weights[kept] = np.exp(logits[kept] / temperature)
        return weights / weights.sum()




# %% wrong in-place: the argument was changed in place
def next_token_probabilities(logits, temperature, top_k=None):
    logits /= temperature
    limit = -np.inf if top_k is None or top_k > len(logits) else np.sort(logits)[-top_k]
    weights = np.where(logits >= limit, np.exp(logits - logits.max()), 0)
    return weights / weights.sum()
