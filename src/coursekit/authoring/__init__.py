"""From a lesson's text to the notebooks that learners open and graders trust.

Reading order: source (MyST to cells), expand (cells to an nbgrader notebook), rules (what a lesson must be), panels (an
exercise's right and wrong answers), recording (an answer that only knows the visible examples), build.

Nothing is imported here: nbformat takes two seconds to import, and `coursekit --help` need not pay them.
"""
