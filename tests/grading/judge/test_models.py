import copy
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import keras
import numpy as np
import pytest

from coursekit.grading.judge.codec import Malformed, decode
from coursekit.grading.judge.models import check_configuration
from coursekit.grading.judge.remote import Handle

LEARNER = """
import keras
import numpy as np

def plain(units):
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units, activation="relu"), keras.layers.Dense(2)])

def functional():
    inputs = keras.Input((4,))
    hidden = keras.layers.Dropout(0.5)(keras.layers.Dense(3)(inputs)) + 1
    return keras.Model(inputs, keras.layers.Dense(2, kernel_regularizer="l2")(hidden))

def compiled():
    model = plain(3)
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss="mse", metrics=["mae"])
    return model

class Own(keras.layers.Layer):
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], 2), initializer="ones")
        super().build(shape)
    def call(self, x):
        return x @ self.w

def own():
    return keras.Sequential([keras.Input((4,)), Own(name="mine")])

class Sub(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(2)
    def call(self, x):
        return self.dense(x)

kept = []
def keep(model):
    kept.append(model)
    return model
def same(model):
    return model is kept[-1]
def halve(model):
    model.set_weights([each / 2 for each in model.get_weights()])
def use(optimizer, layer):
    return float(optimizer.learning_rate), layer.units
def tensor():
    return keras.ops.arange(3, dtype="float32")
def total(x):
    return float(keras.ops.sum(x))
def unbuilt():
    return keras.Sequential([keras.layers.Dense(2)])
made = plain(5)
"""


@pytest.fixture
def names(learner):
    return learner(LEARNER, known=["Own", "Sub"], deadline_seconds=60).names


def test_plain_models_are_rebuilt_with_weights_and_compile_state(names):
    model = names["plain"](5)
    assert type(model) is keras.Sequential and model.count_params() == 5 * 4 + 5 + 5 * 2 + 2
    x = np.random.default_rng(0).random((3, 4)).astype("float32")
    weights = model.get_weights()
    expected = np.maximum(x @ weights[0] + weights[1], 0) @ weights[2] + weights[3]
    np.testing.assert_allclose(keras.ops.convert_to_numpy(model(x)), expected, rtol=1e-5)
    assert names["functional"]().output_shape == (None, 2)
    done = names["compiled"]()
    assert done.compiled and done.loss == "mse" and float(done.optimizer.learning_rate) == 0.5
    assert not names["unbuilt"]().built


def test_a_model_goes_back_as_the_learners_own_object(names):
    model = names["made"]
    assert names["keep"](model) is model
    model.set_weights([np.ones_like(each) for each in model.get_weights()])
    assert names["same"](model) is True
    names["halve"](model)
    assert all((each == 0.5).all() for each in model.get_weights())
    mine = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, kernel_initializer="ones")])
    names["halve"](mine)
    assert mine.get_weights()[0].tolist() == [[0.5]]


def test_models_with_parts_of_their_own_stay_handles_that_work(names):
    model = names["own"]()
    assert issubclass(type(model), Handle) and isinstance(model, keras.Model)
    assert model.count_params() == 8 and model.built is True
    assert [type(layer).__name__ for layer in model.layers] == ["Own"] and model.layers[0].name == "mine"
    assert keras.ops.convert_to_numpy(model(np.ones((1, 4), "float32"))).tolist() == [[4.0, 4.0]]
    model.layers[0].w.assign(np.zeros((4, 2), "float32"))
    assert np.asarray(model.layers[0].w).sum() == 0
    assert model.predict(np.ones((2, 4), "float32"), verbose=0).shape == (2, 2)
    sub = names["Sub"]()
    assert tuple(sub(np.ones((1, 4), "float32")).shape) == (1, 2)


def test_tensors_optimizers_and_layers_cross(names):
    found = names["tensor"]()
    assert keras.ops.is_tensor(found) and keras.ops.convert_to_numpy(found).tolist() == [0, 1, 2]
    assert names["total"](keras.ops.ones((2, 3))) == 6.0
    assert names["use"](keras.optimizers.SGD(0.25), keras.layers.Dense(7)) == (0.25, 7)


GOOD = {
    "module": "keras", "class_name": "Sequential", "registered_name": None,
    "config": {"name": "m", "layers": [
        {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 2]}, "registered_name": None},
        {"module": "keras.layers", "class_name": "Dense", "config": {"units": 1}, "registered_name": None},
    ]},
}  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [
        {"module": "keras.layers", "class_name": "Lambda", "config": {}},
        {"module": "keras.layers", "class_name": "StringLookup", "config": {"vocabulary": "/etc/passwd"}},
        {"module": "keras.layers", "class_name": "TFSMLayer", "config": {"filepath": "x"}},
        {"module": "keras.utils", "class_name": "get_file", "config": {}},
        {"module": "builtins", "class_name": "function", "config": "eval"},
        {"module": "os", "class_name": "system", "config": "true"},
        {"module": "keras.layers", "class_name": "keras", "config": {}},
        {"class_name": "Dense", "config": {}},
        {"module": "keras.layers", "class_name": "Dense", "config": {}, "registered_name": "pkg>Own"},
        {"class_name": "__lambda__", "config": {}},
        {"class_name": ["Dense"], "module": "keras.layers"},
    ],
    ids=lambda part: str(part["class_name"]),
)
def test_configuration_that_names_anything_harmful_is_refused_unbuilt(part):
    check_configuration(GOOD)
    forged = copy.deepcopy(GOOD)
    forged["config"]["layers"][1]["config"]["kernel_initializer"] = part
    with pytest.raises(Malformed):
        check_configuration(forged)


def test_forged_model_nodes_are_refused():
    for tree in (
        ["km", None, 5, []],
        ["km", None, ["d", "module", "keras", "class_name", "DTypePolicy"], []],
        ["ts", ["zz"]],
    ):
        with pytest.raises(Malformed):
            decode(tree, [])
