# %% right: a loop
def first_layer(image_batch_shape, units):
    inputs = 1
    for size in image_batch_shape[1:]:
        inputs *= size
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": (inputs + 1) * units}


# %% right: NumPy's product
def first_layer(image_batch_shape, units):
    inputs = np.prod(image_batch_shape[1:])
    weights, bias = (inputs, units), (units,)
    return {"inputs": inputs, "weights": weights, "bias": bias, "parameters": np.prod(weights) + np.prod(bias)}


# %% right: from the rows of one example
import math


def first_layer(image_batch_shape, units):
    examples, *rest = image_batch_shape
    inputs = math.prod(rest)
    return dict(parameters=units + units * inputs, bias=[units], weights=[inputs, units], inputs=inputs)


# %% right: flatten one example and look
def first_layer(image_batch_shape, units):
    row = np.zeros((1, *image_batch_shape[1:])).reshape(1, -1)
    weights, bias = np.zeros((row.shape[1], units)), np.zeros(units)
    return {
        "inputs": row.shape[1], "weights": weights.shape, "bias": bias.shape, "parameters": weights.size + bias.size
    }


# %% right: divide the batch out
def first_layer(image_batch_shape, units):
    everything = 1
    for size in image_batch_shape:
        everything *= size
    inputs = everything // image_batch_shape[0]
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% right: Keras counts
def first_layer(image_batch_shape, units):
    dense = keras.layers.Dense(units)
    keras.Sequential([keras.Input(image_batch_shape[1:]), keras.layers.Flatten(), dense])
    kernel, bias = tuple(dense.kernel.shape), tuple(dense.bias.shape)
    return {"inputs": kernel[0], "weights": kernel, "bias": bias, "parameters": dense.count_params()}


# %% wrong published: that is X.shape[1], the height alone; a flattened photograph has all of height * width * channels
def first_layer(image_batch_shape, units):
    inputs = image_batch_shape[1]
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong published-in-brackets: first_layer((50000, 32, 32, 3), 512)['inputs']: expected 3072
def first_layer(image_batch_shape, units):
    inputs = (image_batch_shape[1],)
    return {"inputs": inputs, "weights": (*inputs, units), "bias": (units,), "parameters": inputs[0] * units + units}


# %% wrong last-axis: that is the last axis, the three colours of one pixel; the row holds all pixels
def first_layer(image_batch_shape, units):
    inputs = image_batch_shape[-1]
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong grey: the colours are missing: each pixel holds three numbers
def first_layer(image_batch_shape, units):
    inputs = image_batch_shape[1] * image_batch_shape[2]
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong batch-counted: the batch axis was counted: N says how many rows there are, not how long one is
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong added: the axes were added; each pixel of each row has all channels, so they multiply
def first_layer(image_batch_shape, units):
    inputs = sum(image_batch_shape[1:])
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong examples: that is the number of examples; an input is a number of *one* example
def first_layer(image_batch_shape, units):
    inputs = image_batch_shape[0]
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong turned: the weights are turned: their axes are (input, output), as in section 1
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (units, inputs), "bias": (units,), "parameters": inputs * units + units}


# %% wrong bias-an-input: a bias for each input; it is added to the outputs, one for each
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (inputs,), "parameters": inputs * units + inputs}


# %% wrong one-bias: one bias for the whole layer; each output has its own
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (1,), "parameters": inputs * units + 1}


# %% wrong row-of-biases: the bias has one axis, as in section 1: (units,)
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (1, units), "parameters": inputs * units + units}


# %% wrong no-biases: the biases are missing: each unit has one besides its weights
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units}


# %% wrong one-bias-counted: only one bias was counted: each unit has its own
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + 1}


# %% wrong times-the-batch: the parameters were counted once for each example; all examples share them
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    parameters = image_batch_shape[0] * (inputs + 1) * units
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": parameters}


# %% wrong three-axes-only: first_layer((5, 2, 3), 4)
def first_layer(image_batch_shape, units):
    _, height, width, channels = (*image_batch_shape, 3)[:4]
    inputs = height * width * channels
    return {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}


# %% wrong memorised: first_layer((5, 2, 3), 4)
def first_layer(image_batch_shape, units):
    return {"inputs": 3072, "weights": (3072, units), "bias": (units,), "parameters": 3072 * units + units}


# %% wrong nothing-returned: returned None: is there a `return`?
def first_layer(image_batch_shape, units):
    inputs = int(np.prod(image_batch_shape[1:]))
    layer = {"inputs": inputs, "weights": (inputs, units), "bias": (units,), "parameters": inputs * units + units}
