"""`coursekit build`."""

from typing import Annotated

import typer


def build(
    modules: Annotated[list[str] | None, typer.Argument(help="Modules to build; all, if none is named.")] = None,
) -> None:
    """Build lessons into nbgrader's source notebooks, in grader/source.

    Example: coursekit build 04_cnn_cifar10
    """
    from coursekit.authoring.build import build
    from coursekit.project import Project

    for module, notebooks in build(Project.find(), modules or ()).items():
        print(f"{module}: {', '.join(notebook.name for notebook in notebooks)}")
