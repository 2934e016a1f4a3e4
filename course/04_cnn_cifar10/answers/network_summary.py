# %% right: one branch a kind
def network_summary(layers, input_shape):
    height, width, channels = input_shape
    summary = {"conv": 0, "pool": 0, "dense": 0, "parameters": 0, "flops": 0}
    for kind, *numbers in layers:
        if kind == "conv":
            filters, kernel = numbers
            height, width = height - kernel + 1, width - kernel + 1
            weights = kernel * kernel * channels * filters
            summary["parameters"] += weights + filters
            summary["flops"] += 2 * weights * height * width
            channels = filters
        elif kind == "pool":
            (size,) = numbers
            height, width = height // size, width // size
        elif kind == "flatten":
            height, width, channels = 1, 1, height * width * channels
        elif kind == "dense":
            (units,) = numbers
            summary["parameters"] += channels * units + units
            summary["flops"] += 2 * channels * units
            channels = units
        if kind in summary:
            summary[kind] += 1
    return summary


# %% right: shapes first, then sums
from collections import Counter
from math import prod


def network_summary(layers, input_shape):
    shapes = [tuple(input_shape)]
    for layer in layers:
        shape = shapes[-1]
        if layer[0] == "conv":
            shapes.append((shape[0] - layer[2] + 1, shape[1] - layer[2] + 1, layer[1]))
        elif layer[0] == "pool":
            shapes.append((shape[0] // layer[1], shape[1] // layer[1], shape[2]))
        else:
            shapes.append((prod(shape),) if layer[0] == "flatten" else (layer[1],))
    weights, biases, products = [], [], []
    for layer, before, after in zip(layers, shapes, shapes[1:]):
        fan_in = {"conv": lambda: layer[2] ** 2 * before[-1], "dense": lambda: before[-1]}.get(layer[0], lambda: 0)()
        weights.append(fan_in * after[-1])
        biases.append(after[-1] if fan_in else 0)
        products.append(fan_in * prod(after))
    kinds = Counter(layer[0] for layer in layers)
    return {
        **{kind: kinds[kind] for kind in ("conv", "pool", "dense")},
        "parameters": sum(weights) + sum(biases),
        "flops": 2 * sum(products),
    }


# %% right: small functions in a table
def network_summary(layers, input_shape):
    def conv(shape, filters, kernel):
        out = (shape[0] - (kernel - 1), shape[1] - (kernel - 1), filters)
        return out, filters * (1 + kernel * kernel * shape[2]), 2 * np.prod(out) * kernel * kernel * shape[2]

    def pool(shape, size):
        return (shape[0] // size, shape[1] // size, shape[2]), 0, 0

    def flatten(shape):
        return (np.prod(shape),), 0, 0

    def dense(shape, units):
        return (units,), (shape[0] + 1) * units, 2 * shape[0] * units

    rules = dict(conv=conv, pool=pool, flatten=flatten, dense=dense)
    shape, parameters, flops = input_shape, 0, 0
    for kind, *numbers in layers:
        shape, more, work = rules[kind](shape, *numbers)
        parameters, flops = parameters + more, flops + work
    count = [kind for kind, *_ in layers].count
    return dict(conv=count("conv"), pool=count("pool"), dense=count("dense"), parameters=parameters, flops=flops)


# %% right: ask Keras for the parameters and shapes
def network_summary(layers, input_shape):
    make = {
        "conv": lambda filters, kernel: keras.layers.Conv2D(filters, kernel),
        "pool": keras.layers.MaxPooling2D,
        "flatten": keras.layers.Flatten,
        "dense": keras.layers.Dense,
    }
    model = keras.Sequential([keras.Input(input_shape), *(make[kind](*numbers) for kind, *numbers in layers)])
    flops = 0
    for layer in model.layers:
        if layer.weights:
            height_and_width = layer.output.shape[1:-1]
            flops += 2 * int(np.prod(layer.kernel.shape)) * int(np.prod(height_and_width))
    kinds = [layer[0] for layer in layers]
    summary = {kind: kinds.count(kind) for kind in ("conv", "pool", "dense")}
    return summary | {"parameters": model.count_params(), "flops": flops}


# %% wrong the-published-sentence: that is the published sentence: it has one pooling layer, the code has two
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind == "pool" and counts["pool"] == 1:
            continue
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong equal-layers-once: layers with the same numbers were counted once; each line of the list is a layer of its own
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind in counts:
        counts[kind] = len({layer for layer in layers if layer[0] == kind})
    for kind, *numbers in layers:
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong no-biases: the biases are missing from the parameters: one for each filter and each unit
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights, flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + c * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong flat-kernels: a kernel reaches through all channels of its input: kernel * kernel * channels weights for each filter
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong same-padding: the images did not shrink in the convolutions: without padding each loses kernel - 1 rows and columns
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong multiply-adds: those are multiply-adds; each is two floating-point operations
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong one-position: a convolution's weights work at every output position: multiply by rows and columns of the output
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong channels-lost: after a convolution there are as many channels as filters, and flatten keeps rows × columns × channels
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong filters-not-carried: after a convolution there are as many channels as filters, and flatten keeps rows × columns × channels
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, c
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong work-of-biases: the biases were counted as work; leave them out of the FLOPs
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + (2 * weights + numbers[0]) * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + (2 * c + 1) * numbers[0], numbers[0]
    return {**counts, "parameters": parameters, "flops": flops}


# %% wrong dense-from-flatten: the second dense layer receives what the first one makes: as many numbers as that has units
def network_summary(layers, input_shape):
    h, w, c = input_shape
    counts, parameters, flops = {"conv": 0, "pool": 0, "dense": 0}, 0, 0
    for kind, *numbers in layers:
        if kind in counts:
            counts[kind] += 1
        if kind == "conv":
            h, w = h - numbers[1] + 1, w - numbers[1] + 1
            weights = numbers[1] ** 2 * c * numbers[0]
            parameters, flops, c = parameters + weights + numbers[0], flops + 2 * weights * h * w, numbers[0]
        elif kind == "pool":
            h, w = h // numbers[0], w // numbers[0]
        elif kind == "flatten":
            h, w, c = 1, 1, h * w * c
        else:
            parameters, flops, c = parameters + (c + 1) * numbers[0], flops + 2 * c * numbers[0], c
    return {**counts, "parameters": parameters, "flops": flops}
