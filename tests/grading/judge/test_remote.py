import contextlib
import copy
import functools
import inspect
import io
import itertools
import os
import signal
import time
import types

import numpy as np
import pandas as pd
import pytest

from coursekit.grading.judge.remote import (
    BridgeFailure,
    CannotCross,
    Handle,
    LearnerExit,
    LearnerInterrupt,
    LearnerKernelDied,
    TimeLimitExceeded,
    learner_traceback,
)

SQUARES = """
def squares(n):
    if n < 1:
        raise ValueError("n must be greater than or equal to 1")
    return [i ** 2 for i in range(1, n + 1)]

def sum_of_squares(n):
    return sum(squares(n))
"""


def test_quickstart_cells_run_as_they_are(learner):
    end = learner(SQUARES)
    end.run("""
assert squares(1) == [1]
assert squares(10) == [1, 4, 9, 16, 25, 36, 49, 64, 81, 100]
try:
    squares(0)
except ValueError:
    pass
else:
    raise AssertionError("did not raise")
orig_squares = squares
del squares
try:
    sum_of_squares(1)
except NameError:
    pass
else:
    raise AssertionError("sum_of_squares does not use squares")
finally:
    squares = orig_squares
assert sum_of_squares(10) == 385
""")


def test_a_name_can_be_wrapped_and_the_wrapper_is_called_by_the_learners_code(learner):
    end = learner(SQUARES)
    end.run("""
calls, inner = [], squares
def squares(n):
    calls.append(n)
    return inner(n)
assert sum_of_squares(3) == 14
assert calls == [3]
""")


def test_rebinding_at_the_end_of_a_cell_is_mirrored(learner):
    end = learner(SQUARES)
    end.run("del squares")
    assert end.bridge.end_cell() is None
    assert "squares" not in end.theirs


def test_plain_data_is_mirrored_only_where_asked_for(learner):
    source = "rate, answer = 2, 3\ndef scaled(x):\n    return x * rate\ndef peek():\n    return answer"
    end = learner(source, mirrored_data=["rate"])
    end.run("rate = 10\nanswer = 'expected'\nassert scaled(2) == 20\nassert peek() == 3")


def test_functions_of_every_form(learner):
    end = learner("""
import functools
plus = lambda a, b=1: a + b
def maker(n):
    return lambda x: x * n
def twice(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return 2 * f(*args, **kwargs)
    return inner
@twice
def seven(): return 7
class Adder:
    def __call__(self, x): return x + 100
adder = Adder()
three = functools.partial(plus, b=3)
""")
    n = end.names
    assert n["plus"](1) == 2 and n["plus"](a=1, b=5) == 6 and n["three"](1) == 4
    assert n["maker"](3)(4) == 12 and n["seven"]() == 14 and n["adder"](1) == 101
    assert callable(n["plus"]) and n["seven"].__name__ == "seven"
    assert isinstance(n["plus"], types.FunctionType) and inspect.isfunction(n["seven"])
    assert str(inspect.signature(n["plus"])) == "(a, b=1)"
    with pytest.raises(TypeError, match="missing 1 required positional argument"):
        n["plus"]()


def test_an_array_keeps_its_size_in_place_but_not_its_shape(learner):
    end = learner(
        "def reshape(a):\n    a.shape = (3, 2)\n    a[0, 1] = 9\ndef empty(a):\n    a.resize((0,), refcheck=False)\n    return a"
    )
    end.run(
        "import numpy as np\na = np.arange(6)\nview = a[:2]\nreshape(a)\n"
        "assert a.shape == (3, 2) and a[0, 1] == 9 and view.tolist() == [0, 9]"
    )
    with pytest.raises(CannotCross, match="6 items has 0 now"):
        end.run("empty(a)")
    end.run("assert a.shape == (3, 2) and view.tolist() == [0, 9]")


