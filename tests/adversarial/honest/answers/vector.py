# %% question: Write a class Vector(x, y) with +, ==, iteration, a property norm and the repr "Vector(3, 4)".
# %% stub
class Vector:
    """A vector in the plane."""
# %% solution
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __iter__(self):
        return iter((self.x, self.y))

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
# %% check
v = Vector(3, 4)
assert (v.x, v.y) == (3, 4)
assert v.norm == 5
assert repr(v) == "Vector(3, 4)"
assert v + Vector(1, 1) == Vector(4, 5)
assert list(v) == [3, 4]
# %% hidden
assert Vector(1, 2) != Vector(2, 1)
assert not Vector(1, 2) == Vector(1, 3)
total = Vector(0, 0)
for step in range(4):
    total = total + Vector(step, -step)
assert repr(total) == "Vector(6, -6)"
x, y = total
assert (x, y) == (6, -6)
assert abs(Vector(1, 1).norm - 2**0.5) < 1e-6
assert str(v) == "Vector(3, 4)"
# %% right: dataclass
from dataclasses import dataclass


@dataclass
class Vector:
    x: float
    y: float

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __repr__(self):
        return f"{type(self).__name__}({self.x}, {self.y})"

    @property
    def norm(self):
        return np.hypot(self.x, self.y)
# %% right: frozen dataclass with slots
import math
from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Vector:
    x: float
    y: float

    def __add__(self, other: "Vector") -> "Vector":
        return type(self)(self.x + other.x, self.y + other.y)

    def __iter__(self):
        return iter(astuple(self))

    def __repr__(self):
        return "Vector({}, {})".format(*self)

    norm = property(lambda self: math.hypot(self.x, self.y))
# %% right: NamedTuple
from typing import NamedTuple


class Vector(NamedTuple):
    x: float
    y: float

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return "Vector(%s, %s)" % (self.x, self.y)

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
# %% right: namedtuple subclass
from collections import namedtuple


class Vector(namedtuple("Base", "x y")):
    __slots__ = ()

    def __add__(self, other):
        return Vector(*(a + b for a, b in zip(self, other)))

    def __repr__(self):
        return f"Vector({self.x!r}, {self.y!r})"

    @property
    def norm(self):
        return sum(c * c for c in self) ** 0.5
# %% right: slots
class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return isinstance(other, Vector) and self.x == other.x and self.y == other.y

    def __ne__(self, other):
        return not self == other

    def __iter__(self):
        return (getattr(self, name) for name in self.__slots__)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @property
    def norm(self):
        return abs(complex(self.x, self.y))
# %% right: a complex number inside
class Vector:
    def __init__(self, x, y):
        self._z = complex(x, y)

    x = property(lambda self: int(self._z.real))
    y = property(lambda self: int(self._z.imag))
    norm = property(lambda self: abs(self._z))

    def __add__(self, other):
        z = self._z + other._z
        return Vector(z.real, z.imag)

    def __eq__(self, other):
        return self._z == other._z

    def __iter__(self):
        yield from (self.x, self.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %% right: an array inside
class Vector:
    def __init__(self, x, y):
        self.data = np.array([x, y])

    @property
    def x(self):
        return self.data[0]

    @property
    def y(self):
        return self.data[1]

    @property
    def norm(self):
        return np.linalg.norm(self.data)

    def __add__(self, other):
        return Vector(*(self.data + other.data))

    def __eq__(self, other):
        return np.array_equal(self.data, other.data)

    def __iter__(self):
        return iter(self.data)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %% right: inheritance from an own base
class Printable:
    def __repr__(self):
        return f"{type(self).__name__}({', '.join(map(str, self))})"


class Pair(Printable):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __iter__(self):
        return iter([self.x, self.y])

    def __eq__(self, other):
        return list(self) == list(other)


class Vector(Pair):
    def __init__(self, x, y):
        super().__init__(x, y)

    def __add__(self, other):
        return self.__class__(*map(sum, zip(self, other)))

    @property
    def norm(self):
        return sum(c**2 for c in self) ** 0.5
# %% right: abstract base class in a cell above
class Vector(Shape):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def coordinates(self):
        return [self.x, self.y]

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
# %% above
from abc import ABC, abstractmethod


class Shape(ABC):
    @abstractmethod
    def coordinates(self): ...

    def __iter__(self):
        return iter(self.coordinates())

    def __eq__(self, other):
        return self.coordinates() == other.coordinates()

    def __add__(self, other):
        return type(self)(*[a + b for a, b in zip(self, other)])

    @property
    def norm(self):
        return sum(c * c for c in self.coordinates()) ** 0.5
# %% right: tuple subclass
class Vector(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    x = property(lambda self: self[0])
    y = property(lambda self: self[1])

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
# %% right: cached property, __getattr__, NotImplemented and __hash__
import functools


class Vector:
    def __init__(self, x, y):
        self._values = {"x": x, "y": y}

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __add__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        if not isinstance(other, Vector):
            return NotImplemented
        return self._values == other._values

    def __hash__(self):
        return hash((self.x, self.y))

    def __iter__(self):
        return iter(self._values.values())

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    @functools.cached_property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
# %% right: made by type()
def _init(self, x, y):
    self.x, self.y = x, y


Vector = type(
    "Vector",
    (),
    {
        "__init__": _init,
        "__add__": lambda a, b: Vector(a.x + b.x, a.y + b.y),
        "__eq__": lambda a, b: a.x == b.x and a.y == b.y,
        "__iter__": lambda a: iter((a.x, a.y)),
        "__repr__": lambda a: f"Vector({a.x}, {a.y})",
        "norm": property(lambda a: (a.x**2 + a.y**2) ** 0.5),
    },
)
# %% right: metaclass that keeps count
class Counting(type):
    def __init__(cls, name, bases, body):
        super().__init__(name, bases, body)
        cls.made = 0

    def __call__(cls, *args):
        cls.made += 1
        return super().__call__(*args)


class Vector(metaclass=Counting):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __iter__(self):
        yield self.x
        yield self.y

    def __str__(self):
        return f"Vector({self.x}, {self.y})"

    __repr__ = __str__

    @property
    def norm(self):
        return (self.x**2 + self.y**2) ** 0.5
# %% right: factory function and operators fixed in later
class _Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    @property
    def norm(self):
        return (self.x * self.x + self.y * self.y) ** 0.5


def Vector(x, y):
    return _Vector(x, y)
# %% below
_Vector.__add__ = lambda a, b: Vector(a.x + b.x, a.y + b.y)
_Vector.__eq__ = lambda a, b: vars(a) == vars(b)
_Vector.__iter__ = lambda a: iter(vars(a).values())
_Vector.__repr__ = lambda a: f"Vector({a.x}, {a.y})"
# %% right: total ordering, Generic and Self
from __future__ import annotations

import functools
from typing import Generic, TypeVar

T = TypeVar("T")


@functools.total_ordering
class Vector(Generic[T]):
    def __init__(self, x: T, y: T) -> None:
        self.x, self.y = x, y

    def __add__(self, other: Vector[T]) -> Vector[T]:
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vector) and tuple(self) == tuple(other)

    def __lt__(self, other: Vector[T]) -> bool:
        return self.norm < other.norm

    def __iter__(self):
        return iter((self.x, self.y))

    def __repr__(self) -> str:
        return f"Vector({self.x}, {self.y})"

    @property
    def norm(self) -> float:
        return (self.x**2 + self.y**2) ** 0.5
