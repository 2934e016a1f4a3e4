# %% answer build
def build(units):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units + 1, activation="relu"), keras.layers.Dense(3, activation="softmax")])
