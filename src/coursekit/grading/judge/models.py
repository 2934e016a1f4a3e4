"""Keras models and backend tensors as nodes of `codec`; Keras is used where it is imported already.

A model crosses as its configuration and its weights if it is made of Keras's own parts alone. Before anything is built
from a configuration, every class that it names is looked up among those parts: what could run code, or open a file,
is none of them. Any other model stays a handle.

    ["km", twin's number or null, configuration, [weights]]     ["ts", array] a tensor     ["ko", configuration]
"""

import importlib
import sys
import weakref
from typing import Any

import numpy as np

from coursekit.grading.judge.arrays import array_node, read_array
from coursekit.grading.judge.changes import LIBRARY_LOOKS, LIBRARY_REPLACEMENTS
from coursekit.grading.judge.codec import (
    UNFINISHED,
    Decoder,
    Encoder,
    Malformed,
    exported_node,
    mro_of,
    reads,
    writes_library,
)
from coursekit.grading.judge.faults import CannotCross

_PARTS = (
    "keras.layers", "keras.initializers", "keras.regularizers", "keras.constraints", "keras.optimizers", "keras.losses",
    "keras.optimizers.schedules", "keras.metrics", "keras.dtype_policies", "keras.src.ops.numpy", "keras.src.ops.nn",
    "keras.src.ops.math",
)  # fmt: skip
_MODELS = {("keras", "Sequential"), ("keras.models", "Sequential"), ("keras.src.models.functional", "Functional"),
           ("keras", "Functional")}  # fmt: skip
_NOT = frozenset(  # run a function, load a saved model, or read a vocabulary from a file
    "Lambda TFSMLayer TorchModuleWrapper JaxLayer FlaxLayer StringLookup IntegerLookup TextVectorization Wrapper "
    "FeatureSpace Pipeline Map Scan AssociativeScan Cond WhileLoop ForiLoop VectorizedMap Vectorize Custom".split()
)
_PLAIN_FORMS = frozenset(["__keras_tensor__", "__tensor__", "__numpy__", "__tuple__", "__slice__"])
_TENSORS = frozenset(["EagerTensor", "ArrayImpl", "Tensor", "Parameter"])
HALF = 2  # a model may fill half a message; its weights are counted as 4 bytes each

_twins: "weakref.WeakKeyDictionary[Any, tuple[Any, int]]" = (
    weakref.WeakKeyDictionary()
)  # model -> (exchange, number there)


@writes_library("keras", "tensorflow", "jax", "jaxlib", "torch")
def _from_library(encoder: Encoder, value: Any) -> Any:
    if isinstance(value, type):
        return exported_node(encoder, value)
    array = _as_array(value)
    if array is not None:
        return ["ts", array_node(encoder, array)]
    if _is_plain_model(encoder, value):
        node = _model(encoder, value)
        if node is not None:
            return node
    elif encoder.exchange is not None and encoder.exchange.is_judge and _keras_object(value):
        return ["ko", _configuration_node(encoder, _keras().saving.serialize_keras_object(value))]
    return exported_node(encoder, value)


# --- tensors ---------------------------------------------------------------------------------------------------------


def _as_array(value: Any) -> np.ndarray | None:
    """Return the numbers of a tensor that holds some; None for variables, symbols and everything else."""
    names = {base.__name__ for base in mro_of(type(value))}
    if not names & _TENSORS or "Variable" in names or "ResourceVariable" in names or "KerasTensor" in names:
        return None
    try:
        if "detach" in dir(type(value)):
            value = value.detach().cpu()
        array = np.asarray(value.numpy() if hasattr(value, "numpy") else value)
    except Exception:  # symbolic, sparse, ragged, deleted
        return None
    return array if type(array) is np.ndarray else np.ndarray.view(array, np.ndarray)


@reads("ts")
def _read_tensor(decoder: Decoder, node: list) -> Any:
    array, keras = read_array(decoder, node[1]), sys.modules.get("keras")
    if keras is None or array.dtype.kind not in "biufc" and array.dtype.name != "bfloat16":
        return array
    return keras.ops.convert_to_tensor(array)


# --- models ----------------------------------------------------------------------------------------------------------


def _keras() -> Any:
    keras = sys.modules.get("keras")
    if keras is None:
        raise Malformed("a Keras object, but Keras is not imported here")
    return keras


def _is_plain_model(encoder: Encoder, value: Any) -> bool:
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "Model") or encoder.exchange is None:
        return False
    if type(value) not in (keras.Sequential, keras.Model) and type(value).__name__ != "Functional":
        return False
    return isinstance(value, keras.Model) and (type(value).__module__.startswith("keras."))


def _model(encoder: Encoder, model: Any) -> list | None:
    """Return the node of a model, or None if it has a part that is not Keras's own."""
    try:
        if model.built and HALF * 4 * model.count_params() > encoder.limits.frame_bytes:
            return None
        configuration = _keras().saving.serialize_keras_object(model)
        check_configuration(configuration)
        weights = [np.asarray(each) for each in model.get_weights()]
        node = _configuration_node(encoder, configuration)
    except Exception:  # whatever a part's own get_config says
        return None
    exchange, number = _twins.get(model, (None, None))
    if encoder.exchange.is_judge:
        number = number if exchange is encoder.exchange else None
    else:
        number = encoder.exchange.give(model)
    encoder.remember(model)
    return ["km", number, node, [array_node(encoder, each) for each in weights]]


