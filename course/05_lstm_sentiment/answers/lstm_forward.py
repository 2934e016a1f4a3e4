# %% right: np.where at every step
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        new_h = sigmoid(o) * np.tanh(new_c)
        if mask is not None:
            keep = mask[:, t, None]
            new_h, new_c = np.where(keep, new_h, h), np.where(keep, new_c, c)
        h, c = new_h, new_c
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% right: one sequence at a time, masked steps skipped
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    m = len(recurrent_kernel)
    outputs = np.zeros((count, steps, m))
    for n in range(count):
        h, c = np.zeros(m), np.zeros(m)
        for t in range(steps):
            if mask is None or mask[n, t]:
                z = inputs[n, t] @ kernel + h @ recurrent_kernel + bias
                c = sigmoid(z[m : 2 * m]) * c + sigmoid(z[:m]) * np.tanh(z[2 * m : 3 * m])
                h = sigmoid(z[3 * m :]) * np.tanh(c)
            outputs[n, t] = h
    return outputs


# %% right: only the rows that are not padding are updated, in arrays of its own
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    mask = np.ones(inputs.shape[:2], dtype=bool) if mask is None else np.asarray(mask, dtype=bool)
    m = recurrent_kernel.shape[0]
    h, c = np.zeros((len(inputs), m)), np.zeros((len(inputs), m))
    outputs = np.empty((*inputs.shape[:2], m))
    from_inputs = inputs @ kernel + bias  # (N, T, 4m): nothing here waits for h
    for t in range(inputs.shape[1]):
        rows = mask[:, t]
        z = (from_inputs[rows, t] + h[rows] @ recurrent_kernel).reshape(-1, 4, m)
        c[rows] = sigmoid(z[:, 1]) * c[rows] + sigmoid(z[:, 0]) * np.tanh(z[:, 2])
        h[rows] = sigmoid(z[:, 3]) * np.tanh(c[rows])
        outputs[:, t] = h
    return outputs


# %% right: weighted by the mask
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    share = np.ones((count, steps)) if mask is None else mask.astype(float)
    h = c = np.zeros((count, len(recurrent_kernel)))
    outputs = []
    for x, w in zip(inputs.swapaxes(0, 1), share.T[..., None], strict=True):
        i, f, g, o = np.split(x @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        moved = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        c = w * moved + (1 - w) * c
        h = w * (sigmoid(o) * np.tanh(moved)) + (1 - w) * h
        outputs.append(h)
    return np.array(outputs).transpose(1, 0, 2)


# %% wrong zeroed: padding wiped the state to zero; it must copy the state, or every gap is amnesia
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        if mask is not None:
            h, c = h * mask[:, t, None], c * mask[:, t, None]
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong ignored: the mask is ignored: where it is False, nothing is read and nothing forgotten
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong cell-not-copied: h was copied over the padding but c went on: copy both
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        new_h = sigmoid(o) * np.tanh(c)
        h = new_h if mask is None else np.where(mask[:, t, None], new_h, h)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong output-not-copied: c was copied over the padding but h was computed anew: copy both
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        c = new_c if mask is None else np.where(mask[:, t, None], new_c, c)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong inputs-zeroed: the input was set to zero over the padding, but the step was taken: the gates' biases still forget
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    if mask is not None:
        inputs = inputs * mask[:, :, None]
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong shown-as-zero: the output over the padding was set to zero: it repeats the last one, as Keras does
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        keep = np.ones((count, 1), dtype=bool) if mask is None else mask[:, t, None]
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h, c = np.where(keep, sigmoid(o) * np.tanh(new_c), h), np.where(keep, new_c, c)
        outputs.append(np.where(keep, h, 0))
    return np.stack(outputs, axis=1)


# %% wrong upside-down: the mask is read upside down: True is a step to read, False is padding
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        new_h = sigmoid(o) * np.tanh(new_c)
        if mask is not None:
            new_h, new_c = np.where(mask[:, t, None], h, new_h), np.where(mask[:, t, None], c, new_c)
        h, c = new_h, new_c
        outputs.append(h)
    return np.stack(outputs, axis=1)


# %% wrong last-only: only the last output came back; return one for every step
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = np.zeros((count, recurrent_kernel.shape[0]))
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        new_h = sigmoid(o) * np.tanh(new_c)
        keep = True if mask is None else mask[:, t, None]
        h, c = np.where(keep, new_h, h), np.where(keep, new_c, c)
    return h


# %% wrong output-forgotten: the output h is not fed back: the next step must read it
def lstm_forward(inputs, kernel, recurrent_kernel, bias, mask=None):
    count, steps, _ = inputs.shape
    h = c = start = np.zeros((count, recurrent_kernel.shape[0]))
    outputs = []
    for t in range(steps):
        i, f, g, o = np.split(inputs[:, t] @ kernel + start @ recurrent_kernel + bias, 4, axis=1)
        new_c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        new_h = sigmoid(o) * np.tanh(new_c)
        keep = True if mask is None else mask[:, t, None]
        h, c = np.where(keep, new_h, h), np.where(keep, new_c, c)
        outputs.append(h)
    return np.stack(outputs, axis=1)
