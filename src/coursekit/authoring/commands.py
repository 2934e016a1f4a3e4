"""`coursekit build`."""

from typing import Annotated

import typer


def build(
    modules: Annotated[list[str] | None, typer.Argument(help="Modules to build; all, if none is named.")] = None,
    judge: Annotated[
        bool, typer.Option(help="Run the solutions of lessons that changed as the judge runs submissions.")
    ] = True,
) -> None:
    """Build lessons into nbgrader's source notebooks, in grader/source, and judge their solutions.

    A check that asks for a value that can't cross from the learner's kernel to the judge is named, with its cell.

    Example: coursekit build 04_cnn_cifar10
    """
    from coursekit.authoring.build import build
    from coursekit.project import Project

    project = Project.find()
    for module, notebooks in build(project, modules or ()).items():
        print(f"{module}: {', '.join(notebook.name for notebook in notebooks)}", flush=True)
        if judge:
            from coursekit.grading.judge.proving import prove

            prove(project.grader, notebooks, on_step=lambda text: print(f"  {text}", flush=True))