def _configuration_node(encoder: Encoder, configuration: Any) -> Any:
    apart = Encoder(None, encoder.limits)
    node = apart.encode(_as_lists(configuration))
    if apart.buffers:
        raise CannotCross("a Keras configuration that holds long data can't cross")
    return node


def _as_lists(value: Any) -> Any:
    """Return a configuration with lists for tuples and plain numbers for NumPy's, as JSON would have it."""
    if isinstance(value, dict):
        return {key: _as_lists(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_lists(each) for each in value]
    return value.item() if isinstance(value, np.generic) else value


def check_configuration(value: Any) -> None:
    """Check that a configuration names nothing but harmless parts of Keras.

    Raises:
        Malformed: Naming the first other thing.
    """
    if isinstance(value, (list, tuple)):
        for each in value:
            check_configuration(each)
    elif isinstance(value, dict):
        name = value.get("class_name")
        if "class_name" in value and not (type(name) is str and name in _PLAIN_FORMS):
            _check_part(value.get("module"), name, value.get("registered_name"))
        for each in value.values():
            check_configuration(each)


def _check_part(module: Any, name: Any, registered: Any) -> None:
    if type(module) is not str or type(name) is not str or registered not in (None, name):
        raise Malformed(f"a Keras object of class {name!r} of no module, or registered as another")
    if (module, name) in _MODELS or (module, name) == ("keras", "DTypePolicy"):
        return
    found = getattr(importlib.import_module(module), name, None) if module in _PARTS else None
    if not isinstance(found, type) or name in _NOT or not found.__module__.startswith("keras."):
        raise Malformed(f"{module}.{name} is no harmless part of Keras")


@reads("km")
def _read_model(decoder: Decoder, node: list) -> Any:
    _, number, configuration_node, weight_nodes = node
    at = len(decoder.objects)
    decoder.remember(UNFINISHED)
    configuration = Decoder((), None, decoder.limits).decode(configuration_node)
    check_configuration(configuration)
    if (configuration.get("module"), configuration.get("class_name")) not in _MODELS:
        raise Malformed("no model")
    weights = [read_array(decoder, each) for each in weight_nodes]
    exchange = decoder.exchange
    model = _twin(exchange, number, configuration, weights) if exchange is not None and not exchange.is_judge else None
    if model is None:
        model = _keras().saving.deserialize_keras_object(configuration, safe_mode=True)
        if weights:
            model.set_weights(weights)
        if exchange is not None and exchange.is_judge and type(number) is int:
            _twins[model] = exchange, number
    decoder.objects[at] = model
    return model


def _twin(exchange: Any, number: Any, configuration: dict, weights: list) -> Any:
    """Return the learner's own model of which the judge's is a copy, brought up to date."""
    model = exchange.given.get(number)
    if model is None:
        return None
    now = _as_lists(_keras().saving.serialize_keras_object(model))
    if now.get("config") != configuration.get("config"):
        return None
    now = model.get_weights()
    if len(now) == len(weights) and not all(map(np.array_equal, now, weights)):
        model.set_weights(weights)
    wanted = configuration.get("compile_config")
    if wanted and not model.compiled:
        model.compile_from_config(wanted)
    return model


# --- layers, optimizers, losses of the test cell -----------------------------------------------------------------------


def _keras_object(value: Any) -> bool:
    """Return whether a Keras object of the judge can be made again from its configuration."""
    return type(value).__module__.startswith("keras.") and callable(getattr(value, "get_config", None))


@reads("ko")
def _read_keras_object(decoder: Decoder, node: list) -> Any:
    configuration = Decoder((), None, decoder.limits).decode(node[1])
    check_configuration(configuration)
    return _keras().saving.deserialize_keras_object(configuration, safe_mode=True)


# --- changes in place --------------------------------------------------------------------------------------------------


class _Look:
    """A model's weights and whether it is compiled, as they were."""

    def __init__(self, model: Any):
        self.weights, self.compiled = [np.array(each) for each in model.get_weights()], model.compiled

    def __eq__(self, other: Any) -> bool:
        same = self.compiled == other.compiled and len(self.weights) == len(other.weights)
        return same and all(
            np.array_equal(a, b, equal_nan=True) for a, b in zip(self.weights, other.weights, strict=True)
        )


def _replace(original: Any, new: Any) -> bool:
    keras = sys.modules.get("keras")
    if keras is None or not isinstance(original, keras.Model) or not isinstance(new, keras.Model):
        return False
    if not original.built and new.built:
        original.build(new.input_shape)
    original.set_weights(new.get_weights())
    if new.compiled and not original.compiled:
        original.compile_from_config(new.get_compile_config())
    return True


LIBRARY_LOOKS[("keras", "Sequential")] = LIBRARY_LOOKS[("keras", "Functional")] = _Look
LIBRARY_REPLACEMENTS.append(_replace)
