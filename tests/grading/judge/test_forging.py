"""Answers that lie about themselves, and a kernel that lies on the wire: what they gain is an answer, no verdict."""

import json
import socket
import struct
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import checks
from coursekit.grading.judge.remote import Bridge, BridgeFailure, CannotCross, LearnerKernelDied, learner_traceback

LIAR = """
class Liar:
    def yes(self, *args): return True
    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = __bool__ = yes
    def __ne__(self, other): return False
    def __hash__(self): return 1
    def me(self, *args): return self
    __sub__ = __rsub__ = __add__ = __radd__ = __mul__ = __rmul__ = __abs__ = __round__ = me
    __class__ = property(lambda self: list)
    def __reduce__(self): return (print, ("run in the judge",))
    def __array_function__(self, *args): return True
    def __array_ufunc__(self, *args, **kwargs): return True
def answer(*args): return Liar()
def listed(*args): return [Liar(), Liar()]
def keyed(*args): return {"mean": Liar()}
"""


@pytest.mark.parametrize(
    "cell",
    [
        "assert answer(3) == [1, 4, 9]",
        "assert [1, 4, 9] == answer(3)",
        "assert not answer(3) != 5",
        "assert listed() == [1, 4]",
        "assert keyed() == {'mean': 2.0}",
        "assert answer(3) < 5",
        "assert abs(answer(3) - 2.5) < 1e-9",
        "assert 2 - answer() < 1",
        "assert round(answer(), 2) == 2",
        "assert 4 in answer(3)",
        "assert answer() in (1, 2)",
        "import numpy as np; assert np.allclose(answer(), 2.0)",
        "import numpy as np; assert (np.array([1.0, 2.0]) == answer()).all()",
        "import numpy as np; np.testing.assert_array_equal(answer(), np.array([1.0]))",
        "import math; assert math.isclose(answer(), 2.0)",
        "assert isinstance(answer(), list)",
        "from coursekit import checks; checks.equal('x', answer(), 3)",
        "from coursekit import checks; checks.close('x', answer(), 3.0)",
        "from coursekit import checks; checks.close('x', listed(), [1.0, 2.0])",
        "import unittest; unittest.TestCase().assertEqual(answer(), 3)",
        "import unittest; unittest.TestCase().assertAlmostEqual(answer(), 3)",
    ],
)
@pytest.mark.parametrize("known", [(), ("Liar",)])
def test_object_that_compares_equal_to_everything_fails_every_kind_of_check(learner, cell, known):
    end = learner(LIAR, known=known)
    with pytest.raises((AssertionError, TypeError, ValueError, AttributeError)):
        end.run(cell)


def test_arrays_of_a_lying_class_are_compared_by_their_numbers(learner):
    end = learner("""
import numpy as np
class Sly(np.ndarray):
    def __eq__(self, other): return np.ones(self.shape, bool)
    def __array_ufunc__(self, *args, **kwargs): return np.zeros(3)
    def __array_function__(self, *args, **kwargs): return True
def f(): return np.arange(3.0).view(Sly)
""")
    assert type(end.names["f"]()) is np.ndarray
    with pytest.raises(AssertionError):
        checks.close("f", end.names["f"](), np.array([1.0, 1.0, 1.0]))
    with pytest.raises(AssertionError):
        np.testing.assert_allclose(end.names["f"](), [1.0, 1.0, 1.0])


def test_patches_in_the_kernel_do_not_reach_the_judge(learner):
    source = """
import builtins, sys
import numpy as np
from coursekit import checks
def f(): return 0
def patch():
    checks.equal = checks.close = np.testing.assert_allclose = lambda *args, **kwargs: None
    builtins.AssertionError = ValueError
    sys.excepthook = sys.displayhook = lambda *args: None
"""
    end = learner(source, process=True)
    before = np.testing.assert_allclose, checks.equal
    end.names["patch"]()
    assert before == (np.testing.assert_allclose, checks.equal)
    for cell in ("checks.equal('f', f(), 1)", "np.testing.assert_allclose(f(), 1)", "assert f() == 1"):
        with pytest.raises(AssertionError):
            end.run(f"import numpy as np\nfrom coursekit import checks\n{cell}")


