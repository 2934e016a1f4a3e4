"""The many forms of a notebook with right answers: by which program it was saved, how it is written, what stands around the answers."""

import json
import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat import NotebookNode, v4

EXTRA = Path(__file__).parent / "extra_cells.ipy"
TOGETHER = 3  # harmless cells that share a notebook
STYLES: dict[str, Callable[[dict], dict | bytes]] = {}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.12.3",
}
STAMP = "2026-03-01T10:15:30.123456Z"


def style(function: Callable[[dict], dict | bytes]) -> Callable[[dict], dict | bytes]:
    """Register a form: it gets a notebook as plain data and returns it changed, or the bytes of the file."""
    STYLES[function.__name__] = function
    return function


def handed_in(answered: NotebookNode) -> dict[str, bytes]:
    """Every form of the answered notebook, name -> bytes of the file."""
    forms = {}
    for name, function in STYLES.items():
        forms[name] = _bytes(function(_plain(answered)))
    for name, above, below in _extra_notebooks():
        notebook = deepcopy(answered)
        notebook.cells[1:1] = [v4.new_code_cell(text) for text in above]  # after the given imports
        notebook.cells += [v4.new_code_cell(text) for text in below]
        forms[name] = nbformat.writes(notebook).encode()
    return forms


def extra_cells() -> list[tuple[str, str, bool]]:
    """Cells that honest learners add: (place and name, source, whether in a notebook of its own)."""
    cells = []
    for part in re.split(r"^# %% ", EXTRA.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, source = part.partition("\n")
        cells.append((head.replace(" alone", ""), source.strip("\n"), " alone:" in head))
    return cells


def _extra_notebooks() -> list[tuple[str, list[str], list[str]]]:
    shared = [(head, source) for head, source, alone in extra_cells() if not alone]
    groups = [shared[start : start + TOGETHER] for start in range(0, len(shared), TOGETHER)]
    groups += [[(head, source)] for head, source, alone in extra_cells() if alone]
    found = []
    for group in groups:
        above = [source for head, source in group if head.startswith("first")]
        below = [source for head, source in group if head.startswith("last")]
        found.append((" + ".join(head for head, _ in group), above, below))
    return found


def _plain(notebook: NotebookNode) -> dict:
    plain = json.loads(nbformat.writes(notebook))
    for cell in plain["cells"]:
        cell["source"] = "".join(cell["source"])
    return plain


def _bytes(notebook: dict | bytes) -> bytes:
    return notebook if isinstance(notebook, bytes) else json.dumps(notebook, indent=1, ensure_ascii=False).encode()


def _code(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def _answers(notebook: dict) -> list[dict]:
    return [cell for cell in _code(notebook) if cell["metadata"].get("nbgrader", {}).get("solution")]


def _without_ids(notebook: dict, minor: int) -> dict:
    notebook["nbformat_minor"] = minor
    for cell in notebook["cells"]:
        cell.pop("id", None)
    return notebook


# By which program it was saved.


@style
def jupyterlab_4(notebook):
    notebook["metadata"] |= {"language_info": LANGUAGE, "toc-autonumbering": False, "toc-showcode": False}
    for number, cell in enumerate(_code(notebook), start=1):
        cell["execution_count"] = number
        cell["metadata"] |= {
            "editable": True,
            "slideshow": {"slide_type": ""},
            "tags": [],
            "trusted": True,
            "scrolled": True,
            "jupyter": {"source_hidden": False, "outputs_hidden": True},
            "execution": {f"iopub.{event}": STAMP for event in ("execute_input", "status.busy", "status.idle")}
            | {"shell.execute_reply": STAMP},
        }
    return notebook


@style
def notebook_7(notebook):
    notebook["metadata"] = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= {"deletable": False, "collapsed": False}
    return notebook


@style
def notebook_6_with_extensions(notebook):
    notebook["metadata"] |= {
        "hide_input": False,
        "latex_envs": {"LaTeX_envs_menu_present": True, "eqNumInitial": 1},
        "toc": {"base_numbering": 1, "nav_menu": {}, "toc_position": {}},
        "varInspector": {"cols": {"lenName": 16}, "kernels_config": {"python": {"delete_cmd_prefix": "del "}}},
        "celltoolbar": "Create Assignment",
    }
    for cell in _code(notebook):
        cell["metadata"] |= {
            "ExecuteTime": {"end_time": STAMP, "start_time": STAMP},
            "run_control": {"marked": True},
            "code_folding": [0],
        }
    return _without_ids(notebook, 4)


@style
def vs_code(notebook):
    notebook["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.3)", "language": "python", "name": "python3"},
        "language_info": LANGUAGE,
        "orig_nbformat": 4,
        "vscode": {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b9275f58929596ceb00d14d90e3e16cd6"}},
    }
    for cell in notebook["cells"]:
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["source"] = cell["source"].splitlines(keepends=True)
    return _without_ids(notebook, 2)


@style
def colab(notebook):
    user = {"displayName": "Ada L", "userId": "01234567890123456789"}
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"Xy{number}abcDEF_-", "outputId": f"0a{number}-9c"}
        if cell["cell_type"] == "code":
            cell["metadata"] |= {
                "colab": {"base_uri": "https://localhost:8080/", "height": 35},
                "executionInfo": {
                    "status": "ok",
                    "timestamp": 1772360130123,
                    "user_tz": -60,
                    "elapsed": 7,
                    "user": user,
                },
            }
    notebook["metadata"] = {
        "accelerator": "GPU",
        "colab": {
            "provenance": [],
            "collapsed_sections": ["a1"],
            "authorship_tag": "ABX9TyNabc",
            "gpuType": "T4",
            "toc_visible": True,
        },
        "gpuClass": "standard",
        "kernelspec": {"display_name": "Python 3", "name": "python3"},
        "language_info": {"name": "python"},
        # Colab writes the models straight into this key, without the "state" that nbconvert looks for.
        "widgets": {
            "application/vnd.jupyter.widget-state+json": {
                "0a1b": {
                    "model_module": "@jupyter-widgets/controls",
                    "model_name": "HBoxModel",
                    "model_module_version": "1.5.0",
                    "state": {},
                }
            }
        },
    }
    return _without_ids(notebook, 0)


@style
def nteract(notebook):
    notebook["metadata"] |= {"kernel_info": {"name": "python3"}, "nteract": {"version": "0.28.0"}}
    for cell in notebook["cells"]:
        cell["metadata"] |= {
            "nteract": {"transient": {"deleting": False}},
            "jupyter": {"source_hidden": False, "outputs_hidden": False},
            "collapsed": True,
            "outputExpanded": False,
        }
    return _without_ids(notebook, 0)


@style
def kaggle(notebook):
    notebook["metadata"] |= {
        "kaggle": {
            "accelerator": "none",
            "dataSources": [],
            "isInternetEnabled": True,
            "language": "python",
            "sourceType": "notebook",
        }
    }
    for cell in _code(notebook):
        cell["metadata"] |= {
            "_kg_hide-input": True,
            "_uuid": "8f2839f25d086af736a60e9eeb907d3b93b6e0e5",
            "trusted": True,
        }
    return _without_ids(notebook, 4)


@style
def deepnote(notebook):
    notebook["metadata"] |= {
        "deepnote_notebook_id": "9b0c",
        "deepnote_execution_queue": [],
        "orig_nbformat": 2,
        "is_deepnote": True,
    }
    for number, cell in enumerate(notebook["cells"]):
        kind = cell["cell_type"]
        cell["metadata"] |= {
            "cell_id": f"00{number}-a",
            "deepnote_cell_type": kind,
            "tags": [],
            "source_hash": "b623e53d",
            "execution_millis": 1,
        }
    return _without_ids(notebook, 2)


@style
def pycharm(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["pycharm"] = {"name": "#%%\n", "is_executing": False}
    return _without_ids(notebook, 1)


@style
def databricks(notebook):
    notebook["metadata"]["application/vnd.databricks.v1+notebook"] = {
        "dashboards": [],
        "language": "python",
        "notebookName": "x",
        "widgets": {},
    }
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"]["application/vnd.databricks.v1+cell"] = {
            "inputWidgets": {},
            "nuid": f"{number}-0",
            "showTitle": False,
            "title": "",
        }
    return _without_ids(notebook, 0)


@style
def sagemaker(notebook):
    notebook["metadata"] |= {
        "availableInstances": [{"_defaultOrder": 0, "_isFastLaunch": True, "name": "ml.t3.medium", "vcpuNum": 2}],
        "instance_type": "ml.t3.medium",
        "kernelspec": {
            "display_name": "Python 3 (Data Science 3.0)",
            "language": "python",
            "name": "python3__SAGEMAKER_INTERNAL__arn:aws:x",
        },
    }
    return _without_ids(notebook, 4)


@style
def jupyterlite(notebook):
    notebook["metadata"] |= {
        "kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"},
        "language_info": LANGUAGE | {"codemirror_mode": {"name": "python", "version": 3}, "version": "3.8"},
    }
    return notebook


