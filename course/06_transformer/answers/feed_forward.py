# %% right: one line
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(x @ w1 + b1, 0) @ w2 + b2


# %% right: einsum and where
def feed_forward(x, w1, b1, w2, b2):
    hidden = np.einsum("...d,dh->...h", x, w1) + b1
    return np.einsum("...h,hd->...d", np.where(hidden > 0, hidden, 0.0), w2) + b2


# %% right: token by token, unit by unit
def feed_forward(x, w1, b1, w2, b2):
    out = np.tile(np.asarray(b2, dtype=float), (*x.shape[:-1], 1))
    for at in np.ndindex(x.shape[:-1]):
        for unit in range(len(b1)):
            out[at] += max(0.0, float(x[at] @ w1[:, unit] + b1[unit])) * w2[unit]
    return out


# %% right: biases as one more feature
def feed_forward(x, w1, b1, w2, b2):
    one = np.ones((*x.shape[:-1], 1))
    hidden = np.concatenate([x, one], axis=-1) @ np.vstack([w1, b1])
    hidden = hidden * (hidden > 0)
    return np.concatenate([hidden, one], axis=-1) @ np.vstack([w2, b2])


# %% wrong second-relu: a ReLU stands after the second map too; the block must be able to push a feature down
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(np.maximum(x @ w1 + b1, 0) @ w2 + b2, 0)


# %% wrong published: ReLU after the second map, and b2 is missing: that is the published formula
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(np.maximum(x @ w1 + b1, 0) @ w2, 0)


# %% wrong no-second-bias: b2 is missing
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(x @ w1 + b1, 0) @ w2


# %% wrong bias-after-second-relu: b2 was added after a second ReLU; there is only one ReLU, between the maps
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(np.maximum(x @ w1 + b1, 0) @ w2, 0) + b2


# %% wrong linear: the ReLU between the maps is missing: two linear maps are one
def feed_forward(x, w1, b1, w2, b2):
    return (x @ w1 + b1) @ w2 + b2


# %% wrong relu-first: the ReLU stands before the first map
def feed_forward(x, w1, b1, w2, b2):
    return (np.maximum(x, 0) @ w1 + b1) @ w2 + b2


# %% wrong no-first-bias: b1 is missing
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum(x @ w1, 0) @ w2 + b2


# %% wrong bias-after-relu: b1 was added after the ReLU; it belongs inside
def feed_forward(x, w1, b1, w2, b2):
    return (np.maximum(x @ w1, 0) + b1) @ w2 + b2


# %% wrong relu-last: the ReLU stands after the second map only; it belongs between the maps
def feed_forward(x, w1, b1, w2, b2):
    return np.maximum((x @ w1 + b1) @ w2 + b2, 0)
