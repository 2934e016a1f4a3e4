"""The graph explorer: its gradients against numbers done by hand and against central differences."""

import math

import numpy as np
import pytest

from coursekit import plotting
from coursekit.explorers import graph_steps
from coursekit.explorers.graph_steps import GRAPHS, OPERATIONS, Node, moments, places


def output(nodes, values: dict[str, float]) -> float:
    """Evaluate a graph from its labels' meaning, not from the explorer's table."""
    meaning = {
        "add": lambda a, b: a + b,
        "sub": lambda a, b: a - b,
        "mul": lambda a, b: a * b,
        "square": lambda a: a**2,
        "relu": lambda a: a if a > 0 else 0.0,
        "tanh": math.tanh,
    }
    values = dict(values)
    for node in nodes:
        if node.op != "input":
            values[node.name] = meaning[node.op](*(values[parent] for parent in node.parents))
    return values[nodes[-1].name]


def test_the_neuron_by_hand():
    last = moments(GRAPHS["a neuron and its loss"])[-1]
    assert last.values == {"w": 3, "x": 2, "b": -1, "t": 4, "u": 6, "z": 5, "e": 1, "L": 1}
    assert last.gradients == {"w": 4, "x": 6, "b": 2, "t": -2, "u": 2, "z": 2, "e": 2, "L": 1}
    assert last.slopes["u"] == (2, 3) and last.slopes["e"] == (1, -1)


def test_a_number_used_twice_collects_from_both_uses():
    steps = moments(GRAPHS["one number used twice"])
    assert [step.gradients["a"] for step in steps[-3:]] == [0, 1, 6]
    assert "a gets 1 + 1 · 5 = 6" in steps[-1].text


def test_the_kink_has_slope_zero():
    nodes = GRAPHS["a kink"]
    assert moments(nodes)[-1].gradients["w"] == 0
    assert moments(nodes, 2.5)[-1].gradients["w"] == 3