@style
def jupytext_pair(notebook):
    notebook["metadata"]["jupytext"] = {
        "formats": "ipynb,py:percent",
        "text_representation": {"extension": ".py", "format_name": "percent"},
    }
    return notebook


@style
def papermill_run(notebook):
    notebook["metadata"]["papermill"] = {
        "duration": 3.1,
        "exception": None,
        "input_path": "a.ipynb",
        "parameters": {"n": 1},
        "version": "2.6.0",
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= {
            "papermill": {"duration": 0.01, "exception": False, "start_time": STAMP, "status": "completed"},
            "tags": ["parameters"],
        }
    return notebook


@style
def saved_with_widgets(notebook):
    model = {
        "model_module": "@jupyter-widgets/base",
        "model_module_version": "2.0.0",
        "model_name": "LayoutModel",
        "state": {},
    }
    notebook["metadata"]["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {
            "state": {"0a1b2c": model},
            "version_major": 2,
            "version_minor": 0,
        }
    }
    view = {"model_id": "0a1b2c", "version_major": 2, "version_minor": 0}
    data = {"application/vnd.jupyter.widget-view+json": view, "text/plain": ["IntSlider(value=3)"]}
    _code(notebook)[0]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
    return notebook


# How it is written.


@style
def minor_2(notebook):
    return _without_ids(notebook, 2)


