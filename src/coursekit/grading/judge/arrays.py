"""NumPy arrays, scalars, dtypes and random generators as nodes of `codec`.

An array of a subclass crosses as a base-class array of the same memory; a view crosses as the values that it shows.
"""

import random
import re
import sys
from typing import Any

import numpy as np

from coursekit.grading.judge.codec import UNFINISHED, Decoder, Encoder, Malformed, reads, writes, writes_library
from coursekit.grading.judge.faults import CannotCross

_PLAIN_DTYPE = re.compile(r"[<>|=]?([biufc]\d{1,2}|[SUV]\d{1,9}|[mM]8(\[\d*[A-Za-zμ]{1,7}\])?)")
INLINE_ARRAY = 64  # bytes


def plain_array(value: np.ndarray) -> np.ndarray:
    """Return the array as one of the base class, over the same memory."""
    return value if type(value) is np.ndarray else np.ndarray.view(value, np.ndarray)


@writes(np.ndarray)
def _array(encoder: Encoder, value: np.ndarray) -> list:
    mask = _masked(encoder, value)
    if mask is not None:
        return mask
    encoder.remember(value)
    return array_node(encoder, plain_array(value))


def array_node(encoder: Encoder, array: np.ndarray) -> list:
    """Return the node of a base-class array, without a number of its own.

    Nodes: `["a", dtype, shape, order, data]`, order C or F, with r behind it if it is read-only; `["ao", ...]` of
    objects item by item; `["ar", ...]` of records field by field.
    """
    dtype, shape = array.dtype, list(array.shape)
    order = "F" if array.ndim > 1 and array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    if dtype.kind == "O":
        return ["ao", shape, *encoder.items(array.ravel(order="C").tolist())]
    if dtype.names is not None:
        return ["ar", shape, dtype.itemsize, [[name, array_node(encoder, array[name])] for name in dtype.names]]
    if dtype.name == "bfloat16":
        return ["ab", array_node(encoder, array.view(np.uint16))]
    if _PLAIN_DTYPE.fullmatch(dtype.str) is None:
        raise CannotCross(f"an array of dtype {dtype} can't cross")
    encoder.weigh(array.nbytes, lambda: f"an array of shape {array.shape} and dtype {dtype}")
    flat = np.ascontiguousarray(array.T if order == "F" else array)
    if array.nbytes <= INLINE_ARRAY:
        data: Any = flat.tobytes().hex()
    else:
        encoder.buffers.append(flat.reshape(-1).view(np.uint8) if flat.dtype.itemsize else b"")
        data = len(encoder.buffers) - 1
    return ["a", dtype.str, shape, order if array.flags.writeable else order + "r", data]


@reads("a")
def _read_array(decoder: Decoder, node: list) -> np.ndarray:
    array = decoder.remember(read_array(decoder, node))
    if type(node[4]) is int:
        decoder.raw[len(decoder.objects) - 1] = decoder.blob(node[4])
    return array


def read_array(decoder: Decoder, node: list) -> np.ndarray:
    """Return the array of a node that `array_node` made; its memory is its own."""
    if node[0] == "ab":
        return _read_bfloat16(read_array(decoder, node[1]))
    if node[0] == "ar":
        return _read_records(decoder, node)
    if node[0] == "ao":
        return _fill_objects(decoder, np.empty(_shape(node[1]), object), node)
    _, name, shape, order, where = node
    if _PLAIN_DTYPE.fullmatch(name) is None:
        raise Malformed(f"dtype {name!r}")
    dtype, shape = np.dtype(name), _shape(shape)
    data = decoder.blob(where)
    count = 1
    for size in shape:
        count *= size
    if count * dtype.itemsize != len(data):
        raise Malformed(f"{len(data)} bytes for an array of shape {shape} and dtype {name}")
    if count == 0 or dtype.itemsize == 0:
        array = np.zeros(shape, dtype)
    elif order[0] == "F":
        array = np.frombuffer(data, dtype).reshape(shape[::-1]).T.copy(order="F")
    else:
        array = np.frombuffer(data, dtype).reshape(shape).copy()
    _mend(array)
    if order.endswith("r"):
        array.flags.writeable = False
    return array


