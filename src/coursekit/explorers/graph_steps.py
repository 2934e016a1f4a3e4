"""Step through a small graph, forward and backward: values, local derivatives, gradients so far.

The model is pure: `moments` lists what is known after each step, `picture` draws any graph with what is known of it.
"""

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coursekit import plotting
from coursekit.explorers.view import Choice, Slider, show_explorer


@dataclass(frozen=True)
class Node:
    """One number of a graph.

    Attributes:
        name: Unique in its graph.
        label: What stands in its box, such as `u = w·x`.
        op: A key of OPERATIONS, or "input".
        parents: Names of the nodes that it is computed from, in the operation's order.
        value: An input's number.
    """

    name: str
    label: str
    op: str = "input"
    parents: tuple[str, ...] = ()
    value: float = 0.0


@dataclass(frozen=True)
class Moment:
    """What is known after one step.

    Attributes:
        phase: "inputs", "forward", "seed" or "backward".
        node: The node whose turn it is; None at the start.
        values: Name -> value.
        slopes: Name -> one local derivative a parent.
        gradients: Name -> derivative of the output with respect to it, as far as it has been added up.
        text: What happened, in a sentence.
    """

    phase: str
    node: str | None
    values: dict[str, float]
    slopes: dict[str, tuple[float, ...]]
    gradients: dict[str, float] = field(default_factory=dict)
    text: str = ""


COLUMN_INCHES, NARROW_COLUMN_INCHES, ROW_INCHES = 2.1, 1.75, 0.95
# name of an operation -> values of its parents -> (value, one slope a parent)
OPERATIONS = {
    "add": lambda a, b: (a + b, (1.0, 1.0)),
    "sub": lambda a, b: (a - b, (1.0, -1.0)),
    "mul": lambda a, b: (a * b, (b, a)),
    "square": lambda a: (a * a, (2 * a,)),
    "relu": lambda a: (max(a, 0.0), (1.0 if a > 0 else 0.0,)),
    "tanh": lambda a: (math.tanh(a), (1 - math.tanh(a) ** 2,)),
}
GRAPHS = {
    "a neuron and its loss": (
        Node("w", "w", value=3.0),
        Node("x", "x", value=2.0),
        Node("b", "b", value=-1.0),
        Node("t", "t", value=4.0),
        Node("u", "u = w·x", "mul", ("w", "x")),
        Node("z", "z = u + b", "add", ("u", "b")),
        Node("e", "e = z − t", "sub", ("z", "t")),
        Node("L", "L = e²", "square", ("e",)),
    ),
    "one number used twice": (
        Node("a", "a", value=2.0),
        Node("b", "b", value=5.0),
        Node("c", "c = a·b", "mul", ("a", "b")),
        Node("L", "L = c + a", "add", ("c", "a")),
    ),
    "two roads meet again": (
        Node("a", "a", value=0.5),
        Node("t", "t = tanh a", "tanh", ("a",)),
        Node("s", "s = a²", "square", ("a",)),
        Node("d", "d = s − t", "sub", ("s", "t")),
        Node("L", "L = d·t", "mul", ("d", "t")),
    ),
    "a kink": (
        Node("w", "w", value=2.0),
        Node("x", "x", value=3.0),
        Node("t", "t", value=6.0),
        Node("u", "u = w·x", "mul", ("w", "x")),
        Node("z", "z = u − t", "sub", ("u", "t")),
        Node("L", "L = relu z", "relu", ("z",)),
    ),
}


def moments(nodes: Sequence[Node], first: float | None = None) -> list[Moment]:
    """List every step of a graph: the inputs, each operation forward, the output's gradient, each operation backward.

    Args:
        nodes: In an order in which parents come first; the last one is the output.
        first: A value for the first input in place of its own.

    Returns:
        2 + 2 · (number of operations) moments.
    """
    inputs = [node for node in nodes if node.op == "input"]
    operations = [node for node in nodes if node.op != "input"]
    values = {node.name: node.value for node in inputs}
    if first is not None:
        values[inputs[0].name] = first
    listed = ", ".join(f"{node.name} = {number(values[node.name])}" for node in inputs)
    found = [Moment("inputs", None, dict(values), {}, {}, f"The inputs are known: {listed}.")]
    slopes: dict[str, tuple[float, ...]] = {}
    for node in operations:
        values[node.name], slopes[node.name] = OPERATIONS[node.op](*(values[parent] for parent in node.parents))
        each = " and ".join(
            f"{number(slope)} for {parent}" for parent, slope in zip(node.parents, slopes[node.name], strict=True)
        )
        text = f"Forward: {node.label} is {number(values[node.name])}; its local derivative is {each}."
        found.append(Moment("forward", node.name, dict(values), dict(slopes), {}, text))
    gradients = {node.name: 0.0 for node in nodes}
    output = nodes[-1].name
    gradients[output] = 1.0
    text = f"The way back starts at the output: the gradient of {output} is 1, all others are 0 so far."
    found.append(Moment("seed", output, values, slopes, dict(gradients), text))
    for node in reversed(operations):
        arriving, sums = gradients[node.name], []
        for parent, slope in zip(node.parents, slopes[node.name], strict=True):
            before = gradients[parent]
            gradients[parent] += arriving * slope
            sums.append(
                f"{parent} gets {number(before)} + {number(arriving)} · {number(slope)} = {number(gradients[parent])}"
            )
        text = f"Backward from {node.name}, whose gradient is {number(arriving)}: {', '.join(sums)}."
        found.append(Moment("backward", node.name, values, slopes, dict(gradients), text))
    return found