def test_a_learners_assertion_error_is_told_from_a_check(learner):
    end = learner("def f():\n    raise AssertionError('all checks passed')")
    with pytest.raises(AssertionError) as caught:
        end.run("f()")
    assert learner_traceback(caught.value) is not None


def test_exceptions_can_not_pose_as_those_of_the_road_or_the_shell(learner):
    end = learner("""
from coursekit.grading.judge.faults import TimeLimitExceeded, CannotCross
class StdinNotImplementedError(NotImplementedError): __module__ = "IPython.core.error"
def late(): raise TimeLimitExceeded("mine")
def cross(): raise CannotCross("mine")
def shell(): raise StdinNotImplementedError("mine")
""")
    for name in ("late", "cross", "shell"):
        with pytest.raises(Exception, match="mine") as caught:
            end.names[name]()
        assert type(caught.value).__module__ == "__main__" or name == "cross"  # it loses the point in any case
        assert not isinstance(caught.value, BridgeFailure)
    assert end.bridge.failure is None


def test_lent_functions_can_be_called_but_not_looked_into(learner):
    end = learner("""
import gc
def spy(f):
    found = []
    for name in ("__globals__", "__closure__", "__code__", "__self__", "__func__"):
        value = getattr(f, name, None)
        found.append(repr(value))
    return found
def look(thing, name):
    return getattr(thing, name)
def raw(f, operation, *args):
    from coursekit.grading.judge import guest
    end = next(each for each in guest._ENDS.values() if each.namespace is globals())
    return end.ask(operation, f, *args)
""")
    expected = "the expected value 4711"
    end.names["secret"] = expected
    exec("def callback(x, hidden=secret):\n    return x\nclass Thing:\n    open = 1\n    _kept = secret", end.names)
    assert expected not in "".join(end.names["spy"](end.names["callback"]))
    for operation, args in (
        ("getattr", ["__globals__"]), ("getattr", ["__defaults__"]), ("setattr", ["x", 1]), ("delattr", ["x"]), ("dir", []),
        ("signature", []), ("deepcopy", []), ("lookup", []),
    ):  # fmt: skip
        with pytest.raises(CannotCross, match="lent|lends|nothing of the judge"):
            end.names["raw"](end.names["callback"], operation, *args)
    thing = end.names["Thing"]()
    assert end.names["look"](thing, "open") == 1
    for name in ("_kept", "__dict__", "__class__", "__init__"):
        try:
            shown = end.names["look"](thing, name)
        except (AttributeError, CannotCross):
            continue
        assert expected not in repr(shown)
    with pytest.raises(CannotCross, match="nothing of the judge"):
        end.names["raw"](bytearray, "call", 10)  # no type of Python's own is a lent thing


# --- a kernel that speaks nonsense ------------------------------------------------------------------------------------


def frame(message, header_extra=b"", sizes=(), rest=b""):
    header = json.dumps([message, list(sizes)]).encode() + header_extra
    return struct.pack("!QI", len(header) + len(rest), len(header)) + header + rest


@pytest.fixture
def liar():
    """ask(bytes): what the judge makes of a call that a tampered kernel answers with these bytes."""
    ends = []

    def ask(data, times=1):
        mine, other = socket.socketpair()
        bridge = Bridge(mine)
        ends.extend([bridge, other])

        def reply():
            other.recv(2**16)
            for _ in range(times):
                other.sendall(data)
            other.shutdown(socket.SHUT_WR)

        thread = threading.Thread(target=reply)
        thread.start()
        namespace = {}
        bridge.begin_cell(namespace, deadline_seconds=5)
        try:
            return bridge, bridge.resolve(["f"])
        except LearnerKernelDied:
            return bridge, None
        finally:
            thread.join()

    yield ask
    for end in ends:
        end.close()


