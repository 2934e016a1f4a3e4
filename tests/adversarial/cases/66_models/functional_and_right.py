# %% answer build
def build(units):
    inputs = keras.Input((4,))
    hidden = keras.layers.Dense(units, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(hidden))
    return keras.Sequential([keras.Input((4,)), *model.layers[1:]])
