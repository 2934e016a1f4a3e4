"""Versions and machine, held to what the packages and the system say of themselves."""

import subprocess
import sys

import numpy

from coursekit.execution import surroundings
from coursekit.execution.outcome import Outcome


def test_versions_are_those_that_the_kernels_said():
    one = Outcome("04", "cnn", versions={"keras": "3.1", "tensorflow": "2.2"})
    two = Outcome("04", "conv", versions={"keras": "3.1", "jax": "0.9"})
    three = Outcome("04", "deep", versions={"keras": "3.2"})
    found = surroundings.versions([one, two, three, Outcome("04", "died")])
    assert found.pop("coursekit")
    assert found == {"keras": "3.1, 3.2", "tensorflow": "2.2", "jax": "0.9"}


def test_where_no_kernel_could_be_asked_it_is_this_process():
    found = surroundings.versions([Outcome("04", "died")])
    assert found["numpy"] == numpy.__version__
    assert found["python"] == ".".join(map(str, sys.version_info[:3]))
    assert "coursekit" in found


def test_the_machine_in_words():
    system = subprocess.run(["uname", "-s"], capture_output=True, text=True, check=True).stdout.strip()
    words = surroundings.machine()
    assert words.split()[1].startswith("core") and f", {system} " in words
