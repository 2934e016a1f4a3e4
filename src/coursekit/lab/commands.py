"""`coursekit lab`: JupyterLab on the learner's workspace, or on the grader's folder."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from coursekit.files import write_atomically
from coursekit.lab import kernelspec, ports
from coursekit.project import Project

ANNOUNCEMENTS = "@jupyterlab/apputils-extension:announcements"  # asks the network for news on every start
INSTRUCTORS = ("formgrader", "create-assignment", "course-list")  # nbgrader's parts that a learner has no use for


def lab(
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="Port to listen on; the first free one from 8888 on.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
    instructor: Annotated[
        bool, typer.Option("--instructor", help="Open the grader's folder, with the formgrader.")
    ] = False,
    more: Annotated[list[str] | None, typer.Argument(help="Passed on to jupyter lab; put them after a `--`.")] = None,
) -> None:
    """Open the course in JupyterLab.

    Example: coursekit lab --no-browser --port 9000 -- --IdentityProvider.token=secret
    """
    project = Project.find()
    chosen = ports.choose(port)
    if port is None and chosen != ports.DEFAULT:
        print(f"Port {ports.DEFAULT} is in use; JupyterLab gets port {chosen}.", flush=True)
    if not kernelspec.registered():
        kernelspec.register()  # set up by other means than `make env`
    folder = grader_folder(project) if instructor else learner_folder(project)
    settings = write_settings(folder, instructor)
    os.chdir(folder)  # nbgrader reads the nbgrader_config.py of the working folder
    os.execve(sys.executable, command(folder, chosen, browser, instructor, more or []), environment(project, settings))


def learner_folder(project: Project) -> Path:
    """Bring the learner's workspace up to date and return it."""
    from coursekit.workspace.commands import bring_up_to_date

    bring_up_to_date(project, project.workspace)
    return project.workspace


def grader_folder(project: Project) -> Path:
    """Release what changed, so that the formgrader has it, and return the grader's folder."""
    from coursekit.grading.release import release

    release(project, on_step=lambda text: print(f"{text} …", flush=True))
    return project.grader


def write_settings(folder: Path, instructor: bool) -> Path:
    """Write JupyterLab's settings for this course, apart from the user's own, and return their folder."""
    settings = folder / ".coursekit" / "jupyter"
    hidden = {f"@jupyter/nbgrader:{part}": not instructor for part in INSTRUCTORS}
    page = {"disabledExtensions": {ANNOUNCEMENTS: True, **hidden}}
    served = {f"nbgrader.server_extensions.{part}": instructor for part in ("formgrader", "course_list")}
    server = {"ServerApp": {"jpserver_extensions": served}}
    write_atomically(settings / "labconfig" / "page_config.json", json.dumps(page, indent=1) + "\n")
    write_atomically(settings / "jupyter_server_config.json", json.dumps(server, indent=1) + "\n")
    return settings


def command(folder: Path, port: int, browser: bool, instructor: bool, more: list[str]) -> list[str]:
    """Return the command line that becomes JupyterLab."""
    start = "/lab" if instructor else "/lab/tree/Home.ipynb"
    line = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", f"--LabApp.default_url={start}"]
    line += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if not browser:
        line.append("--no-browser")
    if os.geteuid() == 0:
        line.append("--allow-root")  # a container's only user; the server listens on the loopback interface alone
    return line + more


def environment(project: Project, settings: Path) -> dict[str, str]:
    """Return the environment for JupyterLab: this Python's commands first, the course's settings before the user's."""
    beside_python = str(Path(sys.executable).parent)  # jupyter, nbgrader, and the alembic that nbgrader calls
    found = os.environ.get("JUPYTER_CONFIG_PATH")
    return {
        **os.environ,
        "PATH": os.pathsep.join([beside_python, os.environ.get("PATH", os.defpath)]),
        "JUPYTER_CONFIG_PATH": os.pathsep.join([str(settings), *([found] if found else [])]),
        "COURSEKIT_ROOT": str(project.root),
    }
