# %% right: shrink, then step
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w * (1 - learning_rate * weight_decay) - learning_rate * d / scale


# %% right: one rate for both parts
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * (d / scale + weight_decay * w)


# %% right: number by number, lists come back
def decayed_step(w, d, scale, learning_rate, weight_decay):
    moved = np.zeros(np.shape(w))
    for place in np.ndindex(moved.shape):
        moved[place] = w[place] - learning_rate * weight_decay * w[place]
        moved[place] -= learning_rate * d[place] / scale[place]
    return moved.tolist()


# %% right: copy changed in place
def decayed_step(w, d, scale, learning_rate, weight_decay):
    new = np.array(w, dtype=float)
    new *= 1 - learning_rate * weight_decay
    new -= np.divide(d, scale) * learning_rate
    return new


# %% wrong l2-in-the-loss: the decay went into the gradient: that is L2 in the loss, and the scale divides it
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * (d + weight_decay * w) / scale


# %% wrong after-the-step: the decay came after the step and shrank the step too: shrink the old weights
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return (w - learning_rate * d / scale) * (1 - learning_rate * weight_decay)


# %% wrong no-rate: the decay lacks the learning rate: weights shrink by learning_rate * weight_decay
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - weight_decay * w - learning_rate * d / scale


# %% wrong growing: the weights grow: subtract the decay
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w + learning_rate * weight_decay * w - learning_rate * d / scale


# %% wrong same-amount: the same amount was taken from every weight: each shrinks by a share of itself
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * weight_decay - learning_rate * d / scale


# %% wrong no-decay: the weights are not decayed at all
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * d / scale


# %% wrong no-step: the old weights were shrunk and returned: the optimiser's step is missing
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * weight_decay * w


# %% wrong no-scale: the direction has to be divided by scale
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * weight_decay * w - learning_rate * d


# %% wrong times-scale: the direction was multiplied by scale: divide
def decayed_step(w, d, scale, learning_rate, weight_decay):
    return w - learning_rate * weight_decay * w - learning_rate * d * scale


# %% wrong in-place: the argument was changed in place
def decayed_step(w, d, scale, learning_rate, weight_decay):
    w *= 1 - learning_rate * weight_decay
    return w - learning_rate * d / scale