def number(value: float) -> str:
    """Write a number in at most four digits, with a true minus sign."""
    return f"{value + 0.0:.4g}".replace("-", "−")  # + 0.0: no negative zero


def places(nodes: Sequence[Node]) -> tuple[dict[str, tuple[float, float]], dict[tuple[str, int], list]]:
    """Place each node: the column says how many operations lie before it, an input stands just before its first use.

    An arrow over several columns gets a place of its own in each column that it passes, so that it meets no box.

    Args:
        nodes: In an order in which parents come first.

    Returns:
        Name -> (column, row), and (name, which parent) -> the places that this arrow passes, parent first, node last.
        In one column all places are at least 1 apart.
    """
    column = _columns(nodes)
    roads: dict[tuple[str, int], list] = {}
    children: dict = {node.name: [] for node in nodes}
    for node in nodes:
        for place, parent in enumerate(node.parents):
            passed = [(node.name, place, here) for here in range(column[parent] + 1, column[node.name])]
            column |= {each: each[2] for each in passed}
            roads[node.name, place] = [parent, *passed, node.name]
            for start, end in zip([parent, *passed], [*passed, node.name], strict=True):
                children.setdefault(start, []).append(end)
    row: dict = {}
    for here in range(max(column.values()), -1, -1):
        names = [name for name in column if column[name] == here]
        _spread({name: sum(row[end] for end in children[name]) / max(1, len(children[name])) for name in names}, row)
    at = {name: (float(column[name]), row[name]) for name in column}
    return (
        {node.name: at[node.name] for node in nodes},
        {key: [at[name] for name in names] for key, names in roads.items()},
    )


def _columns(nodes: Sequence[Node]) -> dict:
    column: dict = {}
    for node in nodes:
        column[node.name] = 1 + max((column[parent] for parent in node.parents), default=-1)
    for node in nodes:
        used_in = [column[child.name] for child in nodes if node.name in child.parents]
        if not node.parents and used_in:
            column[node.name] = min(used_in) - 1
    return column


def _spread(wanted: dict, row: dict) -> None:
    """Give the places of one column rows at least 1 apart, as near to the wanted ones as a common shift allows."""
    names = sorted(wanted, key=wanted.get)
    given: list[float] = []
    for name in names:
        given.append(wanted[name] if not given else max(wanted[name], given[-1] + 1))
    shift = (sum(wanted.values()) - sum(given)) / max(1, len(names))
    row.update({name: place + shift for name, place in zip(names, given, strict=True)})


def picture(
    nodes: Sequence[Node],
    values: Mapping[str, float],
    slopes: Mapping[str, Sequence[float]],
    gradients: Mapping[str, float],
    *,
    title: str,
    active: str | None = None,
    phase: str = "",
):
    """Draw a graph with what is known of it: values in the boxes, local derivatives on the arrows, gradients below.

    Args:
        nodes: In an order in which parents come first.
        values: Name -> value; a node without one gets a dot.
        slopes: Name -> one local derivative a parent; an arrow without one has no number.
        gradients: Name -> gradient; a node without one gets a dot.
        title: Title of the figure.
        active: Name of a node to highlight, with its arrows.
        phase: "backward" turns the highlighted arrows round.

    Returns:
        A matplotlib figure, not yet displayed.
    """
    at, roads = places(nodes)
    columns = max(x for x, _ in at.values()) + 1
    rows = [y for road in roads.values() for _, y in road] or [0.0]
    width = (COLUMN_INCHES if columns <= 5 else NARROW_COLUMN_INCHES) * columns + 0.5
    drawing = plotting.new_figure(width, 1.9 + ROW_INCHES * (max(rows) - min(rows)))
    axes = drawing.subplots()
    for node in nodes:
        lit = node.name == active and phase in ("forward", "backward")
        for place, parent in enumerate(node.parents):
            bow = (0.3 if place else -0.3) if node.parents.count(parent) > 1 else 0.0
            _draw_arrow(axes, roads[node.name, place], bow, lit, phase == "backward")
            if node.name in slopes:
                _draw_slope(axes, roads[node.name, place], bow, slopes[node.name][place])
    for node in nodes:
        value = number(values[node.name]) if node.name in values else "·"
        gradient = number(gradients[node.name]) if node.name in gradients else "·"
        _draw_box(axes, at[node.name], f"{node.label}\n{value}\ngradient {gradient}", node.name == active)
    wrapped = "\n".join(textwrap.wrap(title, int(11 * width)))
    axes.set_title(wrapped, fontsize=10)
    axes.set(xlabel="column (forward goes right, backward goes left)", ylabel="nodes", yticks=[])
    axes.set(xlim=(-0.55, columns - 0.45), ylim=(max(rows) + 0.65, min(rows) - 0.65), xticks=range(int(columns)))
    axes.spines[["top", "right", "left"]].set_visible(False)
    return drawing