def test_changes_in_place_come_back_also_in_nested_things(learner):
    end = learner("""
def sort(values): values.sort()
def double(array): array *= 2; return array
def take(mapping): return mapping.pop("a")
def deep(data): data["list"][1].append({"new": 1}); data["set"].add(9); data["deque"].appendleft(0); data["bytes"][0] = 65
def column(frame): frame["c"] = frame["a"] + 1
def cell(series): series.iloc[0] = 99
def both(a, b): a.append(1); return a is b
def draw(rng): return rng.random()
def loop(values): values.append(values)
def fails(values): values.clear(); raise KeyError("after")
def transposed(array): array[0, 0] = 5
""")
    n = end.names
    values = [3, 1, 2]
    n["sort"](values)
    assert values == [1, 2, 3]
    array = np.arange(100.0)
    assert n["double"](array) is array and array[99] == 198
    strided = np.arange(10)[::2]
    n["double"](strided)
    assert strided.tolist() == [0, 4, 8, 12, 16]
    fortran = np.zeros((3, 4), order="F")
    n["transposed"](fortran)
    assert fortran[0, 0] == 5
    mapping = {"a": 1, "b": 2}
    assert n["take"](mapping) == 1 and mapping == {"b": 2}
    from collections import deque

    inner = [[], ["x"]]
    data = {"list": inner, "set": {1}, "deque": deque([1]), "bytes": bytearray(b"abc")}
    n["deep"](data)
    assert inner == [[], ["x", {"new": 1}]] and data["set"] == {1, 9} and data["deque"] == deque([0, 1])
    assert data["bytes"] == b"Abc" and data["list"] is inner
    frame, series = pd.DataFrame({"a": [1, 2]}), pd.Series([1, 2], name="s")
    n["column"](frame)
    n["cell"](series)
    assert frame.to_dict("list") == {"a": [1, 2], "c": [2, 3]} and series.tolist() == [99, 2] and series.name == "s"
    one = []
    assert n["both"](one, one) is True and one == [1] and n["both"]([], []) is False
    rng, twin = np.random.default_rng(0), np.random.default_rng(0)
    assert [n["draw"](rng), n["draw"](rng)] == [twin.random(), twin.random()]
    with pytest.raises(KeyError):
        n["fails"](values)
    assert values == []


def test_read_only_array_stays_read_only(learner):
    array = np.arange(3)
    array.flags.writeable = False
    with pytest.raises(ValueError, match="read-only"):
        learner("def f(a): a += 1").names["f"](array)


def test_generators_are_lazy_and_may_be_infinite(learner):
    end = learner("""
made = []
def naturals():
    i = 0
    while True:
        made.append(i)
        yield i
        i += 1
def echo():
    got = yield 1
    yield got
""")
    n = end.names
    assert list(itertools.islice(n["naturals"](), 3)) == [0, 1, 2]
    assert end.names["made"] == [0, 1, 2]
    talk = n["echo"]()
    assert inspect.isgenerator(talk) and next(talk) == 1 and talk.send("back") == "back"
    with pytest.raises(StopIteration):
        next(talk)


STACK = """
class Stack(list):
    limit = 3
    def __init__(self, *items): super().__init__(items)
    def push(self, x):
        if len(self) >= self.limit: raise OverflowError("full")
        self.append(x); return self
    @property
    def top(self): return self[-1]
    @classmethod
    def of(cls, n): return cls(*range(n))
    @staticmethod
    def name(): return "stack"
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vector(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vector(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __eq__(self, o): return (self.x, self.y) == ((o.x, o.y) if isinstance(o, Vector) else o)
    def __lt__(self, o): return self.x < o.x
    def __hash__(self): return hash((self.x, self.y))
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __neg__(self): return Vector(-self.x, -self.y)
    def __bool__(self): return bool(self.x or self.y)
    def __float__(self): return float(self.x)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __iter__(self): return iter((self.x, self.y))
    def __len__(self): return 2
    def __repr__(self): return f"Vector({self.x}, {self.y})"
    def __format__(self, spec): return spec + "!"
    def __enter__(self): self.inside = True; return self
    def __exit__(self, kind, error, where): self.seen = kind; return kind is KeyError
    def __iadd__(self, o): self.x += o.x; return self
    def __setitem__(self, i, v): setattr(self, "xy"[i], v)
    def __delitem__(self, i): setattr(self, "xy"[i], None)
class Sub(Vector): pass
"""


