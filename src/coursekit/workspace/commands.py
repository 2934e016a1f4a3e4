"""`coursekit workspace`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from coursekit.project import Project
from coursekit.workspace.laying import BESIDE, KEPT, NEW, SAME, UPDATED, Laid


def prepare(project: Project, folder: Path, released: Mapping[str, Path]) -> list[Laid]:
    """Lay a workspace: lessons, nbgrader's settings, and the home page.

    Args:
        project: The checkout whose exchange the workspace submits to.
        folder: The workspace.
        released: Module name -> folder of its released notebooks.

    Returns:
        What happened to each file, lessons first.
    """
    from coursekit.syllabus import load
    from coursekit.workspace.configuration import configuration
    from coursekit.workspace.home import NAME, home_page
    from coursekit.workspace.laying import digest_of_sources, lay
    from coursekit.workspace.releases import files_for_learners

    lessons = lay(folder, files_for_learners(released))
    project.exchange.mkdir(parents=True, exist_ok=True)
    settings = lay(folder, {"nbgrader_config.py": configuration(project.exchange).encode()})
    home = lay(folder, {NAME: home_page(load(project.course), lessons)}, digest_of_sources)
    return lessons + settings + home


def tell(folder: Path, laid: list[Laid]) -> str:
    """Say in a few lines what happened in the workspace."""
    counts = {outcome: sum(one.outcome == outcome for one in laid) for outcome in (NEW, UPDATED, SAME, KEPT, BESIDE)}
    words = {NEW: "new", UPDATED: "updated", SAME: "unchanged"}
    parts = [f"{counts[outcome]} {word}" for outcome, word in words.items() if counts[outcome]]
    yours = counts[KEPT] + counts[BESIDE]
    if yours:
        parts.append(f"{yours} yours and kept as {'it is' if yours == 1 else 'they are'}")
    lines = [f"Workspace {folder}: {', '.join(parts)}."]
    lines += [
        f"  you changed {one.path}; it stays. A newer version lies beside it: {one.waiting}"
        for one in laid
        if one.waiting
    ]
    return "\n".join(lines)


def bring_up_to_date(project: Project, folder: Path) -> None:
    """Release what changed, lay it into the workspace, and say so."""
    from coursekit.grading.release import release

    released = release(project, on_step=lambda text: print(f"{text} …", flush=True))
    print(tell(folder, prepare(project, folder, released)), flush=True)


def workspace(
    directory: Annotated[
        Path | None, typer.Argument(help="The folder; ./workspace of the checkout if none is named.", file_okay=False)
    ] = None,
) -> None:
    """Lay or update a learner's workspace: released notebooks, a home page, nbgrader's settings.

    What the learner changed is never overwritten: the newer version is laid beside it as <lesson>.new.ipynb.

    Example: coursekit workspace ~/course
    """
    project = Project.find()
    bring_up_to_date(project, directory.absolute() if directory else project.workspace)
