"""Plain data as a tree of JSON and buffers: never pickle, never eval.

    >>> tree, buffers = encode({"loss": [0.5, float("inf")], "shape": (2, 3)})
    >>> decode(tree, buffers)
    {'loss': [0.5, inf], 'shape': (2, 3)}

None, truth values, floats, short texts and whole numbers of 64 bits stand in the tree as they are; all else is a list
that begins with a tag. Mutable things are numbered in the order in which they are met, so that a second mention is
`["r", number]`: one object stays one, and may contain itself. A subclass crosses as its plain base, read by the base's
own methods: what an override says about length, items or equality stays behind.
"""

import collections
import datetime
import decimal
import fractions
import pathlib
import zoneinfo
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np

from coursekit.grading.judge.faults import CannotCross
from coursekit.grading.judge.frames import FrameLimits, size_text

PACKED_FROM = 16  # a list of at least so many floats or whole numbers goes as one buffer
INLINE_TEXT = 256  # longer texts go into a buffer, in characters
INLINE_BYTES = 64

mro_of = type.__dict__["__mro__"].__get__  # what a metaclass says about it stays behind


class Malformed(Exception):
    """A tree that `encode` never makes."""


class Exchange(Protocol):
    """Makes a node of what is no plain data, and a stand-in of such a node."""

    is_judge: bool

    def exported(self, value: Any, encoder: "Encoder") -> list: ...

    def imported(self, node: list, decoder: "Decoder") -> Any: ...

    def stays(self, kind: type) -> bool:
        """Return whether values of this subclass of a plain type are to stay where they are."""

    def give(self, value: Any) -> int:
        """Return the number under which the other side knows a thing from now on."""


def encode(
    value: Any, exchange: Exchange | None = None, limits: FrameLimits | None = None
) -> tuple[Any, list[memoryview]]:
    """Return the tree and the buffers of a value.

    Raises:
        CannotCross: If the value, or a part of it, is neither plain data nor taken by `exchange`, or is too large.
    """
    encoder = Encoder(exchange, limits)
    return encoder.encode(value), encoder.buffers


def decode(
    tree: Any, buffers: Sequence[Any], exchange: Exchange | None = None, limits: FrameLimits | None = None
) -> Any:
    """Return the value of a tree and its buffers.

    Raises:
        Malformed: If `encode` can't have made them.
    """
    return Decoder(buffers, exchange, limits).value(tree)


class Encoder:
    """Encodes values that belong together: an object that two of them share stays one."""

    def __init__(self, exchange: Exchange | None = None, limits: FrameLimits | None = None):
        self.exchange = exchange
        self.limits = limits or FrameLimits()
        self.buffers: list[Any] = []
        self.objects: list[Any] = []  # mutable things by number; keeps them alive, so an id stays theirs
        self.numbers: dict[int, int] = {}  # id -> number
        self._depth = 0
        self._values = 0
        self._bytes = 0

    def encode(self, value: Any) -> Any:
        """Return the node of one value."""
        kind = type(value)
        if value is None or kind is float or kind is bool:
            return value
        if kind is int:
            return value if -(2**63) <= value < 2**63 else self._large_int(value)
        if kind is str:
            return value if len(value) <= INLINE_TEXT and value.isascii() else self._text(value)
        number = self.numbers.get(id(value))
        if number is not None:
            return ["r", number]
        writer = _WRITERS.get(kind) or self._writer(kind)
        self._depth += 1
        if self._depth > self.limits.depth:
            raise CannotCross(f"a value that is nested more than {self.limits.depth} levels deep can't cross")
        node = writer(self, value)
        self._depth -= 1
        return node

    def remember(self, value: Any) -> None:
        """Give a mutable thing its number."""
        self.numbers[id(value)] = len(self.objects)
        self.objects.append(value)

    def items(self, values: Sequence[Any]) -> list:
        """Return the nodes of the items of a container."""
        self.count(len(values))
        return [self.encode(each) for each in values]

    def count(self, values: int) -> None:
        """Refuse, before the work, what could never be sent."""
        self._values += values
        if self._values > self.limits.nodes:
            raise CannotCross(f"a container of {self._values:,} values can't cross: at most {self.limits.nodes:,} may")

    def weigh(self, count: int, what: Callable[[], str]) -> None:
        """Refuse, before a copy is made, more bytes than a message takes."""
        self._bytes += count
        if self._bytes > self.limits.frame_bytes:
            raise CannotCross(
                f"{what()} of {size_text(count)} can't cross: at most {size_text(self.limits.frame_bytes)} may"
            )

    def buffer(self, data: Any, what: Callable[[], str] = lambda: "data") -> int:
        """Add a buffer; return its number."""
        self.weigh(memoryview(data).nbytes, what)
        self.buffers.append(data)
        return len(self.buffers) - 1

    def blob(self, data: bytes) -> int | str:
        """Return bytes as hexadecimal digits if they are few, else as the number of a buffer."""
        return data.hex() if len(data) <= INLINE_BYTES else self.buffer(data, lambda: "bytes")

    def _text(self, value: str) -> Any:
        if len(value) <= INLINE_TEXT:
            try:
                value.encode()
                return value  # JSON escapes it; lone surrogates would come back merged with a neighbour
            except UnicodeEncodeError:
                pass
        self.weigh(len(value), lambda: "a text")
        return ["t", self.blob(value.encode("utf-8", "surrogatepass"))]

    def _large_int(self, value: int) -> list:
        if value.bit_length() > self.limits.integer_bits:
            raise CannotCross(
                f"a whole number of {value.bit_length():,} bits can't cross: at most {self.limits.integer_bits:,} may"
            )
        return ["i", self.blob(value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))]

    def _writer(self, kind: type) -> Callable[["Encoder", Any], Any]:
        """Return who writes a value whose exact type is not listed: its library, its plain base, or the exchange."""
        bases = mro_of(kind)
        if ALWAYS_EXPORTED.intersection(bases):
            return exported_node
        for base in bases:
            module = base.__dict__.get("__module__")
            library = _LIBRARIES.get(module.partition(".")[0]) if type(module) is str else None
            if library is not None:
                return library
        if self.exchange is None or not self.exchange.stays(kind):
            for base in bases[1:]:
                if base in _WRITERS:
                    return _namedtuple if base is tuple and _field_names(kind) else _from_base(base)
        return exported_node


