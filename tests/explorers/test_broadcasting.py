"""The broadcasting explorer: its shapes and repeats against NumPy's own, and what it shows."""

import itertools

import numpy as np
import pytest

from coursekit import plotting
from coursekit.explorers import broadcasting
from coursekit.explorers.broadcasting import SHAPES


def test_three_and_three_by_one_by_hand():
    here = broadcasting.pair((3,), (3, 1))
    assert here.total.tolist() == [[1, 11, 21], [2, 12, 22], [3, 13, 23]]
    values, repeated = broadcasting.stretched(here.a, (3, 3))
    assert values.tolist() == [[0, 10, 20]] * 3
    assert repeated.tolist() == [[False] * 3, [True] * 3, [True] * 3]
    assert broadcasting.stretched(here.b, (3, 3))[1].tolist() == [[False, True, True]] * 3


@pytest.mark.parametrize(("a", "b"), list(itertools.product(SHAPES, repeat=2)))
def test_shape_is_numpys(a, b):
    here = broadcasting.pair(a, b)
    try:
        expected = np.broadcast_shapes(a, b)
    except ValueError:
        assert here.total is None and "could not be broadcast" in here.problem
        assert "do not broadcast" in broadcasting.describe(a, b)
    else:
        assert here.total.shape == expected and not here.problem
        for array in (here.a, here.b):
            assert (~broadcasting.stretched(array, expected)[1]).sum() == array.size
        assert f"broadcast to {expected}" in broadcasting.describe(a, b)
    assert plotting.png_bytes(broadcasting.figure(a, b), "two arrays").startswith(b"\x89PNG")


def test_figure_writes_the_models_numbers():
    a, b, total = broadcasting.figure((3,), (4, 1)).axes
    assert [text.get_text() for text in a.texts] == ["0", "10", "20"] * 4
    assert [text.get_text() for text in b.texts] == [str(n) for n in (1, 2, 3, 4) for _ in range(3)]
    assert total.texts[-1].get_text() == "24" and total.get_title() == "a + b, shape (4, 3)"
    assert all(axes.get_title() and axes.get_xlabel() and axes.get_ylabel() for axes in (a, b, total))


def test_explore_hands_its_state_to_the_picture(monkeypatch):
    handed = {}
    monkeypatch.setattr(
        broadcasting, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw)
    )
    broadcasting.explore((4, 3), (4,))
    state = {name: control.widget().value for name, control in handed["controls"].items()}
    assert state == {"a_shape": (4, 3), "b_shape": (4,)}
    figure, alt = handed["draw"](**state)
    assert figure.axes[2].get_title() == "a + b: an error" and "(4, 3) and (4,) do not" in alt
