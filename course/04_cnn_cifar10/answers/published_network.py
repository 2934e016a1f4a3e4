# %% right: Sequential
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% right: functional, activations as layers of their own
def published_network(input_shape, filters, dense_units, classes):
    inputs = keras.Input(shape=input_shape)
    x = inputs
    for index, count in enumerate(filters):
        x = keras.layers.Conv2D(count, kernel_size=(3, 3), padding="valid")(x)
        x = keras.layers.ReLU()(x)
        if index < len(filters) - 1:
            x = keras.layers.MaxPool2D(pool_size=2, strides=2)(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Activation("relu")(keras.layers.Dense(dense_units)(x))
    return keras.Model(inputs, keras.layers.Dense(classes, activation="linear")(x))

# %% right: added one by one, built and compiled
def published_network(input_shape, filters, dense_units, classes):
    first, second, third = filters
    model = keras.Sequential(name="published")
    model.add(keras.layers.Conv2D(first, (3, 3), activation=keras.ops.relu))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(second, (3, 3), activation=keras.ops.relu))
    model.add(keras.layers.MaxPooling2D((2, 2)))
    model.add(keras.layers.Conv2D(third, (3, 3), activation=keras.ops.relu))
    model.add(keras.layers.Reshape((-1,)))
    model.add(keras.layers.Dense(dense_units, activation=keras.ops.relu))
    model.add(keras.layers.Dense(classes))
    model.build((None, *input_shape))
    model.compile(loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model

# %% wrong one-pooling-layer: the second pooling layer is missing
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong three-pooling-layers: you also pool after the third convolution; the table flattens straight after it
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    model = keras.Sequential([keras.Input(input_shape)])
    for count in filters:
        model.add(layers.Conv2D(count, 3, activation="relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    model.add(layers.Dense(dense_units, activation="relu"))
    model.add(layers.Dense(classes))
    return model

# %% wrong same-padding: a 3×3 kernel without padding takes one pixel off each side
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu", padding="same"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu", padding="same"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong numbers-built-in: use the arguments
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )

# %% wrong dense-layer-forgotten: the dense layer between flatten and the output is missing
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(classes),
        ]
    )

# %% wrong global-average: average pooling over the whole map throws away where things are
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong softmax-at-the-end: these are probabilities, not logits
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes, activation="softmax"),
        ]
    )

# %% wrong no-activation: without ReLU the whole network is one linear map
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3),
            layers.Flatten(),
            layers.Dense(dense_units),
            layers.Dense(classes),
        ]
    )

# %% wrong dense-layer-without-relu: the dense layer before the output needs its ReLU too
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units),
            layers.Dense(classes),
        ]
    )

# %% wrong average-pooling: pooling takes the largest of the four values, not their mean
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.AveragePooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.AveragePooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong relu-on-the-output: logits may be negative: no activation on the last layer
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes, activation="relu"),
        ]
    )

# %% wrong never-built: not built: give it keras.Input(input_shape)
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong first-convolution-without-relu: the first convolution needs its ReLU too
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong third-convolution-without-relu: the third convolution needs its ReLU too
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong gelu-in-place-of-relu: logits of one white pixel
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="gelu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong scaled-twice: the pixels are already in 0..1: leave Rescaling(1/255) out
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong dropout-added: leave Dropout out
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(classes),
        ]
    )

# %% wrong not-flattened: flatten before the dense layers
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )

# %% wrong first-pooling-missing: the shapes that leave your layers are [(20, 20, 2), (18, 18, 3)
def published_network(input_shape, filters, dense_units, classes):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Conv2D(filters[0], 3, activation="relu"),
            layers.Conv2D(filters[1], 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[2], 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(dense_units, activation="relu"),
            layers.Dense(classes),
        ]
    )