class Decoder:
    """Decodes values that belong together, with the numbering of their `Encoder`."""

    def __init__(self, buffers: Sequence[Any], exchange: Exchange | None = None, limits: FrameLimits | None = None):
        self.buffers = buffers
        self.exchange = exchange
        self.limits = limits or FrameLimits()
        self.objects: list[Any] = []
        self.raw: dict[int, Any] = {}  # number of an array -> the bytes that it was copied from
        self._depth = 0

    def value(self, node: Any) -> Any:
        """Return the value of a whole tree; anything wrong with it is Malformed."""
        try:
            return self.decode(node)
        except Malformed:
            raise
        except Exception as problem:  # whatever a constructor says of a forged tree
            raise Malformed(f"{type(problem).__name__}: {problem}") from None

    def decode(self, node: Any) -> Any:
        """Return the value of one node."""
        kind = type(node)
        if kind is not list:
            if kind is dict:
                raise Malformed("an object where a value is expected")
            return node
        self._depth += 1
        if self._depth > self.limits.depth + 2:
            raise Malformed("nested too deep")
        reader = _READERS.get(node[0])
        value = reader(self, node) if reader is not None else self._imported(node)
        self._depth -= 1
        return value

    def blob(self, where: int | str) -> bytes | memoryview:
        """Return the bytes that `Encoder.blob` put away."""
        if type(where) is str:
            return bytes.fromhex(where)
        if type(where) is not int or not 0 <= where < len(self.buffers):
            raise Malformed("no such buffer")
        return self.buffers[where]

    def remember(self, value: Any) -> Any:
        """Give a mutable thing its number, before its content is read; return it."""
        self.objects.append(value)
        return value

    def _imported(self, node: list) -> Any:
        if self.exchange is None:
            raise Malformed(f"unknown tag {node[0]!r}")
        return self.exchange.imported(node, self)


# --- who writes and who reads what ----------------------------------------------------------------------------------

_WRITERS: dict[type, Callable[[Encoder, Any], Any]] = {}
ALWAYS_EXPORTED: set[type] = set()  # stand-ins, whatever library their class says it is of
_READERS: dict[str, Callable[[Decoder, list], Any]] = {}
_LIBRARIES: dict[str, Callable[[Encoder, Any], Any]] = {}  # first part of a module's name -> writer of its values


def writes(*kinds: type):
    """Register who writes values of these types."""

    def register(writer):
        _WRITERS.update(dict.fromkeys(kinds, writer))
        return writer

    return register


