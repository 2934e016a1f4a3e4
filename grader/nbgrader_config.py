"""The grader's policy, and nothing else: which folders, which limits, which parts. All verbs stay nbgrader's own."""

from pathlib import Path

from coursekit.project import Project

c = get_config()  # noqa: F821 (traitlets puts it there)
project = Project.find(Path(__file__).parent)

c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.root = str(project.grader)
# What never travels: editors' leavings, lesson sources, and the versions that an update laid beside a learner's own work.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".nbgrader.log", "*.md", "*.new.ipynb"]
c.Exchange.root = str(project.exchange)

# Long trainings and figures are tagged demo: graded cells take seconds and need none of them.
c.Execute.skip_cells_with_tag = "demo"
c.Execute.timeout = 120  # seconds a cell; nbgrader's 30 are less than an import of Keras on a busy machine
c.Execute.shutdown_kernel = "immediate"  # TensorFlow takes 2 s to leave politely
c.OverwriteCells.add_missing_cells = True  # a deleted test cell comes back, and is then failed or passed like any other