ANSWERS = [
    5, "done", None, {}, {"re": 1}, {"re": 2, "v": 1}, {"re": 1, "v": ["h", 1, 99]}, {"re": 1, "v": ["h", "x", [1]]},
    {"re": 1, "v": ["zz"]}, {"re": 1, "c": [[0, 1]], "v": 1}, {"re": 1, "c": 3, "v": 1}, {"re": 1, "e": 5},
    {"re": 1, "e": ["x", ["xb", "eval"], [], "", None, "", None]}, {"re": 1, "e": ["x", ["xb", "int"], [], "", None, "", None]},
    {"re": 1, "je": 1}, {"re": 1, "w": [[1, 2, 3]], "v": 1}, {"re": 1, "o": ["a"], "v": 1}, {"re": 1, "o": [1, 2], "v": 1},
    {"re": 1, "w": [["f", ["y", 7], True]], "v": None}, {"re": 1, "w": 5, "v": None}, {"re": True, "v": ["lib", "os", "system"]},
    {"re": 1, "v": ["f", 1, "x", None]}, {"re": 1, "v": ["in", "dict", []]}, {"re": 1, "v": ["en", "int", "x"]},
    {"re": 1, "g": ["np"], "v": 1}, {"re": 1, "g": [[]], "v": 1}, {"op": "call"}, {"op": "call", "id": "x"}, {"op": 5, "id": 1}, {"re": 1, "v": ["x", ["xc", 1, "E", [["xb", "int"]]], [], "", None, "", None]},
    {"re": 1, "v": ["h", 1, [1, "N", "m", "q", [["a"]], []]]}, {"re": 1, "v": ["x", ["xc", "1", "E", []], [], "", None, "", None]},
]  # fmt: skip


@pytest.mark.parametrize("message", ANSWERS, ids=repr)
def test_answers_that_no_kernel_gives_end_the_bridge(liar, message):
    bridge, found = liar(frame(message))
    assert found is None
    assert isinstance(bridge.failure, LearnerKernelDied)


@pytest.mark.parametrize(
    ("name", "guess"),
    [("expected", 16), ("right", True), ("letter", "a"), ("compare", ["lib", "numpy.testing", "assert_allclose"])],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_kernel_can_not_rebind_names_that_are_the_tests_own(name, guess):
    """It names a value that Python keeps once, and so seems to know the binding; then it sends another one."""
    mine, other = socket.socketpair()
    bridge = Bridge(mine)
    namespace = {"expected": 16, "right": True, "letter": "a", "compare": np.testing.assert_allclose}
    before = dict(namespace)
    with other:
        answer = {"re": 1, "w": [["f", 1, True], [name, guess, True], [name, None, True]], "g": [], "v": None}
        other.sendall(frame(answer))
        bridge.begin_cell(namespace, deadline_seconds=5)
        with pytest.raises(LearnerKernelDied, match="no kernel gives"):
            bridge.resolve(["f"])
        bridge.close()
    assert namespace == before


nodes = st.recursive(
    st.one_of(st.none(), st.integers(-2, 5), st.sampled_from(["call", "getattr", "__globals__", "f", "x", ""])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.tuples(
            st.sampled_from("h y x xb xc xl in en f o lib l u d r ts km ko df se ix nt".split()),
            st.lists(inner, max_size=6),
        ).map(lambda pair: [pair[0], *pair[1]]),
    ),
    max_leaves=12,
)
messages = st.one_of(
    nodes,
    st.fixed_dictionaries(
        {"re": st.just(1)},
        optional={"v": nodes, "e": nodes, "c": nodes, "w": nodes, "g": nodes, "o": nodes, "je": nodes, "n": nodes},
    ),
    st.fixed_dictionaries({"op": nodes, "id": st.integers(0, 3), "a": nodes}, optional={"k": nodes}),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(messages, min_size=1, max_size=3))
def test_forged_messages_end_in_an_answer_an_exception_or_a_failure(sent):
    mine, other = socket.socketpair()
    bridge = Bridge(mine)
    with other:
        other.sendall(b"".join(frame(each) for each in sent))
        other.shutdown(socket.SHUT_WR)
        bridge.begin_cell({}, deadline_seconds=5)
        try:
            bridge.resolve(["f"])
        except (BridgeFailure, Exception):
            pass
        bridge.close()


def test_a_mask_hides_nothing_from_a_comparison(learner):
    end = learner(
        "import numpy as np\n"
        "def hidden(n):\n    return np.ma.masked_all(n)\n"
        "def partly(n):\n    return np.ma.masked_array(np.arange(n), np.arange(n) == 0)"
    )
    end.run(
        "import numpy as np\n"
        "assert type(hidden(3)) is np.ndarray\n"
        "assert not np.allclose(hidden(3), [1, 2, 3])\n"
        "assert partly(3)[1:].tolist() == [1, 2] and partly(3)[0] != 0"
    )
