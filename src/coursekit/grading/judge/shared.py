"""Instances of classes that an instructor's cell defines on both sides: only their state crosses.

Each side makes an instance of its own class, so methods and comparisons in the judge are those of the judge's class.

    ["in", class name, state]    an instance: its attributes by name
    ["en", class name, member]   a member of an enumeration
"""

import enum
from collections.abc import Mapping
from typing import Any

from coursekit.grading.judge.codec import Decoder, Encoder, Malformed


def shared_classes(namespace: Mapping[str, Any]) -> list[str]:
    """Return the names of the classes in a namespace whose instances can be made from their attributes alone."""
    return [name for name, value in namespace.items() if not name.startswith("_") and _can_be_shared(name, value)]


def _can_be_shared(name: str, value: Any) -> bool:
    if not issubclass(type(value), type) or value.__module__ != "__main__" or value.__name__ != name:
        return False
    if issubclass(value, enum.Enum):
        return True
    return (
        value.__mro__[-2].__module__ == "__main__"
        and value.__new__ is object.__new__
        and "__slots__" not in vars(value)
    )


def instance_node(encoder: Encoder, value: Any, names: frozenset[str], namespace: Mapping[str, Any]) -> list | None:
    """Return the node of an instance of a class that both sides have, or None if it is none."""
    kind = type(value)
    if kind.__name__ not in names or namespace.get(kind.__name__) is not kind:
        return None
    if isinstance(value, enum.Enum):
        return ["en", kind.__name__, value.name]
    encoder.remember(value)
    return ["in", kind.__name__, [[name, encoder.encode(each)] for name, each in vars(value).items()]]


def _class(name: Any, namespace: Mapping[str, Any]) -> type:
    kind = namespace.get(name) if type(name) is str else None
    if not issubclass(type(kind), type) or not _can_be_shared(name, kind):
        raise Malformed(f"no class {name!r} that an instructor's cell defines")
    return kind


def read_instance(decoder: Decoder, node: list, namespace: Mapping[str, Any]) -> Any:
    """Return an instance of this side's class with the attributes of a node."""
    kind = _class(node[1], namespace)
    if issubclass(kind, enum.Enum):
        raise Malformed("a member of an enumeration has no state")
    value = decoder.remember(object.__new__(kind))
    for name, each in node[2]:
        if type(name) is not str:
            raise Malformed("no name of an attribute")
        value.__dict__[name] = decoder.decode(each)
    return value


def read_member(node: list, namespace: Mapping[str, Any]) -> enum.Enum:
    """Return the member of this side's enumeration."""
    kind = _class(node[1], namespace)
    if not issubclass(kind, enum.Enum):
        raise Malformed("no enumeration")
    return kind[node[2]]
