"""What stays out, and that notebooks are checked all the same."""

import subprocess
import sys

PROGRAM = """
import sys
from coursekit.grading.jobs import early
import nbformat
assert sys.modules["rfc3987_syntax"] is None and "lark" not in sys.modules
try:
    nbformat.validate(nbformat.v4.new_notebook(cells=[{"cell_type": "code"}]))
except nbformat.ValidationError:
    print("refused")
"""


def test_jsonschema_goes_without_its_grammars_and_notebooks_are_still_checked():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == "refused\n"