def _mend(array: np.ndarray) -> None:
    """Leave no bytes that NumPy itself would never write: truth values other than 0 and 1, texts beyond Unicode."""
    if array.dtype.kind == "b":
        bits = array.view(np.uint8)
        np.not_equal(bits, 0, out=bits.view(np.bool_))
    elif array.dtype.kind == "U" and array.size:
        codes = np.ascontiguousarray(array).view(array.dtype.byteorder.replace("|", "=") + "u4")
        if codes.max(initial=0) > sys.maxunicode:
            raise Malformed("a text beyond Unicode")


def _shape(sizes: list) -> tuple[int, ...]:
    if any(type(size) is not int or size < 0 for size in sizes):
        raise Malformed(f"shape {sizes}")
    return tuple(sizes)


@reads("ao")
def _read_objects(decoder: Decoder, node: list) -> np.ndarray:
    shape = _shape(node[1])
    count = 1
    for size in shape:
        count *= size
    if count != len(node) - 2:
        raise Malformed(f"{len(node) - 2} objects for an array of shape {shape}")
    return _fill_objects(decoder, decoder.remember(np.empty(shape, object)), node)


def _fill_objects(decoder: Decoder, array: np.ndarray, node: list) -> np.ndarray:
    flat = array.reshape(-1)
    if flat.size != len(node) - 2:
        raise Malformed(f"{len(node) - 2} objects for an array of shape {array.shape}")
    for index in range(flat.size):
        flat[index] = decoder.decode(node[index + 2])
    return array


@reads("ar")
def _read_record_array(decoder: Decoder, node: list) -> np.ndarray:
    number = len(decoder.objects)
    decoder.remember(UNFINISHED)
    decoder.objects[number] = array = _read_records(decoder, node)
    return array


def _read_records(decoder: Decoder, node: list) -> np.ndarray:
    shape = _shape(node[1])
    fields = [(name, read_array(decoder, each)) for name, each in node[3]]
    if any(array.shape[: len(shape)] != shape for _, array in fields):
        raise Malformed("fields of different shapes")
    if not fields and 0 not in shape:
        raise Malformed("records without a field")
    result = np.empty(shape, [(name, array.dtype, array.shape[len(shape) :]) for name, array in fields])
    for name, array in fields:
        result[name] = array
    return result


@reads("ab")
def _read_bfloat16_array(decoder: Decoder, node: list) -> np.ndarray:
    return decoder.remember(_read_bfloat16(read_array(decoder, node[1])))


def _read_bfloat16(bits: np.ndarray) -> np.ndarray:
    """Return a bfloat16 array where its library is imported, else float32 of the same values."""
    library = sys.modules.get("ml_dtypes")
    if library is not None:
        return bits.view(library.bfloat16)
    return (bits.astype(np.uint32) << 16).view(np.float32)


# --- masked arrays --------------------------------------------------------------------------------------------------


def _masked(encoder: Encoder, value: np.ndarray) -> list | None:
    library = sys.modules.get("numpy.ma")
    if library is None or not isinstance(value, library.MaskedArray):
        return None
    encoder.remember(value)
    data, mask = np.ndarray.view(value, np.ndarray), np.ma.getmaskarray(value)
    return ["ma", array_node(encoder, data), array_node(encoder, plain_array(mask))]


@reads("ma")
def _read_masked(decoder: Decoder, node: list) -> Any:
    """A masked array, but in the judge a plain one: to a comparison, what is masked equals everything."""
    number = len(decoder.objects)
    decoder.remember(UNFINISHED)
    value = np.ma.MaskedArray(read_array(decoder, node[1]), read_array(decoder, node[2]))
    if decoder.exchange is not None and decoder.exchange.is_judge:
        value = value.filled()
    decoder.objects[number] = value
    return value


# --- scalars and dtypes ---------------------------------------------------------------------------------------------


@writes(np.generic, *np.sctypeDict.values())
def _scalar(encoder: Encoder, value: np.generic) -> list:
    dtype = np.generic.dtype.__get__(value)
    if dtype.kind == "O":
        raise CannotCross("a NumPy scalar that holds an object can't cross")
    if dtype.names is not None:
        return ["ns", array_node(encoder, np.array(value))]
    plain = np.ndarray((), dtype, np.generic.tobytes(value)) if dtype.itemsize else np.zeros((), dtype)
    return ["ns", array_node(encoder, plain)]


