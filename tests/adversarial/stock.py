"""Records what stock nbgrader does with each variant, in the case's stock.toml: `python -m adversarial.stock [NAME ...]` in tests/.

Every variant is graded alone, before two honest learners, by nbgrader's own defaults: no policy, no judge, no sandbox of the
grader's. The whole measurement runs in a sandbox of its own (bubblewrap: read-only system, private /tmp, no network but
loopback) with limits on memory, processes and file size, since stock nbgrader itself has none.
"""

import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from adversarial import runner
from adversarial.course import points
from adversarial.submission import CASES, Variant, variants

from coursekit.kernels.availability import find_bwrap

INSIDE = "BATTERY_STOCK_INSIDE"
SECONDS = 150  # without a line printed; what is silent for longer is recorded as a batch that doesn't end
CONFIG = """\
c.Execute.timeout = 10  # nbgrader's own is 30: shorter, so that measuring ends
c.Execute.kernel_name = "python3"
"""
MEMORY_BYTES, PROCESSES, FILE_BYTES = 6 * 2**30, 700, 2**31


def main(names: list[str]) -> None:
    """Measure what changed since it was recorded; with names, only variants of that family, or with that in their name."""
    if INSIDE not in os.environ:
        sys.exit(_contained(names))
    for variant in variants():
        wanted = not names or any(name == variant.family or name in str(variant) for name in names)
        if wanted and read(variant).get("submission") != version(variant):
            facts = measure(variant)
            write(variant, facts)
            print(f"{variant}: {facts}", flush=True)


def measure(variant: Variant) -> dict:
    """Grade one variant beside honest learners, and say what came of it."""
    folder = Path(tempfile.mkdtemp(prefix="st-"))
    runner.SILENT_SECONDS = SECONDS
    runner.CLEAN = ("z-clean",)
    try:
        battery = runner.Battery(folder, variant.notebook, CONFIG, policy=None)
        outcome = battery.grade([variant])
        return _facts(variant, outcome)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _facts(variant: Variant, outcome: runner.Outcome) -> dict:
    graded = outcome.learners[variant.learner]
    full = points(variant.notebook)
    effects = []
    if not outcome.whole:
        effects.append("nbgrader ends with an error")
    for learner in runner.CLEAN:
        if outcome.learners[learner].scores != full:
            effects.append(f"honest learner {learner} does not get full marks")
    effects += [f"file of the grader's changed: {Path(path).name}" for path in outcome.changed]
    effects += ["a process is left behind"] if outcome.processes else []
    effects += ["a file is left behind outside the course"] if outcome.leftovers else []
    effects += [f"reached the machine's {service}" for service in sorted({service for service, _ in outcome.heard})]
    return {
        "submission": version(variant),
        "scores": {name: "none" if score is None else score for name, score in graded.scores.items()},
        "true": variant.agrees(graded.scores),
        "leaked": sorted(set(graded.leaked) - {"hidden"}) + (["hidden"] if "hidden" in graded.leaked else []),
        "effects": effects,
        "seconds": round(graded.seconds),
    }


def version(variant: Variant) -> str:
    """Changes when what is handed in changes."""
    digest = hashlib.sha256()
    for path in variant.files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def read(variant: Variant) -> dict:
    """What was recorded for a variant; empty where nothing was."""
    path = _path(variant)
    return tomllib.loads(path.read_text(encoding="utf-8")).get(variant.name, {}) if path.is_file() else {}


def write(variant: Variant, facts: dict) -> None:
    """Record a variant's facts beside its case."""
    path = _path(variant)
    known = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    known[variant.name] = facts
    lines = ["# What stock nbgrader 0.9 does; written by tests/adversarial/stock.py."]
    for name, recorded in sorted(known.items()):
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in recorded.items())]
    aside = path.with_suffix(".aside")
    aside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(aside, path)


def _path(variant: Variant) -> Path:
    return CASES / variant.case / "stock.toml"


def _toml(value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(part)}" for key, part in value.items()) + " }"
        case list():
            return "[" + ", ".join(_toml(part) for part in value) + "]"
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)


def _contained(names: list[str]) -> int:
    """Run this program again in a sandbox that can write to the cases and to nothing else."""
    command = [
        str(find_bwrap()), "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp",
        "--tmpfs", "/var/tmp", "--bind", str(CASES), str(CASES), "--unshare-pid", "--unshare-net", "--unshare-ipc",
        "--die-with-parent", "--new-session", "--setenv", INSIDE, "1",
        sys.executable, "-m", "adversarial.stock", *names,
    ]  # fmt: skip
    return subprocess.run(command, preexec_fn=_limit, check=False).returncode


def _limit() -> None:
    Path("/proc/self/oom_score_adj").write_text("1000", encoding="utf-8")  # should memory run out, this ends first
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_NPROC, PROCESSES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
    ):
        resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    main(sys.argv[1:])
