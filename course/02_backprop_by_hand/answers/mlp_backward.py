# %% right: walk the lists backwards
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        delta = (delta @ w.T) * (received > 0)
    return d_weights, d_biases


# %% right: indices and where
def mlp_backward(activations, weights, d_logits):
    layers = len(weights)
    d_weights, d_biases = [None] * layers, [None] * layers
    delta = np.array(d_logits)
    for l in range(layers - 1, -1, -1):
        d_weights[l] = np.dot(activations[l].T, delta)
        d_biases[l] = np.ones(len(delta)) @ delta
        if l > 0:
            delta = np.where(activations[l] > 0, np.dot(delta, weights[l].T), 0.0)
    return d_weights, d_biases


# %% right: recursion
def below(activations, weights, delta):
    if not weights:
        return [], []
    received = activations[-1]
    down = np.einsum("no,io->ni", delta, weights[-1]) * np.sign(np.maximum(received, 0))
    first_w, first_b = below(activations[:-1], weights[:-1], down)
    return [*first_w, np.einsum("ni,no->io", received, delta)], [*first_b, delta.sum(axis=0)]


def mlp_backward(activations, weights, d_logits):
    return below(list(activations), list(weights), d_logits)


# %% right: one example after the other
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases = [np.zeros(w.shape) for w in weights], [np.zeros(w.shape[1]) for w in weights]
    for n in range(len(d_logits)):
        delta = d_logits[n]
        for l in reversed(range(len(weights))):
            d_weights[l] += np.outer(activations[l][n], delta)
            d_biases[l] += delta
            delta = weights[l] @ delta
            delta[activations[l][n] <= 0] = 0
    return d_weights, [d.tolist() for d in d_biases]


# %% wrong no-gate: the gate is missing: a unit that ReLU switched off (activation 0) passes nothing on
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        delta = delta @ w.T
    return d_weights, d_biases


# %% wrong always-open: the gate is missing: a unit that ReLU switched off (activation 0) passes nothing on
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        delta = (delta @ w.T) * (np.maximum(received, 0) >= 0)
    return d_weights, d_biases


# %% wrong not-transposed: the weights are not transposed: delta @ weights[l].T goes from outputs back to inputs
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for l in reversed(range(len(weights))):
        d_weights.insert(0, activations[l].T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        if l:
            delta = (delta @ weights[l]) * (activations[l] > 0)
    return d_weights, d_biases


# %% wrong weights-skipped: delta did not pass weights[l]: every layer got the same signal
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for l in reversed(range(len(weights))):
        d_weights.insert(0, activations[l].T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        if l:
            delta = delta * (activations[l] > 0)
    return d_weights, d_biases


# %% wrong through-the-weights: the recursion runs through the weights; the signal runs through the activations, from delta to delta
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases = [activations[-1].T @ d_logits], [d_logits.sum(axis=0)]
    for l in reversed(range(1, len(weights))):
        d_weights.insert(0, d_weights[0] @ weights[l].T)
        d_biases.insert(0, d_biases[0])
    return d_weights, d_biases


# %% wrong last-first: the lists run from the last layer to the first; return the first layer first
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.append(received.T @ delta)
        d_biases.append(delta.sum(axis=0))
        delta = (delta @ w.T) * (received > 0)
    return d_weights, d_biases


# %% wrong second-mean: the gradients were divided by N again; the 1/N is in d_logits already
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta / len(delta))
        d_biases.insert(0, delta.mean(axis=0))
        delta = (delta @ w.T) * (received > 0)
    return d_weights, d_biases


# %% wrong bias-axis: the biases were summed over the units; the examples are axis 0
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=1))
        delta = (delta @ w.T) * (received > 0)
    return d_weights, d_biases


# %% wrong times-activation: delta was multiplied by the activation; the gate is 1 or 0
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        delta = (delta @ w.T) * received
    return d_weights, d_biases


# %% wrong gated-logits: the last layer has no ReLU: d_logits passes ungated
def mlp_backward(activations, weights, d_logits):
    d_weights, d_biases, delta = [], [], d_logits * (d_logits > 0)
    for received, w in zip(activations[::-1], weights[::-1]):
        d_weights.insert(0, received.T @ delta)
        d_biases.insert(0, delta.sum(axis=0))
        delta = (delta @ w.T) * (received > 0)
    return d_weights, d_biases
