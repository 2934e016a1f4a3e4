# %% right: from the last step down
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = np.zeros(states.shape), upstream
    for t in range(len(states) - 1, -1, -1):
        d_z[t] = arriving * (1 - states[t] ** 2)
        arriving = d_z[t] @ recurrent_kernel.T
    return d_z


# %% right: a list built backwards and turned round
def rnn_backward(states, recurrent_kernel, upstream):
    rows = []
    for h in reversed(np.asarray(states)):
        d_h = np.asarray(upstream) if not rows else recurrent_kernel @ rows[-1]
        rows.append(d_h * (1 + h) * (1 - h))
    return np.stack(rows[::-1])


# %% right: number by number, lists come back
def rnn_backward(states, recurrent_kernel, upstream):
    steps, units = states.shape
    d_z = [[0.0] * units for _ in range(steps)]
    for t in reversed(range(steps)):
        for j in range(units):
            if t == steps - 1:
                d_h = upstream[j]
            else:
                d_h = sum(recurrent_kernel[j, k] * d_z[t + 1][k] for k in range(units))
            d_z[t][j] = d_h * (1 - states[t, j] ** 2)
    return d_z


# %% right: one product with a diagonal matrix a step
def rnn_backward(states, recurrent_kernel, upstream):
    slopes = 1 - np.square(states)
    d_z = [upstream @ np.diag(slopes[-1])]
    for slope in slopes[-2::-1]:
        d_z.insert(0, d_z[0] @ recurrent_kernel.T @ np.diag(slope))
    return np.array(d_z)


# %% wrong not-transposed: the gradient went through the recurrent matrix the forward way: going back it needs the transpose
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = np.zeros(states.shape), upstream
    for t in range(len(states) - 1, -1, -1):
        d_z[t] = arriving * (1 - states[t] ** 2)
        arriving = d_z[t] @ recurrent_kernel
    return d_z


# %% wrong no-slope: the slope of tanh is missing: 1 - h**2 at every step
def rnn_backward(states, recurrent_kernel, upstream):
    d_z = [upstream]
    for _ in range(len(states) - 1):
        d_z.append(d_z[-1] @ recurrent_kernel.T)
    return np.array(d_z[::-1])


# %% wrong slope-of-the-step-above: the slope was taken from the step above: d_z of step t needs the state of step t
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = np.zeros(states.shape), upstream * (1 - states[-1] ** 2)
    for t in range(len(states) - 1, -1, -1):
        d_z[t] = arriving
        arriving = (arriving @ recurrent_kernel.T) * (1 - states[t] ** 2)
    return d_z


# %% wrong slope-not-squared: the slope of tanh is 1 - h**2, not 1 - h
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = np.zeros(states.shape), upstream
    for t in range(len(states) - 1, -1, -1):
        d_z[t] = arriving * (1 - states[t])
        arriving = d_z[t] @ recurrent_kernel.T
    return d_z


# %% wrong tanh-twice: the states are tanh(z) already: the slope is 1 - h**2, no second tanh
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = np.zeros(states.shape), upstream
    for t in range(len(states) - 1, -1, -1):
        d_z[t] = arriving * (1 - np.tanh(states[t]) ** 2)
        arriving = d_z[t] @ recurrent_kernel.T
    return d_z


# %% wrong newest-first: the rows come in the wrong order: row 0 is the first step
def rnn_backward(states, recurrent_kernel, upstream):
    d_z, arriving = [], upstream
    for h in states[::-1]:
        d_z.append(arriving * (1 - h**2))
        arriving = d_z[-1] @ recurrent_kernel.T
    return np.array(d_z)


# %% wrong state-gradient: those are gradients with respect to the states h; one slope more leads to z
def rnn_backward(states, recurrent_kernel, upstream):
    d_h = [upstream]
    for h in states[:0:-1]:
        d_h.append((d_h[-1] * (1 - h**2)) @ recurrent_kernel.T)
    return np.array(d_h[::-1])


# %% wrong cut-off: the gradient stops after the last step: carry it on to the first
def rnn_backward(states, recurrent_kernel, upstream):
    d_z = np.zeros(states.shape)
    d_z[-1] = upstream * (1 - states[-1] ** 2)
    return d_z
