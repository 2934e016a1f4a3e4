"""Makes .venv, the environment of the course, from the hashed lock; run again it repairs or returns at once.

Plain Python, standard library only: it runs before anything is installed.

    python3 setup/environment.py            make or repair it
    python3 setup/environment.py --check    say what is missing; ends with 1 if anything is

The stamp is written last. So an environment without the right stamp is half-made or out of date, whatever
was interrupted, and the next run finishes it.
"""

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import progress
import records

ROOT = Path(__file__).resolve().parent.parent
OLDEST, NEWEST = (3, 11), (3, 13)
PIP_THAT_INSTALLS_ELSEWHERE = (22, 3)  # the first with --python


class SetupError(Exception):
    """What went wrong, in a sentence that says what to do."""


class Environment:
    """One checkout's environment: where it lies and what it must be made from."""

    def __init__(self, root):
        self.root = Path(root)
        self.folder = self.root / ".venv"
        self.python = self.folder / "bin" / "python"
        self.stamp = self.folder / "coursekit-stamp.json"
        self.log = self.folder / "setup.log"

    def recipe(self):
        """SHA-256 over all that decides what the environment holds: lock, pyproject, place and this script."""
        digest = hashlib.sha256(str(self.folder).encode())
        for name in ("requirements.lock", "pyproject.toml", "setup/environment.py"):
            digest.update((self.root / name).read_bytes())
        return digest.hexdigest()

    def version(self):
        """(major, minor, micro) of the environment's own Python; None if it doesn't start or was made for another place."""
        if not self.python.exists():
            return None
        question = "import sys; print(sys.prefix, *sys.version_info[:3], sep='|')"
        try:
            answer = subprocess.run(
                [self.python, "-c", question], capture_output=True, text=True, timeout=60, check=True
            )
        except (OSError, subprocess.SubprocessError):
            return None
        prefix, *numbers = answer.stdout.strip().split("|")
        version = tuple(int(number) for number in numbers)
        has_packages = (self.folder / "lib" / "python{}.{}".format(*version) / "site-packages").is_dir()
        return version if Path(prefix) == self.folder and has_packages and self.scripts_point_here() else None

    def scripts_point_here(self):
        """Whether the commands in bin/ start this folder's Python; they don't in a copied or moved tree."""
        script = self.folder / "bin" / "coursekit"
        return not script.is_file() or str(self.folder).encode() in script.read_bytes()[:1000]

    def trouble(self):
        """What keeps the environment from being ready, in words; an empty string when it is ready."""
        if not self.folder.is_dir():
            return "there is no environment here yet"
        if not self.stamp.is_file():
            return "the environment is half-made (its set-up was interrupted)"
        try:
            stamp = json.loads(self.stamp.read_text())
        except ValueError:
            return "the environment's stamp can't be read"
        if stamp.get("recipe") != self.recipe():
            return "the environment is out of date (the lock, the project or its place has changed)"
        version = self.version()
        if version is None:
            return "the environment's Python does not start here"
        if stamp.get("python") != "{}.{}".format(*version):
            return f"the environment was made with Python {stamp.get('python')} and now starts another"
        return ""


def say(text):
    print(text, flush=True)


def make(environment, python):
    """Make or finish the environment; returns at once when it is ready.

    Args:
        environment: The `Environment` to make.
        python: Path of the Python to make it with.
    """
    if not work_to_do(environment, python):
        return
    started = time.monotonic()
    with alone(environment.root):
        reason = work_to_do(environment, python)
        if not reason:
            return  # another set-up finished it while this one waited
        say(f"Setting up: {reason}.")
        environment.stamp.unlink(missing_ok=True)
        pip = make_folder(environment, python)
        repair(environment)
        install(environment, pip)
        register_kernel(environment)
        broken = records.broken(environment.folder)
        if broken:
            raise SetupError(
                f"after installing, files of {', '.join(sorted(broken))} are missing; run `make env` again"
            )
        write_stamp(environment)
    say(
        f"Ready in {time.monotonic() - started:.0f} s. Next: `make lab` opens the course, `make` lists what else there is."
    )


def work_to_do(environment, python):
    """Why the environment has to be made or mended; an empty string if it needn't."""
    trouble = environment.trouble()
    if not trouble and version_of(python)[:2] != environment.version()[:2]:
        return f"the environment has Python {'.'.join(map(str, environment.version()))} and another is asked for"
    return trouble


def version_of(python):
    """(major, minor, micro) of a Python."""
    shown = subprocess.run(
        [python, "-c", "import sys; print(*sys.version_info[:3])"], capture_output=True, text=True, check=True
    )
    return tuple(int(number) for number in shown.stdout.split())


