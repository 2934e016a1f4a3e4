"""JAX beside the environment, on the tiny project: put there, at once again, renewed, refused."""

import subprocess
import sys

from tiny_project import make_wheel


def put(checkout) -> subprocess.CompletedProcess:
    script = [sys.executable, checkout.root / "setup" / "jax_backend.py"]
    return subprocess.run(script, capture_output=True, text=True, env=checkout.variables(), timeout=120)


def lock_jax(checkout, version: str) -> None:
    (checkout.root / "requirements-jax.lock").write_text(make_wheel(checkout.wheels, "jax", version))


def test_it_lands_beside_the_environment_and_not_in_it(ready):
    lock_jax(ready, "1.0")
    done = put(ready)
    assert (done.returncode, done.stderr) == (0, "")
    assert "coursekit run --backend jax" in done.stdout
    assert (ready.venv / "jax" / "jax.py").read_text() == "VERSION = '1.0'\n"
    assert not (ready.packages / "jax.py").exists()
    again = put(ready)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert ready.set_up("--check").stdout == "ready\n"


def test_a_new_lock_replaces_it_whole(ready):
    lock_jax(ready, "1.0")
    put(ready)
    (ready.venv / "jax" / "left_over.py").touch()
    lock_jax(ready, "2.0")
    assert put(ready).returncode == 0
    assert (ready.venv / "jax" / "jax.py").read_text() == "VERSION = '2.0'\n"
    assert not (ready.venv / "jax" / "left_over.py").exists()


def test_a_wrong_hash_leaves_what_was_there(ready):
    lock_jax(ready, "2.0")
    put(ready)
    (ready.root / "requirements-jax.lock").write_text("jax==2.0 --hash=sha256:" + "0" * 64 + "\n")
    refused = put(ready)
    assert refused.returncode == 1
    assert "make jax: pip could not install JAX" in refused.stderr
    assert (ready.venv / "jax" / "jax.py").read_text() == "VERSION = '2.0'\n"


def test_without_an_environment_it_says_what_comes_first(checkout):
    lock_jax(checkout, "1.0")
    refused = put(checkout)
    assert refused.returncode == 1
    assert "there is no environment here yet; run `make env` first" in refused.stderr
