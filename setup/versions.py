"""Runs the course on the oldest or the newest versions that pyproject.toml allows, in an environment of its own.

    .venv/bin/python setup/versions.py oldest                   every lesson, profile smoke
    .venv/bin/python setup/versions.py latest orientation       one lesson; what follows goes to `coursekit run`

"oldest" takes the lower bound of each package that pyproject.toml names, and of what those need in turn the newest that fits.
The environment is build/<which>, the results and report.xml are in out/<which>; `make clean` removes both.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

from environment import ROOT, Environment, SetupError, say

RESOLUTIONS = {"oldest": "lowest-direct", "latest": "highest"}
NO_NETWORK = re.compile("error sending request|dns error|Failed to fetch|Failed to download")
NOT_OURS = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")  # of the shell that started this


class Trial:
    """One run of the course on other versions: where its environment and its results lie."""

    def __init__(self, root, which, python=sys.executable):
        self.root, self.which, self.python = Path(root), which, python
        self.folder = self.root / "build" / which
        self.environment = self.folder / "environment"
        self.wanted = self.folder / "requirements.txt"
        self.out = self.root / "out" / which
        self.report = self.out / "report.xml"

    def resolve(self):
        """The command that finds the versions; wheels only, as in the course's own environment."""
        return [
            *("pip", "compile", self.root / "pyproject.toml", "--resolution", RESOLUTIONS[self.which], "--upgrade"),
            *("--only-binary", ":all:", "--python", self.python, "--no-header", "--no-annotate"),
            *("--quiet", "--output-file", self.wanted),
        ]

    def install(self):
        """The commands that make the environment and put into it exactly what was found, then the project itself."""
        there = self.environment / "bin" / "python"
        return [
            ["venv", "--quiet", "--clear", "--python", self.python, self.environment],
            ["pip", "sync", "--quiet", "--only-binary", ":all:", "--compile-bytecode", "--python", there, self.wanted],
            ["pip", "install", "--quiet", "--no-deps", "--python", there, "--editable", self.root],
        ]

    def run(self, arguments):
        """The command that runs the lessons."""
        program = self.environment / "bin" / "coursekit"
        return [program, "run", "--profile", "smoke", "--out", self.out, "--junit", self.report, *arguments]


def try_out(trial, uv, arguments):
    """Resolve, install, run and report; return the run's exit code.

    Raises:
        SetupError: If the run could not begin.
    """
    shutil.rmtree(trial.out, ignore_errors=True)
    trial.folder.mkdir(parents=True, exist_ok=True)
    say(f"Finding the {trial.which} versions that pyproject.toml allows.")
    ask(uv, trial.resolve(), "no versions could be found")
    say(f"Making an environment of them in {trial.folder.relative_to(trial.root)}; the first time this takes minutes.")
    for command in trial.install():
        ask(uv, command, "its environment could not be made")
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    register = [trial.environment / "bin" / "python", "-m", "coursekit.lab.kernelspec"]
    done = subprocess.run(register, env=environment, cwd=trial.root, capture_output=True, text=True)
    if done.returncode:
        raise SetupError(f"coursekit does not start on these versions. It said:\n{done.stderr.strip()}")
    code = subprocess.run(trial.run(arguments), env=environment, cwd=trial.root).returncode
    if not trial.report.is_file():
        raise SetupError(f"the run ended with {code} before it had a report; its last lines are above")
    say(summary(trial.which, failures(trial.report), differences(trial.root / ".venv", trial.environment), code))
    return code


def ask(uv, command, failure):
    """Run uv quietly.

    Raises:
        SetupError: If it fails: one sentence where the network is missing, else with uv's own words.
    """
    done = subprocess.run([uv, *command], capture_output=True, text=True)
    words = re.sub(r"\w+://\S+", "the registry", done.stderr.strip())
    if done.returncode and NO_NETWORK.search(words):
        cause = (re.findall(r"cause: (.*)", words) or ["no more than that"])[-1]
        raise SetupError(f"{failure}: this needs a network, and the registry of packages can't be reached ({cause}).")
    if done.returncode:
        raise SetupError(f"{failure}; mend the bounds in pyproject.toml that it names. uv said:\n{words}")


def failures(report):
    """What failed, as the run's JUnit file has it: each names its lesson, and its cell where one failed."""
    cases = ElementTree.parse(report).iter("testcase")
    failed = [(case, case.find("failure")) for case in cases if case.find("failure") is not None]
    return [
        (failure.text or f"{case.get('name')}: {failure.get('message')}").split("\n\n")[0] for case, failure in failed
    ]


def versions(environment):
    """Name -> version of what is installed in an environment."""
    found = {}
    for metadata in Path(environment).glob("lib/python*/site-packages/*.dist-info/METADATA"):
        head = dict(
            line.split(": ", 1)
            for line in metadata.read_text(encoding="utf-8", errors="replace").split("\n\n")[0].splitlines()
            if line.startswith(("Name: ", "Version: "))
        )
        found[re.sub(r"[-_.]+", "-", head["Name"]).lower()] = head["Version"]
    return found


def differences(ours, theirs):
    """(name, version by the lock or an empty string, version here) of each package in `theirs` that the lock has otherwise."""
    locked = versions(ours)
    return [
        (name, locked.get(name, ""), here)
        for name, here in sorted(versions(theirs).items())
        if locked.get(name) != here
    ]


def summary(which, failed, differing, code):
    """The report: which versions are not the lock's, then what failed on them."""
    rows = [
        f"  {name:24} {here:16} {f'the lock has {locked}' if locked else 'not in the lock'}"
        for name, locked, here in differing
    ]
    verdict = (
        f"All is well on the {which} versions." if code == 0 else f"On the {which} versions the run ended with {code}."
    )
    return "\n".join(
        [
            f"\nNot the lock's version: {len(rows)} packages{':' if rows else '.'}",
            *rows,
            *([f"\nFailed on the {which} versions:"] if failed else []),
            *(f"  {line}" for text in failed for line in text.splitlines()),
            f"\n{verdict}",
        ]
    )


def record(report, which, problem):
    """Leave a JUnit file for a run that could not begin, so that a CI system shows why."""
    suites = ElementTree.Element("testsuites")
    suite = ElementTree.SubElement(suites, "testsuite", name=which, tests="1", failures="0", errors="1", skipped="0")
    case = ElementTree.SubElement(suite, "testcase", classname=which, name="environment")
    ElementTree.SubElement(case, "error", message=str(problem).splitlines()[0]).text = str(problem)
    report.parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suites).write(report, encoding="utf-8", xml_declaration=True)


def main(arguments=None, root=ROOT):
    reader = argparse.ArgumentParser(description="Run the course on other versions than the lock's.")
    reader.add_argument("which", choices=RESOLUTIONS)
    reader.add_argument("arguments", nargs=argparse.REMAINDER, help="go to coursekit run")
    chosen = reader.parse_args(arguments)
    environment = Environment(root)
    trial = Trial(root, chosen.which, os.environ.get("PYTHON") or environment.python)
    try:
        return try_out(trial, environment.folder / "bin" / "uv", chosen.arguments)
    except SetupError as problem:
        record(trial.report, chosen.which, problem)
        print(f"make test-{chosen.which}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nmake test-{chosen.which}: interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
