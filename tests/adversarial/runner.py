"""Grades a batch of submissions by `nbgrader autograde` and `nbgrader generate_feedback`, and looks at what is left."""

import hashlib
import html
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import nbformat
from adversarial.course import ASSIGNMENTS, points, source_notebook
from adversarial.identity import MYSELF, Identity
from adversarial.listener import Listener
from adversarial.submission import Submission, Variant, honest, hostile
from nbgrader.api import Gradebook

from coursekit.kernels.kernelspec import register

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "grader" / "nbgrader_config.py"
CLEAN = ("a-clean", "c16-clean", "z-clean")  # honest learners before, among and after the others
NEIGHBOUR = "b-neighbour"  # handed in, with a secret in the answer, and graded like the others
SEEN_BY_INSTRUCTORS = ("hidden", "solution")  # secrets that the instructor's copy of a notebook holds rightly
SILENT_SECONDS = 150  # a run that prints nothing for so long hangs, however slow the machine, and is killed
BEGUN = re.compile(r"student with ID '([^']+)'")  # nbgrader says so when it turns to a learner
WITH_ENVIRONMENT = "import json, os, sys; os.environ.update(json.loads(sys.argv[1])); os.execv(sys.executable, [sys.executable, *sys.argv[2:]])"
CONFIG = """\
c = get_config()
load_subconfig({policy!r})
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "battery"
c.Exchange.root = {exchange!r}
"""
LARGEST_READ_BYTES = 20 * 2**20


@dataclass
class Graded:
    """What came of one learner's submission.

    Attributes:
        scores: Points, exercise -> points; None where there are none.
        told: What a learner reads about each exercise, from the graded notebook.
        feedback: The text of the feedback page, without what the learner wrote into cells.
        page: The feedback page as it is.
        seconds: How long its grading took.
        leaked: Names of the secrets that came back to the learner.
    """

    scores: dict[str, float | None]
    told: dict[str, str]
    feedback: str
    page: str
    seconds: float
    leaked: list[str]


@dataclass
class Outcome:
    """What came of a batch.

    Attributes:
        changed: Files that the graders own and that are other than before.
        processes: What still runs, as (process, name).
        leftovers: Files that a submission made outside its sandbox.
        heard: What reached this machine's services.
        whole: True where the batch came to its end.
    """

    learners: dict[str, Graded]
    changed: list[str]
    processes: list[str]
    leftovers: list[str]
    heard: list[tuple[str, str]]
    whole: bool
    log: str
    seconds: float


