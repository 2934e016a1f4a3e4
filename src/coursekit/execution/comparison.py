"""A pytest plugin for nbval, loaded by `verification`: which parts of an output are not compared.

nbval itself leaves out PNG and JPEG pictures and widget views. Left out too: SVG pictures (matplotlib draws random ids
into them), stderr (log lines and warnings with times and process ids, which no lesson promises), and, against outputs from
another machine, the full digits of a recorded result, which its band is for.
"""

import os

from coursekit.results import MIME

NOT_COMPARED = ("image/svg+xml", "stderr")
ELSEWHERE = "COURSEKIT_OUTPUTS_FROM_ELSEWHERE"  # set where the outputs are those of the repository


def pytest_collection_modifyitems(items):
    """Widen what each collected notebook leaves out, once its cells are known and before any runs."""
    for notebook in {item.parent for item in items}:
        digits = (MIME,) if os.environ.get(ELSEWHERE) else ()
        notebook.skip_compare = (*notebook.skip_compare, *NOT_COMPARED, *digits)
