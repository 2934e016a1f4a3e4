import pytest

from coursekit.errors import CourseError
from coursekit.workspace.releases import files_for_learners


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "release" / "01_counting"
    (folder / "pictures").mkdir(parents=True)
    (folder / ".ipynb_checkpoints").mkdir()
    for name in ("one.ipynb", "pictures/kernel.png", "one.md", "answers.py", ".ipynb_checkpoints/one-checkpoint.ipynb"):
        (folder / name).write_bytes(name.encode())
    return folder


def test_notebooks_and_pictures_only(folder):
    files = files_for_learners({"01_counting": folder})
    assert files == {"01_counting/one.ipynb": b"one.ipynb", "01_counting/pictures/kernel.png": b"pictures/kernel.png"}


def test_release_without_a_notebook(tmp_path):
    with pytest.raises(CourseError, match="holds no released notebook; run `coursekit release 02_empty`"):
        files_for_learners({"02_empty": tmp_path / "nothing"})


@pytest.mark.parametrize("secret", ["### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS"])
def test_a_release_that_gives_answers_away_is_refused(folder, secret):
    (folder / "one.ipynb").write_text(f'{{"source": "{secret}\\n x = 1"}}')
    with pytest.raises(CourseError, match="not given to learners"):
        files_for_learners({"01_counting": folder})
