# %% right: one line each
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return (w + momentum * v - learning_rate * g, v) if nesterov else (w + v, v)


# %% right: ball and look-ahead point kept apart
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    new = np.multiply(velocity, momentum) - np.multiply(g, learning_rate)
    if not nesterov:
        return np.add(w, new), new
    ball = w - momentum * velocity
    return ball + new + momentum * new, new


# %% right: number by number, lists come back
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    new_w, new_v = np.zeros(np.shape(w)), np.zeros(np.shape(w))
    for place in np.ndindex(np.shape(w)):
        speed = momentum * velocity[place] - learning_rate * g[place]
        new_v[place] = speed
        new_w[place] = w[place] + (momentum * speed - learning_rate * g[place] if nesterov else speed)
    return [new_w.tolist(), new_v.tolist()]


# %% right: copies and in-place steps on them
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    w, v = np.array(w, dtype=float), np.array(velocity, dtype=float)
    pull = learning_rate * g
    v *= momentum
    v -= pull
    if nesterov:
        w -= pull
        w += momentum * v
    else:
        w += v
    return w, v


# %% wrong uphill: the step goes uphill: the gradient is subtracted in the velocity
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity + learning_rate * g
    return (w + momentum * v + learning_rate * g, v) if nesterov else (w + v, v)


# %% wrong averaged: that is a moving average of gradients; this velocity has no factor 1 - momentum
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * (1 - momentum) * g
    return (w + momentum * v - learning_rate * g, v) if nesterov else (w + v, v)


# %% wrong old-velocity-moves: the weights moved by the old velocity: compute the new one first
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    w = w + velocity
    return w, momentum * velocity - learning_rate * g


# %% wrong rate-outside: the learning rate stands outside the velocity; in Keras's form it is inside, with the gradient
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity + g
    return w - learning_rate * (g + momentum * v if nesterov else v), v


# %% wrong velocity-subtracted: the velocity is subtracted, but its sign is downhill already: add it
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return w - v, v


# %% wrong old-velocity-returned: the old velocity came back: the second result is the new one
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return (w + momentum * v - learning_rate * g if nesterov else w + v), velocity


# %% wrong no-memory: the old velocity is forgotten: that is plain gradient descent
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = -learning_rate * g
    return w + v, v


# %% wrong whole-velocity: the old velocity was kept whole: momentum lets a share of it through
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = velocity - learning_rate * g
    return w + v, v


# %% wrong order: the results come in the wrong order: weights, then velocity
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return v, (w + momentum * v - learning_rate * g if nesterov else w + v)


# %% wrong nesterov-ignored: that is the heavy ball: in Nesterov's step the new velocity is multiplied by momentum once more
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return (w + momentum * velocity - learning_rate * g if nesterov else w + v), v


# %% wrong nesterov-without-gradient: the gradient is missing from the Nesterov step: subtract learning_rate * g beside momentum * velocity
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return w + (momentum * v if nesterov else v), v


# %% wrong pushed-twice: the ball was moved by the whole velocity and pushed ahead as well; w is the look-ahead point already
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    return w + (v + momentum * v if nesterov else v), v


# %% wrong look-ahead-stored: the look-ahead was stored as velocity: only the weights look ahead
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    v = momentum * velocity - learning_rate * g
    if nesterov:
        v = momentum * v - learning_rate * g
    return w + v, v


# %% wrong in-place: the argument was changed in place
def momentum_step(w, g, velocity, learning_rate, momentum, nesterov=False):
    velocity *= momentum
    velocity -= learning_rate * g
    return (w + momentum * velocity - learning_rate * g if nesterov else w + velocity), velocity.copy()