def test_classes(learner):
    n = learner(STACK, known=["Stack", "Vector"]).names
    Stack, Vector, Sub = n["Stack"], n["Vector"], n["Sub"]
    s = Stack().push(1).push(2)
    assert len(s) == 2 and s.top == 2 and list(s) == [1, 2] and s[0] == 1 and 2 in s and 5 not in s
    assert isinstance(s, Stack) and not isinstance([], Stack) and type(s).__name__ == "Stack"
    assert list(Stack.of(2)) == [0, 1] and Stack.name() == "stack" and Stack.limit == 3 and inspect.isclass(Stack)
    with pytest.raises(OverflowError, match="full"):
        s.push(3).push(4)
    v = Vector(3, 4)
    assert v + Vector(1, 1) == Vector(4, 5) and v * 2 == Vector(6, 8) and 2 * v == v * 2 and v != Vector(0, 0)
    assert v == (3, 4) and not v != (3, 4)  # the cell made it itself: its own == is what is tested
    assert abs(v) == 5 and -v == Vector(-3, -4) and float(v) == 3.0 and bool(Vector(0, 0)) is False
    assert repr(v) == "Vector(3, 4)" and f"{v:x}" == "x!" and str(v) == "Vector(3, 4)" and tuple(v) == (3, 4)
    assert sorted([Vector(2, 0), Vector(1, 0)])[0].x == 1 and len({Vector(1, 1), Vector(1, 1)}) == 1
    assert isinstance(Sub(1, 2), Vector) and issubclass(Sub, Vector) and not isinstance(v, Sub)
    v.x = 10
    assert v.x == 10 and hasattr(v, "y") and not hasattr(v, "z") and "x" in dir(v)
    v[1] = 7
    del v[0]
    assert (v.x, v.y) == (None, 7)
    v.x = 1
    same = v
    same += Vector(1, 1)
    assert same is v and v.x == 2
    with v as inner:
        raise KeyError("swallowed")
    assert inner is v and v.inside and v.seen is KeyError
    with pytest.raises(ZeroDivisionError), v:
        raise ZeroDivisionError
    twin = copy.deepcopy(v)
    assert twin is not v and twin.y == 7 and copy.copy(v) == v
    del v.y
    with pytest.raises(AttributeError, match="y"):
        _ = v.y
    with pytest.raises(CannotCross, match="derived"):
        type("Mine", (object,), {}) and exec("class Mine(V): pass", {"V": Vector})


ERRORS = """
class AppError(Exception): pass
class BadInput(AppError, ValueError):
    def __init__(self, value):
        super().__init__("bad", value)
        self.value = value
    def __str__(self): return f"bad input {self.value}"
class Rude(BaseException): pass
def refuse(x): raise BadInput(x)
def chain():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise RuntimeError("outer") from e
def leave(): import sys; sys.exit(3)
def interrupt(): raise KeyboardInterrupt
def rude(): raise Rude("!")
def deep(n): return deep(n + 1)
def decode(): return b"\\xff".decode()
def parse(): import json; return json.loads("{")
def linear(): import numpy as np; return np.linalg.inv(np.zeros((2, 2)))
def group(): raise ExceptionGroup("many", [ValueError(1)])
def unshowable():
    class Silent(Exception):
        def __str__(self): raise RuntimeError("no text")
    raise Silent
def give(): return ValueError("a value")
def kind(): return BadInput
def handles(error): return isinstance(error, BadInput)
"""


def test_exceptions_arrive_with_type_text_attributes_and_the_learners_traceback(learner):
    n = learner(ERRORS).names
    with pytest.raises(n["BadInput"]) as caught:
        n["refuse"](5)
    error = caught.value
    assert isinstance(error, ValueError) and isinstance(error, n["AppError"])
    assert str(error) == "bad input 5" and error.args == ("bad", 5) and error.value == 5
    assert "in refuse" in learner_traceback(error) and "conversation" not in learner_traceback(error)
    with pytest.raises(RuntimeError) as caught:
        n["chain"]()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert "The above exception was the direct cause" in learner_traceback(caught.value)
    for name, kind in (("deep", RecursionError), ("decode", UnicodeDecodeError), ("linear", np.linalg.LinAlgError)):
        with pytest.raises(kind):
            n[name](*([0] if name == "deep" else []))
    import json

    with pytest.raises(json.JSONDecodeError, match="Expecting property name"):
        n["parse"]()
    for name in ("group", "unshowable"):
        with pytest.raises(Exception):  # noqa: B017  any, but one
            n[name]()
    assert isinstance(n["give"](), ValueError) and n["kind"]() is n["BadInput"]
    assert n["handles"](error) is True
    assert learner_traceback(ValueError()) is None


