# %% right: two lines
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g * g
    return w - learning_rate * g / np.sqrt(v + epsilon), v


# %% right: number by number, lists come back
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    new_w, new_v = np.zeros(w.shape), np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        new_v[place] = rho * v[place] + (1 - rho) * g[place] ** 2
        new_w[place] = w[place] - learning_rate * g[place] / math.sqrt(new_v[place] + epsilon)
    return new_w.tolist(), new_v.tolist()


# %% right: average moved towards the square
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    average = v + (1 - rho) * (np.square(g) - v)
    rates = learning_rate * (average + epsilon) ** -0.5
    return np.subtract(w, rates * g), average


# %% wrong epsilon-outside: epsilon stands beside the root; Keras's RMSProp has it under the root
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g**2
    return w - learning_rate * g / (np.sqrt(v) + epsilon), v


# %% wrong no-root: the root is missing: divide by the square root of the average
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g**2
    return w - learning_rate * g / (v + epsilon), v


# %% wrong old-average: the old average was used for the step: compute the new one first
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    return w - learning_rate * g / np.sqrt(v + epsilon), rho * v + (1 - rho) * g**2


# %% wrong not-squared: the gradient is not squared in the average
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g
    return w - learning_rate * g / np.sqrt(v + epsilon), v


# %% wrong weights-swapped: the weights of the average are swapped: the old one keeps rho
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = (1 - rho) * v + rho * g**2
    return w - learning_rate * g / np.sqrt(v + epsilon), v


# %% wrong one-average: one average for all weights: each weight needs its own
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = np.full(w.shape, np.mean(rho * v + (1 - rho) * g**2))
    return w - learning_rate * g / np.sqrt(v + epsilon), v


# %% wrong mean-square: one average for all weights: each weight needs its own v, so no mean
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * np.mean(g**2)
    return w - learning_rate * g / np.sqrt(v + epsilon), v


# %% wrong uphill: the step goes uphill: subtract it
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g**2
    return w + learning_rate * g / np.sqrt(v + epsilon), v


# %% wrong corrected: the average was corrected by 1 - rho; Keras's RMSProp does not correct
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v = rho * v + (1 - rho) * g**2
    return w - learning_rate * g / np.sqrt(v / (1 - rho) + epsilon), v


# %% wrong in-place: the argument was changed in place
def rmsprop_step(w, g, v, learning_rate, rho, epsilon):
    v *= rho
    v += (1 - rho) * g**2
    return w - learning_rate * g / np.sqrt(v + epsilon), v.copy()
