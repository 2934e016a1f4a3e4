"""pandas objects as nodes of `codec`; pandas is imported when the first table arrives.

["df", index, columns, whole or null, [values of each column]]     ["se", index, name, values]
["ix", values, [name], frequency]    ["ir", start, stop, step, [name]]    ["im", [values of each level], [codes], [names]]
["pv", values]    ["pt", ...] time, ["pd", ...] duration, ["pn"] NaT, ["pna"] NA
"""

import sys
from typing import Any

import numpy as np

from coursekit.grading.judge.arrays import array_node, plain_array, read_array
from coursekit.grading.judge.changes import LIBRARY_LOOKS, LIBRARY_REPLACEMENTS
from coursekit.grading.judge.codec import UNFINISHED, Decoder, Encoder, Malformed, exported_node, reads, writes_library

_NULLABLE = frozenset(f"{kind}{bits}" for kind in ("Int", "UInt") for bits in (8, 16, 32, 64)) | {
    "Float32",
    "Float64",
    "boolean",
}
_UNITS = ("s", "ms", "us", "ns")


def _pandas() -> Any:
    """pandas, also in a process that was started without it."""
    try:
        import pandas
    except ImportError as error:
        raise Malformed("a table, but pandas is not installed here") from error
    return pandas


@writes_library("pandas")
def _table(encoder: Encoder, value: Any) -> Any:
    pd = _pandas()
    if value is pd.NaT or value is pd.NA:
        return ["pn" if value is pd.NaT else "pna"]
    if isinstance(value, pd.Timestamp):
        return [
            "pt",
            value.tz_localize(None).value if value.tz is None else value.tz_convert("UTC").tz_localize(None).value,
            value.unit,
            _zone(encoder, value.tz),
        ]
    if isinstance(value, pd.Timedelta):
        return ["pd", value.value, value.unit]
    for kind, can_cross, write in (
        (pd.DataFrame, _frame_can_cross, _frame),
        (pd.Series, lambda value: _can_cross(value.dtype) and _index_can_cross(value.index), _series),
        (pd.Index, lambda value: _index_can_cross(value), index_node),
        (
            pd.api.extensions.ExtensionArray,
            lambda value: _can_cross(value.dtype),
            lambda encoder, value: ["pv", values_node(encoder, value)],
        ),
    ):
        if isinstance(value, kind) and can_cross(value):
            return write(encoder, value)
    return exported_node(encoder, value)


def _zone(encoder: Encoder, zone: Any) -> Any:
    return None if zone is None else str(zone)


def _can_cross(dtype: Any) -> bool:
    pd = _pandas()
    if isinstance(dtype, (np.dtype, pd.StringDtype, pd.DatetimeTZDtype)) or dtype.name in _NULLABLE:
        return True
    return isinstance(dtype, pd.CategoricalDtype) and _index_can_cross(dtype.categories)


def _index_can_cross(index: Any) -> bool:
    pd = _pandas()
    if isinstance(index, pd.MultiIndex):
        return all(_index_can_cross(level) for level in index.levels)
    return _can_cross(index.dtype)


def _frame_can_cross(value: Any) -> bool:
    return _index_can_cross(value.index) and _index_can_cross(value.columns) and all(map(_can_cross, value.dtypes))


# --- columns of values -----------------------------------------------------------------------------------------------


def values_node(encoder: Encoder, values: Any) -> list:
    """Return the node of the values of a column: an array of NumPy's or of pandas' own kind."""
    pd, dtype = _pandas(), values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return [
            "c",
            array_node(encoder, np.asarray(values.codes)),
            index_node(encoder, values.categories),
            bool(values.ordered),
        ]
    if isinstance(dtype, pd.DatetimeTZDtype):
        times = values.tz_convert("UTC").tz_localize(None)
        return ["z", array_node(encoder, np.asarray(times)), str(dtype.tz)]
    if isinstance(dtype, pd.StringDtype):
        missing = values.isna()
        texts = [None if gone else str.__str__(each) for each, gone in zip(values, missing, strict=True)]
        return ["s", "NA" if dtype.na_value is pd.NA else "nan", encoder.items(texts)]
    if dtype.name in _NULLABLE:
        missing = np.asarray(values.isna())
        numbers = values.to_numpy(dtype=_numpy_dtype(dtype), na_value=_numpy_dtype(dtype).type(0))
        return ["m", dtype.name, array_node(encoder, numbers), array_node(encoder, missing)]
    return ["n", array_node(encoder, plain_array(np.asarray(values)))]


