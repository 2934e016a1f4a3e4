"""JupyterLab on the course: its kernel, a free port, and the start."""

from coursekit.lab.commands import lab

__all__ = ["lab"]
