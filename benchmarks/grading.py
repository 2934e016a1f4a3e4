"""How long grading takes: stock nbgrader, nbgrader with judge and warm sandboxed kernels, `coursekit grade`, and otter-grader.

Every way grades the same right answers and must give full marks, else the run ends. Ways take turns, so that a busy
minute of the machine falls on all of them; medians and ratios are printed. Overhead is wall time a submission less the
learner's own cells, which are timed once in a stock kernel that has imported everything already.

    COURSEKIT_DATA=<mirror> python benchmarks/grading.py --submissions 20 --rounds 1 module numpy
    python benchmarks/grading.py --otter <environment with otter-grader 7> numpy
    python benchmarks/grading.py --growth 10 20 40 80 numpy
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
from grading_courses import KERAS, NUMPY, Course, for_nbgrader, for_otter, solved
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from coursekit.authoring.build import build_notebook
from coursekit.authoring.source import read
from coursekit.grading.audit import Trial, answered
from coursekit.grading.scratch import ScratchCourse
from coursekit.project import Project
from coursekit.syllabus import load

MODULE = "04_cnn_cifar10"
EVERYTHING = "import keras, keras.layers, tensorflow, pandas, matplotlib.pyplot, sklearn.metrics, coursekit.checks"
STOCK = """
c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.course_id = "stock"
c.Execute.timeout = 600
c.Execute.skip_cells_with_tag = "demo"
"""


class Workload:
    """One assignment, its release and N right submissions, in a course directory of its own."""

    def __init__(self, name: str, notebooks: dict[str, NotebookNode], answer, submissions: int, folder: Path):
        self.name, self.folder, self.submissions = name, folder, submissions
        self.course = ScratchCourse(Project.find(), folder, name)
        self.right = answer(self.course.generate(notebooks))
        for number in range(submissions):
            self.course.submit(f"learner{number:03}", self.right)

    def fresh(self, folder: Path) -> ScratchCourse:
        """The same ungraded course in another folder."""
        return self.course.copy(folder)

    def learner_seconds(self) -> float:
        """Seconds that one learner's cells take in a kernel that has imported everything."""
        return sum(_cell_seconds(notebook) for notebook in self.right.values())


def _cell_seconds(notebook: NotebookNode) -> float:
    timed = nbformat.from_dict(notebook)
    timed.cells = [new_code_cell(EVERYTHING), *timed.cells]
    NotebookClient(
        timed,
        kernel_name="python3",
        timeout=600,
        allow_errors=True,
        skip_cells_with_tag="demo",
        shutdown_kernel="immediate",
    ).execute()
    seconds = 0.0
    for cell in timed.cells[1:]:
        stamps = cell.metadata.get("execution", {})
        if "iopub.execute_input" in stamps:
            ended = _parsed(stamps["shell.execute_reply"])
            seconds += (ended - _parsed(stamps["iopub.execute_input"])).total_seconds()
    return seconds


def _parsed(text: str):
    from dateutil.parser import parse

    return parse(text)


def stock(course: ScratchCourse, jobs: int) -> None:
    """`nbgrader autograde` as it comes, its cell timeout raised."""
    (course.folder / "nbgrader_config.py").write_text(STOCK.format(root=str(course.folder)), encoding="utf-8")
    _run([sys.executable, "-m", "nbgrader", "autograde", course.module], course.folder)


def judged(course: ScratchCourse, jobs: int) -> None:
    """`nbgrader autograde` under the grader's policy: judge, warm sandboxed kernels, one submission after another."""
    _run([sys.executable, "-m", "nbgrader", "autograde", course.module], course.folder)


def engine(course: ScratchCourse, jobs: int) -> None:
    """`coursekit grade --jobs N` under the same policy."""
    program = str(Path(sys.executable).with_name("coursekit"))
    _run([program, "grade", course.module, "--jobs", str(jobs), "--course-dir", str(course.folder)], course.folder)


