"""Folders that look like a neighbour's submission, and a configuration that names another learner, inside this one."""


def make(submission):
    submission.files |= {
        "submitted/@NEIGHBOUR@/@ASSIGNMENT@/exercises.ipynb": b"{}",
        "@NEIGHBOUR@/@ASSIGNMENT@/exercises.ipynb": b"{}",
        "nbgrader_config.py": b"c = get_config()\nc.CourseDirectory.student_id = '@NEIGHBOUR@'\n",
        "student_id.txt": b"@NEIGHBOUR@",
    }
    submission.cell("squares").source = "def squares(count):\n    return None"
