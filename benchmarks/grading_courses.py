"""Two small courses for timing, written once and rendered for nbgrader and for otter-grader: same cells, same tests."""

from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell


@dataclass(frozen=True)
class Exercise:
    """A function to write; its visible and its hidden test."""

    name: str
    solution: str
    visible: str
    hidden: str
    points: int = 2

    @property
    def stub(self) -> str:
        return self.solution.splitlines()[0] + "\n    raise NotImplementedError()"


@dataclass(frozen=True)
class Course:
    """One notebook: an import cell and its exercises."""

    name: str
    imports: str
    exercises: tuple[Exercise, ...]


NUMPY = Course(
    "numpy_basics",
    "import numpy as np",
    (
        Exercise(
            "standardise",
            "def standardise(x):\n    return (x - x.mean(axis=0)) / x.std(axis=0)",
            "assert np.allclose(standardise(np.array([[1.0], [3.0]])), [[-1.0], [1.0]])",
            "x = np.random.default_rng(0).normal(size=(50, 4))\nassert np.allclose(standardise(x).std(axis=0), 1)",
        ),
        Exercise(
            "softmax",
            "def softmax(z):\n    e = np.exp(z - z.max(axis=-1, keepdims=True))\n    return e / e.sum(axis=-1, keepdims=True)",
            "assert np.allclose(softmax(np.zeros((1, 4))), 0.25)",
            "z = np.random.default_rng(1).normal(size=(8, 5)) * 100\nassert np.allclose(softmax(z).sum(axis=-1), 1)",
        ),
        Exercise(
            "moving_average",
            "def moving_average(x, k):\n    return np.convolve(x, np.ones(k) / k, mode='valid')",
            "assert np.allclose(moving_average(np.array([1.0, 2.0, 3.0]), 2), [1.5, 2.5])",
            "x = np.arange(30.0) ** 2\nassert np.allclose(moving_average(x, 3), [x[i : i + 3].mean() for i in range(28)])",
        ),
        Exercise(
            "one_hot",
            "def one_hot(labels, classes):\n    return np.eye(classes)[labels]",
            "assert np.array_equal(one_hot(np.array([1, 0]), 2), [[0, 1], [1, 0]])",
            "labels = np.arange(12) % 5\nassert np.array_equal(one_hot(labels, 5).argmax(axis=1), labels)",
        ),
    ),
)

KERAS = Course(
    "keras_basics",
    "import keras\nimport numpy as np",
    (
        Exercise(
            "small_network",
            "def small_network(inputs, hidden):\n"
            "    return keras.Sequential(\n"
            "        [keras.Input((inputs,)), keras.layers.Dense(hidden, activation='relu'), keras.layers.Dense(1)]\n"
            "    )",
            "assert small_network(3, 4).count_params() == 21",
            "assert small_network(7, 5).count_params() == 46",
        ),
        Exercise(
            "final_loss",
            "def final_loss(x, y, epochs):\n"
            "    keras.utils.set_random_seed(0)\n"
            "    model = keras.Sequential([keras.Input((x.shape[1],)), keras.layers.Dense(1)])\n"
            "    model.compile('sgd', 'mse')\n"
            "    return model.fit(x, y, epochs=epochs, verbose=0).history['loss'][-1]",
            "x = np.ones((32, 2))\nassert final_loss(x, np.zeros((32, 1)), 1) >= 0",
            "x = np.random.default_rng(0).normal(size=(64, 3))\n"
            "y = x @ np.array([[1.0], [2.0], [3.0]])\n"
            "assert final_loss(x, y, 3) < float((y**2).mean())",
        ),
        Exercise(
            "accuracy",
            "def accuracy(logits, labels):\n    return float((np.argmax(logits, axis=1) == labels).mean())",
            "assert accuracy(np.eye(3), np.array([0, 1, 1])) == 2 / 3",
            "logits = np.random.default_rng(1).normal(size=(40, 10))\nassert accuracy(logits, logits.argmax(axis=1)) == 1.0",
        ),
    ),
)


def for_nbgrader(course: Course) -> NotebookNode:
    """The course as an nbgrader source notebook."""
    cells = [new_code_cell(course.imports, id="imports")]
    for exercise in course.exercises:
        head, *body = exercise.solution.splitlines()
        answer = "\n".join([head, "    ### BEGIN SOLUTION", *body, "    ### END SOLUTION"])
        test = f"{exercise.visible}\n### BEGIN HIDDEN TESTS\n{exercise.hidden}\n### END HIDDEN TESTS"
        cells.append(_nbgrader_cell(answer, exercise.name, solution=True))
        cells.append(_nbgrader_cell(test, f"check_{exercise.name}", points=exercise.points))
    # The lessons' kernel: under python3, stock nbgrader scores a test cell 0 for TensorFlow's greetings.
    return _notebook(cells, "coursekit")


def for_otter(course: Course) -> NotebookNode:
    """The course as otter-grader's source notebook, for `otter assign`."""
    cells = [new_raw_cell(f"# ASSIGNMENT CONFIG\nname: {course.name}\ngenerate:\n  show_hidden: true")]
    cells.append(new_code_cell(course.imports))
    for exercise in course.exercises:
        cells += [
            new_raw_cell(f"# BEGIN QUESTION\nname: {exercise.name}\npoints: {exercise.points}"),
            new_markdown_cell(f"Write `{exercise.name}`."),
            new_raw_cell("# BEGIN SOLUTION"),
            new_code_cell(exercise.solution),
            new_raw_cell("# END SOLUTION"),
            new_raw_cell("# BEGIN TESTS"),
            new_code_cell(exercise.visible),
            new_code_cell(f'""" # BEGIN TEST CONFIG\nhidden: true\n""" # END TEST CONFIG\n{exercise.hidden}'),
            new_raw_cell("# END TESTS"),
            new_raw_cell("# END QUESTION"),
        ]
    return _notebook(cells, "python3")


def solved(released: NotebookNode, course: Course) -> NotebookNode:
    """A released nbgrader notebook with every answer in place."""
    answers = {exercise.name: exercise.solution for exercise in course.exercises}
    for cell in released.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return released


def _nbgrader_cell(source: str, name: str, *, solution: bool = False, points: int = 0) -> NotebookNode:
    marks = {"schema_version": 3, "grade_id": name, "solution": solution, "grade": not solution, "locked": not solution}
    if not solution:
        marks["points"] = points
    return new_code_cell(source, id=name.replace("_", "-"), metadata={"nbgrader": {**marks, "task": False}})


def _notebook(cells: list[NotebookNode], kernel: str) -> NotebookNode:
    notebook = new_notebook(cells=cells)
    notebook.metadata.kernelspec = {"name": kernel, "display_name": kernel, "language": "python"}
    nbformat.validate(notebook)
    return notebook
