# %% answer build
def build(units):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(10_000), keras.layers.Dense(10_000)])