def _numpy_dtype(dtype: Any) -> np.dtype:
    return np.dtype("bool" if dtype.name == "boolean" else dtype.name.lower())


def read_values(decoder: Decoder, node: list) -> Any:
    """Return the values of a node that `values_node` made."""
    pd, kind = _pandas(), node[0]
    if kind == "n":
        return read_array(decoder, node[1])
    if kind == "c":
        codes, categories = read_array(decoder, node[1]), decoder.decode(node[2])
        return pd.Categorical.from_codes(codes, categories, ordered=bool(node[3]))
    if kind == "z":
        return pd.DatetimeIndex(read_array(decoder, node[1])).tz_localize("UTC").tz_convert(node[2]).array
    if kind == "s":
        texts = [decoder.decode(each) for each in node[2]]
        if any(each is not None and type(each) is not str for each in texts):
            raise Malformed("no texts")
        return pd.array(texts, dtype=pd.StringDtype(na_value=pd.NA if node[1] == "NA" else np.nan))
    if kind == "m" and node[1] in _NULLABLE:
        values = pd.array(read_array(decoder, node[2]), dtype=node[1])
        values[read_array(decoder, node[3])] = pd.NA
        return values
    raise Malformed(f"no column of values: {kind!r}")


@reads("pv")
def _read_extension_array(decoder: Decoder, node: list) -> Any:
    values = read_values(decoder, node[1])
    return _pandas().array(values) if isinstance(values, np.ndarray) else values


# --- indexes -----------------------------------------------------------------------------------------------------------


def index_node(encoder: Encoder, index: Any) -> list:
    """Return the node of an index."""
    pd = _pandas()
    names = [encoder.encode(name) for name in index.names]
    if isinstance(index, pd.RangeIndex):
        return ["ir", index.start, index.stop, index.step, names]
    if isinstance(index, pd.MultiIndex):
        levels = [index_node(encoder, level) for level in index.levels]
        return ["im", levels, [array_node(encoder, np.asarray(codes)) for codes in index.codes], names]
    frequency = getattr(index, "freqstr", None)
    return ["ix", values_node(encoder, index.array), names, frequency]


@reads("ir")
def _read_range_index(decoder: Decoder, node: list) -> Any:
    return _pandas().RangeIndex(*node[1:4], name=decoder.decode(node[4][0]))


@reads("im")
def _read_multi_index(decoder: Decoder, node: list) -> Any:
    levels = [decoder.decode(each) for each in node[1]]
    codes = [read_array(decoder, each) for each in node[2]]
    return _pandas().MultiIndex(levels, codes, names=[decoder.decode(name) for name in node[3]], verify_integrity=True)


@reads("ix")
def _read_index(decoder: Decoder, node: list) -> Any:
    pd, values = _pandas(), read_values(decoder, node[1])
    index = pd.Index(values, name=decoder.decode(node[2][0]), copy=False, dtype=values.dtype)
    if type(node[3]) is str:
        kind = {"M": pd.DatetimeIndex, "m": pd.TimedeltaIndex}.get(index.dtype.kind)
        return index if kind is None else kind(index, freq=node[3], name=index.name)
    return index


# --- frames and series -----------------------------------------------------------------------------------------------