def figure(graph: str, step: int, first: float | None = None):
    """Draw one moment of a named graph.

    Args:
        graph: A name out of GRAPHS.
        step: Which moment, from 0; beyond the last means the last.
        first: A value for the first input in place of its own.
    """
    nodes = GRAPHS[graph]
    steps = moments(nodes, first)
    step = min(step, len(steps) - 1)
    now = steps[step]
    title = f"Step {step} of {len(steps) - 1}. {now.text}"
    return picture(nodes, now.values, now.slopes, now.gradients, title=title, active=now.node, phase=now.phase)


def describe(graph: str, step: int, first: float | None = None) -> str:
    """Say in words what the figure shows; its alternative text."""
    steps = moments(GRAPHS[graph], first)
    now = steps[min(step, len(steps) - 1)]
    known = ", ".join(f"{name} = {number(value)}" for name, value in now.values.items())
    back = ", ".join(f"{name}: {number(value)}" for name, value in now.gradients.items())
    return f"Graph '{graph}'. {now.text} Values: {known}. Gradients so far: {back or 'none yet'}."


def explore(graph: str = "a neuron and its loss") -> None:
    """Show the explorer: choose a graph, move its first input, and step forward and backward with the slider.

    It opens at the last step, so that a still picture shows all numbers; another graph starts at step 0.

    Args:
        graph: A name out of GRAPHS.
    """
    menu = Choice("graph", graph, list(GRAPHS)).widget()
    last = len(moments(GRAPHS[graph])) - 1
    step = Slider("step", last, low=0, high=last).widget()
    first = Slider("first input", GRAPHS[graph][0].value, low=-4.0, high=4.0, step=0.5).widget()

    def follow(_change) -> None:
        step.value, step.max = 0, len(moments(GRAPHS[menu.value])) - 1
        first.value = GRAPHS[menu.value][0].value

    menu.observe(follow, names="value")

    def draw(**state):
        return figure(**state), describe(**state)

    show_explorer({"graph": menu, "step": step, "first": first}, draw)


def _draw_arrow(axes, road: list, bow: float, lit: bool, back: bool) -> None:
    """Draw an arrow from a parent to its child, or back, through the places that the road passes."""
    colour = plotting.COLOURS["vermillion" if back else "blue"] if lit else "#999999"
    style = {"color": colour, "linewidth": 2.4 if lit else 1.2, "connectionstyle": f"arc3,rad={bow}"}
    last = len(road) - 2
    for leg, (start, end) in enumerate(zip(road[:-1], road[1:], strict=True)):
        tip, ends_here = ("<|-", leg == 0) if lit and back else ("-|>", leg == last)
        style |= {
            "arrowstyle": tip if ends_here else "-",
            "shrinkA": 0 if leg else 34,
            "shrinkB": 0 if leg < last else 34,
        }
        axes.annotate("", xy=end, xytext=start, arrowprops=dict(style), zorder=1)


def _draw_slope(axes, road: list, bow: float, slope: float) -> None:
    """Write a local derivative on the middle of its arrow."""
    if len(road) > 2:
        x, y = road[len(road) // 2] if len(road) % 2 else road[len(road) // 2 - 1]
    else:
        (x0, y0), (x1, y1) = road
        x, y = (x0 + x1) / 2, (y0 + y1) / 2 + bow / 2 * (x1 - x0) * COLUMN_INCHES / ROW_INCHES
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    colour = plotting.COLOURS["blue"]
    axes.text(x, y, number(slope), ha="center", va="center", fontsize=9, color=colour, bbox=box, zorder=3)


def _draw_box(axes, place, text: str, lit: bool) -> None:
    box = {
        "boxstyle": "round,pad=0.35",
        "facecolor": "#FFF3D6" if lit else "#F4F6F8",
        "edgecolor": plotting.COLOURS["orange"] if lit else "#666666",
        "linewidth": 2.2 if lit else 1.0,
    }
    axes.text(*place, text, ha="center", va="center", fontsize=9, bbox=box, zorder=2)
