"""What runs where; machines with other hardware are stood in for by folders laid out like theirs."""

import os
import subprocess
import sys
from importlib.metadata import version

from coursekit import devices


def in_a_fresh_process(code: str, **environment) -> str:
    """Run code where nothing is loaded yet; return what it prints."""
    clean = {name: value for name, value in os.environ.items() if name not in ("KERAS_BACKEND", "KERAS_HOME")}
    result = subprocess.run(
        [sys.executable, "-c", f"import sys; from coursekit import devices; {code}"],
        env=clean | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


def test_the_backend_is_known_without_loading_it(tmp_path):
    loads_nothing = "; assert not {'keras', 'tensorflow', 'jax'} & set(sys.modules)"
    code = "print(devices.backend())" + loads_nothing
    assert in_a_fresh_process(code, KERAS_HOME=str(tmp_path)) == "tensorflow"
    assert in_a_fresh_process(code, KERAS_HOME=str(tmp_path), KERAS_BACKEND="jax") == "jax"
    (tmp_path / "keras.json").write_text('{"backend": "torch"}')
    assert in_a_fresh_process(code, KERAS_HOME=str(tmp_path)) == "torch"
    (tmp_path / "keras.json").write_text("[]")
    assert in_a_fresh_process(code, KERAS_HOME=str(tmp_path)) == "tensorflow"


def test_the_order_is_environment_then_file_then_tensorflow(monkeypatch, tmp_path):
    monkeypatch.delitem(sys.modules, "keras", raising=False)
    monkeypatch.delenv("KERAS_BACKEND", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    assert devices.backend() == "tensorflow"
    (tmp_path / "keras.json").write_text('{"backend": "torch"}')
    assert devices.backend() == "torch"
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert devices.backend() == "jax"


def test_a_loaded_keras_is_asked():
    import keras

    assert devices.backend() == keras.backend.backend()


def test_a_hidden_gpu_is_not_woken():
    code = "print(devices.describe()); assert 'tensorflow' not in sys.modules"
    text = in_a_fresh_process(code, CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")
    assert text.startswith(f"Keras {version('keras')} on TensorFlow {version('tensorflow')} computes on the CPU (")


def test_the_answer_agrees_with_tensorflow():
    import tensorflow

    seen = tensorflow.config.list_physical_devices("GPU")
    assert devices._backend_sees_gpu("tensorflow") == bool(seen)
    assert devices.device() == ("gpu" if seen else "cpu") or devices.backend() != "tensorflow"


def test_the_words_for_a_gpu(monkeypatch, tmp_path):
    card = tmp_path / "0000:00:1e.0"
    card.mkdir()
    (card / "information").write_text("IRQ: 10\nModel: \t\t Tesla T4\n")
    monkeypatch.setattr(devices, "_NVIDIA_CARDS", tmp_path)
    monkeypatch.setattr(devices, "device", lambda: "gpu")
    assert devices.describe().endswith("computes on the GPU (Tesla T4).")
    (card / "information").write_text("IRQ: 10\n")
    assert devices.describe().endswith("computes on the GPU.")


def test_a_backend_that_is_not_installed_has_no_version(monkeypatch):
    monkeypatch.setattr(devices, "backend", lambda: "unknown-backend")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "")
    assert " on unknown-backend computes on the CPU" in devices.describe()
    assert not devices._backend_sees_gpu("unknown-backend")


def test_apple_processors_have_a_gpu(monkeypatch):
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(devices.sys, "platform", "darwin")
    monkeypatch.setattr(devices.platform, "machine", lambda: "arm64")
    assert devices.accelerators()
    monkeypatch.setattr(devices.platform, "machine", lambda: "x86_64")
    assert not devices.accelerators()


def test_cores_are_those_that_this_process_may_use():
    assert 0 < devices.usable_cores() <= (os.cpu_count() or 1)


def test_a_tensor_comes_back_in_the_precision_that_keras_kept(monkeypatch):
    """Keras's rule is asked, not the tensor's dtype: its own words for JAX are float32."""
    import keras
    import numpy as np

    numbers = keras.ops.convert_to_tensor(np.array([[1.0, 2.0]]), dtype="float64")
    assert keras.backend.result_type("float64", float) == "float64"  # TensorFlow
    assert devices.to_numpy(numbers).dtype == "float64"
    monkeypatch.setattr(keras.backend, "result_type", lambda *dtypes: "float32")
    assert devices.to_numpy(numbers).dtype == "float32"
    assert devices.to_numpy(keras.ops.convert_to_tensor([True, False])).tolist() == [True, False]


def test_a_tensor_is_asked_where_it_lies(monkeypatch):
    import keras

    assert devices.placed() == "cpu" or devices.device() == "gpu"

    class OnGpu:
        device = "/job:localhost/replica:0/task:0/device:GPU:0"

        def devices(self):
            return "{CudaDevice(id=0)}"

    monkeypatch.setattr(keras.ops, "matmul", lambda a, b: OnGpu())
    assert devices.placed() == "gpu"
    monkeypatch.setattr(devices, "backend", lambda: "jax")
    assert devices.placed() == "gpu"


def test_versions_name_what_a_result_may_depend_on(monkeypatch):
    import importlib.metadata
    import platform

    found = devices.versions()
    assert found["python"] == platform.python_version()
    assert {name: found[name] for name in ("keras", "numpy")} == {
        name: importlib.metadata.version(name) for name in ("keras", "numpy")
    }
    assert set(found) - {"python", "keras", "numpy"} == {devices.backend()}
    monkeypatch.setattr(devices, "backend", lambda: "not-installed")
    assert set(devices.versions()) == {"python", "keras", "numpy"}
