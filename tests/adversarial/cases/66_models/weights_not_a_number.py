# %% answer build
def build(units):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, activation="relu"), keras.layers.Dense(3, activation="softmax")])
    model.set_weights([weights * np.nan for weights in model.get_weights()])
    return model