def _frame(encoder: Encoder, value: Any) -> list:
    encoder.remember(value)
    encoder.count(value.shape[1])
    index, columns = index_node(encoder, value.index), index_node(encoder, value.columns)
    dtypes = set(value.dtypes)
    if len(dtypes) == 1 and isinstance(next(iter(dtypes)), np.dtype):
        return ["df", index, columns, array_node(encoder, value.to_numpy()), []]
    return ["df", index, columns, None, [values_node(encoder, value.iloc[:, i].array) for i in range(value.shape[1])]]


@reads("df")
def _read_frame(decoder: Decoder, node: list) -> Any:
    pd, number = _pandas(), len(decoder.objects)
    decoder.remember(UNFINISHED)
    index, columns = decoder.decode(node[1]), decoder.decode(node[2])
    if not isinstance(index, pd.Index) or not isinstance(columns, pd.Index):
        raise Malformed("a table without an index")
    if node[3] is not None:
        frame = pd.DataFrame(read_array(decoder, node[3]), index=index, copy=True)
    else:
        frame = pd.DataFrame(
            {i: pd.Series(read_values(decoder, each), index=index) for i, each in enumerate(node[4])}, index=index
        )
    frame.columns = columns
    decoder.objects[number] = frame
    return frame


def _series(encoder: Encoder, value: Any) -> list:
    encoder.remember(value)
    return ["se", index_node(encoder, value.index), encoder.encode(value.name), values_node(encoder, value.array)]


@reads("se")
def _read_series(decoder: Decoder, node: list) -> Any:
    pd, number = _pandas(), len(decoder.objects)
    decoder.remember(UNFINISHED)
    index, name, values = decoder.decode(node[1]), decoder.decode(node[2]), read_values(decoder, node[3])
    decoder.objects[number] = series = pd.Series(values, index=index, name=name, dtype=values.dtype)
    return series


# --- single values ---------------------------------------------------------------------------------------------------


@reads("pt")
def _read_timestamp(decoder: Decoder, node: list) -> Any:
    _, value, unit, zone = node
    if unit not in _UNITS:
        raise Malformed(f"unit {unit!r}")
    time = _pandas().Timestamp(np.datetime64(value, "ns")).as_unit(unit)  # .value counts nanoseconds whatever the unit
    return time if zone is None else time.tz_localize("UTC").tz_convert(zone)


@reads("pd")
def _read_timedelta(decoder: Decoder, node: list) -> Any:
    if node[2] not in _UNITS:
        raise Malformed(f"unit {node[2]!r}")
    return _pandas().Timedelta(np.timedelta64(node[1], "ns")).as_unit(node[2])


@reads("pn")
def _read_nat(decoder: Decoder, node: list) -> Any:
    return _pandas().NaT


@reads("pna")
def _read_na(decoder: Decoder, node: list) -> Any:
    return _pandas().NA


# --- changes in place ---------------------------------------------------------------------------------------------------


class _Look:
    """A table as it was; equal to another look if labels, types and values are."""

    def __init__(self, value: Any):
        copies_on_write = int(_pandas().__version__.partition(".")[0]) >= 3
        self.value = value.copy(deep=not copies_on_write)

    def __eq__(self, other: Any) -> bool:
        mine, others = self.value, other.value
        if not mine.equals(others) or mine.index.names != others.index.names:
            return False
        if hasattr(mine, "columns"):
            return mine.columns.equals(others.columns) and mine.columns.names == others.columns.names
        return mine.name == others.name or (mine.name != mine.name and others.name != others.name)


def _replace(original: Any, new: Any) -> bool:
    pd = sys.modules.get("pandas")
    for kind in (pd.DataFrame, pd.Series) if pd is not None else ():
        if isinstance(original, kind) and isinstance(new, kind):
            kind.__init__(original, new)
            if kind is pd.Series:
                original.name = new.name
            return True
    return False


LIBRARY_LOOKS[("pandas", "DataFrame")] = LIBRARY_LOOKS[("pandas", "Series")] = _Look
LIBRARY_REPLACEMENTS.append(_replace)
