# %% right: the formula
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% right: one rate for the step, as Keras does
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    new_m = m + (g - m) * (1 - beta_1)
    new_v = v + (np.square(g) - v) * (1 - beta_2)
    alpha = learning_rate * math.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return w - alpha * new_m / (np.sqrt(new_v) + epsilon), new_m, new_v


# %% right: number by number, lists come back
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    new = np.zeros((3, *w.shape))
    for place in np.ndindex(w.shape):
        mean = beta_1 * m[place] + (1 - beta_1) * g[place]
        square = beta_2 * v[place] + (1 - beta_2) * g[place] ** 2
        size = (square**0.5 + epsilon) / (1 - beta_2**t) ** 0.5
        new[0][place] = w[place] - learning_rate * mean / (1 - beta_1**t) / size
        new[1][place], new[2][place] = mean, square
    return new.tolist()


# %% right: corrected averages, and epsilon blown up instead
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    m_hat, v_hat = m / (1 - beta_1**t), v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon / np.sqrt(1 - beta_2**t)), m, v


# %% wrong printed-a: that is the printed formula (A): without 1 - beta_1**t and 1 - beta_2**t the first step is 3.16 rates long
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v


# %% wrong printed-b: that is the printed formula (B): gradient descent with a growing rate; Adam divides m by the root of v
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    return w - learning_rate * (1 - beta_1**t) * (1 - beta_2**t) * g, m, v


# %% wrong printed-b-with-averages: that is the printed formula (B): gradient descent with a growing rate; Adam divides m by the root of v
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (1 - beta_1**t) * (1 - beta_2**t) * g, m, v


# %% wrong paper-epsilon: epsilon is added after the correction, as in the paper; Keras adds it to the root of the uncorrected v
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + epsilon), m, v


# %% wrong state-corrected: m and v came back corrected; return them uncorrected, the next step goes on from them
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    w = w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon)
    return w, m / (1 - beta_1**t), v / (1 - beta_2**t)


# %% wrong only-m-corrected: only m is corrected; v is biased too, and more
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * m / (1 - beta_1**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong only-v-corrected: only v is corrected; m starts at 0 too
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * m * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong correction-without-root: the correction of v belongs under the root, like v
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) * (1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong epsilon-under-root: epsilon is under the root: that is RMSProp's place for it
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / np.sqrt(v + epsilon), m, v


# %% wrong no-root: the root is missing: divide by the square root of v
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) / (v / (1 - beta_2**t) + epsilon), m, v


# %% wrong step-before: the corrections belong to the step before: the powers are t, and t is 1 at the first step
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    t = max(t - 1, 1)
    return w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong step-after: the corrections belong to the step after: the powers are t, which already counts this step
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    t += 1
    return w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong betas-swapped: beta_1 and beta_2 are swapped: beta_1 belongs to m
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    beta_1, beta_2 = beta_2, beta_1
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong uphill: the step goes uphill: subtract it
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w + learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong gradient-for-m: the step follows this gradient alone: its direction is m, the average
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m = beta_1 * m + (1 - beta_1) * g
    v = beta_2 * v + (1 - beta_2) * g**2
    return w - learning_rate * g * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon), m, v


# %% wrong in-place: the argument was changed in place
def adam_step(w, g, m, v, t, learning_rate, beta_1, beta_2, epsilon):
    m *= beta_1
    m += (1 - beta_1) * g
    v *= beta_2
    v += (1 - beta_2) * g**2
    step = learning_rate * (m / (1 - beta_1**t)) * np.sqrt(1 - beta_2**t) / (np.sqrt(v) + epsilon)
    return w - step, m.copy(), v.copy()
