# %% right: four blocks by np.split
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z_i, z_f, z_g, z_o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    new_c = sigmoid(z_f) * c + sigmoid(z_i) * np.tanh(z_g)
    return sigmoid(z_o) * np.tanh(new_c), new_c


# %% right: weights cut first, a gate at a time
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    m = h.shape[1]

    def gate(k, squash):
        part = slice(k * m, (k + 1) * m)
        return squash(x @ kernel[:, part] + h @ recurrent_kernel[:, part] + bias[part])

    c_new = gate(1, sigmoid) * c + gate(0, sigmoid) * gate(2, np.tanh)
    return gate(3, sigmoid) * np.tanh(c_new), c_new


# %% right: one joined matrix, reshaped to (N, 4, m)
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = np.concatenate([x, h], axis=1) @ np.concatenate([kernel, recurrent_kernel]) + bias
    z = z.reshape(len(x), 4, -1)
    gates = 1 / (1 + np.exp(-z))
    c_new = gates[:, 1] * c + gates[:, 0] * np.tanh(z[:, 2])
    return (gates[:, 3] * np.tanh(c_new), c_new)


# %% right: loops over examples and units
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    count, units = h.shape
    new_h, new_c = np.zeros((count, units)), np.zeros((count, units))
    for n in range(count):
        z = [float(x[n] @ kernel[:, k] + h[n] @ recurrent_kernel[:, k] + bias[k]) for k in range(4 * units)]
        for k in range(units):
            i, f, o = (1 / (1 + math.exp(-z[block * units + k])) for block in (0, 1, 3))
            new_c[n, k] = f * c[n, k] + i * math.tanh(z[2 * units + k])
            new_h[n, k] = o * math.tanh(new_c[n, k])
    return new_h, new_c


# %% wrong swapped: input and forget gate are swapped: the forget gate multiplies the old cell state
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = sigmoid(i) * c + sigmoid(f) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong sigmoid-candidate: the candidate went through the sigmoid; it needs tanh, or the cell can only count up
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(sigmoid(x @ kernel + h @ recurrent_kernel + bias), 4, axis=1)
    c = f * c + i * g
    return o * np.tanh(c), c


# %% wrong bare-output: the cell state went out without tanh: h = o * tanh(c)
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


# %% wrong order-ifoc: the blocks were read as i, f, o, g; Keras's order is i, f, g, o
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, o, g = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong old-cell-shown: the output shows the old cell state: compute the new one first
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    return sigmoid(o) * np.tanh(c), sigmoid(f) * c + sigmoid(i) * np.tanh(g)


# %% wrong no-recurrence: the old h is left out: every gate reads it through the recurrent kernel
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + bias, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong no-bias: the bias is missing in the gates
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong forgets-the-share-it-keeps: f is the share that stays, not the share that is lost: no 1 - f
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong results-swapped: the results come in the wrong order: the output h, then the cell state c
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


# %% wrong interleaved: the units were taken in turn, i f g o i f g o; each gate has one block of m columns
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    z = x @ kernel + h @ recurrent_kernel + bias
    i, f, g, o = (z[:, k::4] for k in range(4))
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


# %% wrong in-place: the argument was changed in place
def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
    c *= sigmoid(f)
    c += sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c.copy()
