"""The plugin for nbval; test_verification shows it at work."""

from types import SimpleNamespace

from coursekit.execution.comparison import NOT_COMPARED, pytest_collection_modifyitems


def test_what_nbval_leaves_out_stays_left_out_and_each_notebook_is_widened_once():
    class Notebook:
        skip_compare = ("image/png",)

    notebook = Notebook()
    pytest_collection_modifyitems([SimpleNamespace(parent=notebook), SimpleNamespace(parent=notebook)])
    assert notebook.skip_compare == ("image/png", *NOT_COMPARED)
