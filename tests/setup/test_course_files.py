"""What stands beside the code: conda's file holds the locked versions, and make lists every target that it has."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from coursekit.doctor.installation import locked_versions

ROOT = Path(__file__).resolve().parents[2]
LOCK_OF_ITS_OWN = {"jax": "requirements-jax.lock"}  # extra -> its lock: it lies beside the environment, not in it
LOCKS = ["requirements.lock", *LOCK_OF_ITS_OWN.values()]


def direct_dependencies() -> dict[str, Requirement]:
    """What pyproject asks for, by name: the environment's extras included."""
    extras = [extra for name, extra in project()["optional-dependencies"].items() if name not in LOCK_OF_ITS_OWN]
    texts = [*project()["dependencies"], *(text for extra in extras for text in extra)]
    return {Requirement(text).name: Requirement(text) for text in texts}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def conda() -> tuple[list[str], dict[str, str]]:
    """(conda's own packages, pip's pinned versions by name) of environment.yml."""
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    *own, last = dependencies
    pinned = [Requirement(line) for line in last["pip"] if not line.startswith("--editable")]
    return own, {wanted.name: str(wanted.specifier).removeprefix("==") for wanted in pinned}


def test_conda_gets_the_locked_version_of_every_direct_dependency():
    own, pinned = conda()
    assert own == ["python =3.11", "pip"]
    locked = locked_versions(ROOT / "requirements.lock", python_full_version="3.11.9", python_version="3.11")
    assert pinned == {name: locked[name] for name in direct_dependencies()}


def test_locked_versions_are_those_that_pyproject_allows():
    locked = locked_versions(ROOT / "requirements.lock")
    for name, requirement in direct_dependencies().items():
        assert requirement.specifier.contains(locked[name], prereleases=True), (
            f"{name} {locked[name]} is not {requirement}"
        )


@pytest.mark.parametrize(("extra", "lock"), LOCK_OF_ITS_OWN.items())
def test_an_extra_beside_the_environment_is_locked_to_what_pyproject_allows(extra, lock):
    ours = set(locked_versions(ROOT / "requirements.lock"))
    for python in ("3.11", "3.12", "3.13"):
        locked = locked_versions(ROOT / lock, python_full_version=f"{python}.9", python_version=python)
        for text in project()["optional-dependencies"][extra]:
            assert Requirement(text).specifier.contains(locked[Requirement(text).name]), f"Python {python}: {text}"
        assert not ours & set(locked), "a package of the environment would be there twice"


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_place_and_a_hash_for_every_package(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert "index-url" not in text
    packages = re.split(r"\n(?=\S)", text.strip())
    assert len(packages) > (100 if lock == "requirements.lock" else 1)
    for package in packages:
        assert re.match(r"\S+==\S+", package), package[:80]
        assert "--hash=sha256:" in package, package[:80]


def test_make_alone_lists_every_target():
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    listed = subprocess.check_output(["make", "-C", ROOT, "--no-print-directory"], text=True)
    assert [line.split()[1] for line in listed.splitlines()] == targets
    assert {"env", "lab", "test"} <= set(targets)


def test_clean_never_touches_what_people_wrote(tmp_path):
    (tmp_path / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
    for name in ("src", "tests", "setup"):
        (tmp_path / name).mkdir()
    theirs = ["workspace/01/one.ipynb", "exchange/inbound/a", "grader/gradebook.db", "grader/submitted/ada/one.ipynb"]
    built = [".venv/bin/python", "out/one.html", "src/__pycache__/a.pyc", ".coverage"]
    for name in theirs + built:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    subprocess.run(["make", "-C", tmp_path, "clean"], check=True, capture_output=True)
    assert all((tmp_path / name).read_text() == name for name in theirs)
    assert not any((tmp_path / name).exists() for name in built)


def test_ci_script_is_sound_shell_and_can_be_run():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o100
    subprocess.run(["bash", "-n", script], check=True)


def test_git_ignores_what_is_built_and_nothing_that_is_written(tmp_path):
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    folders = ("src", "tests", "course", "setup", ".ci")
    sources = [
        file
        for folder in folders
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".md", ".toml", ".sh"}
    ]
    written = [
        str(file.relative_to(ROOT))
        for file in sources
        if not any(part.startswith(".") and part != ".ci" for part in file.relative_to(ROOT).parts)
    ]
    built = [
        "workspace/Home.ipynb",
        "exchange/coursekit/inbound/a",
        "out/smoke/a.ipynb",
        "grader/release/a/b.ipynb",
        ".venv/bin/python",
    ]
    asked = subprocess.run(
        ["git", "-C", tmp_path, "check-ignore", "--no-index", "--stdin"],
        input="\n".join(written + built),
        capture_output=True,
        text=True,
    )
    assert asked.stdout.splitlines() == built


def coverage_of(tmp_path, called: bool) -> subprocess.CompletedProcess:
    """Measure a module of one long function, and hold it to the floor."""
    source = tmp_path / "rooms"
    source.mkdir()
    body = "\n".join(f"    x = {number}" for number in range(30))
    (source / "room.py").write_text(f"def long():\n{body}\n    return x\n")
    (source / "never.py").write_text("")
    use = "import room; room.long()" if called else "import room"
    (source / "use.py").write_text(use)
    subprocess.run([sys.executable, "-m", "coverage", "run", "--data-file=.coverage", "use.py"], cwd=source, check=True)
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tests')!r}); import coverage_floor; from pathlib import Path; "
        f"sys.exit(coverage_floor.main(Path({str(source)!r}), '.coverage'))"
    )
    return subprocess.run([sys.executable, "-c", program], cwd=source, capture_output=True, text=True)


def test_coverage_floor_passes_what_is_covered_and_fails_what_is_not(tmp_path):
    (tmp_path / "good").mkdir()
    (tmp_path / "bad").mkdir()
    good, bad = coverage_of(tmp_path / "good", called=True), coverage_of(tmp_path / "bad", called=False)
    assert good.returncode == 0, good.stdout + good.stderr
    assert bad.returncode == 1
    assert "room.py has 3% of its lines covered; expected at least 90%" in bad.stdout
