# %% right: places compared
def causal_mask(queries, keys):
    return np.arange(keys) <= np.arange(keys - queries, keys)[:, None]


# %% right: a triangle that is shifted
def causal_mask(queries, keys):
    return np.tri(queries, keys, keys - queries, dtype=bool)


# %% right: the last rows of the square mask
def causal_mask(queries, keys):
    square = np.tril(np.ones((keys, keys), dtype=bool))
    return square[keys - queries :]


# %% right: nested lists
def causal_mask(queries, keys):
    return [[key <= keys - queries + query for key in range(keys)] for query in range(queries)]


# %% wrong not-itself: a token may look at itself too: the diagonal is True
def causal_mask(queries, keys):
    return np.arange(keys) < np.arange(keys - queries, keys)[:, None]


# %% wrong transposed: rows and columns are swapped: row i belongs to query i, which looks back
def causal_mask(queries, keys):
    return np.arange(keys) >= np.arange(keys - queries, keys)[:, None]


# %% wrong inverted: the mask is turned round: True means may look
def causal_mask(queries, keys):
    return np.arange(keys) > np.arange(keys - queries, keys)[:, None]


# %% wrong numbers: that is as numbers; return truth values, so that np.where can use them
def causal_mask(queries, keys):
    return np.tri(queries, keys, keys - queries)


# %% wrong whole-numbers: that is as numbers; return truth values, so that np.where can use them
def causal_mask(queries, keys):
    return np.tri(queries, keys, keys - queries, dtype=int)


# %% wrong for-adding: that is what is added to logits; return truth values
def causal_mask(queries, keys):
    return np.where(np.tri(queries, keys, keys - queries, dtype=bool), 0.0, -np.inf)


# %% wrong one-too-far: a query sees one token too many: the next one
def causal_mask(queries, keys):
    return np.tri(queries, keys, keys - queries + 1, dtype=bool)


# %% wrong first-tokens: the queries are the last tokens of the text, not the first
def causal_mask(queries, keys):
    return np.tril(np.ones((queries, keys), dtype=bool))


# %% wrong always-square: the mask must have shape (queries, keys), a row for each query
def causal_mask(queries, keys):
    return np.tril(np.ones((keys, keys), dtype=bool))
