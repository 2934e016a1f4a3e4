"""Real kernels through jupyter_client: what they do, how they end, and that nothing is left of them."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager, start_new_async_kernel
from nbclient import NotebookClient
from warm_kernels import PATIENCE_SECONDS, Kernel, kernel, runtime

from coursekit.kernels import kernelspec, provisioner
from coursekit.kernels.availability import SandboxUnavailable


@pytest.fixture(scope="module", autouse=True)
def folder():
    with runtime() as made:
        yield made


def test_executes_and_shows(folder):
    with kernel() as started:
        assert started.run("print(6 * 7)\n'a' + 'b'") == "42\n'ab'"
        assert started.run("1 / 0") == "ZeroDivisionError: division by zero"
        assert started.run("import os; os.getcwd()") == "'/home/learner/work'"
        assert started.manager.provisioner.contained is True
        pid = started.manager.provisioner.kernel.pid
        rooms = list(folder.glob("k-*"))
    assert started.manager.provisioner.ended["reason"] == "killed"
    assert not psutil.pid_exists(pid)
    assert len(rooms) == 1 and not rooms[0].exists()


def test_names_and_random_numbers_are_its_own():
    said = []
    for _ in range(2):
        with kernel() as started:
            code = "import random, numpy, sys\n(random.random(), numpy.random.random())"
            assert started.run("sorted(name for name in globals() if name[0] != '_')") == (
                "['In', 'Out', 'exit', 'get_ipython', 'open', 'quit']"
            )
            said.append(started.run(code))
    assert said[0] != said[1]


def test_sees_the_files_of_its_folder_but_no_notebook_and_no_zygote(tmp_path, folder):
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "other.ipynb").write_text("{}")
    with kernel(start={"cwd": str(tmp_path)}) as started:
        assert started.run("import os; sorted(os.listdir())") == "['data.csv']"
        assert started.run(f"import os; os.path.exists({str(folder)!r})") == "False"
        links = "[os.readlink(p) for n in range(256) for p in [f'/proc/self/fd/{n}'] if os.path.lexists(p)]"
        assert (
            started.run(f"[path for path in {links} if path[0] == '/' and path[:5] not in ('/dev/', '/tmp/')]") == "[]"
        )
        names = "{line.split()[-1] for line in open('/proc/net/unix') if '.sock' in line}"
        assert started.run(names) == "set()"
    assert (tmp_path / "data.csv").read_text() == "1,2"


def test_environment_is_cleared(monkeypatch):
    monkeypatch.setenv("SECRET_TOKEN", "tell nobody")
    monkeypatch.setenv("TF_CPP_SETTING", "shown")
    with kernel() as started:
        assert (
            started.run("import os; [os.environ.get('SECRET_TOKEN'), os.environ['TF_CPP_SETTING']]")
            == "[None, 'shown']"
        )
        assert started.run("b'tell nobody' in open('/proc/self/environ', 'rb').read()") == "False"


def test_passed_descriptors_arrive():
    reading, writing = os.pipe()
    try:
        with kernel(start={"pass_fds": (writing,)}) as started:
            started.run("import os; os.write(int(os.environ['COURSEKIT_PASSED_FDS']), b'hello')")
            assert os.read(reading, 5) == b"hello"
    finally:
        os.close(reading)
        os.close(writing)


def test_endless_loop_is_interrupted():
    with kernel() as started:
        started.client.execute("while True: pass", stop_on_error=False)
        time.sleep(0.2)
        started.manager.interrupt_kernel()
        assert started.run("1 + 1", timeout=10) == "2"


@pytest.mark.parametrize(
    ("code", "reason", "number"),
    [("import os; os._exit(7)", "exited", 7), ("import os; os.kill(os.getpid(), 11)", "signal", -11)],
)
def test_death_has_a_reason(code, reason, number):
    with kernel() as started:
        started.client.execute(code)
        assert started.wait_until_dead()["reason"] == reason
        assert asyncio.run(started.manager.provisioner.poll()) == number


def test_processor_time_is_limited():
    with kernel(cpu_seconds=2) as started:
        started.client.execute("while True: pass")
        assert started.wait_until_dead()["reason"] == "cpu"


def test_memory_is_limited():
    with kernel(memory_mib=700) as started:
        assert "MemoryError" in started.run("x = bytearray(2 << 30)")
        assert started.run("1 + 1") == "2"


def test_daemons_die_with_the_kernel(folder):
    before = {process.pid for process in psutil.process_iter()}
    with kernel() as started:
        started.run("import subprocess; p = subprocess.Popen(['sleep', '987'], start_new_session=True)")
    left = [p for p in psutil.process_iter(["cmdline"]) if p.pid not in before and "987" in (p.info["cmdline"] or [])]
    assert not left


def test_restart_keeps_the_clients_connection():
    with kernel() as started:
        started.run("x = 1")
        started.manager.restart_kernel(now=True)
        started.client.wait_for_ready(timeout=PATIENCE_SECONDS)
        assert "NameError" in started.run("x")


def test_forked_children_print():
    with kernel() as started:
        code = "import os\nif os.fork() == 0:\n    print('from a child', flush=True)\n    os._exit(0)\n_ = os.wait()"
        assert "from a child" in started.run(code + "; import time; time.sleep(0.3)")


def test_floods_are_cut():
    with kernel(output_mib=8) as started:
        said = started.run("for number in range(100_000): print(number, 'x' * 40)")
        assert said.startswith("0 xxxx") and said.endswith("only every so many steps.]")
        assert len(said) < 1 << 20
        said = started.run("print('y' * 50_000_000)")
        assert said.startswith("yyy") and "more characters]" in said
        said = started.run("from IPython.display import display, HTML; display(HTML('z' * 50_000_000))")
        assert "[output left out: 50,0" in said
        assert started.run("1 + 1") == "2"


def test_graceful_shutdown_is_quick():
    started = Kernel()
    began = time.monotonic()
    started.client.stop_channels()
    started.manager.shutdown_kernel()
    assert time.monotonic() - began < 2
    assert not started.manager.has_kernel


def test_cold_and_warm_say_the_same(monkeypatch):
    code = "import numpy as np, sys, os\nnp.random.seed(1)\nprint(np.random.rand(300, 300).dot(np.ones(300)).sum().hex(), sys.argv, __name__, sys.path[:2])\nsorted(os.environ)"
    with kernel() as warm, kernel(warm=False) as cold:
        assert warm.run(code) == cold.run(code)


def test_async_manager():
    async def session():
        manager, client = await start_new_async_kernel(kernel_name=kernelspec.NAME)
        assert isinstance(manager, AsyncKernelManager)
        reply = await client.execute_interactive("1", timeout=30, output_hook=lambda _: None)
        await manager.interrupt_kernel()
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        return reply["content"]["status"]

    assert asyncio.run(session()) == "ok"


def test_without_a_sandbox_it_refuses_unless_allowed(monkeypatch):
    launched = []

    def refuse(*arguments, sandbox, **settings):
        launched.append(sandbox)
        if sandbox is not None:
            raise SandboxUnavailable("user namespaces are off", "Set user.max_user_namespaces.")
        return real(*arguments, sandbox=sandbox, **settings)

    real = provisioner.launch
    monkeypatch.setattr(provisioner, "launch", refuse)
    with pytest.raises(SandboxUnavailable, match="user.max_user_namespaces"):
        Kernel()
    with kernel(allow_unsandboxed=True) as started:
        assert started.run("1 + 1") == "2"
        assert started.manager.provisioner.contained is False


def notebook(path: Path) -> Path:
    cells = [nbformat.v4.new_code_cell("import os\nprint(os.getcwd())", execution_count=1)]
    cells[0].outputs = [nbformat.v4.new_output("stream", name="stdout", text="/home/learner/work\n")]
    made = nbformat.v4.new_notebook(cells=cells)
    made.metadata.kernelspec = {"name": kernelspec.NAME, "display_name": "x", "language": "python"}
    nbformat.write(made, path)
    return path


def test_nbclient(tmp_path):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("for n in range(10**9): print('flood', n)")])
    client = NotebookClient(made, kernel_name=kernelspec.NAME, timeout=8, interrupt_on_timeout=True, allow_errors=True)
    client.execute()
    assert any("[Output cut" in output.get("text", "") for output in made.cells[0].outputs)
    assert len(nbformat.writes(made)) < 2 << 20


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "papermill", "{notebook}", "{out}", "-k", kernelspec.NAME, "--no-progress-bar"],
        [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-c", os.devnull, "{notebook}"],
    ],
    ids=["papermill", "nbval"],
)
def test_tools_use_it_by_name(command, tmp_path):
    places = {"notebook": str(notebook(tmp_path / "a.ipynb")), "out": str(tmp_path / "out.ipynb")}
    done = subprocess.run(
        [part.format(**places) for part in command], cwd=tmp_path, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if "papermill" in command:
        assert nbformat.read(places["out"], 4).cells[-1].outputs[0].text == "/home/learner/work\n"


def test_keras_in_a_warm_kernel():
    """The whole stack, once: a model is fitted in two kernels of one zygote, in little memory of their own."""
    import coursekit.kernels.preload as preload

    code = (
        "import keras, numpy as np\nkeras.utils.set_random_seed(1)\nx = np.random.rand(64, 8)\n"
        "m = keras.Sequential([keras.layers.Dense(16, 'relu'), keras.layers.Dense(1)])\nm.compile('adam', 'mse')\n"
        "m.fit(x, x.sum(1), epochs=2, verbose=0).history['loss']"
    )
    said = []
    with runtime(",".join(preload.DEFAULT)):
        for _ in range(2):
            with kernel() as started:
                said.append(started.run(code))
                mib = private_mib(started.manager.provisioner.kernel.pid)
                assert "image/png" in shown(started, "import matplotlib.pyplot as plt\n_ = plt.plot([1, 2])")
    assert said[0] == said[1] and said[0].startswith("[")
    assert mib <= 120


def private_mib(process: int) -> float:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


def shown(started: Kernel, code: str) -> set[str]:
    started.run(code)
    return {kind for message in started.messages for kind in message["content"].get("data", {})}


def test_the_store_of_data_sets_can_be_read_and_not_written(tmp_path, monkeypatch):
    store = tmp_path / "store"
    store.mkdir(mode=0o755)
    (store / "pixels.npy").write_text("kept")
    monkeypatch.setenv("COURSEKIT_CACHE", str(store))
    with kernel() as started:
        assert started.run(f"open('{store}/pixels.npy').read()") == "'kept'"
        assert started.run(f"open('{store}/new', 'w')").startswith("OSError: [Errno 30] Read-only file system")
    assert [path.name for path in store.iterdir()] == ["pixels.npy"]
    store.chmod(0o700)  # a private one stops no kernel; it is not shown
    with kernel() as started:
        assert started.run(f"import os; os.path.exists('{store}/pixels.npy')") == "False"
