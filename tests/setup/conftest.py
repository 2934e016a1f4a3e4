"""Checkouts of the tiny project, fresh and ready."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from tiny_project import Checkout, make_checkout  # noqa: E402


@pytest.fixture
def checkout(tmp_path) -> Checkout:
    """A fresh checkout, nothing set up."""
    return make_checkout(tmp_path)


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Checkout:
    """A checkout that was set up, shared by the tests of a module: each leaves it ready."""
    checkout = make_checkout(tmp_path_factory.mktemp("ready"))
    done = checkout.set_up()
    assert done.returncode == 0, done.stderr
    checkout.told = done.stdout
    return checkout
