"""nbgrader's Autograde, which also keeps the exception that made a submission fail instead of only logging it."""

from nbgrader.converters import Autograde


class RecordingAutograde(Autograde):
    """Autograde that remembers what went wrong in `problem`; converts exactly as its parent does."""

    problem: Exception | None = None

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._recorded():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        with self._recorded():
            super().convert_single_notebook(notebook_filename)

    def _recorded(self) -> "_Recorder":
        return _Recorder(self)


class _Recorder:
    def __init__(self, converter: RecordingAutograde):
        self.converter = converter

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, problem, traceback) -> None:
        if isinstance(problem, Exception):
            self.converter.problem = problem