def test_exits_are_exceptions_that_a_plain_except_sees(learner):
    n = learner(ERRORS).names
    with pytest.raises(LearnerExit) as caught:
        n["leave"]()
    assert isinstance(caught.value, Exception) and caught.value.code == 3
    with pytest.raises(LearnerInterrupt):
        n["interrupt"]()
    with pytest.raises(Exception, match="!"):
        n["rude"]()


def test_callbacks_nested_raising_and_with_changes(learner):
    end = learner("""
def apply(f, *args): return f(*args)
def numeric(f, x, h): return (f(x + h) - f(x - h)) / (2 * h)
def compose(f, g): return lambda x: f(g(x))
def safe(f):
    try: return f()
    except LookupError as e: return str(e)
def inner(x): return x + 1
def fill(f): values = [1]; f(values); return values
def total(items): return sum(items)
def first(items): return next(iter(items))
def use(thing): return thing.area() + len(thing) + thing[3] + (2 in thing) + thing.side
def text(stream): stream.write("x"); return stream.getvalue()
def back(f): return f
def stored(f): globals()["keep"] = f
def later(): return keep()
""")
    n = end.names
    assert n["numeric"](lambda x: x * x, 3.0, 0.5) == 6.0
    assert n["compose"](lambda x: x + 1, np.sqrt)(9.0) == 4.0
    assert n["apply"](lambda x: n["inner"](x) * 10, 1) == 20

    def boom(kind):
        raise kind("mine")

    with pytest.raises(ZeroDivisionError) as caught:
        n["apply"](boom, ZeroDivisionError)
    assert caught.traceback[-1].name == "boom" and learner_traceback(caught.value) is None
    assert n["safe"](lambda: {}["k"]) == "'k'"
    assert n["fill"](lambda values: values.append(2)) == [1, 2]
    assert n["total"](i for i in range(4)) == 6 and n["first"](itertools.count(5)) == 5
    assert n["text"](io.StringIO("")) == "x"
    assert n["back"](boom) is boom and n["apply"](functools.partial(pow, 2), 5) == 32
    assert n["apply"](len, [1, 2]) == 2 and n["back"](np.float32) is np.float32

    Square = type("Square", (), {
        "__module__": "__main__", "__init__": lambda self: setattr(self, "side", 2), "area": lambda self: self.side**2,
        "__len__": lambda self: 4, "__getitem__": lambda self, i: i * 10, "__contains__": lambda self, item: True,
    })  # fmt: skip
    assert n["use"](Square()) == 4 + 4 + 30 + 1 + 2
    n["stored"](lambda: 5)
    assert n["later"]() == 5
    with pytest.raises(CannotCross, match="lock"):
        import threading

        n["back"](threading.Lock())


def test_recursion_through_callbacks_ends_as_recursion_error(learner):
    n = learner("def ping(f, n): return f(n)").names

    def pong(count):
        return n["ping"](pong, count + 1)

    with pytest.raises(RecursionError):
        pong(0)
    assert n["ping"](abs, -1) == 1


def test_names_changed_by_a_call_change_in_the_judge(learner):
    n = learner("""
count, history = 0, []
def step():
    global count
    count += 1
    history.append(count)
def drop():
    global count
    del count
""").names
    history = n["history"]
    n["step"]()
    n["step"]()
    assert n["count"] == 2 and history == [1, 2] and n["history"] is history
    n["drop"]()
    assert "count" not in n


def test_printed_text_is_seen_where_the_cell_looks_at_it(learner):
    n = learner(
        "import sys\ndef hello():\n    print('hello')\n    print('warning', file=sys.stderr)", process=True
    ).names
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        n["hello"]()
    assert (out.getvalue(), err.getvalue()) == ("hello\n", "warning\n")


GIVEN = """
import dataclasses, enum
@dataclasses.dataclass
class Point:
    x: float
    y: float
    def norm(self): return (self.x ** 2 + self.y ** 2) ** 0.5
class Color(enum.Enum):
    RED = 1
    BLUE = 2
"""


def test_instances_of_an_instructors_class_cross_by_their_state(learner):
    n = learner(
        "def mirror(p): return Point(-p.x, p.y)\ndef move(p): p.x += 1; return p\ndef other(c): return Color.BLUE",
        given=GIVEN,
    ).names
    point = n["Point"](3, 4)
    found = n["mirror"](point)
    assert type(found) is n["Point"] and found == n["Point"](-3, 4) and found.norm() == 5
    assert n["move"](point) is point and point.x == 4
    assert n["other"](n["Color"].RED) is n["Color"].BLUE


