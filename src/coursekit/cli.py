"""`coursekit`: the verbs that nbgrader, papermill and JupyterLab do not have."""

import importlib
import sys

import typer

from coursekit.errors import CourseError

app = typer.Typer(
    help="A deep-learning course that you run yourself: build, release, run, audit, grade.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

VERBS = {
    "lab": "coursekit.lab:lab",
    "workspace": "coursekit.workspace.commands:workspace",
    "doctor": "coursekit.doctor.commands:doctor",
    "build": "coursekit.authoring.commands:build",
    "release": "coursekit.grading.commands:release",
    "grade": "coursekit.grading.jobs.commands:grade",
    "audit": "coursekit.grading.commands:audit",
    "run": "coursekit.execution.commands:run",
}
GROUPS = {"data": "coursekit.datasets.commands:app"}


def _load(place: str):
    module, name = place.split(":")
    return getattr(importlib.import_module(module), name)


for verb, place in VERBS.items():
    app.command(verb)(_load(place))
for group, place in GROUPS.items():
    app.add_typer(_load(place), name=group)


def main() -> None:
    """Run the command line; a mistake that its user can mend is a sentence on stderr, not a traceback."""
    try:
        app()
    except CourseError as error:
        print(f"coursekit: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