def writes_library(*roots: str):
    """Register who writes values of all classes of these libraries."""

    def register(writer):
        _LIBRARIES.update(dict.fromkeys(roots, writer))
        return writer

    return register


def reads(tag: str):
    """Register who reads nodes with this tag."""

    def register(reader):
        _READERS[tag] = reader
        return reader

    return register


def exported_node(encoder: Encoder, value: Any) -> list:
    if encoder.exchange is None:
        raise CannotCross(f"a value of type {type(value).__name__} can't cross: it is no plain data")
    return encoder.exchange.exported(value, encoder)


def _from_base(base: type) -> Callable[[Encoder, Any], Any]:
    """Return the writer of a subclass: that of the base, given the base's own view of the value."""
    plain = _PLAIN_VIEW.get(base)
    if plain is None:
        return _WRITERS[base]
    return lambda encoder, value: encoder.encode(plain(value))


_PLAIN_VIEW: dict[type, Callable[[Any], Any]] = {
    int: int.__int__,
    float: float.__float__,
    str: str.__str__,
    complex: complex.__complex__,
    bytes: bytes.__bytes__,
    np.float64: lambda value: np.frombuffer(np.generic.tobytes(value), np.float64)[0],
}

# --- numbers, texts, bytes ------------------------------------------------------------------------------------------


@writes(int, float, str)
def _scalar(encoder: Encoder, value: Any) -> Any:
    return encoder.encode(value)  # reached for subclasses only, through _PLAIN_VIEW


@reads("i")
def _read_large_int(decoder: Decoder, node: list) -> int:
    data = decoder.blob(node[1])
    if len(data) > decoder.limits.integer_bits // 8 + 1:
        raise Malformed("a whole number of too many bits")
    return int.from_bytes(data, "big", signed=True)


@reads("t")
def _read_text(decoder: Decoder, node: list) -> str:
    return str(decoder.blob(node[1]), "utf-8", "surrogatepass")


@writes(complex)
def _complex(encoder: Encoder, value: complex) -> list:
    return ["c", value.real, value.imag]


@reads("c")
def _read_complex(decoder: Decoder, node: list) -> complex:
    return complex(float(node[1]), float(node[2]))


@writes(bytes)
def _bytes(encoder: Encoder, value: bytes) -> list:
    return ["b", encoder.blob(value)]


@reads("b")
def _read_bytes(decoder: Decoder, node: list) -> bytes:
    return bytes(decoder.blob(node[1]))


@writes(bytearray)
def _bytearray(encoder: Encoder, value: bytearray) -> list:
    encoder.remember(value)
    return ["ba", encoder.blob(bytes(memoryview(value)))]


@reads("ba")
def _read_bytearray(decoder: Decoder, node: list) -> bytearray:
    return decoder.remember(bytearray(decoder.blob(node[1])))


@writes(decimal.Decimal)
def _decimal(encoder: Encoder, value: decimal.Decimal) -> list:
    return ["de", encoder.encode(decimal.Decimal.__str__(value))]


@reads("de")
def _read_decimal(decoder: Decoder, node: list) -> decimal.Decimal:
    return decimal.Decimal(decoder.decode(node[1]))


@writes(fractions.Fraction)
def _fraction(encoder: Encoder, value: fractions.Fraction) -> list:
    return ["fr", encoder.encode(int(value._numerator)), encoder.encode(int(value._denominator))]


@reads("fr")
def _read_fraction(decoder: Decoder, node: list) -> fractions.Fraction:
    return fractions.Fraction(decoder.decode(node[1]), decoder.decode(node[2]))


# --- containers -----------------------------------------------------------------------------------------------------


@writes(list)
def _list(encoder: Encoder, value: list) -> list:
    encoder.remember(value)
    items = list.__getitem__(value, slice(None))
    packed = _packed(items)
    if packed is not None:
        return ["lp", packed.dtype.kind, encoder.buffer(packed, lambda: f"a list of {len(items):,} numbers")]
    return ["l", *encoder.items(items)]


@writes(tuple)
def _tuple(encoder: Encoder, value: tuple) -> list:
    items = tuple.__getitem__(value, slice(None))
    packed = _packed(items)
    if packed is not None:
        return ["up", packed.dtype.kind, encoder.buffer(packed, lambda: f"a tuple of {len(items):,} numbers")]
    return ["u", *encoder.items(items)]


