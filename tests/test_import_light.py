"""Importing the package or a learner module loads no backend and nothing else that takes seconds."""

import re
import subprocess
import sys

import pytest

HEAVY = {
    "keras",
    "tensorflow",
    "jax",
    "torch",
    "pandas",
    "sklearn",
    "scipy",
    "matplotlib.pyplot",
    "ipywidgets",
    "IPython",
}
LEARNER_MODULES = [
    "gradients",
    "checks",
    "plotting",
    "training",
    "devices",
    "results",
    "explorers",
    "explorers.view",
    "diagnostic",
]


def loaded_by(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter loads for a statement, by Python's own import timing."""
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", statement], capture_output=True, text=True, check=True
    )
    return set(re.findall(r"\|\s+([\w.]+)$", result.stderr, flags=re.MULTILINE))


def test_the_package_loads_nothing_at_all():
    loaded = loaded_by("import coursekit")
    assert "coursekit" in loaded
    assert not loaded & (HEAVY | {"numpy"})


@pytest.mark.parametrize("module", LEARNER_MODULES)
def test_a_learner_module_is_light(module):
    loaded = loaded_by(f"import coursekit.{module}")
    assert f"coursekit.{module}" in loaded
    assert not loaded & HEAVY
