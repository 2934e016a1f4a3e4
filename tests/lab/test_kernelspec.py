"""The kernel that every lesson names: registered, whole, and silent where there is nothing to say."""

import json
import subprocess
import sys

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient

from coursekit.lab import kernelspec


def test_registered_where_it_is_told(tmp_path):
    assert not kernelspec.registered(tmp_path)
    folder = kernelspec.register(tmp_path)
    assert kernelspec.registered(tmp_path)
    found = KernelSpecManager(kernel_dirs=[str(folder.parent)], ensure_native_kernel=False).get_kernel_spec("coursekit")
    assert found.display_name == "coursekit"
    assert found.argv[0].startswith(sys.prefix)
    assert [file.name for file in folder.iterdir() if file.name.startswith("kernel.json")] == ["kernel.json"]


@pytest.mark.parametrize("content", ["{", json.dumps({"argv": ["/gone/python"]})])
def test_another_kernel_under_its_name_is_noticed(tmp_path, content):
    kernelspec.register(tmp_path)
    (kernelspec.folder(tmp_path) / "kernel.json").write_text(content)
    assert not kernelspec.registered(tmp_path)


def test_registered_from_the_command_line(tmp_path):
    """As `make env` does, in an environment of its own that borrows this one's packages."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "own"], check=True)
    packages = [path for path in sys.path if path.endswith("site-packages")]
    source = kernelspec.__file__.removesuffix("/coursekit/lab/kernelspec.py")
    program = f"import sys, runpy; sys.path += {[*packages, source]!r}; runpy.run_module('coursekit.lab.kernelspec', run_name='__main__')"
    subprocess.run([tmp_path / "own" / "bin" / "python", "-c", program], check=True)
    spec = json.loads((kernelspec.folder(tmp_path / "own") / "kernel.json").read_text())
    assert spec["argv"][0] == str(tmp_path / "own" / "bin" / "python")


def run_cells(kernel_folder, *sources: str) -> list[list[tuple[str, str]]]:
    """(stream, text) of the outputs of each cell, run in the kernel that stands in a folder."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    client = NotebookClient(notebook, kernel_name="coursekit", timeout=300, shutdown_kernel="immediate")
    client.create_kernel_manager()
    client.km.kernel_spec_manager = KernelSpecManager(kernel_dirs=[str(kernel_folder.parent)])
    client.execute()
    return [[(output.get("name"), output.get("text")) for output in cell.outputs] for cell in notebook.cells]


def test_backend_starts_without_noise_and_a_warning_is_still_shown(tmp_path):
    quiet, honest, said = run_cells(
        kernelspec.register(tmp_path),
        "import keras; layer = keras.layers.Dense(2); layer(keras.ops.ones((1, 3))); print('built')",
        "import warnings; warnings.warn('the loss is not finite')",
        "import sys; print('said on stderr', file=sys.stderr)",
    )
    assert quiet == [("stdout", "built\n")]
    [(stream, text)] = honest
    assert stream == "stderr"
    assert "UserWarning: the loss is not finite" in text
    assert said == [("stderr", "said on stderr\n")]
