"""The run on other versions, on a tiny course with wheels of its own and uv's real resolver: no network is asked."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tiny_project import SETUP, make_wheel

PYPROJECT = """\
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "coursekit"
version = "0.1.0"
dependencies = ["tool>={bound}"]
"""
BACKEND = """
import os, zipfile

def build_editable(wheel_directory, config_settings=None, metadata_directory=None):
    name, claim = "coursekit-0.1.0-py3-none-any.whl", "coursekit-0.1.0.dist-info"
    with zipfile.ZipFile(os.path.join(wheel_directory, name), "w") as wheel:
        wheel.writestr("coursekit-place.pth", os.getcwd())
        wheel.writestr(f"{claim}/METADATA", "Metadata-Version: 2.1\\nName: coursekit\\nVersion: 0.1.0\\n")
        wheel.writestr(f"{claim}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{claim}/entry_points.txt", "[console_scripts]\\ncoursekit = coursekit.cli:main\\n")
        wheel.writestr(f"{claim}/RECORD", f"{claim}/METADATA,,\\n{claim}/WHEEL,,\\n{claim}/entry_points.txt,,\\n")
    return name
"""
CLI = '''
import sys
from pathlib import Path

def main():
    """A run whose only lesson needs tool 1.5 or later."""
    import tool
    report = Path(sys.argv[sys.argv.index("--junit") + 1])
    report.parent.mkdir(parents=True, exist_ok=True)
    failed = tool.VERSION < "1.5"
    said = "<failure message='no'>counting: code cell 3 (sum) `total()`: TypeError: no\\n\\ntraceback</failure>" if failed else ""
    report.write_text(f"<testsuites><testsuite><testcase name='counting'>{said}</testcase></testsuite></testsuites>")
    print("ran with", *sys.argv[1:])
    return int(failed)
'''


@pytest.fixture
def course(tmp_path) -> Path:
    """A checkout whose project needs one package, to be had in three versions."""
    root = tmp_path / "course"
    (root / "coursekit" / "lab").mkdir(parents=True)
    (root / "wheels").mkdir()
    for version in ("1.0", "1.5", "2.0"):
        make_wheel(root / "wheels", "tool", version)
    (root / "pyproject.toml").write_text(PYPROJECT.format(bound="1.0"))
    (root / "backend.py").write_text(BACKEND)
    (root / "coursekit" / "__init__.py").touch()
    (root / "coursekit" / "cli.py").write_text(CLI)
    (root / "coursekit" / "lab" / "kernelspec.py").touch()
    (root / ".venv").symlink_to(sys.prefix)
    return root


def try_out(course: Path, which: str, *more: str, **variables: str) -> subprocess.CompletedProcess:
    """Run setup/versions.py on the checkout, its wheels in place of the registry."""
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); import versions; sys.exit(versions.main(sys.argv[2:], sys.argv[1]))"
    offline = {"UV_OFFLINE": "1", "UV_FIND_LINKS": str(course / "wheels"), "UV_CACHE_DIR": str(course / "cache")}
    return subprocess.run(
        [sys.executable, "-c", program, SETUP, course, which, *more],
        env={"PATH": "/usr/bin:/bin", **(variables or offline)},
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_the_oldest_versions_run_and_a_failure_names_lesson_and_cell(course):
    done = try_out(course, "oldest", "counting")
    assert done.returncode == 1, done.stderr
    assert "ran with run --profile smoke --out" in done.stdout and "counting" in done.stdout
    assert re.search(r"\n  tool +1\.0 +not in the lock\n", done.stdout)
    assert "Failed on the oldest versions:\n  counting: code cell 3 (sum) `total()`: TypeError: no\n" in done.stdout
    assert done.stdout.endswith("On the oldest versions the run ended with 1.\n")
    assert (course / "out" / "oldest" / "report.xml").is_file()


def test_the_newest_versions_run(course):
    done = try_out(course, "latest")
    assert done.returncode == 0, done.stderr
    assert re.search(r"\n  tool +2\.0 +not in the lock\n", done.stdout)
    assert done.stdout.endswith("All is well on the latest versions.\n") and "Failed" not in done.stdout


def test_a_raised_bound_is_what_the_oldest_run_gets(course):
    (course / "pyproject.toml").write_text(PYPROJECT.format(bound="1.2"))
    assert re.search(r"\n  tool +1\.5 ", try_out(course, "oldest").stdout)


def test_a_bound_that_nothing_meets_is_told_in_the_resolver_s_words_and_in_junit(course):
    (course / "pyproject.toml").write_text(PYPROJECT.format(bound="3"))
    done = try_out(course, "oldest")
    assert done.returncode == 1
    assert done.stderr.startswith("make test-oldest: no versions could be found; mend the bounds in pyproject.toml")
    assert "tool" in done.stderr and "Traceback" not in done.stderr
    (case,) = ElementTree.parse(course / "out" / "oldest" / "report.xml").iter("testcase")
    assert case.find("error").get("message").startswith("no versions could be found")


def test_a_run_that_breaks_down_is_an_error_in_junit(course):
    (course / "coursekit" / "cli.py").write_text("def main():\n    raise OSError('no more')")
    done = try_out(course, "latest")
    assert done.returncode == 1 and "OSError: no more" in done.stderr
    assert done.stderr.endswith(
        "make test-latest: the run ended with 1 before it had a report; its last lines are above\n"
    )
    (case,) = ElementTree.parse(course / "out" / "latest" / "report.xml").iter("testcase")
    assert case.find("error").get("message").startswith("the run ended with 1")


def test_without_a_network_it_says_so_in_one_sentence(course):
    nobody = {"UV_DEFAULT_INDEX": "http://127.0.0.1:9/", "UV_HTTP_RETRIES": "0", "UV_CACHE_DIR": str(course / "cache")}
    done = try_out(course, "latest", **nobody)
    assert done.returncode == 1
    assert re.fullmatch(
        "make test-latest: no versions could be found: this needs a network, and the registry of packages can't be reached "
        r"\(Connection refused .*\)\.\n",
        done.stderr,
    )
    assert "127.0.0.1" not in (course / "out" / "latest" / "report.xml").read_text()
