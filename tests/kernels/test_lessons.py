"""A property of warm kernels over the lessons: what each one's graded part puts out is what a cold kernel puts out."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from warm_kernels import runtime

from coursekit.authoring.build import build_notebook
from coursekit.kernels import kernelspec, preload
from coursekit.syllabus import load

LESSONS = [lesson for module in load(Path(__file__).parents[2] / "course").modules for lesson in module.lessons]
VARYING = re.compile(r"0x[0-9a-f]{6,}|[0-9a-f]{32}")  # addresses of objects, ids of widgets


@pytest.fixture(scope="module", autouse=True)
def stack():
    with runtime(",".join(preload.DEFAULT)):
        yield


def outputs(notebook: nbformat.NotebookNode, folder: Path) -> list[str]:
    """What each code cell but the demonstrations puts out, by a fresh contained kernel."""
    run = nbformat.from_dict(notebook)
    NotebookClient(
        run,
        kernel_name=kernelspec.NAME,
        timeout=300,
        skip_cells_with_tag="demo",
        shutdown_kernel="immediate",
        coalesce_streams=True,  # where a busy kernel cuts its prints into messages is no property of a lesson
        resources={"metadata": {"path": str(folder)}},
    ).execute()
    assert sum(cell.get("execution_count") is not None for cell in run.cells) >= 10
    compared = [cell for cell in run.cells if "nbval-ignore-output" not in cell.metadata.get("tags", ())]
    return [
        VARYING.sub("…", nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.from_dict(shown(cell))])))
        for cell in compared
        if cell.cell_type == "code"
    ]


def shown(cell: nbformat.NotebookNode) -> dict:
    """A cell without what is of one run only: its times, and ids."""
    return {**cell, "metadata": {}, "id": "cell", "execution_count": None}


@pytest.mark.real_data("cifar10")
@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_warm_and_cold_say_the_same(lesson, tmp_path, monkeypatch):
    notebook = build_notebook(lesson)
    for cell in notebook.cells:
        cell.source = cell.source.replace('PROFILE = "cpu"', 'PROFILE = "smoke"')
    warm = outputs(notebook, tmp_path)
    monkeypatch.setenv("COURSEKIT_NO_WARM", "1")
    assert outputs(notebook, tmp_path) == warm
