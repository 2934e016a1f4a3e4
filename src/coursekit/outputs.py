"""Where a lesson's output goes: into the running notebook if there is one, else to standard output as text."""

import sys
from collections.abc import Mapping
from typing import Any


def in_notebook() -> bool:
    """Return whether this code runs in an IPython kernel, to which a front end may listen."""
    ipython = sys.modules.get("IPython")  # not imported: then no kernel is running
    shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, "kernel", None) is not None


def publish(
    data: Mapping[str, Any],
    metadata: Mapping[str, Any] | None = None,
    display_id: str | None = None,
    update: bool = False,
) -> None:
    """Display one output; without a notebook, print its text/plain.

    Args:
        data: MIME type -> content; text/plain must be there.
        metadata: MIME type -> its metadata.
        display_id: Name by which the output can be updated.
        update: Replace the output of that name rather than add one.
    """
    if not in_notebook():
        print(data["text/plain"], flush=True)
        return
    from IPython.display import publish_display_data

    transient = {"display_id": display_id} if display_id else {}
    publish_display_data(dict(data), dict(metadata or {}), transient=transient, update=update)