@reads("ns")
def _read_scalar(decoder: Decoder, node: list) -> np.generic:
    array = read_array(decoder, node[1])
    if array.shape != () or array.dtype.kind == "O":
        raise Malformed("no scalar")
    return array[()]


@writes_library("ml_dtypes")
def _bfloat16_scalar(encoder: Encoder, value: Any) -> Any:
    return encoder.encode(np.float32(float(value)))


def _dtype(encoder: Encoder, value: np.dtype) -> list:
    if value.names is not None:
        raise CannotCross("a dtype with fields can't cross")
    return ["np", value.name if value.name == "bfloat16" else value.str]


writes(np.dtype, *{type(np.dtype(each)) for each in np.sctypeDict.values()})(_dtype)


@reads("np")
def _read_dtype(decoder: Decoder, node: list) -> np.dtype:
    if node[1] == "|O":
        return np.dtype(object)
    if _PLAIN_DTYPE.fullmatch(node[1]) is None:
        raise Malformed(f"dtype {node[1]!r}")
    return np.dtype(node[1])


# --- random generators: their state crosses, and comes back after a call ---------------------------------------------

_BIT_GENERATORS = {
    kind.__name__: kind
    for kind in (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)
}


@writes(np.random.Generator)
def _generator(encoder: Encoder, value: np.random.Generator) -> list:
    encoder.remember(value)
    return ["rn", *_bit_generator_state(encoder, value.bit_generator)]


@writes(np.random.RandomState)
def _random_state(encoder: Encoder, value: np.random.RandomState) -> list:
    encoder.remember(value)
    state = value.get_state(legacy=False)
    return ["rs", state["bit_generator"], Encoder(None, encoder.limits).encode(_listed(state))]


def _bit_generator_state(encoder: Encoder, bits: np.random.BitGenerator) -> list:
    if type(bits).__name__ not in _BIT_GENERATORS:
        raise CannotCross(f"a random generator of type {type(bits).__name__} can't cross: use numpy.random.default_rng")
    return [type(bits).__name__, Encoder(None, encoder.limits).encode(_listed(bits.state))]


def _listed(state: dict) -> dict:
    """Return a state without arrays, so that it needs no buffer."""
    nested = {key: _listed(value) if isinstance(value, dict) else value for key, value in state.items()}
    return {
        key: tuple(map(str, value.tolist())) if isinstance(value, np.ndarray) else value
        for key, value in nested.items()
    }


def _arrays(state: dict) -> dict:
    nested = {key: _arrays(value) if isinstance(value, dict) else value for key, value in state.items()}
    return {
        key: np.array([int(each) for each in value], np.uint64) if type(value) is tuple else value
        for key, value in nested.items()
    }


def _set_state(decoder: Decoder, bits: Any, node: Any) -> Any:
    state = _arrays(Decoder((), None, decoder.limits).decode(node))
    if "state" in state and isinstance(state["state"].get("key"), np.ndarray) and state["bit_generator"] == "MT19937":
        state["state"]["key"] = state["state"]["key"].astype(np.uint32)
        if not 0 <= state["state"]["pos"] <= 624:  # NumPy reads beyond its key otherwise
            raise Malformed("a position outside the key")
    if isinstance(bits, np.random.RandomState):
        bits.set_state(state)
    else:
        if "buffer_pos" in state and not 0 <= state["buffer_pos"] <= 4:
            raise Malformed("a position outside the buffer")
        bits.state = state
    return bits


@reads("rn")
def _read_generator(decoder: Decoder, node: list) -> np.random.Generator:
    return decoder.remember(np.random.Generator(_set_state(decoder, _BIT_GENERATORS[node[1]](0), node[2])))


@reads("rs")
def _read_random_state(decoder: Decoder, node: list) -> np.random.RandomState:
    return decoder.remember(_set_state(decoder, np.random.RandomState(_BIT_GENERATORS[node[1]](0)), node[2]))


@writes(random.Random)
def _python_random(encoder: Encoder, value: random.Random) -> list:
    encoder.remember(value)
    version, words, gauss = random.Random.getstate(value)
    return ["rp", version, list(words), gauss]


@reads("rp")
def _read_python_random(decoder: Decoder, node: list) -> random.Random:
    value = decoder.remember(random.Random(0))
    value.setstate((node[1], tuple(node[2]), node[3]))
    return value