def test_what_can_not_cross_says_so(learner):
    n = learner("""
import numpy as np
async def wait(): return 1
def huge(): return np.broadcast_to(0.0, (10**6, 10**6))
def nested():
    value = []
    for _ in range(100): value = [value]
    return value
big = np.broadcast_to(1.0, (10**5, 10**5))
""").names
    with pytest.raises(CannotCross, match="coroutine"):
        n["wait"]()
    with pytest.raises(CannotCross, match=r"shape \(1000000, 1000000\).*at most"):
        n["huge"]()
    with pytest.raises(CannotCross, match="60 levels"):
        n["nested"]()
    assert isinstance(type(n["big"]), type) and issubclass(type(n["big"]), Handle) and n["big"].shape == (10**5, 10**5)


def test_dropped_handles_are_released_over_there(learner):
    end = learner("class Thing: pass\ndef make(): return Thing()")
    given = end.names["make"]()
    assert repr(given)
    held = len(_ENDS_of(end).given)
    for _ in range(50):
        end.names["make"]()
    assert len(_ENDS_of(end).given) <= held + 3


def _ENDS_of(end):
    from coursekit.grading.judge import guest

    return next(each for each in guest._ENDS.values() if each.namespace is end.theirs)


# --- death and time ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["os._exit(1)", "os.kill(os.getpid(), 9)", "os.closerange(3, 256)"])
def test_a_kernel_that_dies_is_told_and_can_not_be_swallowed(learner, how):
    end = learner(f"import os\ndef f(): {how}", process=True)
    with pytest.raises(LearnerKernelDied):
        end.run("try:\n    f()\nexcept Exception:\n    pass")
    assert isinstance(end.bridge.failure, LearnerKernelDied)
    with pytest.raises(BridgeFailure):
        end.names["f"]()
    assert not end.bridge.recover(0.1)
    assert isinstance(end.bridge.end_cell(), LearnerKernelDied)


SLOW = """
import time
def slow(seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end: time.sleep(0.01)
    return "done"
def through(f): return f()
def quick(): return 1
"""


def test_late_answer_then_interrupt_then_the_bridge_works_again(learner):
    end = learner(SLOW, process=True, deadline_seconds=1)
    started = time.monotonic()
    with pytest.raises(TimeLimitExceeded):
        end.names["slow"]()
    assert time.monotonic() - started < 3
    with pytest.raises(TimeLimitExceeded):
        end.names["quick"]()
    assert not end.bridge.recover(0.1)
    end.child.send_signal(signal.SIGINT)
    assert end.bridge.recover(5)
    end.bridge.begin_cell(end.names, deadline_seconds=5)
    assert end.names["quick"]() == 1 and end.bridge.end_cell() is None
    end.bridge.done()
    assert end.names["quick"]() == 1  # `serve` was entered again


def test_late_answer_below_a_callback_is_recovered_too(learner):
    end = learner(SLOW, process=True, deadline_seconds=1)
    with pytest.raises(TimeLimitExceeded):
        end.names["through"](lambda: end.names["slow"]())
    end.child.send_signal(signal.SIGINT)
    assert end.bridge.recover(5)
    end.bridge.begin_cell(end.names, deadline_seconds=5)
    assert end.names["quick"]() == 1


def test_interrupt_strikes_the_learners_code_only(learner):
    end = learner(SLOW + "\ndef asks(f): return f()", process=True)
    pid = end.child.pid
    os.kill(pid, signal.SIGINT)  # nothing runs: nothing happens
    time.sleep(0.1)
    assert end.names["quick"]() == 1
    with pytest.raises(LearnerInterrupt):  # arrives while the judge works, strikes when the learner's code goes on
        end.names["asks"](lambda: (os.kill(pid, signal.SIGINT), time.sleep(0.2)) and 1)
    assert end.names["quick"]() == 1


def test_a_call_is_cheap(learner):
    end = learner(SLOW, process=True, deadline_seconds=60)
    quick, started = end.names["quick"], time.perf_counter()
    for _ in range(2000):
        quick()
    assert (time.perf_counter() - started) / 2000 < 0.002  # measured: 0.00005 s on a quiet core
