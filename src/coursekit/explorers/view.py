"""What all explorers share: controls above a picture, in one output that also works where widgets don't.

>>> def draw(stride): ...
...     return figure, f"A kernel that moves {stride} pixels at a time."
>>> show_explorer({"stride": Slider("stride (pixels)", 1, low=1, high=3)}, draw)
"""

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from coursekit import outputs, plotting

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Draw = Callable[..., "tuple[Figure, str]"]


@dataclass(frozen=True)
class Slider:
    """A number between two bounds: whole if `step` is whole."""

    label: str
    value: float
    low: float
    high: float
    step: float = 1

    def widget(self):
        import ipywidgets

        kind = ipywidgets.IntSlider if isinstance(self.step, int) else ipywidgets.FloatSlider
        return kind(
            value=self.value,
            min=self.low,
            max=self.high,
            step=self.step,
            description=self.label,
            continuous_update=False,  # a picture is drawn when the thumb comes to rest, so none are queued
            style={"description_width": "initial"},
            layout={"width": "24em"},
        )


@dataclass(frozen=True)
class Choice:
    """One of several named values: a sequence of values, or label -> value."""

    label: str
    value: Any
    options: Sequence | Mapping[str, Any]

    def widget(self):
        import ipywidgets

        options = list(self.options.items()) if isinstance(self.options, Mapping) else list(self.options)
        style = {"description_width": "initial"}
        return ipywidgets.Dropdown(value=self.value, options=options, description=self.label, style=style)


@dataclass(frozen=True)
class Toggle:
    """On or off."""

    label: str
    value: bool

    def widget(self):
        import ipywidgets

        return ipywidgets.Checkbox(value=self.value, description=self.label, indent=False)


def show_explorer(controls: Mapping[str, Any], draw: Draw) -> None:
    """Display controls and a picture that follows them, and a still picture for front ends without widgets.

    One output carries both: the live view (application/vnd.jupyter.widget-view+json), and the picture of the first
    state as text/html with its text alternative, image/png and text/plain. Without a kernel or without ipywidgets
    only the still picture is displayed.

    Args:
        controls: Argument of `draw` -> Slider, Choice, Toggle or any ipywidgets control with a `value`.
        draw: Takes the controls' values by name; returns a matplotlib figure and its text alternative.
    """
    figure, alt = draw(**{name: control.value for name, control in controls.items()})
    data, metadata = plotting.picture_bundle(figure, alt)
    plotting.close(figure)
    if outputs.in_notebook() and find_spec("ipywidgets") is not None:
        live = live_view(controls, draw, data["text/html"])._repr_mimebundle_(include=None, exclude=None)
        data = live | data  # both have text/plain: the picture's says more
    outputs.publish(data, metadata)


def live_view(controls: Mapping[str, Any], draw: Draw, picture_html: str):
    """Return the widget: the controls above an HTML picture that is drawn anew when one of them changes.

    An error in `draw` appears above the last good picture; it goes away with the next good one.

    Args:
        controls: As for `show_explorer`.
        draw: As for `show_explorer`.
        picture_html: The picture of the first state.

    Returns:
        An ipywidgets.VBox; its last child is the picture, the one before it the place for errors.
    """
    import ipywidgets

    widgets = {name: control.widget() if hasattr(control, "widget") else control for name, control in controls.items()}
    problem = ipywidgets.HTML()
    picture = ipywidgets.HTML(value=picture_html)

    def redraw(_change) -> None:
        try:
            figure, alt = draw(**{name: widget.value for name, widget in widgets.items()})
            picture.value = plotting.picture_bundle(figure, alt)[0]["text/html"]
            plotting.close(figure)
            problem.value = ""
        except Exception as error:  # whatever `draw` raises is for the reader, not for a log that no one opens
            text = html.escape(f"{type(error).__name__}: {error}")
            problem.value = f'<pre role="alert">This setting can\'t be drawn. {text}</pre>'

    for widget in widgets.values():
        widget.observe(redraw, names="value")
    row = ipywidgets.HBox(list(widgets.values()), layout={"flex_flow": "row wrap"})
    return ipywidgets.VBox([row, problem, picture])