@contextlib.contextmanager
def alone(folder):
    """Hold a lock on the checkout's folder, so that two set-ups don't write into one environment."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is running here; waiting for it.")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)  # releases the lock


def make_folder(environment, python):
    """Create .venv unless a sound one stands there, and return the pip command that installs into it."""
    wanted = version_of(python)
    own_pip = [environment.python, "-m", "pip"]
    if environment.version() == wanted:
        return own_pip if answers([*own_pip, "--version"]) else foreign_pip(environment, python)
    say(f"  making .venv with Python {'.'.join(map(str, wanted))}")
    if environment.folder.exists():
        shutil.rmtree(environment.folder)
    if answers([python, "-c", "import ensurepip, venv"]):
        run([python, "-m", "venv", environment.folder], f"could not make .venv. {missing_venv(wanted)} It said")
        return own_pip
    if not answers([python, "-m", "venv", "--without-pip", environment.folder]):
        raise SetupError(f"{python} can't make environments: its venv module is missing. {missing_venv(wanted)}")
    return foreign_pip(environment, python)


def missing_venv(version):
    return (
        f"Debian, Ubuntu: apt-get install python{version[0]}.{version[1]}-venv (or python3-venv), then run `make env` again; "
        "or name another Python: make env PYTHON=/path/to/python3.12."
    )


def foreign_pip(environment, python):
    """A pip from outside that installs into the environment, for a Python without ensurepip."""
    shown = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, text=True)
    version = shown.stdout.split()[1] if shown.returncode == 0 else ""
    if version and tuple(int(number) for number in version.split(".")[:2]) >= PIP_THAT_INSTALLS_ELSEWHERE:
        say(f"  this Python has no ensurepip; using its own pip {version}")
        return [python, "-m", "pip", "--python", environment.python]
    raise SetupError(f"{python} has neither ensurepip nor a pip of 22.3 or later. {missing_venv(version_of(python))}")


def answers(command):
    """Whether a command ends with 0."""
    return subprocess.run(command, capture_output=True).returncode == 0


def run(command, failure):
    """Run a quiet command; its last lines are shown if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SetupError(f"{failure}:\n" + "\n".join(done.stdout.splitlines()[-15:]))


def repair(environment):
    """Drop the records of half-installed packages, so that pip installs them again instead of believing them."""
    for package, record in sorted(records.broken(environment.folder).items()):
        say(f"  {package} is only half there; installing it again")
        shutil.rmtree(record)


def install(environment, pip):
    """Install exactly what the lock names, hashes checked, wheels only; then the project itself, editable."""
    lock = environment.root / "requirements.lock"
    quiet = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location", "--progress-bar", "off"]
    shown = progress.Installation(total=records.count(lock), say=say)
    locked = [*pip, "install", *quiet, "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock]
    project = [*pip, "install", *quiet, "--no-deps", "--no-build-isolation", "-e", environment.root]
    with environment.log.open("w") as log:
        if progress.follow(locked, log, shown.line):
            raise SetupError(f"pip could not install the locked packages. {last_words(environment.log)}")
        if progress.follow(project, log, lambda line: None):
            raise SetupError(f"pip could not install the project itself. {last_words(environment.log)}")


def last_words(log):
    """pip's own errors, or its last lines, and where the rest stands."""
    lines = log.read_text(errors="replace").splitlines()
    errors = [line for line in lines if line.lstrip().startswith("ERROR:")][-4:]
    return f"All of its output: {log}. It said:\n" + "\n".join(errors or lines[-12:])


def register_kernel(environment):
    run([environment.python, "-m", "coursekit.lab.kernelspec"], "could not register the kernel")


def write_stamp(environment):
    aside = environment.stamp.with_suffix(".partial")
    aside.write_text(json.dumps({"recipe": environment.recipe(), "python": "{}.{}".format(*environment.version())}))
    os.replace(aside, environment.stamp)


def check(environment):
    """Print what keeps the environment from being ready; return the exit code."""
    trouble = environment.trouble()
    broken = [] if trouble else sorted(records.broken(environment.folder))
    if broken:
        trouble = f"files are missing from {', '.join(broken[:5])}" + (
            f" and {len(broken) - 5} more" if len(broken) > 5 else ""
        )
    say(trouble or "ready")
    return 1 if trouble else 0


def main(arguments=None, root=ROOT):
    reader = argparse.ArgumentParser(description="Make or repair the course's environment in .venv.")
    reader.add_argument("--check", action="store_true", help="only say whether it is ready")
    chosen = reader.parse_args(arguments)
    environment = Environment(root)
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        say(
            f"Python {sys.version.split()[0]} can't run the course; it needs 3.11, 3.12 or 3.13. Start `make env`, which looks for one."
        )
        return 1
    if chosen.check:
        return check(environment)
    try:
        make(environment, sys.executable)
    except SetupError as problem:
        print(f"make env: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nmake env: interrupted; run `make env` again, it goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
