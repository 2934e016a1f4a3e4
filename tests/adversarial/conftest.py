"""The battery's modules, importable by the tests here as `adversarial.<name>`, and its batches, each graded once."""

import shutil
import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from adversarial.identity import MYSELF, Identity  # noqa: E402
from adversarial.runner import Battery, Outcome  # noqa: E402
from adversarial.submission import chosen  # noqa: E402

Key = tuple[str, str, Identity]

CONFIGS = {  # lines of configuration for a family's batch: limits near enough that the battery ends
    "forging": "c.Execute.timeout = 10\n",
    "leaking": "c.Execute.timeout = 30\n",
    "exhausting": """\
c.Execute.timeout = 3
c.SandboxProvisioner.memory_mib = 3072
c.SandboxProvisioner.processes = 100
c.SandboxProvisioner.output_mib = 2
c.SandboxProvisioner.disk_mib = 256
c.SandboxProvisioner.file_mib = 64
c.SandboxProvisioner.cpu_seconds = 60
c.SandboxProvisioner.submission_seconds = 60
""",
}


@pytest.fixture(scope="session")
def batch(request):
    """Grade the variants of a family, once: batch(family, notebook, identity) -> Outcome.

    Batches that tests name in a parameter `key` are graded two at a time, and begin with the first that is asked for.
    """
    folders: list[Path] = []
    running: dict[Key, Future[Outcome]] = {}

    def start(key: Key) -> Future[Outcome]:
        if key not in running:
            folders.append(Path(tempfile.mkdtemp(prefix="ck-")))  # short: sockets lie below it
            running[key] = pool.submit(_grade, key, folders[-1])
        return running[key]

    def grade(family: str, notebook: str = "exercises", identity: Identity = MYSELF) -> Outcome:
        for item in request.session.items:
            if key := getattr(item, "callspec", None) and item.callspec.params.get("key"):
                start(key)
        return start((family, notebook, identity)).result()

    with ThreadPoolExecutor(max_workers=2) as pool:
        yield grade
    for folder in folders:
        shutil.rmtree(folder)


def _grade(key: Key, folder: Path) -> Outcome:
    family, notebook, identity = key
    battery = Battery(folder, notebook, CONFIGS.get(family, ""), identity=identity)
    return battery.grade([variant for variant in chosen(family, identity) if variant.notebook == notebook])


def pytest_collection_modifyitems(items):
    """The battery grades some six hundred submissions; `make battery` runs it, `make test` does not."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.battery)
