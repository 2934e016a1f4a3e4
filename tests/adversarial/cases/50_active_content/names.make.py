"""Script in the names of files, of functions and of classes."""


def make(submission):
    submission.files["<img src=x onerror=alert(1)>.txt"] = b"x"
    submission.files["<script>alert('mark-file')<&script>.ipynb"] = b"{}"
    submission.cell("squares").source = (
        'squares = type("<script>alert(1)</script>", (), {"__repr__": lambda self: "<img src=x onerror=alert(1)>"})\n'
        'squares.__name__ = squares.__qualname__ = "</pre><script>alert(\'mark-name\')</script>"'
    )
