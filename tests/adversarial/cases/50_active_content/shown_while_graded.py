# %% first
from IPython.display import HTML, SVG, Javascript, Latex, Markdown, display

display(HTML("<script>alert('mark-html')</script><img src=x onerror=alert(1)><iframe src='javascript:alert(1)'></iframe><style>@import '//example.org/x.css';</style>"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"))
display(Javascript("alert('mark-js')"), Markdown("[x](javascript:alert(1)) <script>alert(1)</script>"), Latex("</script><script>alert(1)</script>"))
display({"text/html": ["<scr", "ipt>alert(1)</scr", "ipt>"], "text/plain": "<b>"}, raw=True)
display({"text/vnd.mermaid": "<img src=x onerror=alert(1)>", "application/vnd.jupyter.widget-view+json": {"model_id": "x"}}, raw=True)
print("<script>alert('mark-print')</script>")

# %% answer squares
class Picture(list):
    def _repr_html_(self):
        return "<script>alert(1)</script>"

    def __repr__(self):
        return "<script>alert('mark-repr')</script>"


def squares(count):
    raise ValueError("<script>alert('mark-error')</script><img src=x onerror=alert(1)>")

# %% answer normalise
def normalise(values):
    return "<script>alert('mark-value')</script><img src=x onerror=alert(1)>"
