"""Stand-ins, in the judge, for things of the learner's kernel that are no plain data.

A handle's class is made to measure: it has the special methods that the thing over there has, so `callable`, `len`,
`iter` and `with` work, or don't, as they would with the thing itself.
"""

import inspect
import sys
import types
from typing import Any, NamedTuple, Protocol

from coursekit.grading.judge.codec import ALWAYS_EXPORTED, PLAIN_TYPES, Malformed
from coursekit.grading.judge.faults import CannotCross


class Remote(Protocol):
    """What a handle needs of its end of the bridge."""

    is_judge: bool

    def ask(self, operation: str, *args: Any, **kwargs: Any) -> Any: ...

    def forget(self, number: int) -> None: ...

    def knows(self, about: "About") -> bool: ...

    def local_class(self, module: str, qualname: str) -> type | None: ...


class About(NamedTuple):
    """What the other side says about a class; nothing of it is believed where it matters."""

    number: int
    name: str
    module: str
    qualname: str
    bases: tuple[tuple[str, str], ...]  # module and qualified name of each class in its resolution order
    special: frozenset[str]  # special methods that it has, of SPECIAL_METHODS


_BINARY = {
    "add": "+", "sub": "-", "mul": "*", "matmul": "@", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "lshift": "<<", "rshift": ">>", "and": "&", "or": "|", "xor": "^", "divmod": "divmod",
}  # fmt: skip
_ORDER = {"lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_UNARY = ("neg", "pos", "invert", "abs", "floor", "ceil", "trunc", "reversed", "iter", "next", "bytes", "fspath")
_PLAIN_RESULT = {
    "len": int,
    "int": int,
    "index": int,
    "bool": bool,
    "float": float,
    "complex": complex,
    "str": str,
    "repr": str,
}
_NUMBER, _REMOTE, _ABOUT, _MADE = "_Handle__number", "_Handle__remote", "_Handle__about", "_Handle__made"


class Handle:
    """A function, class, instance, generator or module of the learner's kernel.

    Calls, attributes, items, iteration, arithmetic, `with`, len, float, repr are asked over there; isinstance, `==`
    and order with plain data of the judge are not: a handle never equals plain data, whatever its class says.
    """

    __slots__ = ("__about", "__made", "__number", "__remote", "__weakref__")
    __array_ufunc__ = None  # NumPy asks the handle, and leaves its own loops out

    def __init__(self, *args: Any, **kwargs: Any):
        raise CannotCross("a class of the learner can't be derived from in a test cell")

    def __getattr__(self, name: str) -> Any:
        if name in _NEVER_ASKED:
            raise AttributeError(name)
        return remote_of(self).ask("getattr", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        remote_of(self).ask("setattr", self, name, value)

    def __delattr__(self, name: str) -> None:
        remote_of(self).ask("delattr", self, name)

    def __dir__(self) -> list[str]:
        return list(remote_of(self).ask("dir", self))

    def __eq__(self, other: Any) -> Any:
        if self is other:
            return True
        if not _comparable(self, other):
            return False
        return remote_of(self).ask("eq", self, other)

    def __ne__(self, other: Any) -> Any:
        if self is other:
            return False
        if not _comparable(self, other):
            return True
        return remote_of(self).ask("ne", self, other)

    def __hash__(self) -> int:
        if "__hash__" not in about_of(self).special:
            return object.__hash__(self)
        return int(remote_of(self).ask("hash", self))

    def __repr__(self) -> str:
        return str(remote_of(self).ask("repr", self))

    def __str__(self) -> str:
        return str(remote_of(self).ask("str", self))

    def __format__(self, spec: str) -> str:
        return str(remote_of(self).ask("format", self, spec))

    def __copy__(self) -> Any:
        return remote_of(self).ask("copy", self)

    def __deepcopy__(self, memo: dict) -> Any:
        return remote_of(self).ask("deepcopy", self)

    def __reduce_ex__(self, protocol: int) -> Any:
        raise CannotCross(f"{named(self)} can't be pickled")

    def __mro_entries__(self, bases: tuple) -> tuple:
        raise CannotCross(f"{named(self)} can't be derived from in a test cell: its code is in the learner's kernel")

    @property
    def __doc__(self) -> str | None:
        return remote_of(self).ask("getattr", self, "__doc__")

    @property
    def __class__(self) -> type:
        about = about_of(self)
        if ("builtins", "type") in about.bases:
            return type
        return claimed_class(remote_of(self), about) or type(self)

    def __del__(self):
        try:
            object.__getattribute__(self, _REMOTE).forget(object.__getattribute__(self, _NUMBER))
        except AttributeError:  # never finished, or the interpreter is ending
            pass


ALWAYS_EXPORTED.add(Handle)

_NEVER_ASKED = frozenset(
    "__array_interface__ __array_struct__ __array_priority__ __array_wrap__ __array_namespace__ __dlpack__ __torch_function__ "
    "__getstate__ __length_hint__ __dataframe__ __arrow_c_array__ __arrow_c_stream__ __tf_tensor__ __cuda_array_interface__ "
    "_ipython_display_ _ipython_canary_method_should_not_exist_ _repr_mimebundle_ __tracebackhide__".split()
)  # libraries look for these to be handed memory or code; over the bridge there is neither


def remote_of(handle: Handle) -> Remote:
    return object.__getattribute__(handle, _REMOTE)


def number_of(handle: Handle) -> int:
    return object.__getattribute__(handle, _NUMBER)


def about_of(handle: Handle) -> About:
    return object.__getattribute__(handle, _ABOUT)


def is_handle(value: Any) -> bool:
    """Return whether a value is a handle, whatever it says its class is."""
    return issubclass(type(value), Handle)


def named(handle: Handle) -> str:
    """Return what a handle is, for a message."""
    about = about_of(handle)
    return f"a {about.name}" if about.module == "builtins" else f"an object of class {about.name}"


def mark_made(handle: Any) -> None:
    """Remember that the test cell itself constructed this object, and did not get it as an answer."""
    if is_handle(handle):
        object.__setattr__(handle, _MADE, True)


def _comparable(handle: Handle, other: Any) -> bool:
    if is_handle(other) or not remote_of(handle).is_judge:
        return True
    return object.__getattribute__(handle, _MADE) and remote_of(handle).knows(about_of(handle))


def _refuse(handle: Handle, sign: str, other: Any) -> TypeError:
    return TypeError(
        f"{sign} between {named(handle)} and a value of type {type(other).__name__}: "
        "the answer must be plain data here (a number, text, list, array, ...)"
    )


def claimed_class(remote: Remote, about: About) -> type | None:
    """Return the local class that a thing says it is an instance of, so that isinstance says so too.

    What counts as plain data is never claimed: whoever asks `isinstance(answer, list)` goes on to look inside.
    """
    for module, qualname in about.bases:
        if module in ("builtins", "numpy", "pandas", "collections") and (module, qualname) not in _INTERPRETER_TYPES:
            if qualname in PLAIN_TYPES or f"numpy.{qualname}" in PLAIN_TYPES or module == "pandas":
                return None
    for module, qualname in about.bases:
        found = _INTERPRETER_TYPES.get((module, qualname)) or remote.local_class(module, qualname)
        if found is not None:
            return found
    return None


_INTERPRETER_TYPES = {
    ("builtins", kind.__name__): kind
    for kind in (
        types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.GeneratorType, types.ModuleType,
        types.CodeType, map, filter, zip, enumerate, reversed, property, classmethod, staticmethod,
    )
}  # fmt: skip


def library_class(module: str, qualname: str) -> type | None:
    """Return a class of an imported library by its name, or None."""
    if module.partition(".")[0] in ("builtins", "__main__", "coursekit"):
        return None
    found = sys.modules.get(module)
    for part in qualname.split("."):
        found = getattr(found, part, None) if isinstance(found, (type, types.ModuleType)) else None
    return found if isinstance(found, type) else None


# --- special methods, made to measure ---------------------------------------------------------------------------------


def _binary(name: str, sign: str):
    def forward(self, other, *rest):
        if not (is_handle(other) or remote_of(self).knows(about_of(self))):
            raise _refuse(self, sign, other)
        return remote_of(self).ask(name, self, other, *rest)

    def backward(self, other):
        if not remote_of(self).knows(about_of(self)):
            raise _refuse(self, sign, other)
        return remote_of(self).ask(name, other, self)

    def in_place(self, other):
        if not (is_handle(other) or remote_of(self).knows(about_of(self))):
            raise _refuse(self, sign, other)
        return remote_of(self).ask(f"i{name}", self, other)

    return forward, backward, in_place


def _order(name: str, sign: str):
    def compare(self, other):
        if not _comparable(self, other):
            raise _refuse(self, sign, other)
        return remote_of(self).ask(name, self, other)

    return compare


def _plain_result(name: str, kind: type):
    def ask(self):
        answer = remote_of(self).ask(name, self)
        if not isinstance(answer, kind):
            raise TypeError(f"{name}() of {named(self)} gave a value of type {type(answer).__name__}")
        return answer

    return ask


def _forwarded(name: str):
    return lambda self, *args, **kwargs: remote_of(self).ask(name, self, *args, **kwargs)


def _call(self, *args, **kwargs):
    answer = remote_of(self).ask("call", self, *args, **kwargs)
    if ("builtins", "type") in about_of(self).bases:
        mark_made(answer)
    return answer


def _contains(self, item):
    special = about_of(self).special
    if not is_handle(item) and "__iter__" in special:
        return any(each is item or each == item for each in self)  # compared here, not over there
    if not _comparable(self, item):
        raise _refuse(self, "in", item)
    return bool(remote_of(self).ask("contains", self, item))


def _array(self, dtype=None, copy=None):
    answer = remote_of(self).ask("array", self)
    return answer if dtype is None else answer.astype(dtype)


def _exit(self, kind, error, where):
    return remote_of(self).ask("exit", self, kind, error, None)


_MAKERS: dict[str, Any] = {
    "__call__": _call,
    "__contains__": _contains,
    "__array__": _array,
    "__enter__": _forwarded("enter"),
    "__exit__": _exit,
    "__getitem__": _forwarded("getitem"),
    "__setitem__": _forwarded("setitem"),
    "__delitem__": _forwarded("delitem"),
    "__round__": _forwarded("round"),
    "__instancecheck__": lambda self, instance: (
        bool(remote_of(self).ask("isinstance", instance, self)) if is_handle(instance) else False
    ),
    "__subclasscheck__": lambda self, kind: (
        bool(remote_of(self).ask("issubclass", kind, self)) if is_handle(kind) else False
    ),
}
for _name, _sign in _BINARY.items():
    _forward, _backward, _in_place = _binary(_name, _sign)
    _MAKERS |= {f"__{_name}__": _forward, f"__r{_name}__": _backward, f"__i{_name}__": _in_place}
_MAKERS |= {f"__{name}__": _order(name, sign) for name, sign in _ORDER.items()}
_MAKERS |= {
    f"__{name}__": _plain_result(name, kind) for name, kind in _PLAIN_RESULT.items() if name not in ("str", "repr")
}
_MAKERS |= {f"__{name}__": _forwarded(name) for name in _UNARY}

SPECIAL_METHODS = frozenset({*_MAKERS, "__hash__"})
_OF_CLASSES = ("__call__", "__instancecheck__", "__subclasscheck__")


def handle_class(about: About) -> type[Handle]:
    """Return the class of the handles of one class of the other side."""
    body: dict[str, Any] = {"__slots__": (), "__module__": about.module, "__qualname__": about.qualname}
    body |= {name: _MAKERS[name] for name in about.special if name in _MAKERS}
    if ("builtins", "type") in about.bases:
        body |= {name: _MAKERS[name] for name in _OF_CLASSES}
    if "__call__" in body:
        body["__signature__"] = property(_signature)
    return type(about.name, (Handle,), body)


def new_handle(kind: type[Handle], remote: Remote, about: About, number: int) -> Handle:
    """Return a handle of a class that `handle_class` made."""
    handle = object.__new__(kind)
    for slot, value in ((_REMOTE, remote), (_NUMBER, number), (_ABOUT, about), (_MADE, False)):
        object.__setattr__(handle, slot, value)
    return handle


def _signature(self) -> inspect.Signature:
    """Return the signature that the other side describes; defaults cross as values."""
    described = remote_of(self).ask("signature", self)
    parameters = [
        inspect.Parameter(
            name, inspect._ParameterKind(kind), default=default[0] if default else inspect.Parameter.empty
        )
        for name, kind, default in described
    ]
    return inspect.Signature(parameters)


def read_about(data: Any) -> About:
    """Return what the other side says about a class, checked.

    Raises:
        Malformed: If it is not of the form that `About` has.
    """
    number, name, module, qualname, bases, special = data
    texts = [name, module, qualname, *special, *(each for base in bases for each in base)]
    if type(number) is not int or not all(type(each) is str for each in texts) or not name or "\0" in name:
        raise Malformed("no description of a class")
    pairs = tuple((base[0], base[1]) for base in bases)
    return About(number, name, module, qualname, pairs, frozenset(special) & SPECIAL_METHODS)
