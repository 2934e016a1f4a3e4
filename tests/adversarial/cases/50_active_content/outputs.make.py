"""Script in baked outputs of every kind: HTML, SVG, JavaScript, LaTeX, Markdown, widgets, errors, streams."""

from nbformat.v4 import new_code_cell, new_output

HTML = (
    "<script>alert('mark-html')</script><img src=x onerror=alert('mark-img')><a href='javascript:alert(1)'>mark-link</a>"
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><form action='//example.org'><input name=a></form>"
    "<meta http-equiv=refresh content='0;url=//example.org'><base href='//example.org/'><object data=x></object><embed src=x>"
    "<svg onload=alert(1)></svg><math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>"
    "<div style=\"background:url('javascript:alert(1)')\">x</div><link rel=stylesheet href='//example.org/x.css'>"
)
SVG = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert('mark-svg')</script><a href='javascript:alert(1)'><text>x</text></a></svg>"
KINDS = {
    "text/html": HTML,
    "image/svg+xml": SVG,
    "application/javascript": "alert('mark-js')",
    "text/latex": "$\\href{javascript:alert(1)}{mark}$</script><script>alert(1)</script>",
    "text/markdown": "[mark](javascript:alert(1)) <img src=x onerror=alert(1)>",
    "application/vnd.jupyter.widget-view+json": {"model_id": "</script><script>alert(1)</script>", "version_major": 2, "version_minor": 0},
    "application/vnd.plotly.v1+json": {"data": "</script><script>alert(1)</script>"},
    "image/png": "x' onerror='alert(1)",
    "application/pdf": "JVBERi0=",
}


def make(submission):
    outputs = [new_output("display_data", {kind: data, "text/plain": "<script>alert(1)</script>"}) for kind, data in KINDS.items()]
    outputs.append(new_output("stream", text="\x1b]8;;javascript:alert(1)\x1b\\<script>alert(1)</script>\x1b[31m<img src=x onerror=alert(1)>"))
    outputs.append(new_output("error", ename="<img src=x onerror=alert(1)>", evalue="</pre><script>alert(1)</script>", traceback=[HTML]))
    submission.notebooks["exercises.ipynb"].cells.append(new_code_cell("pass", outputs=outputs))
