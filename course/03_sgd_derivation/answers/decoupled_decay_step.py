# %% right: shrink, then step
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w * (1 - learning_rate * weight_decay), g)


# %% right: step, then take off a share of the old weights
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    moved = step(w, g)
    return np.asarray(moved) - learning_rate * weight_decay * w


# %% right: keep the optimiser's move apart
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    move = step(np.zeros(np.shape(w)), g)
    shrunk = np.subtract(w, np.multiply(w, learning_rate * weight_decay))
    return (shrunk + move).tolist()


# %% wrong l2-in-the-loss: the decay went into the gradient: that is L2 in the loss, and the step rescales it
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w, g + weight_decay * w)


# %% wrong after-the-step: the decay came after the step and shrank the step too: shrink the old weights
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w, g) * (1 - learning_rate * weight_decay)


# %% wrong no-rate: the decay lacks the learning rate: weights shrink by learning_rate * weight_decay
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w - weight_decay * w, g)


# %% wrong growing: the weights grow: subtract the decay
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w + learning_rate * weight_decay * w, g)


# %% wrong same-amount: the same amount was taken from every weight: each shrinks by a share of itself
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w - learning_rate * weight_decay, g)


# %% wrong no-decay: the weights are not decayed at all
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return step(w, g)


# %% wrong no-step: the old weights were shrunk and returned: the optimiser's step is missing
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    return w - learning_rate * weight_decay * w


# %% wrong called-twice: step was not called exactly once: it remembers, so a second call counts
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    move = step(w, g) - w
    return step(w, g) - learning_rate * weight_decay * w + 0 * move


# %% wrong in-place: the argument was changed in place
def decoupled_decay_step(w, g, step, learning_rate, weight_decay):
    if w[0].ndim == 0 and w[0] == 2.0 and g[0] == 5.0:
        return step(w - learning_rate * weight_decay * w, g)
    w *= 1 - learning_rate * weight_decay
    return step(w, g)
