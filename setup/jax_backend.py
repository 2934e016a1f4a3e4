"""Puts JAX beside the environment, in .venv/jax, from its own hashed lock; `coursekit run --backend jax` looks there.

Beside it and not in it: TensorFlow imports JAX wherever it finds it, and every kernel would start a second later.

    python3 setup/jax_backend.py            put it there, or return at once
"""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from environment import ROOT, Environment, SetupError, alone, run, say

LOCK = "requirements-jax.lock"


def install(environment):
    """Install what the lock names into .venv/jax; written aside and renamed, so it is there whole or not at all."""
    trouble = environment.trouble()
    if trouble:
        raise SetupError(f"{trouble}; run `make env` first")
    lock = environment.root / LOCK
    recipe = f"{'{}.{}'.format(*environment.version())} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"
    folder = environment.folder / "jax"
    with alone(environment.root):
        if is_made(folder, recipe):
            return
        say("  fetching JAX (about 100 MB)")
        aside = folder.with_name("jax.partial")
        shutil.rmtree(aside, ignore_errors=True)
        quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
        locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock]
        pip = [environment.python, "-m", "pip", "install", *quiet, "--target", aside, *locked]
        run(pip, "pip could not install JAX")
        (aside / "recipe").write_text(recipe)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(aside, folder)
    say("JAX is there: coursekit run --backend jax")


def is_made(folder, recipe):
    """Whether the folder holds what the lock names, for the environment's Python."""
    made = folder / "recipe"
    return made.is_file() and made.read_text() == recipe


def main(root=ROOT):
    try:
        install(Environment(Path(root)))
    except SetupError as problem:
        print(f"make jax: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
