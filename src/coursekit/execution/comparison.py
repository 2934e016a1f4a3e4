"""A pytest plugin for nbval, loaded by `verification`: which parts of an output are not compared.

nbval itself leaves out PNG and JPEG pictures and widget views. Left out too: SVG pictures (matplotlib draws random ids
into them) and stderr (log lines and warnings with times and process ids, which no lesson promises).
"""

NOT_COMPARED = ("image/svg+xml", "stderr")


def pytest_collection_modifyitems(items):
    """Widen what each collected notebook leaves out, once its cells are known and before any runs."""
    for notebook in {item.parent for item in items}:
        notebook.skip_compare = (*notebook.skip_compare, *NOT_COMPARED)
