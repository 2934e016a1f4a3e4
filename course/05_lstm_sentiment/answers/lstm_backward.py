# %% right: from the last step down
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_i, d_f, d_g, d_o = d_c * g, d_c * c[t], d_c * i, d_h * shown
        d_z[t] = np.concatenate([d_i * i * (1 - i), d_f * f * (1 - f), d_g * (1 - g**2), d_o * o * (1 - o)])
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z


# %% right: gates of all steps first, slopes beside them
def lstm_backward(z, c, recurrent_kernel, upstream):
    m = c.shape[1]
    blocks = z.reshape(len(z), 4, m)
    gates = sigmoid(blocks)
    gates[:, 2] = np.tanh(blocks[:, 2])
    slopes = gates * (1 - gates)
    slopes[:, 2] = 1 - gates[:, 2] ** 2
    shown = np.tanh(c[1:])
    d_blocks = np.zeros(blocks.shape)
    d_h, d_c = np.asarray(upstream), 0.0
    for t in reversed(range(len(z))):
        d_c = d_c + d_h * gates[t, 3] * (1 - shown[t] ** 2)
        d_blocks[t] = slopes[t] * [d_c * gates[t, 2], d_c * c[t], d_c * gates[t, 0], d_h * shown[t]]
        d_h, d_c = recurrent_kernel @ d_blocks[t].ravel(), d_c * gates[t, 1]
    return d_blocks.reshape(z.shape)


# %% right: unit by unit
def lstm_backward(z, c, recurrent_kernel, upstream):
    steps, m = len(z), len(upstream)
    d_z = [[0.0] * (4 * m) for _ in range(steps)]
    d_h, d_c = [float(u) for u in upstream], [0.0] * m
    for t in reversed(range(steps)):
        for k in range(m):
            i, f, o = (1 / (1 + math.exp(-z[t, block * m + k])) for block in (0, 1, 3))
            g, shown = math.tanh(z[t, 2 * m + k]), math.tanh(c[t + 1, k])
            d_c[k] += d_h[k] * o / math.cosh(c[t + 1, k]) ** 2
            d_z[t][k] = d_c[k] * g * i * (1 - i)
            d_z[t][m + k] = d_c[k] * c[t, k] * f * (1 - f)
            d_z[t][2 * m + k] = d_c[k] * i * (1 - g * g)
            d_z[t][3 * m + k] = d_h[k] * shown * o * (1 - o)
            d_c[k] *= f
        d_h = [sum(recurrent_kernel[k, j] * d_z[t][j] for j in range(4 * m)) for k in range(m)]
    return d_z


# %% wrong cell-path-cut: the gradient of the cell state is not carried down: add what comes from the step above, times its forget gate
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h = np.zeros(z.shape), upstream
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h = d_z[t] @ recurrent_kernel.T
    return d_z


# %% wrong output-path-cut: the gradient of the output h is not carried down: the gates of the next step read it through the recurrent kernel
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = np.zeros(len(upstream)), d_c * f
    return d_z


# %% wrong not-multiplied-by-f: the cell's gradient went down without its forget gate
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h = d_z[t] @ recurrent_kernel.T
    return d_z


# %% wrong no-slope-of-tanh: the slope of tanh between c and h is missing: o * (1 - tanh(c)**2)
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z


# %% wrong no-slopes-of-gates: that is the gradient of the gates' values; the slopes lead on to z
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate([d_c * g, d_c * c[t], d_c * i, d_h * shown])
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z


# %% wrong new-cell-for-f: the forget gate multiplied the old cell state: its gradient needs c[t], not c[t + 1]
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t + 1] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z


# %% wrong sigmoid-slope-for-g: the candidate's slope is that of tanh, 1 - g**2, not g * (1 - g)
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * g * (1 - g), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z


# %% wrong upstream-every-step: the upstream arrives at the last step alone; it was added at every step
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = np.zeros(z.shape), upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t], 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = d_z[t] @ recurrent_kernel.T + upstream, d_c * f
    return d_z


# %% wrong in-place: the argument was changed in place
def lstm_backward(z, c, recurrent_kernel, upstream):
    d_z, d_h, d_c = z, upstream, np.zeros(len(upstream))
    for t in range(len(z) - 1, -1, -1):
        z_i, z_f, z_g, z_o = np.split(z[t].copy(), 4)
        i, f, g, o = sigmoid(z_i), sigmoid(z_f), np.tanh(z_g), sigmoid(z_o)
        shown = np.tanh(c[t + 1])
        d_c = d_c + d_h * o * (1 - shown**2)
        d_z[t] = np.concatenate(
            [d_c * g * i * (1 - i), d_c * c[t] * f * (1 - f), d_c * i * (1 - g**2), d_h * shown * o * (1 - o)]
        )
        d_h, d_c = d_z[t] @ recurrent_kernel.T, d_c * f
    return d_z.copy()
