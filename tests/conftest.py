"""What all tests share: the real data, and a private cache so that no test writes into the user's."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

MIRROR = os.environ.get("COURSEKIT_DATA")


def pytest_configure(config):
    config.addinivalue_line("markers", "jax: needs JAX, in the environment or beside it")
    config.addinivalue_line("markers", "battery: a submission of the battery; run by `make battery`")
    config.addinivalue_line(
        "markers", "real_data(name): needs this data set's real files in the mirror named by COURSEKIT_DATA"
    )


def pytest_collection_modifyitems(items):
    """Skip, by name, the tests of real data where there is none, and of JAX where it isn't; nothing else is ever skipped."""
    from coursekit.execution.backends import beside

    has_jax = find_spec("jax") is not None or beside("jax") is not None
    for item in items:
        if item.get_closest_marker("jax") and not has_jax:
            item.add_marker(pytest.mark.skip(reason="JAX is not here: make jax puts it beside the environment"))
        for mark in item.iter_markers("real_data"):
            name = mark.args[0]
            if not MIRROR or not (Path(MIRROR) / name).is_dir():
                item.add_marker(pytest.mark.skip(reason=f"real data not here: {name} (set COURSEKIT_DATA to a mirror)"))


@pytest.fixture
def mirror() -> Path:
    """The folder of real data sets; for tests marked `real_data`."""
    assert MIRROR, "mark this test with @pytest.mark.real_data(<name>)"
    return Path(MIRROR)


@pytest.fixture
def course_cache(tmp_path, monkeypatch) -> Path:
    """An empty, private cache folder, in place of the user's."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("COURSEKIT_CACHE", str(folder))
    return folder


@pytest.fixture(scope="session", autouse=True)
def streams_stay_open():
    """Tell absl, which Keras logs by, to hold the process's own stderr.

    It took pytest's stand-in when a test module imported Keras. When nbgrader then sets up logging anew, absl closes what
    it holds, and with it everything that pytest still has to say.
    """
    from absl import logging

    logging.get_absl_handler().python_handler.setStream(sys.__stderr__)


@pytest.fixture(autouse=True)
def same_environment_after():
    """Take back what a test leaves in the environment: a kernel's application, started in this process, sets FORCE_COLOR."""
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        if name != "PYTEST_CURRENT_TEST":
            del os.environ[name]
    os.environ.update({name: value for name, value in before.items() if name != "PYTEST_CURRENT_TEST"})
