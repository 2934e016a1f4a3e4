"""nbgrader's settings in a learner's workspace: what `nbgrader validate`, `submit` and the Assignment List read."""

from pathlib import Path

TEMPLATE = '''"""nbgrader's settings for this folder, laid by `coursekit workspace`."""

c = get_config()  # noqa: F821 (traitlets puts it there)

c.CourseDirectory.course_id = "coursekit"
c.Exchange.root = {exchange!r}
# Newer versions of a lesson that lie beside yours are not submitted, nor are your answers to the diagnostic.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".nbgrader.log", "*.new.ipynb", "*diagnostic-answers*"]

# Validating runs what grading runs: not the long trainings, which are tagged demo.
c.Execute.skip_cells_with_tag = "demo"
c.Execute.timeout = 120  # seconds a cell
'''


def configuration(exchange: Path) -> str:
    """Return the text of the workspace's nbgrader_config.py.

    Args:
        exchange: Folder in which released and submitted assignments meet.
    """
    return TEMPLATE.format(exchange=str(exchange))
