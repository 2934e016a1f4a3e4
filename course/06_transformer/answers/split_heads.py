# %% right: reshape and transpose
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads != 0:
        raise ValueError(f"{width} features do not make {heads} heads")
    return np.transpose(x.reshape(examples, tokens, heads, -1), (0, 2, 1, 3))


# %% right: slices stacked
def split_heads(x, heads):
    size, left = divmod(x.shape[2], heads)
    if left:
        raise ValueError(f"{left} features are left over")
    return np.stack([x[:, :, h * size : (h + 1) * size] for h in range(heads)], axis=1)


# %% right: np.split, which refuses by itself
def split_heads(x, heads):
    return np.swapaxes(np.array(np.split(x, heads, axis=-1)), 0, 1)


# %% right: number by number
def split_heads(x, heads):
    examples, tokens, width = x.shape
    size = width // heads
    if size * heads < width:
        raise ValueError("the features can't be shared out")
    out = np.empty((examples, heads, tokens, size), dtype=x.dtype)
    for n, t, f in np.ndindex(x.shape):
        out[n, f // size, t, f % size] = x[n, t, f]
    return out


# %% wrong direct-reshape: the tokens are mixed up: head 0 holds all of token 1 and half of token 2. Cut the last axis only, then move axes
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads:
        raise ValueError(f"{width} features do not make {heads} heads")
    return x.reshape(examples, heads, tokens, width // heads)


# %% wrong taking-turns: the heads take turns: head 0 gets the first half of the features, not every second one
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads:
        raise ValueError(f"{width} features do not make {heads} heads")
    return x.reshape(examples, tokens, width // heads, heads).transpose(0, 3, 1, 2)


# %% wrong not-transposed: the axes are still (N, T, heads, features): the heads stand before the tokens
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads:
        raise ValueError(f"{width} features do not make {heads} heads")
    return x.reshape(examples, tokens, heads, width // heads)


# %% wrong features-before-tokens: tokens and features are swapped: the axes are (N, heads, T, features)
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads:
        raise ValueError(f"{width} features do not make {heads} heads")
    return x.reshape(examples, tokens, heads, width // heads).transpose(0, 2, 3, 1)


# %% wrong heads-first: the heads stand before the examples: the axes are (N, heads, T, features)
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads:
        raise ValueError(f"{width} features do not make {heads} heads")
    return x.reshape(examples, tokens, heads, width // heads).transpose(2, 0, 1, 3)


# %% wrong features-dropped: 4 features do not make 3 heads of one width: raise a ValueError, don't drop a feature
def split_heads(x, heads):
    size = x.shape[2] // heads
    return np.stack([x[:, :, h * size : (h + 1) * size] for h in range(heads)], axis=1)


# %% wrong size-by-count: 4 features do not make 3 heads, though the count of all numbers can be divided: look at the features
def split_heads(x, heads):
    examples, tokens, width = x.shape
    if width % heads == 0:
        return x.reshape(examples, tokens, heads, width // heads).transpose(0, 2, 1, 3)
    return x.reshape(examples, heads, -1, width)
