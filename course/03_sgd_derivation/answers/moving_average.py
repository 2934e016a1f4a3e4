# %% right: recursion
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values):
        m = m * beta + x * (1 - beta)
        out.append(m / (1 - beta ** (t + 1)) if corrected else m)
    return np.array(out)


# %% right: weighted sums, no recursion
def moving_average(values, beta, corrected=True):
    values = np.asarray(values, dtype=float)
    result = np.empty(len(values))
    for t in range(1, len(values) + 1):
        weights = (1 - beta) * float(beta) ** np.arange(t - 1, -1, -1)
        result[t - 1] = weights @ values[:t]
        if corrected:
            result[t - 1] /= weights.sum()
    return result


# %% right: power carried along, a list comes back
def moving_average(values, beta, corrected=True):
    m, left, averages = 0.0, 1.0, []
    for value in values:
        m += (1 - beta) * (value - m)
        left *= beta
        averages.append(m / (1 - left) if corrected else m)
    return averages


# %% right: matrix of weights
def moving_average(values, beta, corrected=True):
    x = np.asarray(values, dtype=float)
    steps = np.arange(len(x))
    ages = steps[:, None] - steps
    weights = np.where(ages >= 0, (1 - beta) * float(beta) ** np.maximum(ages, 0), 0.0)
    return weights @ x / (weights.sum(axis=1) if corrected else 1.0)


# %% wrong uncorrected: not corrected: divide by 1 - beta**t, which the weights add up to
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for x in values:
        m = beta * m + (1 - beta) * x
        out.append(m)
    return np.array(out)


# %% wrong starts-at-first: the average starts at the first value; it starts at 0, and the division mends that
def moving_average(values, beta, corrected=True):
    out = []
    for x in values:
        out.append(beta * out[-1] + (1 - beta) * x if out else x)
    return np.array(out)


# %% wrong weights-swapped: the weights are swapped: the old average keeps beta, the new value gets 1 - beta
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values, 1):
        m = (1 - beta) * m + beta * x
        out.append(m / (1 - (1 - beta) ** t) if corrected else m)
    return np.array(out)


# %% wrong weights-swapped-in-the-average: the new value gets beta and the old average 1 - beta: it is the other way round
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values, 1):
        m = (1 - beta) * m + beta * x
        out.append(m / (1 - beta**t) if corrected else m)
    return np.array(out)


# %% wrong fed-back: the corrected average was fed back; go on from the uncorrected one
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values, 1):
        m = beta * m + (1 - beta) * x
        if corrected:
            m = m / (1 - beta**t)
        out.append(m)
    return np.array(out)


# %% wrong no-power: divided by 1 - beta at every step: the power of beta is t
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for x in values:
        m = beta * m + (1 - beta) * x
        out.append(m / (1 - beta) if corrected else m)
    return np.array(out)


# %% wrong power-too-high: the power is one too high: the first value counts as t = 1
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values, 1):
        m = beta * m + (1 - beta) * x
        out.append(m / (1 - beta ** (t + 1)) if corrected else m)
    return np.array(out)


# %% wrong plain-mean: all values count alike; older ones must count less
def moving_average(values, beta, corrected=True):
    return np.array([np.mean(values[: t + 1]) for t in range(len(values))])


# %% wrong last-only: only the last average came back; return one for each value
def moving_average(values, beta, corrected=True):
    m = 0
    for x in values:
        m = beta * m + (1 - beta) * x
    return m / (1 - beta ** len(values)) if corrected else m


# %% wrong flag-ignored: corrected=False is ignored: return m itself
def moving_average(values, beta, corrected=True):
    m, out = 0, []
    for t, x in enumerate(values, 1):
        m = beta * m + (1 - beta) * x
        out.append(m / (1 - beta**t))
    return np.array(out)
