"""Script in titles, names, tags, ids and every other place of metadata that a page may show."""

HTML = "</title></script><script>alert('mark-meta')</script><img src=x onerror=alert(1)>"


def make(submission):
    notebook = submission.notebooks["exercises.ipynb"]
    notebook.metadata.update(
        {
            "title": HTML,
            "authors": [{"name": HTML}],
            "kernelspec": {"name": "python3", "display_name": HTML, "language": HTML},
            "language_info": {"name": HTML, "pygments_lexer": HTML, "mimetype": HTML, "codemirror_mode": HTML, "file_extension": HTML},
            "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {HTML: {"model_name": HTML}}, "version_major": 2}},
            "celltoolbar": HTML,
            "nbgrader": {"comment": HTML},
            "coursekit": {"mends": [{"code": "x", "file": HTML, "cell": HTML, "text": HTML}]},
        }
    )
    for cell in notebook.cells:
        cell.metadata["tags"] = [HTML, "hide-input"]
        cell.metadata["coursekit"] = {"reason": HTML, "score": 1e9, "misconception": HTML}
        cell.metadata["slideshow"] = {"slide_type": HTML}
