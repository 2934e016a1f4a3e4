# %% markdown title
# One exercise: a small network.

# %% instructor tools
import keras
import numpy as np

keras.utils.set_random_seed(7)
inputs = np.linspace(-1.0, 1.0, 32, dtype="float32").reshape(8, 4)

# %% solution build
def build(units):
    """A model from (batch, 4) to (batch, 3) probabilities, with one hidden layer of `units` units and ReLU."""
    ### BEGIN SOLUTION
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(units, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    )
    ### END SOLUTION

# %% test build_test 4
model = build(5)
assert model.count_params() == 43
### BEGIN HIDDEN TESTS
probabilities = np.asarray(model.predict(inputs, verbose=0))
assert probabilities.shape == (8, 3), "@CANARY:hidden@"
np.testing.assert_allclose(probabilities.sum(axis=1), 1.0, rtol=1e-5)
assert model.layers[0].activation.__name__ == "relu"
### END HIDDEN TESTS

# %% solution parameters
def parameters(inputs, units, classes):
    """How many parameters two dense layers have: inputs -> units -> classes."""
    ### BEGIN SOLUTION
    return (inputs + 1) * units + (units + 1) * classes
    ### END SOLUTION

# %% test parameters_test 2
assert parameters(4, 5, 3) == 43
### BEGIN HIDDEN TESTS
assert parameters(10, 7, 2) == 93
### END HIDDEN TESTS
