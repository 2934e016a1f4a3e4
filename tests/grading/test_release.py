"""Releasing: once, again at once, and again when a lesson changed."""

import nbformat
import pytest

from coursekit.errors import CourseError
from coursekit.grading.release import STATE, release


def test_release_again_only_when_something_changed(project, module):
    steps = []
    folder = release(project, on_step=steps.append)["09_small"]
    notebook = nbformat.read(folder / "small.ipynb", as_version=4)
    text = nbformat.writes(notebook)
    assert "YOUR CODE HERE" in text and "BEGIN SOLUTION" not in text and "HIDDEN" not in text
    assert (project.exchange / "coursekit" / "outbound" / "09_small" / "small.ipynb").is_file()

    release(project, on_step=steps.append)
    assert steps == ["releasing 09_small"]

    path = module.lessons[0].path
    path.write_text(path.read_text().replace("The end.", "The very end."))
    (project.grader / STATE).write_text("not json")
    release(project, ["09_small"], on_step=steps.append)
    assert steps == ["releasing 09_small"] * 2
    assert "The very end." in (folder / "small.ipynb").read_text()


def test_what_nbgrader_refuses_is_passed_on(project, monkeypatch):
    (project.grader / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.db_url = 'nonsense'\n")
    with pytest.raises(CourseError, match="nbgrader generate_assignment 09_small failed"):
        release(project)