def _packed(items: Sequence[Any]) -> np.ndarray | None:
    if len(items) < PACKED_FROM:
        return None
    kinds = set(map(type, items))
    if kinds == {float}:
        return np.array(items, np.float64)
    if kinds == {int}:
        try:
            return np.array(items, np.int64)
        except OverflowError:
            return None
    return None


def _unpacked(decoder: Decoder, node: list) -> list:
    return np.frombuffer(decoder.blob(node[2]), {"f": np.float64, "i": np.int64}[node[1]]).tolist()


@reads("lp")
def _read_packed_list(decoder: Decoder, node: list) -> list:
    return decoder.remember(_unpacked(decoder, node))


@reads("up")
def _read_packed_tuple(decoder: Decoder, node: list) -> tuple:
    return tuple(_unpacked(decoder, node))


@reads("l")
def _read_list(decoder: Decoder, node: list) -> list:
    value = decoder.remember([])
    decode_ = decoder.decode
    value.extend([decode_(node[i]) for i in range(1, len(node))])
    return value


@reads("u")
def _read_tuple(decoder: Decoder, node: list) -> tuple:
    return tuple([decoder.decode(node[i]) for i in range(1, len(node))])


@reads("r")
def _read_reference(decoder: Decoder, node: list) -> Any:
    number = node[1]
    if type(number) is not int or not 0 <= number < len(decoder.objects) or decoder.objects[number] is UNFINISHED:
        raise Malformed("a reference to nothing")
    return decoder.objects[number]


UNFINISHED = object()  # holds the number of a thing that can't contain itself until it is made


def _field_names(kind: type) -> tuple[str, ...] | None:
    """Return the fields of a named tuple's class, or None."""
    fields = next((base.__dict__["_fields"] for base in mro_of(kind) if "_fields" in base.__dict__), None)
    if type(fields) is tuple and fields and all(type(each) is str and each.isidentifier() for each in fields):
        return fields
    return None


def _namedtuple(encoder: Encoder, value: tuple) -> list:
    fields, items = _field_names(type(value)), tuple.__getitem__(value, slice(None))
    if len(fields) != len(items):
        return _tuple(encoder, value)
    return ["nt", type.__dict__["__name__"].__get__(type(value)), list(fields), *encoder.items(items)]


_NAMED_TUPLES: dict[tuple, type] = {}


@reads("nt")
def _read_namedtuple(decoder: Decoder, node: list) -> tuple:
    key = (node[1], tuple(node[2]))
    kind = _NAMED_TUPLES.get(key)
    if kind is None:
        if len(_NAMED_TUPLES) > 1000:
            raise Malformed("too many kinds of named tuples")
        kind = _NAMED_TUPLES[key] = collections.namedtuple(*key)  # checks the names itself
    return kind(*[decoder.decode(each) for each in node[3:]])


@writes(dict)
def _dict(encoder: Encoder, value: dict) -> list:
    encoder.remember(value)
    return ["d", *_flat(encoder, list(dict.items(value)))]


def _flat(encoder: Encoder, pairs: list[tuple]) -> list:
    return encoder.items([each for pair in pairs for each in pair])


def _fill(decoder: Decoder, into: Any, nodes: list) -> Any:
    decode_ = decoder.decode
    pairs = iter(nodes)
    for key in pairs:
        key = decode_(key)
        dict.__setitem__(into, key, decode_(next(pairs)))
    return into


@reads("d")
def _read_dict(decoder: Decoder, node: list) -> dict:
    if len(node) % 2 != 1:
        raise Malformed("a key without a value")
    return _fill(decoder, decoder.remember({}), node[1:])


@writes(collections.OrderedDict)
def _ordered_dict(encoder: Encoder, value: collections.OrderedDict) -> list:
    encoder.remember(value)
    keys = list(collections.OrderedDict.__iter__(value))
    return ["od", *_flat(encoder, [(key, dict.__getitem__(value, key)) for key in keys])]


@reads("od")
def _read_ordered_dict(decoder: Decoder, node: list) -> collections.OrderedDict:
    value = decoder.remember(collections.OrderedDict())
    nodes = iter(node[1:])
    for key in nodes:
        key = decoder.decode(key)
        value[key] = decoder.decode(next(nodes))
    return value


@writes(collections.Counter)
def _counter(encoder: Encoder, value: collections.Counter) -> list:
    encoder.remember(value)
    return ["ct", *_flat(encoder, list(dict.items(value)))]


