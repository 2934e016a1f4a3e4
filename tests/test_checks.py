"""Checks from both sides: what they must let pass, what they must reject, and what they then say."""

import re
from decimal import Decimal
from fractions import Fraction

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from coursekit import checks


def message_of(check, *args, **options) -> str:
    with pytest.raises(AssertionError) as caught:
        check(*args, **options)
    return str(caught.value)


class TestClosePasses:
    @pytest.mark.parametrize(
        "answer",
        [
            [0.5, 0.25],
            (0.5, 0.25),
            np.array([0.5, 0.25], dtype=np.float32),
            np.ma.masked_array([0.5, 0.25], [False, True]),
            [Fraction(1, 2), Fraction(1, 4)],
            [Decimal("0.5"), Decimal("0.25")],
            [np.float16(0.5), np.float32(0.25)],
        ],
        ids=lambda value: type(value).__name__,
    )
    def test_any_plain_form_of_the_right_numbers(self, answer):
        checks.close("halves", answer, np.array([0.5, 0.25]))

    def test_scalars_whole_numbers_and_zero_dimensional_arrays(self):
        checks.close("two", 2, 2.0)
        checks.close("two", np.array(2.0), 2)
        checks.close("two", np.int64(2), 2.0)

    def test_rounding_in_another_order_of_summation(self):
        rng = np.random.default_rng(0)
        for size in (10, 1_000, 100_000):
            values = rng.random(size, dtype=np.float32)
            forwards = np.float32(0)
            for part in np.array_split(values, max(1, size // 10)):
                forwards += part.sum(dtype=np.float32)
            checks.close("sum", forwards, values.sum(dtype=np.float32), terms=size)

    def test_a_float32_answer_to_a_float64_reference(self):
        x = np.random.default_rng(0).normal(size=(50, 20))
        checks.close("product", x.astype(np.float32) @ x.astype(np.float32).T, x @ x.T, terms=20)

    def test_infinite_and_missing_values_where_they_are_expected(self):
        checks.close("logs", [np.nan, -np.inf, 1.0], [np.nan, -np.inf, 1.0])

    def test_bool_complex_and_empty_arrays(self):
        checks.close("mask", [True, False], np.array([True, False]))
        checks.close("roots", [1j, -1j], np.array([1j, -1j]))
        checks.close("nothing", [], np.zeros(0))

    def test_tuples_and_dicts_part_by_part(self):
        checks.close("both", [1.0, [2.0, 3.0]], (1.0, np.array([2.0, 3.0])))
        checks.close("rows", np.eye(2), ([1, 0], [0, 1]))
        checks.close("ragged", [[1.0], [1.0, 2.0]], [[1.0], [1.0, 2.0]])
        checks.close("moments", {"mean": 1, "parts": (2.0, 3.0)}, {"mean": 1.0, "parts": (2.0, 3.0)})

    def test_tensors_of_another_library(self):
        class Tensor:
            def __array__(self, dtype=None, copy=None):
                return np.array([1.0, 2.0])

        checks.close("tensor", Tensor(), [1.0, 2.0])


class TestCloseRejects:
    def test_nothing_returned(self):
        assert message_of(checks.close, "relu", None, 1.0) == "relu: returned None: is there a `return`?"

    def test_never_broadcasts(self):
        text = message_of(checks.close, "mean", 1.0, np.ones((2, 2)))
        assert text.startswith("mean: expected shape (2, 2), received shape ()")
        assert "expected [[1, 1], [1, 1]], received 1" in text
        message_of(checks.close, "mean", np.ones((1, 2)), np.ones((2, 2)))

    def test_says_where_the_largest_difference_is(self):
        text = message_of(checks.close, "conv2d", [[1, 2], [3, 4]], [[1, 2], [3, 9]], hint="flip the kernel?")
        assert text.splitlines() == [
            "conv2d: expected [[1, 2], [3, 9]], received [[1, 2], [3, 4]]",
            "  largest difference at index (1, 1): expected 9, received 4",
            "  1 of 4 values differ by more than 6.4e-14",
            "  hint: flip the kernel?",
        ]

    def test_shows_enough_digits_to_see_the_difference(self):
        text = message_of(checks.close, "pi", 3.14159265, np.pi)
        assert "expected 3.14159265" in text and "received 3.14159265" in text
        expected, received = text.splitlines()[0].removeprefix("pi: expected ").split(", received ")
        assert expected != received

    def test_long_arrays_are_abbreviated(self):
        text = message_of(checks.close, "zeros", np.ones((100, 100)), np.zeros((100, 100)))
        assert "an array of shape (100, 100)" in text
        assert len(text) < 1_000

    def test_values_that_are_not_finite(self):
        text = message_of(checks.close, "softmax", [1.0, np.nan], [0.5, 0.5])
        assert "received nan at index 1: a division by zero, a logarithm of zero, or an overflow?" in text
        assert "received inf: a division" in message_of(checks.close, "exp", np.inf, 1.0)
        message_of(checks.close, "log", np.inf, -np.inf)
        assert "largest difference at index 0" in message_of(checks.close, "log", [0.0, np.nan], [-np.inf, np.nan])

    @pytest.mark.parametrize(
        ("answer", "words"),
        [
            ("1.0", "'1.0' (a value of type str)"),
            (lambda: 1.0, "received a function"),
            (float, "received a function"),
            ({"a": 1}, "a value of type dict"),
            ((x for x in [1.0]), "a value of type generator: wrap it in list(...)"),
            ([[1.0, 2.0], [3.0]], "whose rows differ in length or shape"),
            (object(), "a value of type object, which holds no plain numbers"),
            (["1.0"], "which holds no plain numbers"),
            ([None], "which holds no plain numbers"),
        ],
    )
    def test_what_is_no_number(self, answer, words):
        assert words in message_of(checks.close, "answer", answer, [1.0])

    def test_a_conversion_that_fails_is_reported(self):
        class Tensor:
            def __array__(self, dtype=None, copy=None):
                raise RuntimeError("call detach() first\nsecond line")

        text = message_of(checks.close, "tensor", Tensor(), [1.0])
        assert "Tensor, which can't become a NumPy array (call detach() first)" in text

    def test_truth_values_for_numbers_and_the_reverse(self):
        assert "received truth values" in message_of(checks.close, "mask", [True], [1.0])
        assert "received numbers: [1]" in message_of(checks.close, "mask", [1], [True])
        assert "received complex ones" in message_of(checks.close, "roots", [1j], [1.0])

    def test_an_object_that_claims_to_equal_everything(self):
        class Everything(np.ndarray):
            def __eq__(self, other):
                return np.ones(self.shape, dtype=bool)

            def __sub__(self, other):
                return np.zeros(self.shape)

            __rsub__ = __sub__

        class Number(float):
            def __eq__(self, other):
                return True

            def __sub__(self, other):
                return 0.0

            __hash__ = float.__hash__

        class Anything:
            def __eq__(self, other):
                return True

        message_of(checks.close, "array", np.zeros(2).view(Everything), np.ones(2))
        message_of(checks.close, "number", Number(2.0), 1.0)
        message_of(checks.close, "object", Anything(), 1.0)

    def test_names_the_part(self):
        assert message_of(checks.close, "split", (1.0, [1, 2]), (1.0, [1, 3])).startswith(
            "split(...)[1]: expected [1, 3]"
        )
        assert message_of(checks.close, "fit", {"w": 2.0}, {"w": 1.0}).startswith(
            "fit(...)['w']: expected 1, received 2"
        )
        assert "expected a tuple of 2 values, received 1 value" in message_of(checks.close, "f", (1.0,), (1.0, 2.0))
        assert "expected a tuple of 2 values, received 3.0" in message_of(checks.close, "f", 3.0, (1.0, 2.0))
        assert "expected the keys ['w'], received ['v']" in message_of(checks.close, "f", {"v": 1.0}, {"w": 1.0})
        assert "expected a dict with the keys ['w']" in message_of(checks.close, "f", 1.0, {"w": 1.0})
        assert "f(...)[0]: expected 1, received None" in message_of(checks.close, "f", (None, 2.0), (1.0, 2.0))

    def test_a_list_where_kind_asks_for_an_array(self):
        text = message_of(checks.close, "f", [1.0], np.ones(1), kind=np.ndarray)
        assert text == "f: expected a value of type ndarray, received a value of type list"
        assert "int or float" in message_of(checks.close, "f", "1", 1.0, kind=(int, float))

    def test_a_half_precision_answer_gets_no_more_room_than_single_precision(self):
        message_of(checks.close, "third", np.float16(1 / 3), 1 / 3)

    def test_an_author_who_compares_text_is_told(self):
        with pytest.raises(TypeError, match="use equal"):
            checks.close("text", "a", "a")


class TestMisconceptions:
    def test_the_message_comes_first_and_verbatim(self):
        text = message_of(
            checks.close, "conv2d", [[1.0]], [[4.0]], misconceptions={"other": [[9.0]], "kernel flipped: ...": [[1.0]]}
        )
        assert text.startswith("conv2d: kernel flipped: ...\n  expected [[4]], received [[1]]")

    def test_a_wrong_value_of_another_shape(self):
        text = message_of(
            checks.close, "conv2d", np.ones((4, 4)), np.ones((2, 2)), misconceptions={"padded": np.ones((4, 4))}
        )
        assert text.startswith("conv2d: padded\n  expected shape (2, 2), received shape (4, 4)")

    def test_one_that_gives_the_right_value_here_explains_nothing(self):
        checks.close("f", 1.0, 1.0, misconceptions={"wrong": 1.0})
        assert "wrong" not in message_of(checks.close, "f", 1.0 + 1e-13, 1.0, misconceptions={"wrong": 1.0})

    def test_an_unknown_wrong_value_gets_the_evidence_alone(self):
        assert message_of(checks.close, "f", 5.0, 1.0, misconceptions={"wrong": 2.0}).startswith(
            "f: expected 1, received 5"
        )

    def test_pairs_allow_several_wrong_values_under_one_message(self):
        pairs = [("off by one", 2.0), ("off by one", 0.0)]
        for wrong in (2.0, 0.0):
            assert message_of(checks.close, "f", wrong, 1.0, misconceptions=pairs).startswith("f: off by one")

    def test_a_whole_wrong_tuple_names_the_part_too(self):
        text = message_of(checks.close, "f", (1.0, 3.0), (1.0, 2.0), misconceptions={"swapped": (1.0, 3.0)})
        assert text.startswith("f: swapped\n  f(...)[1]: expected 2, received 3")

    def test_in_equal_and_shape(self):
        assert message_of(checks.equal, "count", 4, 5, misconceptions={"no bias": 4}).startswith("count: no bias\n")
        text = message_of(checks.shape, "mean", np.ones(3), (3, 1), misconceptions={"keepdims": (3,), "x": (1,)})
        assert text == "mean: keepdims\n  expected shape (3, 1), received shape (3,)"


class TestEqual:
    @pytest.mark.parametrize(
        ("answer", "right"),
        [
            (3, 3),
            (np.int64(3), 3),
            (np.array(3), 3),
            ("relu", "relu"),
            (np.str_("relu"), "relu"),
            (True, True),
            (np.bool_(True), True),
            (None, None),
            ([1, 2], (1, 2)),
            (np.array([1, 2]), (1, 2)),
            ([[1, 2], [3, 4]], ((1, 2), (3, 4))),
            ({"a": (1, 2)}, {"a": [1, 2]}),
            ({1, 2}, {2, 1}),
            (0.5, 0.5),
            (float("nan"), float("nan")),
            (b"x", b"x"),
            (1j, 1j),
        ],
    )
    def test_passes(self, answer, right):
        checks.equal("answer", answer, right)

    @pytest.mark.parametrize(
        ("answer", "right", "words"),
        [
            (4, 3, "answer: expected 3, received 4"),
            (3.0, 3, "received 3.0 (a float): use whole-number arithmetic"),
            (True, 1, "(of type bool in place of int)"),
            (1, True, "(of type int in place of bool)"),
            (None, 3, "returned None: is there a `return`?"),
            (3, None, "expected None, received 3"),
            ("Relu", "relu", "expected 'relu', received 'Relu'"),
            ((1, 2, 4), (1, 2, 3), "first difference at index 2: expected 3, received 4"),
            ((1,), (1, 2), "expected 2 values, received 1 value"),
            (((1, 2), (3, 4)), ((1, 2), (3, 5)), "answer(...)[1]: expected (3, 5), received (3, 4)"),
            ({"a": 1}, {"a": 2}, "answer(...)['a']: expected 2, received 1"),
            (object(), 3, "received a value of type object"),
            ("x" * 1000, "y", "xxx ... xxx"),
        ],
    )
    def test_rejects(self, answer, right, words):
        assert words in message_of(checks.equal, "answer", answer, right)

    def test_kind_insists_on_the_type(self):
        checks.equal("size", (2, 2), (2, 2), kind=tuple)
        assert "expected a value of type tuple" in message_of(checks.equal, "size", [2, 2], (2, 2), kind=tuple)

    def test_a_subclass_that_claims_to_equal_everything(self):
        class Text(str):
            def __eq__(self, other):
                return True

            __hash__ = str.__hash__

        class Items(list):
            def __eq__(self, other):
                return True

            def __iter__(self):
                return iter([1, 2])

        message_of(checks.equal, "text", Text("a"), "b")
        message_of(checks.equal, "items", Items([5, 6]), [1, 2])


class TestShape:
    def test_passes_for_arrays_lists_and_open_sizes(self):
        checks.shape("x", np.ones((2, 3)), (2, 3))
        checks.shape("x", [[1, 2, 3]], [1, 3])
        checks.shape("x", 1.0, ())
        checks.shape("x", np.ones((7, 10)), (None, 10))

    def test_takes_tensors_with_an_open_batch_size(self):
        class Symbolic:
            shape = (None, 10)

        checks.shape("logits", Symbolic(), (None, 10))
        message_of(checks.shape, "logits", Symbolic(), (32, 10))

    def test_rejects(self):
        class Unknown:
            shape = ("N", 10)

        assert message_of(checks.shape, "x", np.ones(3), (3, 1)) == "x: expected shape (3, 1), received shape (3,)"
        assert "is there a `return`?" in message_of(checks.shape, "x", None, (3,))
        assert "received 'abc'" in message_of(checks.shape, "x", "abc", (3,))
        assert "Unknown of unknown shape" in message_of(checks.shape, "x", Unknown(), (3,))


class TestTrue:
    def test_passes_and_rejects(self):
        checks.true("sorted", True, "must be sorted")
        checks.true("sorted", np.bool_(True), "must be sorted")
        assert message_of(checks.true, "sorted", False, "must be sorted") == "sorted: must be sorted"

    def test_only_a_truth_value_will_do(self):
        assert "Use .all() or .any()" in message_of(checks.true, "positive", np.array([True]), "")
        assert "received 'yes'" in message_of(checks.true, "positive", "yes", "")


class TestUnchanged:
    def test_passes(self):
        x = np.array([1.0, np.nan])
        checks.unchanged("f(x)", x.copy(), x)
        checks.unchanged("f(x)", [1, [2]], [1, [2]])
        checks.unchanged("f(x)", np.array(["a"]), np.array(["a"]))

    def test_rejects(self):
        text = message_of(checks.unchanged, "relu(x)", np.array([-1.0, 2.0]), np.array([0.0, 2.0]))
        assert text.startswith("relu(x): the argument was changed in place: largest difference at index 0: expected -1")
        assert "work on a copy" in text
        assert "now [[1]]" in message_of(checks.unchanged, "f(x)", np.ones(1), np.ones((1, 1)))
        assert "now" in message_of(checks.unchanged, "f(x)", np.array(["a"]), np.array(["b"]))
        assert "largest difference" in message_of(checks.unchanged, "f(x)", np.array([1]), np.array([2]))
        assert "index 1" in message_of(checks.unchanged, "f(x)", [1, 2], [1, 3])


class TestTolerance:
    def test_grows_with_precision_terms_and_condition(self):
        assert checks.tolerance_for("float64") == pytest.approx(32 * 2.0**-52)
        assert checks.tolerance_for("float32") == pytest.approx(32 * 2.0**-23)
        assert checks.tolerance_for("float32", terms=100) == pytest.approx(10 * checks.tolerance_for("float32"))
        assert checks.tolerance_for("int64") == checks.tolerance_for("float64")
        assert checks.tolerance_for("float64", condition=1e3) == pytest.approx(1e3 * checks.tolerance_for("float64"))

    def test_out_of_range(self):
        with pytest.raises(ValueError, match="at least 1; received terms=0"):
            checks.tolerance_for("float64", terms=0)

    def test_is_relative_to_the_largest_value(self):
        checks.close("f", [1e6, 1e-9], [1e6, 0.0])
        message_of(checks.close, "f", [1e-6, 1e-9], [1e-6, 0.0])
        checks.close("zero", 1e-16, 0.0)
        checks.close("rounded", 0.8176, 1 / (1 + np.exp(-1.5)), tolerance=5e-5)


def test_the_traceback_in_a_notebook_shows_the_check_and_not_the_machinery():
    cell = nbformat.v4.new_code_cell("from coursekit import checks\nchecks.close('relu', 1.0, 2.0)")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, kernel_name="python3", timeout=120, allow_errors=True).execute()
    (output,) = cell.outputs
    assert output.ename == "CheckFailed"
    assert output.evalue.startswith("relu: expected 2, received 1")
    traceback = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output.traceback))
    assert "checks.close('relu', 1.0, 2.0)" in traceback
    assert "skipping hidden" in traceback
    assert "difference(actual, expected)" not in traceback
    assert len(traceback.splitlines()) < 25


