"""From a lesson's text to the notebooks that learners open and graders trust.

Reading order: source (MyST to cells), expand (cells to an nbgrader notebook), rules (what a lesson must be), panels (an
exercise's right and wrong answers), recording (an answer that only knows the visible examples), build.

Nothing that takes time is imported here: `coursekit --help` need not wait for nbformat.
"""

from coursekit import lean  # noqa: F401 (before nbformat)
