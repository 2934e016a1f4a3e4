# %% right: the formula
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% right: a token's matrix of slopes
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    width = x.shape[1]
    d_x, d_gamma, d_beta = [], np.zeros(width), np.zeros(width)
    for token, arriving in zip(x, upstream):
        root = math.sqrt(token.var() + epsilon)
        normal = (token - token.mean()) / root
        slopes = (np.eye(width) - 1 / width - np.outer(normal, normal) / width) / root
        d_x.append(slopes @ (gamma * arriving))
        d_gamma = d_gamma + arriving * normal
        d_beta = d_beta + arriving
    return np.array(d_x), d_gamma, d_beta


# %% right: step by step backwards, as a graph
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    width = x.shape[1]
    centred = x - x.mean(axis=1, keepdims=True)
    inverse = (np.mean(centred**2, axis=1, keepdims=True) + epsilon) ** -0.5
    d_normal = upstream * gamma
    d_inverse = (d_normal * centred).sum(axis=1, keepdims=True)
    d_variance = d_inverse * -0.5 * inverse**3
    d_centred = d_normal * inverse + d_variance * 2 * centred / width
    d_x = d_centred - d_centred.mean(axis=1, keepdims=True)
    return d_x, np.einsum("nd,nd,n->d", upstream, centred, inverse[:, 0]), np.einsum("nd->d", upstream)


# %% right: plain loops
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    tokens, width = x.shape
    d_x, d_gamma, d_beta = [], [0.0] * width, [0.0] * width
    for n in range(tokens):
        mean = sum(x[n]) / width
        root = math.sqrt(sum((value - mean) ** 2 for value in x[n]) / width + epsilon)
        normal = [(value - mean) / root for value in x[n]]
        g = [float(u * c) for u, c in zip(upstream[n], gamma)]
        both = sum(a * b for a, b in zip(g, normal)) / width
        d_x.append([(a - sum(g) / width - b * both) / root for a, b in zip(g, normal)])
        for f in range(width):
            d_gamma[f] += upstream[n, f] * normal[f]
            d_beta[f] += upstream[n, f]
    return d_x, d_gamma, d_beta


# %% wrong direct-path: the paths through mean and variance are missing
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    return upstream * gamma / root, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong no-variance-path: the path through the variance is missing, or it has mean times mean in place of the mean of the product
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    return (g - g.mean(axis=-1, keepdims=True)) / root, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong no-mean-path: the path through the mean is missing
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong no-gamma: gamma is missing from d_x: g = upstream * gamma
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong variance-sign: the path through the variance has the wrong sign
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.mean(axis=-1, keepdims=True) + normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong not-divided: the division by the root of variance plus epsilon is missing
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong gamma-from-x: d_gamma was made from x; it is made from the normalised x
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * x).sum(axis=0), upstream.sum(axis=0)


# %% wrong product-of-means: the path through the variance is missing, or it has mean times mean in place of the mean of the product
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    means = g.mean(axis=-1, keepdims=True) * normal.mean(axis=-1, keepdims=True)
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * means) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong sums: sums over the features in place of means
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.sum(axis=-1, keepdims=True) - normal * (g * normal).sum(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).sum(axis=0), upstream.sum(axis=0)


# %% wrong not-summed: d_gamma and d_beta have a row for each token; gamma and beta serve all tokens, so add up over them
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, upstream * normal, upstream


# %% wrong averaged: d_gamma and d_beta were averaged over the tokens; gamma and beta collect a sum
def layer_norm_backward(x, gamma, upstream, epsilon=1e-3):
    root = np.sqrt(x.var(axis=-1, keepdims=True) + epsilon)
    normal = (x - x.mean(axis=-1, keepdims=True)) / root
    g = upstream * gamma
    d_x = (g - g.mean(axis=-1, keepdims=True) - normal * (g * normal).mean(axis=-1, keepdims=True)) / root
    return d_x, (upstream * normal).mean(axis=0), upstream.mean(axis=0)
