"""Warm kernels of their own for these tests: a small set of modules, so that the first is ready at once."""

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # `judging` is importable by name beside these tests

PRELOAD = (
    "ipykernel.ipkernel,ipykernel.kernelapp,ipykernel.zmqshell,IPython.core.completer,IPython.core.magics,"
    "IPython.core.pylabtools,tornado.platform.asyncio,zmq.eventloop.zmqstream,numpy,coursekit.checks,"
    "coursekit.kernels.payloads,coursekit.kernels.supervisor,coursekit.grading.judge.guest,"
    "coursekit.grading.judge.process"
)


@pytest.fixture(scope="session")
def small_warm_kernels(tmp_path_factory):
    """Kernels forked from a process that has imported NumPy and IPython, not TensorFlow."""
    folder = tmp_path_factory.mktemp("r", numbered=False)
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSEKIT_RUNTIME", str(folder))
        patch.setenv("COURSEKIT_PRELOAD", PRELOAD)
        yield
        subprocess.run([sys.executable, "-m", "coursekit.kernels.zygote", "stop"], check=True)


PROCESS = """
import sys
from coursekit.grading.judge.guest import serve
namespace = {"__name__": "__main__"}
exec(sys.stdin.read(), namespace)
while serve(int(sys.argv[1]), namespace) == "done":
    pass
"""


@pytest.fixture
def learner():
    """A learner's namespace at the other end of a bridge: in a thread, or in a process of its own that may die.

    learner(source, known=(), given="", process=False, ...) -> bridge, names (the judge's namespace), theirs, child, run(cell)
    """
    import socket
    import subprocess
    import sys
    import threading
    from types import SimpleNamespace

    from coursekit.grading.judge.guest import serve
    from coursekit.grading.judge.remote import Bridge

    ends = []

    def start(source, known=(), given="", process=False, deadline_seconds=20, mirrored_data=()):
        mine, other = socket.socketpair()
        theirs = {"__name__": "__main__"}
        child = None
        if process:
            command = [sys.executable, "-c", PROCESS, str(other.fileno())]
            child = subprocess.Popen(command, stdin=subprocess.PIPE, pass_fds=[other.fileno()], text=True)
            child.stdin.write(given + source)
            child.stdin.close()
            other.close()
        else:
            exec(given + source, theirs)
            threading.Thread(target=serve, args=(other.detach(), theirs), daemon=True).start()
        bridge = Bridge(mine, known_classes=known)
        ends.append((bridge, child))
        names = {"__name__": "__main__"}
        exec(given, names)
        bridge.begin_cell(names, deadline_seconds=deadline_seconds, mirrored_data=mirrored_data)
        bound = {"__name__": "__main__"}
        exec(given + source, bound)
        names.update(bridge.resolve([name for name in bound if not name.startswith("_") and name not in names]))
        return SimpleNamespace(
            bridge=bridge, names=names, theirs=theirs, child=child, run=lambda cell: exec(cell, names)
        )

    yield start
    for bridge, child in ends:
        bridge.close()
        if child is not None:
            child.kill()
            child.wait()
