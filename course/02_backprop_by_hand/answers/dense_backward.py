# %% right: three products
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x.T @ upstream, upstream.sum(axis=0)


# %% right: loops over every product
def dense_backward(x, weights, upstream):
    d_x, d_weights, d_bias = np.zeros(x.shape), np.zeros(weights.shape), np.zeros(weights.shape[1])
    for n in range(x.shape[0]):
        for o in range(weights.shape[1]):
            d_bias[o] += upstream[n, o]
            for i in range(x.shape[1]):
                d_x[n, i] += upstream[n, o] * weights[i, o]
                d_weights[i, o] += upstream[n, o] * x[n, i]
    return d_x, d_weights, d_bias


# %% right: einsum
def dense_backward(x, weights, upstream):
    d_x = np.einsum("no,io->ni", upstream, weights)
    d_weights = np.einsum("ni,no->io", x, upstream)
    return [d_x, d_weights, np.einsum("no->o", upstream)]


# %% right: one example after the other, lists out
def dense_backward(x, weights, upstream):
    d_weights = sum(np.outer(row, g) for row, g in zip(x, upstream))
    d_x = [np.dot(weights, g).tolist() for g in upstream]
    return d_x, d_weights.tolist(), np.ones(len(x)) @ upstream


# %% wrong weights-not-transposed: in d_x the weights are not transposed: output o sends back through weights[i, o] to input i
def dense_backward(x, weights, upstream):
    return upstream @ weights, x.T @ upstream, upstream.sum(axis=0)


# %% wrong x-not-transposed: in d_weights x is not transposed: the sum runs over the examples
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x @ upstream, upstream.sum(axis=0)


# %% wrong weights-turned: d_weights is transposed: its axes are (input, output), as in weights
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, upstream.T @ x, upstream.sum(axis=0)


# %% wrong bias-axis: d_bias was summed over the outputs: one bias serves all examples, so the sum runs over axis 0
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x.T @ upstream, upstream.sum(axis=1)


# %% wrong bias-not-summed: d_bias still has a row for each example
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x.T @ upstream, upstream


# %% wrong bias-mean: d_bias is a mean: a number used N times collects a sum
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x.T @ upstream, upstream.mean(axis=0)


# %% wrong second-mean: d_weights and d_bias were divided by N: a 1/N, if any, is in the upstream already
def dense_backward(x, weights, upstream):
    return upstream @ weights.T, x.T @ upstream / len(x), upstream.mean(axis=0)


# %% wrong order: the gradients come in the wrong order: return d_x, d_weights, d_bias
def dense_backward(x, weights, upstream):
    return x.T @ upstream, upstream @ weights.T, upstream.sum(axis=0)


# %% wrong spoils-upstream: the argument was changed in place
def dense_backward(x, weights, upstream):
    upstream /= len(x)
    return upstream @ weights.T, x.T @ upstream, upstream.sum(axis=0)
