import shutil
from pathlib import Path

import pytest
from workspace_course import notebook, release

from coursekit.lab.commands import grader_folder, learner_folder
from coursekit.project import Project
from coursekit.workspace.commands import prepare, tell, workspace
from coursekit.workspace.laying import BESIDE, KEPT, NEW, SAME, UPDATED


def test_a_learner_gets_lessons_settings_and_home_page_and_nothing_else(project, released):
    (released["01_counting"] / "one.md").write_text("the source, with its solutions")
    laid = prepare(project, project.workspace, released)
    assert {one.outcome for one in laid} == {NEW}
    files = sorted(
        file.relative_to(project.workspace).as_posix() for file in project.workspace.rglob("*") if file.is_file()
    )
    assert files == [
        ".coursekit/laid.json",
        "01_counting/one.ipynb",
        "01_counting/two.ipynb",
        "Home.ipynb",
        "nbgrader_config.py",
    ]
    assert project.exchange.is_dir()


def test_an_update_keeps_work_and_the_home_page_says_so(project, released):
    prepare(project, project.workspace, released)
    mine = notebook("my answer")
    (project.workspace / "01_counting" / "one.ipynb").write_bytes(mine)
    laid = prepare(project, project.workspace, release(project, notebook("1, better"), notebook("2, better")))
    assert [(one.path, one.outcome) for one in laid] == [
        ("01_counting/one.ipynb", BESIDE),
        ("01_counting/two.ipynb", UPDATED),
        ("nbgrader_config.py", SAME),
        ("Home.ipynb", UPDATED),
    ]
    assert (project.workspace / "01_counting" / "one.ipynb").read_bytes() == mine
    assert b"one.new.ipynb" in (project.workspace / "Home.ipynb").read_bytes()
    told = tell(project.workspace, laid)
    assert "2 updated, 1 unchanged, 1 yours and kept as it is" in told
    assert (
        "you changed 01_counting/one.ipynb; it stays. A newer version lies beside it: 01_counting/one.new.ipynb" in told
    )

    again = prepare(project, project.workspace, release(project, notebook("1, better"), notebook("2, better")))
    assert [one.outcome for one in again] == [KEPT, SAME, SAME, SAME]


@pytest.mark.parametrize("changed", [1, 2])
def test_tell_counts(project, released, changed):
    prepare(project, project.workspace, released)
    for name in ("one", "two")[:changed]:
        (project.workspace / "01_counting" / f"{name}.ipynb").write_bytes(b"mine")
    told = tell(project.workspace, prepare(project, project.workspace, released))
    assert told.endswith("1 yours and kept as it is." if changed == 1 else "2 yours and kept as they are.")


REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path, monkeypatch) -> Project:
    """The real course in a checkout of its own."""
    root = tmp_path / "checkout"
    shutil.copytree(REPOSITORY / "course", root / "course")
    (root / "grader").mkdir()
    shutil.copy(REPOSITORY / "grader" / "nbgrader_config.py", root / "grader")
    monkeypatch.setenv("COURSEKIT_ROOT", str(root))
    for name in ("COURSEKIT_WORKSPACE", "COURSEKIT_EXCHANGE"):
        monkeypatch.delenv(name, raising=False)
    return Project(root)


def test_the_real_course_reaches_a_learner_without_its_answers(course, capsys):
    workspace(None)
    told = capsys.readouterr().out
    assert "releasing 04_cnn_cifar10" in told
    files = [file for file in course.workspace.rglob("*") if file.is_file()]
    assert {file.suffix for file in files} == {".ipynb", ".py", ".json"}
    lessons = sorted(course.workspace.glob("*/*.ipynb"))
    assert sorted(file.stem for file in lessons) == sorted(path.stem for path in course.course.glob("0*/*.md"))
    for lesson in lessons:
        text = lesson.read_text()
        assert "BEGIN SOLUTION" not in text
        assert "HIDDEN TESTS" not in text
        assert "YOUR CODE HERE" in text

    assert learner_folder(course) == course.workspace
    assert grader_folder(course) == course.grader
    told = capsys.readouterr().out
    assert "unchanged" in told
    assert "releasing" not in told, "nothing has changed, so nothing is released again"

    elsewhere = course.root.parent / "elsewhere"
    workspace(elsewhere)
    assert (elsewhere / "Home.ipynb").is_file()
