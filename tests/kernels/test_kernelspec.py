"""The kernel `coursekit-sandbox` is registered where Jupyter looks."""

import json

from coursekit.kernels import kernelspec


def test_register_and_registered(tmp_path):
    assert not kernelspec.registered(tmp_path)
    folder = kernelspec.register(tmp_path)
    assert kernelspec.registered(tmp_path)
    written = json.loads((folder / "kernel.json").read_text())
    assert written["metadata"]["kernel_provisioner"]["provisioner_name"] == "coursekit-sandbox"
    assert written["interrupt_mode"] == "message"
    (folder / "kernel.json").write_text("{}")
    assert not kernelspec.registered(tmp_path)