class Battery:
    """A released course with secrets all around it, and the submissions of one batch.

    Args:
        folder: An empty folder; its path should be short.
        config: Lines for nbgrader's configuration, after the policy's.
        policy: The policy to grade under; None for nbgrader's own defaults.
        identity: Who runs nbgrader.
    """

    def __init__(
        self, folder: Path, notebook: str, config: str = "", policy: Path | None = POLICY, identity: Identity = MYSELF
    ):
        self.root, self.home, self.private = folder / "course", folder / "home", folder / "private"
        self.notebook, self.assignment = notebook, ASSIGNMENTS[notebook]
        self.policy, self.identity, self.token = policy, identity, f"bt{secrets.token_hex(5)}"
        names = ("hidden", "solution", "gradebook", "neighbour", "environment", "home", "private")
        self.canaries = {name: f"canary-{name}-{secrets.token_hex(8)}" for name in names}
        self.canaries["accounts"] = Path("/etc/passwd").read_text(encoding="utf-8").splitlines()[-1]
        self.runtime = folder / "run"
        self._lay(config)

    def places(self, listener: Listener) -> dict[str, str]:
        """Where everything lies that a submission could be after."""
        return listener.places() | {
            "COURSE": str(self.root),
            "HOME": str(self.home),
            "PRIVATE": str(self.private / "exam.key"),
            "TOKEN": self.token,
            "ASSIGNMENT": self.assignment,
            "NEIGHBOUR": NEIGHBOUR,
            "RUNTIME": str(self.runtime),
            "REPOSITORY": str(ROOT),
            "GRADER_PID": str(os.getpid()),
        }

    def grade(self, variants: list[Variant]) -> Outcome:
        """Hand everything in, grade it, return feedback, and look around."""
        with Listener() as listener:
            submissions = {v.learner: hostile(v, self.release(), self.places(listener)) for v in variants}
            return self.grade_submissions(submissions, listener, earlier=[v.learner for v in variants if v.earlier])

    def grade_submissions(
        self, submissions: dict[str, Submission], listener: Listener, earlier: list[str] = ()
    ) -> Outcome:
        """As `grade`, with submissions by learner; those in `earlier` handed in right answers before."""
        began = time.monotonic()
        if earlier:
            for learner in earlier:
                self._submit(learner, honest(self.release(), self.notebook), "2026-01-01 10:00:00 UTC")
            self._nbgrader("autograde", self.assignment)
        for learner in (*CLEAN, NEIGHBOUR):
            self._submit(learner, self._clean(learner))
        for learner, submission in submissions.items():
            if learner in earlier:
                shutil.rmtree(self.root / "submitted" / learner)
            self._submit(learner, submission, "2026-01-02 10:00:00 UTC")
        before = self._snapshot()
        code, log, seconds = self._nbgrader("autograde", self.assignment)
        feedback_code, feedback_log, _ = self._nbgrader("generate_feedback", self.assignment)
        learners = {learner: self._graded(learner, seconds) for learner in (*CLEAN, NEIGHBOUR, *submissions)}
        after = self._snapshot()
        return Outcome(
            learners=learners,
            changed=sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path)),
            processes=running(self.token),
            leftovers=[str(p) for f in ("/tmp", "/dev/shm", "/var/tmp") for p in Path(f).glob(f"*{self.token}*")],
            heard=listener.heard,
            whole=code == 0 and feedback_code == 0,
            log=log + feedback_log,
            seconds=time.monotonic() - began,
        )

    def release(self):
        """The released notebook, as a learner gets it."""
        return nbformat.read(self.root / "release" / self.assignment / f"{self.notebook}.ipynb", as_version=4)

    def _lay(self, config: str) -> None:
        for folder in (self.root, self.home / ".ssh", self.private, self.runtime):
            folder.mkdir(parents=True, mode=0o700)
        (self.home / ".netrc").write_text(f"machine example.org password {self.canaries['home']}\n", encoding="utf-8")
        (self.home / ".ssh" / "id_ed25519").write_text(self.canaries["home"], encoding="utf-8")
        (self.private / "exam.key").write_text(self.canaries["private"], encoding="utf-8")
        text = CONFIG.format(policy=str(self.policy), root=str(self.root), exchange=str(self.root / "exchange"))
        if self.policy is None:
            text = "".join(line for line in text.splitlines(keepends=True) if "load_subconfig" not in line)
        (self.root / "nbgrader_config.py").write_text(text + config, encoding="utf-8")
        register(self.root.parent)
        source = self.root / "source" / self.assignment / f"{self.notebook}.ipynb"
        source.parent.mkdir(parents=True)
        nbformat.write(source_notebook(self.notebook, self.canaries), source)
        if self.identity.uid is not None:
            for path in (self.root.parent, *self.root.parent.rglob("*")):
                os.chown(path, self.identity.uid, self.identity.uid)
        code, log, _ = self._nbgrader("generate_assignment", self.assignment)
        assert code == 0, log
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as gradebook:
            gradebook.add_student("somebody", last_name=self.canaries["gradebook"])

    def _clean(self, learner: str) -> Submission:
        submission = honest(self.release(), self.notebook)
        if learner == NEIGHBOUR:
            cell = next(cell for cell in submission.notebooks[f"{self.notebook}.ipynb"].cells if "def " in cell.source)
            cell.source += f"\n\n# {self.canaries['neighbour']}"
        return submission

    def _submit(self, learner: str, submission: Submission, when: str = "2026-01-01 12:00:00 UTC") -> None:
        folder = self.root / "submitted" / learner / self.assignment
        submission.write(folder)
        if not (folder / "timestamp.txt").exists():
            (folder / "timestamp.txt").write_text(when + "\n", encoding="utf-8")
        if self.identity.uid is not None:
            for path in (folder.parents[1], folder.parent, folder, *folder.rglob("*")):
                os.chown(path, self.identity.uid, self.identity.uid, follow_symlinks=False)

    def _snapshot(self) -> dict[str, str]:
        """Every file that no submission may touch -> its hash."""
        ours = ("autograded", "feedback", "gradebook.db", "gradebook.db-journal", ".nbgrader.log")
        found = {}
        for base in (self.root, self.home, self.private):
            for path in base.rglob("*"):
                if path.relative_to(base).parts[0] in ours or not path.is_file() or path.is_symlink():
                    continue
                if base == self.home and not path.name.startswith((".netrc", "id_", self.token)):
                    continue  # caches of the programs that grade
                found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def _graded(self, learner: str, seconds: dict[str, float]) -> Graded:
        told, outputs = self._told(learner)
        pages = sorted((self.root / "feedback" / learner).rglob("*.html"))
        page = "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in pages)
        returned = {name: outputs + page for name in self.canaries}
        leaked = [name for name, secret in self.canaries.items() if secret in returned[name]]
        if learner == NEIGHBOUR:
            leaked = [name for name in leaked if name != "neighbour"]
        written = self._written(learner)
        shown = "\n".join(line for line in readable(page).splitlines() if line.strip() not in written)
        return Graded(self._scores(learner), told, shown, page, seconds.get(learner, 0.0), leaked)

    def _written(self, learner: str) -> set[str]:
        """Every line of source that the learner handed in."""
        path = self.root / "submitted" / learner / self.assignment / f"{self.notebook}.ipynb"
        if not path.is_file() or path.stat().st_size > LARGEST_READ_BYTES:
            return set()  # a pipe, a link to nothing, or more than anybody wrote by hand
        try:
            cells = json.loads(path.read_bytes())["cells"]
            return {line.strip() for cell in cells for line in "".join(cell["source"]).splitlines()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return set()  # no notebook at all: then none of its lines is shown

    def _scores(self, learner: str) -> dict[str, float | None]:
        scores: dict[str, float | None] = dict.fromkeys(points(self.notebook))
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as gradebook:
            for submission in gradebook.assignment_submissions(self.assignment):
                if submission.student.id == learner:
                    for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
                        waits = grade.needs_manual_grade and grade.auto_score is None
                        scores[grade.name.removesuffix("_test")] = None if waits else grade.score
        return scores

    def _told(self, learner: str) -> tuple[dict[str, str], str]:
        """What the graded notebook says about each exercise, and all outputs in it."""
        path = self.root / "autograded" / learner / self.assignment / f"{self.notebook}.ipynb"
        if not path.is_file():
            return {}, ""
        graded = nbformat.read(path, as_version=4)
        told, everything = {}, [str(graded.metadata)]
        for cell in graded.cells:
            facts = cell.metadata.get("nbgrader", {})
            said = _said(cell)
            if facts.get("grade"):
                told[facts.get("grade_id", "").removesuffix("_test")] = said + str(
                    cell.metadata.get("coursekit", {}).get("reason", "")
                )
            else:
                everything += [said, str(cell.metadata)]
        return told, "\n".join(everything)

    def _nbgrader(self, *arguments: str) -> tuple[int, str, dict[str, float]]:
        """Run an nbgrader verb.

        Returns:
            Exit status, what it printed, and seconds by learner.
        """
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTEST_CURRENT_TEST", "XDG_RUNTIME_DIR")} | {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
            "HOME": str(self.home),
            "JUPYTER_PATH": str(self.root.parent / "share" / "jupyter"),
            "COURSEKIT_RUNTIME": str(self.runtime),
            "COURSE_TOKEN": self.canaries["environment"],
            "TF_VAR_password": self.canaries["environment"],  # looks like TensorFlow's, and is another program's
        }
        started = [*self.identity.python, "-c", WITH_ENVIRONMENT, json.dumps(environment), "-m", "nbgrader", *arguments]
        process = subprocess.Popen(
            started,
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return _watched(process)


def readable(page: str) -> str:
    """The text of a page."""
    body = re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", body))


def running(token: str) -> list[str]:
    """Processes and threads of this machine that carry the token in their name or arguments."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            names = [path.read_text().strip() for path in process.glob("task/*/comm")]
            names.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue  # it ended while we looked
        found += [f"{process.name} {name[:120]}" for name in names if token in name]
    return found


def _said(cell) -> str:
    from nbconvert.filters import strip_ansi

    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            parts.append(output.text)
        elif output.output_type == "error":
            parts += [f"{output.ename}: {output.evalue}", *output.traceback]
        else:
            parts += [str(value) for value in output.get("data", {}).values()]
    return strip_ansi("\n".join(parts))


def _watched(process: subprocess.Popen) -> tuple[int, str, dict[str, float]]:
    """Read what a run prints, and take the time between one learner's start and the next one's."""
    lines, names, starts = [], [""], [time.monotonic()]
    watchdog = _watchdog(process)
    try:
        for raw in process.stdout:
            watchdog.cancel()
            watchdog = _watchdog(process)
            line = raw.decode(errors="replace")
            lines.append(line)
            begun = BEGUN.search(line)
            if begun and begun[1] != names[-1]:
                names.append(begun[1])
                starts.append(time.monotonic())
        code = process.wait()
    finally:
        watchdog.cancel()
        process.stdout.close()
    starts.append(time.monotonic())
    seconds = {name: end - start for name, start, end in zip(names, starts[:-1], starts[1:], strict=True)}
    return code, "".join(lines), seconds


def _watchdog(process: subprocess.Popen) -> threading.Timer:
    watchdog = threading.Timer(SILENT_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    return watchdog