@pytest.mark.parametrize(
    ("check", "misconception"),
    [
        (lambda: checks.close("f", 7.0, 86753.0), None),
        (lambda: checks.close("f", [1.0, 7.0], [1.0, 86753.0]), None),
        (
            lambda: checks.close("f", 7.0, 86753.0, misconceptions={"you forgot the carry": 7.0}),
            "you forgot the carry",
        ),
        (lambda: checks.equal("f", (1, "b"), (1, "86753")), None),
        (lambda: checks.equal("f", object(), 86753), None),
        (lambda: checks.shape("f", np.zeros((2, 3)), (86753,)), None),
        (lambda: checks.shape("f", object(), (86753,)), None),
        (lambda: checks.shape("f", np.zeros(2), (86753,), misconceptions={"add an axis": (2,)}), "add an axis"),
    ],
)
def test_a_failed_check_can_be_told_without_the_expected_value(check, misconception):
    with pytest.raises(checks.CheckFailed, match="86753") as caught:
        check()
    assert "86753" not in caught.value.withheld
    assert caught.value.withheld.startswith("f")
    assert caught.value.misconception == misconception
    assert misconception is None or misconception in caught.value.withheld
    assert len(caught.value.withheld.splitlines()) == 1


def test_the_withheld_message_keeps_the_hint_and_what_was_received():
    with pytest.raises(checks.CheckFailed) as caught:
        checks.close("f", 7.0, 9.0, hint="see the second formula")
    assert caught.value.withheld == "f: 7 is not the right answer\n  hint: see the second formula"
