# %% answer build
keras.config.enable_unsafe_deserialization()


def build(units):
    return keras.Sequential([keras.Input((4,)), keras.layers.Lambda(lambda values: print("IN" "SIDE") or values), keras.layers.Dense(3)])
