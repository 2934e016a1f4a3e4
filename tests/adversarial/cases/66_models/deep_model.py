# %% answer build
def build(units):
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
    for _ in range(60):
        model = keras.Sequential([keras.Input((4,)), model])
    return model