@pytest.mark.parametrize("graph", GRAPHS)
@pytest.mark.parametrize("first", [-1.5, 0.5, 3.0])
def test_gradients_of_inputs_are_central_differences(graph, first):
    nodes = GRAPHS[graph]
    last = moments(nodes, first)[-1]
    inputs = {node.name: node.value for node in nodes if node.op == "input"} | {nodes[0].name: first}
    for name in inputs:
        right, left = (output(nodes, inputs | {name: inputs[name] + h}) for h in (1e-5, -1e-5))
        assert last.gradients[name] == pytest.approx((right - left) / 2e-5, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("graph", GRAPHS)
def test_phases_run_forward_then_backward(graph):
    nodes = GRAPHS[graph]
    operations = [node.name for node in nodes if node.op != "input"]
    steps = moments(nodes)
    assert [step.phase for step in steps] == ["inputs", *["forward"] * len(operations), "seed"] + (
        ["backward"] * len(operations)
    )
    assert [step.node for step in steps if step.phase == "forward"] == operations
    assert [step.node for step in steps if step.phase == "backward"] == operations[::-1]
    assert not steps[1].gradients and len(steps[1].slopes) == 1


def test_every_operation_gives_a_slope_for_each_operand():
    for run in OPERATIONS.values():
        operands = (0.5, 2.0)[: run.__code__.co_argcount]
        value, slopes = run(*operands)
        assert isinstance(value, float) and len(slopes) == len(operands)


@pytest.mark.parametrize("graph", GRAPHS)
def test_parents_stand_to_the_left_and_nothing_overlaps(graph):
    at, roads = places(GRAPHS[graph])
    for node in GRAPHS[graph]:
        assert all(at[parent][0] < at[node.name][0] for parent in node.parents)
    taken = list(at.values()) + [place for road in roads.values() for place in road[1:-1]]
    for i, (column, row) in enumerate(taken):
        assert all(column != other or abs(row - beside) >= 1 - 1e-9 for other, beside in taken[:i])


def test_an_arrow_over_a_column_goes_round_the_boxes_there():
    _, roads = places(GRAPHS["one number used twice"])
    assert [column for column, _ in roads["L", 1]] == [0, 1, 2]
    assert len(roads["L", 0]) == 2


def test_numbers_are_short_and_have_a_true_minus():
    assert graph_steps.number(-0.123456) == "−0.1235"
    assert graph_steps.number(-0.0) == "0"


def test_describe_says_what_is_known():
    text = graph_steps.describe("one number used twice", 0)
    assert "inputs are known: a = 2, b = 5" in text and text.endswith("Gradients so far: none yet.")
    assert "a: 6, b: 2, c: 1, L: 1." in graph_steps.describe("one number used twice", 99)


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_figure_shows_the_moment_s_numbers():
    figure = graph_steps.figure("one number used twice", 5)
    shown = texts(figure)
    assert "a\n2\ngradient 6" in shown and "c = a·b\n10\ngradient 1" in shown
    assert [text for text in shown if text in ("5", "2", "1")] == ["5", "2", "1", "1"]
    axes = figure.axes[0]
    assert axes.get_title().startswith("Step 5 of 5.") and axes.get_xlabel() and axes.get_ylabel()


def test_what_is_not_known_yet_is_a_dot():
    shown = texts(graph_steps.figure("a kink", 0))
    assert "L = relu z\n·\ngradient ·" in shown and "w\n2\ngradient ·" in shown


def test_any_graph_can_be_drawn_also_one_with_a_parent_twice():
    nodes = [Node(7, "a"), Node(8, "a · a", parents=(7, 7))]
    figure = graph_steps.picture(nodes, {7: 3.0, 8: 9.0}, {8: (3.0, 3.0)}, {7: 6.0, 8: 1.0}, title="a square")
    assert texts(figure).count("3") == 2
    assert plotting.png_bytes(figure, "a square").startswith(b"\x89PNG")
    alone = graph_steps.picture([Node("a", "a")], {"a": 1.0}, {}, {}, title="one node")
    assert "a\n1\ngradient ·" in texts(alone)


def test_a_graph_of_many_columns_is_drawn_narrower():
    chain = [Node(0, "x"), *(Node(k, "relu", parents=(k - 1,)) for k in range(1, 9))]
    figure = graph_steps.picture(chain, {}, {}, {}, title="a chain")
    assert figure.get_size_inches()[0] == pytest.approx(9 * 1.75 + 0.5)


@pytest.mark.parametrize("phase", ["forward", "backward"])
def test_the_active_node_and_its_arrows_are_lit(phase):
    nodes = GRAPHS["one number used twice"]
    figure = graph_steps.picture(nodes, {}, {}, {}, title="lit", active="L", phase=phase)
    arrows = [text.arrow_patch for text in figure.axes[0].texts if getattr(text, "arrow_patch", None)]
    assert sum(arrow.get_linewidth() == 2.4 for arrow in arrows) == 3  # c to L, and a to L in two legs
    assert len(arrows) == 5


@pytest.fixture
def shown(monkeypatch):
    """What `explore` hands to the view: the controls by name, and the drawing function."""
    handed = {}
    monkeypatch.setattr(
        graph_steps, "show_explorer", lambda controls, draw: handed.update(controls=controls, draw=draw)
    )
    return handed


def test_explore_opens_at_the_last_step(shown):
    graph_steps.explore()
    state = {name: control.value for name, control in shown["controls"].items()}
    assert state == {"graph": "a neuron and its loss", "step": 9, "first": 3.0}
    figure, alt = shown["draw"](**state)
    assert len(figure.axes) == 1 and alt == graph_steps.describe(**state)


def test_another_graph_starts_at_its_beginning(shown):
    graph_steps.explore()
    menu, step, first = (shown["controls"][name] for name in ("graph", "step", "first"))
    menu.value = "one number used twice"
    assert (step.value, step.max, first.value) == (0, 5, 2.0)


def test_explore_without_a_notebook_says_the_picture_in_words(capsys):
    graph_steps.explore("a kink")
    assert "Graph 'a kink'. Backward from u" in capsys.readouterr().out


def test_values_stay_plain_numbers():
    assert all(np.isfinite(list(step.values.values())).all() for nodes in GRAPHS.values() for step in moments(nodes))