WAYS = {"stock nbgrader": stock, "nbgrader autograde": judged, "coursekit grade": engine}


def _run(command: list[str], folder: Path, path: Path | None = None) -> None:
    programs = os.pathsep.join([str(path or Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": programs}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")


def check_full_marks(course: ScratchCourse, submissions: int) -> None:
    """End the benchmark unless every submission got every point."""
    out = course.folder / "grades.csv"
    _run([sys.executable, "-m", "nbgrader", "export", "--to", str(out)], course.folder)
    rows = [row for row in csv.DictReader(out.open()) if row["assignment"] == course.module]
    wrong = [row["student_id"] for row in rows if float(row["score"]) != float(row["max_score"]) - _manual(course)]
    if len(rows) != submissions or wrong:
        sys.exit(f"wrong scores in {course.folder}: {len(rows)} rows, not full marks: {wrong}")


def _manual(course: ScratchCourse) -> float:
    """Points that a hand gives."""
    points = 0.0
    for path in (course.folder / "source" / course.module).glob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            marks = cell.metadata.get("nbgrader", {})
            points += marks.get("points", 0) if marks.get("grade") and marks.get("solution") else 0
    return points


class PeakMemory(threading.Thread):
    """Follows the largest proportional memory of this process's children; asking costs them time, so it asks seldom."""

    def __init__(self):
        super().__init__(daemon=True)
        self.peak_mib, self._over = 0.0, threading.Event()

    def run(self) -> None:
        while not self._over.wait(2):
            total = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    total += process.memory_full_info().pss
                except psutil.Error:
                    continue
            self.peak_mib = max(self.peak_mib, total / 2**20)

    def stop(self) -> float:
        self._over.set()
        self.join()
        return self.peak_mib


def timed(way, workload: Workload, jobs: int, cold: bool, watch: bool = False) -> tuple[float, float]:
    """(seconds, peak MiB) of grading the whole workload in one way; the memory is 0 unless it is to be watched."""
    with tempfile.TemporaryDirectory(prefix="grading-") as scratch:
        course = workload.fresh(Path(scratch) / "course")
        if cold:
            subprocess.run([sys.executable, "-m", "coursekit.kernels.zygote", "stop"], capture_output=True)
        memory = PeakMemory()
        if watch:
            memory.start()
        started = time.perf_counter()
        way(course, jobs)
        seconds = time.perf_counter() - started
        peak = memory.stop() if watch else 0.0
        check_full_marks(course, workload.submissions)
    return seconds, peak


def module_workload(submissions: int, folder: Path) -> Workload:
    """Module 4 with its own solutions."""
    lessons = next(module for module in load(Project.find().course).modules if module.name == MODULE).lessons
    sources = [read(lesson) for lesson in lessons]
    pack = [
        Trial(source.lesson.name, name, "right", "solution", cell.source)
        for source in sources
        for name, cell in source.exercises.items()
    ]
    notebooks = {lesson.name: build_notebook(lesson) for lesson in lessons}
    return Workload(MODULE, notebooks, lambda released: answered(released, pack), submissions, folder)


def small_workload(course: Course, submissions: int, folder: Path) -> Workload:
    """One of the two small courses."""
    notebooks = {course.name: for_nbgrader(course)}
    return Workload(
        course.name,
        notebooks,
        lambda released: {course.name: solved(released[course.name], course)},
        submissions,
        folder,
    )


def otter_seconds(course: Course, submissions: int, environment: Path) -> float:
    """Seconds of `otter run`, one submission after another, on the same answers."""
    with tempfile.TemporaryDirectory(prefix="otter-") as scratch:
        folder = Path(scratch)
        nbformat.write(for_otter(course), folder / f"{course.name}.ipynb")
        programs = environment / "bin"
        assign = [str(programs / "otter"), "assign", "--no-run-tests", f"{course.name}.ipynb", "dist"]
        _run(assign, folder, programs)
        (autograder,) = (folder / "dist" / "autograder").glob("*.zip")
        handed_in = nbformat.read(folder / "dist" / "student" / f"{course.name}.ipynb", as_version=4)
        answers = iter(exercise.solution for exercise in course.exercises)
        for cell in handed_in.cells:
            cell.source = next(answers) if cell.cell_type == "code" and cell.source.strip() == "..." else cell.source
        started = time.perf_counter()
        for number in range(submissions):
            out = folder / f"learner{number:03}"
            out.mkdir()
            nbformat.write(handed_in, out / f"{course.name}.ipynb")
            _run(
                [
                    str(programs / "otter"),
                    "run",
                    "-a",
                    str(autograder),
                    "-o",
                    str(out),
                    str(out / f"{course.name}.ipynb"),
                ],
                folder,
                programs,
            )
        return time.perf_counter() - started


def compare(workload: Workload, rounds: int, jobs: int, cold: bool) -> dict[str, float]:
    """Time every way in turn; print and return the medians."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, way in WAYS.items():
            taken[name].append(timed(way, workload, jobs, cold)[0])
    medians = {name: statistics.median(values) for name, values in taken.items()}
    own = workload.learner_seconds()
    count = workload.submissions
    print(f"\n{workload.name}: {count} submissions, {rounds} round(s), learner's own cells {own:.2f} s a submission")
    print(
        f"load {os.getloadavg()[0]:.1f}; warm-kernel server {'started anew each time' if cold else 'already running'}"
    )
    overhead = {name: seconds / count - own for name, seconds in medians.items()}
    print("| way | seconds | a submission | times as fast as stock | overhead a submission | of stock's |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, seconds in medians.items():
        print(
            f"| {name}{f' --jobs {jobs}' if WAYS[name] is engine else ''} | {seconds:.1f} | {seconds / count:.2f} "
            f"| {medians['stock nbgrader'] / seconds:.1f} | {overhead[name]:.2f} "
            f"| {overhead[name] / overhead['stock nbgrader']:.2f} |"
        )
    return medians


def grow(make, counts: list[int], jobs: int) -> None:
    """Print seconds and memory of `coursekit grade` over growing numbers of submissions."""
    print("\n| submissions | seconds | a submission | peak MiB |\n| --- | --- | --- | --- |")
    for count in counts:
        with tempfile.TemporaryDirectory(prefix="growth-") as scratch:
            seconds, peak = timed(engine, make(count, Path(scratch) / "course"), jobs, cold=False, watch=True)
        print(f"| {count} | {seconds:.1f} | {seconds / count:.2f} | {peak:.0f} |", flush=True)


MAKERS = {
    "module": module_workload,
    "numpy": lambda count, folder: small_workload(NUMPY, count, folder),
    "keras": lambda count, folder: small_workload(KERAS, count, folder),
}
COURSES = {"numpy": NUMPY, "keras": KERAS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workloads", nargs="+", choices=MAKERS)
    parser.add_argument("--submissions", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cold", action="store_true", help="start the warm-kernel server anew for each timing")
    parser.add_argument("--growth", type=int, nargs="+", default=[])
    parser.add_argument("--otter", type=Path, help="an environment with otter-grader 7 that sees this one's packages")
    chosen = parser.parse_args()
    for name in chosen.workloads:
        if chosen.growth:
            grow(MAKERS[name], chosen.growth, chosen.jobs)
            continue
        with tempfile.TemporaryDirectory(prefix="workload-") as scratch:
            workload = MAKERS[name](chosen.submissions, Path(scratch) / "course")
            medians = compare(workload, chosen.rounds, chosen.jobs, chosen.cold)
        if chosen.otter and name in COURSES:
            seconds = otter_seconds(COURSES[name], chosen.submissions, chosen.otter)
            times = medians["stock nbgrader"] / seconds
            print(f"| otter run | {seconds:.1f} | {seconds / chosen.submissions:.2f} | {times:.1f} | | |")


if __name__ == "__main__":
    main()
