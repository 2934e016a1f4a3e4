# %% right: side by side, three times
def keras_weights(gates):
    names = ["input", "forget", "candidate", "output"]
    return [np.concatenate([gates[name][k] for name in names], axis=-1) for k in range(3)]


# %% right: hstack over the gates
def keras_weights(gates):
    ordered = [gates["input"], gates["forget"], gates["candidate"], gates["output"]]
    kernel, recurrent_kernel, bias = (np.hstack(parts) for parts in zip(*ordered, strict=True))
    return kernel, recurrent_kernel, bias


# %% right: written block by block into empty arrays
def keras_weights(gates):
    n, m = gates["input"][0].shape
    weights = [np.empty((n, 4 * m)), np.empty((m, 4 * m)), np.empty(4 * m)]
    for k, name in enumerate(("input", "forget", "candidate", "output")):
        for target, part in zip(weights, gates[name], strict=True):
            target[..., k * m : (k + 1) * m] = part
    return weights


# %% wrong as-they-come: the blocks stand in the order of the dict; Keras's order is input, forget, candidate, output
def keras_weights(gates):
    return [np.concatenate(parts, axis=-1) for parts in zip(*gates.values(), strict=True)]


# %% wrong onnx-order: that is ONNX's order, input, output, forget, candidate
def keras_weights(gates):
    names = ["input", "output", "forget", "candidate"]
    return [np.concatenate([gates[name][k] for name in names], axis=-1) for k in range(3)]


# %% wrong old-tensorflow-order: that is the order of TensorFlow 1's cells, input, candidate, forget, output
def keras_weights(gates):
    names = ["input", "candidate", "forget", "output"]
    return [np.concatenate([gates[name][k] for name in names], axis=-1) for k in range(3)]


# %% wrong below-each-other: the blocks stand below each other; Keras puts them side by side, in columns
def keras_weights(gates):
    names = ["input", "forget", "candidate", "output"]
    return [np.concatenate([gates[name][k] for name in names], axis=0) for k in range(3)]


# %% wrong stacked: the gates became an axis of their own: join the blocks along the last axis
def keras_weights(gates):
    names = ["input", "forget", "candidate", "output"]
    return [np.stack([gates[name][k] for name in names], axis=-2) for k in range(3)]


# %% wrong interleaved: the units stand in turn, i f g o i f g o; each gate is one block of m columns
def keras_weights(gates):
    names = ["input", "forget", "candidate", "output"]
    stacked = [np.stack([gates[name][k] for name in names], axis=-1) for k in range(3)]
    return [each.reshape(*each.shape[:-2], -1) for each in stacked]


# %% wrong one-added: 1 was added to the forget bias: that is a start value, and these weights are what they are
def keras_weights(gates):
    names = ["input", "forget", "candidate", "output"]
    kernel, recurrent_kernel, bias = (np.concatenate([gates[name][k] for name in names], axis=-1) for k in range(3))
    m = len(bias) // 4
    bias = bias.astype(float)
    bias[m : 2 * m] += 1
    return [kernel, recurrent_kernel, bias]