@reads("ct")
def _read_counter(decoder: Decoder, node: list) -> collections.Counter:
    return _fill(decoder, decoder.remember(collections.Counter()), node[1:])


@writes(collections.defaultdict)
def _defaultdict(encoder: Encoder, value: collections.defaultdict) -> list:
    encoder.remember(value)
    factory = collections.defaultdict.default_factory.__get__(value)
    name = _TYPE_NAMES.get(factory) if isinstance(factory, type) else None
    return ["dd", name, *_flat(encoder, list(dict.items(value)))]


@reads("dd")
def _read_defaultdict(decoder: Decoder, node: list) -> collections.defaultdict:
    factory = None if node[1] is None else PLAIN_TYPES[node[1]]
    return _fill(decoder, decoder.remember(collections.defaultdict(factory)), node[2:])


@writes(set)
def _set(encoder: Encoder, value: set) -> list:
    encoder.remember(value)
    return ["s", *encoder.items(list(set.__iter__(value)))]


@reads("s")
def _read_set(decoder: Decoder, node: list) -> set:
    value = decoder.remember(set())
    value.update([decoder.decode(each) for each in node[1:]])
    return value


@writes(frozenset)
def _frozenset(encoder: Encoder, value: frozenset) -> list:
    return ["fs", *encoder.items(list(frozenset.__iter__(value)))]


@reads("fs")
def _read_frozenset(decoder: Decoder, node: list) -> frozenset:
    return frozenset([decoder.decode(each) for each in node[1:]])


@writes(collections.deque)
def _deque(encoder: Encoder, value: collections.deque) -> list:
    encoder.remember(value)
    length = collections.deque.maxlen.__get__(value)
    return ["dq", length, *encoder.items(list(collections.deque.__iter__(value)))]


@reads("dq")
def _read_deque(decoder: Decoder, node: list) -> collections.deque:
    value = decoder.remember(collections.deque(maxlen=node[1]))
    value.extend([decoder.decode(each) for each in node[2:]])
    return value


_VIEWS = {"k": type({}.keys()), "v": type({}.values()), "m": type({}.items())}


@writes(*_VIEWS.values())
def _dict_view(encoder: Encoder, value: Any) -> list:
    letter = next(letter for letter, kind in _VIEWS.items() if isinstance(value, kind))
    return ["dv", letter, *encoder.items(list(value))]


@reads("dv")
def _read_dict_view(decoder: Decoder, node: list) -> Any:
    items = [decoder.decode(each) for each in node[2:]]
    if node[1] == "k":
        return dict.fromkeys(items).keys()
    return dict(items).items() if node[1] == "m" else dict(enumerate(items)).values()


@writes(range)
def _range(encoder: Encoder, value: range) -> list:
    return ["rg", encoder.encode(value.start), encoder.encode(value.stop), encoder.encode(value.step)]


@reads("rg")
def _read_range(decoder: Decoder, node: list) -> range:
    return range(*[decoder.decode(each) for each in node[1:4]])


@writes(slice)
def _slice(encoder: Encoder, value: slice) -> list:
    return ["sl", encoder.encode(value.start), encoder.encode(value.stop), encoder.encode(value.step)]


@reads("sl")
def _read_slice(decoder: Decoder, node: list) -> slice:
    return slice(*[decoder.decode(each) for each in node[1:4]])


@writes(type(...), type(NotImplemented))
def _singleton(encoder: Encoder, value: Any) -> list:
    return ["el" if value is ... else "ni"]


@reads("el")
def _read_ellipsis(decoder: Decoder, node: list) -> Any:
    return ...


@reads("ni")
def _read_not_implemented(decoder: Decoder, node: list) -> Any:
    return NotImplemented


# --- times and paths ------------------------------------------------------------------------------------------------


@writes(datetime.datetime)
def _datetime(encoder: Encoder, value: datetime.datetime) -> list:
    plain = datetime.datetime.replace(value, tzinfo=None) if type(value) is datetime.datetime else _bare(value)
    return ["dt", datetime.datetime.isoformat(plain), plain.fold, _zone_node(encoder, value.tzinfo)]


def _bare(value: datetime.datetime) -> datetime.datetime:
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    numbers = [getattr(datetime.datetime, name).__get__(value) for name in names]
    return datetime.datetime(*numbers, fold=datetime.datetime.fold.__get__(value))


def _zone_node(encoder: Encoder, zone: datetime.tzinfo | None) -> Any:
    if zone is None or type(zone) in (datetime.timezone, zoneinfo.ZoneInfo):
        return encoder.encode(zone)
    raise CannotCross(f"a time zone of type {type(zone).__name__} can't cross: use datetime.timezone or zoneinfo")


