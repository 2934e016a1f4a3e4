"""Files that Python or Jupyter would read by themselves at their start."""

EVIL = b"print('mark-@TOKEN@ shadowed')\nopen('/tmp/mark-@TOKEN@', 'w').close()\n"


def make(submission):
    names = ("sitecustomize.py", "usercustomize.py", "ipython_config.py", "jupyter_config.py", "nbgrader_config.py", "conftest.py")
    for name in (*names, ".ipython/profile_default/startup/00.py", "ipykernel_launcher.py", "ipykernel/__init__.py"):
        submission.files[name] = EVIL
    submission.files["evil.pth"] = b"import os; open('/tmp/mark-@TOKEN@', 'w')\n"
    submission.files["pyvenv.cfg"] = b"home = /tmp\n"
    submission.files[".env"] = b"PYTHONSTARTUP=/tmp/mark-@TOKEN@\n"
