# %% right: shifted logits
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(logits))
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_sums = np.log(np.exp(shifted).sum(axis=1))
    loss = (log_sums - shifted[rows, labels]).mean()
    d_logits = np.exp(shifted - log_sums[:, None])
    d_logits[rows, labels] -= 1
    return loss, d_logits / len(logits)


# %% right: one example after the other
import math


def softmax_cross_entropy(logits, labels):
    loss, gradient = 0.0, []
    for row, label in zip(logits, labels):
        top = max(row)
        powers = [math.exp(entry - top) for entry in row]
        loss += top + math.log(sum(powers)) - row[label]
        gradient.append([(e / sum(powers) - (k == label)) / len(labels) for k, e in enumerate(powers)])
    return float(loss / len(labels)), gradient


# %% right: logaddexp and one-hot labels
def softmax_cross_entropy(logits, labels):
    y = np.eye(logits.shape[1])[labels]
    log_p = logits - np.logaddexp.reduce(logits.astype(float), axis=1, keepdims=True)
    n = logits.shape[0]
    return -(np.where(y == 1, log_p, 0)).sum() / n, (np.exp(log_p) - y) / n


# %% right: softmax by division
def softmax_cross_entropy(logits, labels):
    top = np.max(logits, axis=-1)
    e = np.exp(logits - top[:, np.newaxis])
    total = e.sum(-1)
    n = labels.size
    picked = np.take_along_axis(logits, labels[:, None], axis=1)[:, 0]
    d = e / total[:, None] / n
    np.subtract.at(d, (np.arange(n), labels), 1 / n)
    return np.mean(top + np.log(total) - picked), d


# %% wrong summed: loss and gradient are sums over the batch; asked for is the mean: divide both by N
def softmax_cross_entropy(logits, labels):
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -(y * np.log(p)).sum(), p - y


# %% wrong gradient-summed: the loss is a mean, so its gradient is divided by N too
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -log_p[np.arange(len(labels)), labels].mean(), np.exp(log_p) - y


# %% wrong mean-over-entries: the gradient was divided by N*K; the loss is a mean over N examples, not over N*K entries
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -log_p[np.arange(len(labels)), labels].mean(), (np.exp(log_p) - y) / logits.size


# %% wrong sign: the gradient has the wrong sign: it is p - y, not y - p
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -log_p[np.arange(len(labels)), labels].mean(), (y - np.exp(log_p)) / len(labels)


# %% wrong one-everywhere: the 1 was subtracted in every column; only the true class has y = 1
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean(), (np.exp(log_p) - 1) / len(labels)


# %% wrong p-alone: the gradient is p alone: subtract 1 at the true class
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean(), np.exp(log_p) / len(labels)


# %% wrong stops-at-p: that is the gradient with respect to the probabilities; go on through softmax to p - y
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    y = np.eye(logits.shape[1])[labels]
    return -log_p[np.arange(len(labels)), labels].mean(), -y / np.exp(log_p) / len(labels)


# %% wrong over-examples: softmax ran over the examples: a row's probabilities must add up to 1, so sum over axis 1
def softmax_cross_entropy(logits, labels):
    e = np.exp(logits - logits.max(axis=0))
    p = e / e.sum(axis=0)
    y = np.eye(logits.shape[1])[labels]
    return -np.log(p[np.arange(len(labels)), labels]).mean(), (p - y) / len(labels)


# %% wrong label-in-denominator: the label stands in the denominator; it must hold the exponentials of all classes
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    e = np.exp(logits)
    p = e / (e + e[rows, labels][:, None])
    y = np.eye(logits.shape[1])[labels]
    return -np.log(p[rows, labels]).mean(), (p - y) / len(labels)


# %% wrong base-two: the logarithm has base 2; nats need np.log
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -np.log2(p[np.arange(len(labels)), labels]).mean(), (p - y) / len(labels)


# %% wrong separate-sigmoids: the other classes' ln(1 - p) was added: that is for K separate sigmoids, not for softmax
def softmax_cross_entropy(logits, labels):
    s = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    y = np.eye(logits.shape[1])[labels]
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / len(labels), (p - y) / len(labels)


# %% wrong overflow: exp of a large logit is inf, and inf/inf is nan: subtract the row's maximum first
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return loss, p / len(labels)


# %% wrong underflow: a probability underflowed to 0 and its logarithm is -inf
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(p[rows, labels]).mean()
    p[rows, labels] -= 1
    return loss, p / len(labels)


# %% wrong clipped: the probability was clipped, and the clip is what you see as loss; no clip is needed
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.log(np.maximum(p[rows, labels], 1e-12)).mean()
    p[rows, labels] -= 1
    return loss, p / len(labels)


# %% wrong one-maximum: one maximum was taken for the whole batch, and the other rows underflowed: each row needs its own
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    s = logits - logits.max()
    total = np.exp(s).sum(axis=1)
    loss = (np.log(total) - s[rows, labels]).mean()
    p = np.exp(s) / total[:, None]
    p[rows, labels] -= 1
    return loss, p / len(labels)


# %% wrong in-place: the argument was changed in place
def softmax_cross_entropy(logits, labels):
    rows = np.arange(len(labels))
    logits -= logits.max(axis=1, keepdims=True)
    total = np.exp(logits).sum(axis=1)
    loss = (np.log(total) - logits[rows, labels]).mean()
    p = np.exp(logits) / total[:, None]
    p[rows, labels] -= 1
    return loss, p / len(labels)