@reads("dt")
def _read_datetime(decoder: Decoder, node: list) -> datetime.datetime:
    value = datetime.datetime.fromisoformat(node[1])
    return value.replace(fold=node[2], tzinfo=_read_zone(decoder, node[3]))


def _read_zone(decoder: Decoder, node: Any) -> datetime.tzinfo | None:
    zone = decoder.decode(node)
    if zone is not None and not isinstance(zone, datetime.tzinfo):
        raise Malformed("no time zone")
    return zone


@writes(datetime.date)
def _date(encoder: Encoder, value: datetime.date) -> list:
    return ["da", datetime.date.isoformat(value)]


@reads("da")
def _read_date(decoder: Decoder, node: list) -> datetime.date:
    return datetime.date.fromisoformat(node[1])


@writes(datetime.time)
def _time(encoder: Encoder, value: datetime.time) -> list:
    return [
        "tm",
        value.hour,
        value.minute,
        value.second,
        value.microsecond,
        value.fold,
        _zone_node(encoder, value.tzinfo),
    ]


@reads("tm")
def _read_time(decoder: Decoder, node: list) -> datetime.time:
    return datetime.time(*node[1:5], fold=node[5], tzinfo=_read_zone(decoder, node[6]))


@writes(datetime.timedelta)
def _timedelta(encoder: Encoder, value: datetime.timedelta) -> list:
    return ["td", value.days, value.seconds, value.microseconds]


@reads("td")
def _read_timedelta(decoder: Decoder, node: list) -> datetime.timedelta:
    return datetime.timedelta(*node[1:4])


@writes(datetime.timezone)
def _timezone(encoder: Encoder, value: datetime.timezone) -> list:
    offset = value.utcoffset(None)
    named = value != datetime.timezone(offset) or value.tzname(None) != datetime.timezone(offset).tzname(None)
    return [
        "tz",
        offset.days,
        offset.seconds,
        offset.microseconds,
        *([encoder.encode(value.tzname(None))] if named else []),
    ]


@reads("tz")
def _read_timezone(decoder: Decoder, node: list) -> datetime.timezone:
    names = [decoder.decode(each) for each in node[4:5]]
    return datetime.timezone(datetime.timedelta(*node[1:4]), *names) if names or any(node[1:4]) else datetime.UTC


@writes(zoneinfo.ZoneInfo)
def _zoneinfo(encoder: Encoder, value: zoneinfo.ZoneInfo) -> list:
    if value.key is None:
        raise CannotCross("a time zone without a name can't cross")
    return ["zi", value.key]


@reads("zi")
def _read_zoneinfo(decoder: Decoder, node: list) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(node[1])


_PATHS = {kind.__name__: kind for kind in (pathlib.PurePosixPath, pathlib.PureWindowsPath, type(pathlib.Path()))}


@writes(*_PATHS.values())
def _path(encoder: Encoder, value: pathlib.PurePath) -> list:
    kind = next(name for name, kind in _PATHS.items() if type(value) is kind)
    return ["pa", kind, encoder.encode(str(value))]


@reads("pa")
def _read_path(decoder: Decoder, node: list) -> pathlib.PurePath:
    return _PATHS[node[1]](decoder.decode(node[2]))


# --- types ----------------------------------------------------------------------------------------------------------

PLAIN_TYPES: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        bool, int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset, range, slice, object, type,
        type(None), type(...), decimal.Decimal, fractions.Fraction, datetime.date, datetime.datetime, datetime.time,
        datetime.timedelta, collections.Counter, collections.OrderedDict, collections.defaultdict, collections.deque,
    )
}  # fmt: skip
PLAIN_TYPES |= {
    f"numpy.{kind.__name__}": kind
    for kind in (*np.sctypeDict.values(), np.ndarray, np.generic, np.number, np.integer, np.floating)
}
_TYPE_NAMES = {kind: name for name, kind in PLAIN_TYPES.items()}


@writes(type)
def _type(encoder: Encoder, value: type) -> list:
    name = _TYPE_NAMES.get(value) if type(value) is type else None  # a metaclass may have a hash of its own
    return ["ty", name] if name else exported_node(encoder, value)


@reads("ty")
def _read_type(decoder: Decoder, node: list) -> type:
    return PLAIN_TYPES[node[1]]