@style
def minor_3(notebook):
    return _without_ids(notebook, 3)


@style
def minor_4(notebook):
    return _without_ids(notebook, 4)


@style
def minor_5_without_ids(notebook):
    return _without_ids(notebook, 5)


@style
def minor_4_with_ids(notebook):
    notebook["nbformat_minor"] = 4
    return notebook


@style
def ids_as_uuids(notebook):
    for number, cell in enumerate(notebook["cells"]):
        cell["id"] = f"5bf7c1d2-0f7e-4a7c-9b58-{number:012x}"
    return notebook


@style
def windows_line_ends_in_the_file(notebook):
    return _bytes(notebook).replace(b"\n", b"\r\n")


@style
def windows_line_ends_in_the_cells(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")
    return notebook


@style
def windows_line_ends_in_the_answers(notebook):
    for cell in _answers(notebook):
        cell["source"] = [line + "\r\n" for line in cell["source"].split("\n")]
    return notebook


@style
def one_line(notebook):
    return json.dumps(notebook, separators=(",", ":")).encode()


@style
def ascii_only(notebook):
    return json.dumps(notebook, ensure_ascii=True, indent=4).encode()


@style
def tabs_and_keys_the_other_way_round(notebook):
    turned = dict(reversed(notebook.items()))
    turned["cells"] = [dict(reversed(cell.items())) for cell in notebook["cells"]]
    return json.dumps(turned, indent="\t").encode() + b"\n\n\n"


@style
def sources_as_lists(notebook):
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return notebook


@style
def sources_as_lists_of_pieces(notebook):
    for cell in notebook["cells"]:
        cell["source"] = re.findall(r"(?s).{1,7}", cell["source"])
    return notebook


# How the answers are written.


@style
def comments_of_many_languages(notebook):
    remarks = [
        "# 计算结果：返回列表",
        "# تعليق من اليمين إلى اليسار",
        "# комментарий",
        "# ñandú, größer, œuvre",
        "# 🎉👩‍👩‍👧‍👦 done ✅",
        "# הערה",
    ]
    for cell, remark in zip(_answers(notebook), remarks * 3, strict=False):
        cell["source"] = f"{remark}\n{cell['source']}\n{remark}"
    return notebook


@style
def docstrings_of_many_languages(notebook):
    for cell in _answers(notebook):
        cell["source"] = re.sub(
            r'"""(.*?)"""', '"""返回结果。 يعيد النتيجة. Gibt das Ergebnis zurück. 🎓"""', cell["source"], count=1
        )
    return notebook


@style
def tabs_for_spaces(notebook):
    for cell in _answers(notebook):
        cell["source"] = re.sub(r"(?m)^(?: {4})+", lambda match: "\t" * (len(match[0]) // 4), cell["source"])
    return notebook


@style
def two_spaces(notebook):
    for cell in _answers(notebook):
        cell["source"] = re.sub(r"(?m)^(?: {4})+", lambda match: "  " * (len(match[0]) // 4), cell["source"])
    return notebook


@style
def form_feeds(notebook):
    for cell in _answers(notebook):
        cell["source"] = "\x0c\n" + cell["source"] + "\n\x0c"
    return notebook


@style
def very_long_lines(notebook):
    for cell in _answers(notebook):
        cell["source"] += "\n# " + "long " * 20_000 + "\nlong_name = (" + " + ".join(["1"] * 500) + ")"
    return notebook


@style
def spaces_at_line_ends(notebook):
    for cell in _answers(notebook):
        cell["source"] = "\n\n" + re.sub(r"(?m)$", "   ", cell["source"]) + "\n   \n\n"
    return notebook


@style
def line_separators_in_comments(notebook):
    for cell in _answers(notebook):
        cell["source"] += "\n# one\u2028two\u2029three\x85four\x0bfive\xa0six"
    return notebook


@style
def semicolons_after_everything(notebook):
    for cell in _answers(notebook):
        cell["source"] += "\npass;"
    return notebook


@style
def printed_traces(notebook):
    for cell in _answers(notebook):
        name = cell["metadata"]["nbgrader"]["grade_id"]
        cell["source"] += f"\nimport sys\nprint('defined', '{name}')\nprint('{name} is ready', file=sys.stderr)\n{name}"
    return notebook


# What stands around the answers.


@style
def run_out_of_order(notebook):
    for number, cell in enumerate(_code(notebook)):
        cell["execution_count"] = 97 - 3 * number
    return notebook


@style
def outputs_baked_in(notebook):
    stream = {"output_type": "stream", "name": "stderr", "text": ["DeprecationWarning: old\n"]}
    error = {
        "output_type": "error",
        "ename": "AssertionError",
        "evalue": "it failed before",
        "traceback": ["Traceback", "\x1b[31mit failed\x1b[0m"],
    }
    result = {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": {"text/plain": ["0.0"]}}
    for cell in _code(notebook):
        cell["outputs"] = [stream, error, result]
    return notebook


@style
def collapsed_and_hidden(notebook):
    for cell in _code(notebook):
        cell["metadata"] |= {
            "collapsed": True,
            "hide_input": True,
            "tags": ["hide-input", "remove-output"],
            "jupyter": {"source_hidden": True},
        }
    return notebook


@style
def demo_tags_of_the_learner(notebook):
    for cell in _answers(notebook):
        cell["metadata"]["tags"] = ["wichtig", "my demo"]
    return notebook


@style
def text_and_raw_cells_between(notebook):
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        note = {
            "cell_type": "markdown",
            "id": f"note{number}",
            "metadata": {},
            "source": f"**Note {number}**: $x^2$ ![](https://example.org/x.png)",
        }
        raw = {
            "cell_type": "raw",
            "id": f"raw{number}",
            "metadata": {"format": "text/restructuredtext"},
            "source": ".. note:: x",
        }
        cells += [note, cell, raw]
    notebook["cells"] = cells
    return notebook


@style
def empty_cells_between(notebook):
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        empty = {
            "cell_type": "code",
            "id": f"e{number}",
            "metadata": {},
            "source": "",
            "outputs": [],
            "execution_count": None,
        }
        cells += [cell, empty]
    notebook["cells"] = cells
    return notebook


@style
def pictures_attached(notebook):
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    text = {
        "cell_type": "markdown",
        "id": "picture",
        "metadata": {},
        "source": "![photo of my notes](attachment:notes.png)",
        "attachments": {"notes.png": {"image/png": pixel}},
    }
    notebook["cells"].insert(1, text)
    return notebook


@style
def answers_split_by_the_editor(notebook):
    """JupyterLab's "split cell" leaves the grading metadata on both halves."""
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        if cell in _answers(notebook):
            first = deepcopy(cell) | {"id": f"half{number}", "source": "# I think about it first.\nthought = True"}
            cells.append(first)
        cells.append(cell)
    notebook["cells"] = cells
    return notebook


@style
def answers_tried_again_in_cells_below(notebook):
    cells = []
    for number, cell in enumerate(notebook["cells"]):
        cells.append(cell)
        if cell in _answers(notebook):
            again = {
                "cell_type": "code",
                "id": f"again{number}",
                "metadata": {},
                "source": cell["source"],
                "outputs": [],
                "execution_count": None,
            }
            cells.append(again)
    notebook["cells"] = cells
    return notebook


@style
def all_answers_in_one_cell_at_the_top(notebook):
    answers = _answers(notebook)
    source = "\n\n\n".join(cell["source"] for cell in answers)
    for cell in answers:
        cell["source"] = "# see the first cell"
    top = {"cell_type": "code", "id": "top", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    notebook["cells"].insert(1, top)
    return notebook


@style
def exercises_in_another_order(notebook):
    """Question, answer and test of each exercise are moved together; each still stands before what needs it."""
    head, *cells = notebook["cells"]
    exercises = [cells[start : start + 3] for start in range(0, len(cells), 3)]
    notebook["cells"] = [head, *(cell for exercise in reversed(exercises) for cell in exercise)]
    return notebook


@style
def questions_deleted(notebook):
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return notebook


@style
def trusted_and_signed(notebook):
    notebook["metadata"] |= {
        "signature": "sha256:0123456789abcdef",
        "trusted": True,
        "authors": [{"name": "Zoë"}],
        "title": "Übung 1",
    }
    return notebook
