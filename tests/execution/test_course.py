"""A whole run: what it leaves, what it says, how it exits."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from xml.etree import ElementTree

import psutil
import pytest

from coursekit.execution import bands
from coursekit.execution.bands import Band
from coursekit.execution.cache import Cache
from coursekit.execution.course import THREADS, CourseRun, execute
from coursekit.execution.pool import GRACE_SECONDS

RECORD = "from coursekit import results\nresults.record('accuracy', 0.7);"


def band(low, high, result="accuracy"):
    return Band("good", result, "tensorflow", "cpu", "smoke", low, high, (0,), (low,))


@pytest.fixture
def course_run(tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_BACKEND", raising=False)

    def make(*tasks, bands=(), verify=False):
        out = tmp_path / "out"
        return CourseRun(list(tasks), list(bands), "smoke", 3, 2, out, tmp_path / "junit.xml", verify)

    return make


def failures(run):
    root = ElementTree.parse(run.junit).getroot()
    return {case.get("name"): case.find("failure") is not None for case in root.iter("testcase")}


def test_a_good_run_with_its_band_met_and_its_outputs_verified(make_task, course_run, log):
    run = course_run(make_task("good", RECORD), bands=[band(0.68, 0.74)], verify=True)
    assert execute(run, log) == 0, log.file.getvalue()
    assert failures(run) == {"good": False, "accuracy": False, "recorded outputs": False}
    results = json.loads((run.out / "results.json").read_text())
    good = results["lessons"]["good"]
    assert (good["backend"], good["device"], results["seed"]) == ("tensorflow", "cpu", 3)
    assert good["results"]["accuracy"]["value"] == 0.7
    said = log.file.getvalue()
    assert "good: accuracy: 0.7; band 0.68 to 0.74: inside" in said
    assert "good: 3 cells put out what they had put out before; no outputs are recorded" in said
    assert f"all good; notebooks, pages, timings and results are in {run.out}" in said


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (band(0.8, 0.9), "good: accuracy: 0.7; band 0.8 to 0.9: outside"),
        (band(0.1, 0.9, "loss"), "good: loss: nothing was recorded; band 0.1 to 0.9: not recorded"),
    ],
)
def test_a_band_that_is_not_met_fails_the_run(make_task, course_run, log, wrong, words):
    run = course_run(make_task("good", RECORD), bands=[wrong])
    assert execute(run, log) == 1
    assert words in log.file.getvalue()
    assert failures(run) == {"good": False, wrong.result: True}


def test_a_failed_lesson_fails_the_run_and_the_others_still_run(make_task, course_run, log):
    run = course_run(make_task("bad", "print('last words')\n1 / 0"), make_task("good", RECORD))
    assert execute(run, log) == 1
    assert failures(run) == {"bad": True, "good": False}
    assert {path.name for path in (run.out / "01_start").iterdir()} == {
        "bad.ipynb",
        "bad.html",
        "good.ipynb",
        "good.html",
    }
    said = log.file.getvalue()
    assert "bad: code cell 3 (cell-2) `print('last words')`: ZeroDivisionError: division by zero" in said
    assert "good: accuracy: 0.7; no band: no band" in said
    assert said.rstrip().splitlines()[-1].startswith("FAILED")


def test_only_what_passed_is_verified_and_a_difference_fails_the_run(make_task, course_run, log):
    run = course_run(make_task("bad", "1 / 0"), make_task("clock", "import time\ntime.time()"), verify=True)
    assert execute(run, log) == 1
    assert failures(run) == {"bad": True, "clock": False, "recorded outputs": True}
    assert "clock: code cell 3 (cell-2) `import time`: " in log.file.getvalue()


def test_nothing_is_verified_when_nothing_passed(make_task, course_run, log):
    run = course_run(make_task("bad", "1 / 0"), verify=True)
    assert execute(run, log) == 1
    assert failures(run) == {"bad": True}


MARKED = """import pathlib
with open({!r}, 'a') as file:
    file.write('ran ')"""


def test_what_has_not_changed_is_not_run_again(make_task, course_run, log, tmp_path):
    marks = [tmp_path / name for name in ("one.txt", "two.txt")]
    tasks = [
        replace(make_task(mark.stem, MARKED.format(str(mark)), RECORD), fingerprint=digit * 64)
        for mark, digit in zip(marks, "12", strict=True)
    ]

    warmed = []

    def times(changed_tasks, verify=False):
        """Run, and return how often each lesson's marking cell has run since the last time."""
        for mark in marks:
            mark.write_text("")
        warmed.clear()
        run = replace(
            course_run(*changed_tasks, verify=verify), cache=Cache(tmp_path / "cache"), warm_up=lambda: warmed.append(1)
        )
        assert execute(run, log) == 0, log.file.getvalue()
        assert {path.name for path in (run.out / "01_start").iterdir()} == {f"{t.lesson}{s}" for t in tasks for s in (".ipynb", ".html")}  # fmt: skip
        results = json.loads((run.out / "results.json").read_text())["lessons"]
        assert all(results[task.lesson]["results"]["accuracy"]["value"] == 0.7 for task in tasks)
        return [mark.read_text().count("ran") for mark in marks]

    assert times(tasks) == [1, 1]
    assert "nothing has changed" not in log.file.getvalue()
    assert times(tasks) == [0, 0]
    assert not warmed  # what is not needed is not started
    assert log.file.getvalue().count("not run again") == 2
    assert "nothing has changed: no lesson was executed" in log.file.getvalue()
    assert times([tasks[0], replace(tasks[1], fingerprint="3" * 64)]) == [0, 1]
    assert times(tasks, verify=True) == [1, 1]  # by nbval alone
    assert times(tasks, verify=True) == [0, 0]
    for entry in (tmp_path / "cache").glob("one-*.zip"):
        entry.write_bytes(entry.read_bytes()[:-40])
    assert times(tasks, verify=True) == [2, 0]
    assert "one: what was kept of its last run is damaged; it runs again" in log.file.getvalue()


def test_bands_are_held_to_what_was_kept_too(make_task, course_run, log, tmp_path):
    task, cache = replace(make_task("good", RECORD), fingerprint="1" * 64), Cache(tmp_path / "cache")
    assert execute(replace(course_run(task), cache=cache), log) == 0
    assert execute(replace(course_run(task, bands=[band(0.8, 0.9)]), cache=cache), log) == 1
    assert "good: accuracy: 0.7; band 0.8 to 0.9: outside\n" in log.file.getvalue()
    assert "  recorded by code cell 3 (cell-2) `from coursekit import results`" in log.file.getvalue()


def test_a_run_that_records_writes_bands_and_is_not_held_to_them(make_task, course_run, log, tmp_path):
    file = tmp_path / "bands.toml"
    run = course_run(make_task("good", RECORD), bands=[band(0.8, 0.9)])
    assert execute(replace(run, record={"01_start": (file, ("good",))}), log) == 0
    page = (run.out / "index.html").read_text()
    assert ">0.7 <" in page and "one run, no interval yet" in page
    (written,) = bands.read(file, ("good",))
    assert (written.values, written.seeds) == ((0.7,), (3,))
    (recorded,) = bands.read_runs(file, ("good",))
    assert recorded.seconds[0] > 0 and {"python", "keras", "tensorflow", "numpy"} == set(recorded.versions)
    text = (
        file.read_text()
        .replace("low = 0.7", "low = 0.6")
        .replace("one run, no interval yet: record two more seeds", "by hand")
    )
    file.write_text(text.replace("high = 0.7", "high = 0.65").replace("[0.7]", "[0.63]"))
    assert execute(replace(run, record={"01_start": (file, ("good",))}), log) == 1
    assert "accuracy: 0.7 for seed 3 lies outside 0.6 to 0.65" in log.file.getvalue()
    page = (run.out / "index.html").read_text()
    assert "Failed" in page and "accuracy: 0.7 for seed 3 lies outside 0.6 to 0.65" in page


def test_what_an_earlier_run_left_is_gone_before_the_first_cell(make_task, course_run, log):
    task = make_task("crash", "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)\nimport time; time.sleep(20)")
    task.clear()
    run = course_run(task)
    for file in (task.notebook, task.page, run.junit, run.out / "results.json"):
        file.write_text("old")
    assert execute(run, log) == 1
    assert not task.notebook.exists() and not task.page.exists()
    assert "old" not in run.junit.read_text() + (run.out / "results.json").read_text()


def test_ctrl_c_while_verifying_ends_the_run(make_task, course_run, log, tmp_path):
    """The second run finds the mark of the first and lingers; then comes Ctrl-C."""
    mark, second = tmp_path / "first", tmp_path / "second"
    cell = f"""import pathlib, time
mark, second = pathlib.Path({str(mark)!r}), pathlib.Path({str(second)!r})
if mark.exists():
    second.touch()
    time.sleep(120)
mark.touch()"""
    run = course_run(make_task("lingers", cell), verify=True)

    def interrupt():
        for _ in range(300):
            if second.exists():
                os.kill(os.getpid(), signal.SIGINT)
                return
            time.sleep(0.1)

    watcher = threading.Thread(target=interrupt)
    watcher.start()
    assert execute(run, log) == 130
    watcher.join()
    assert log.file.getvalue().rstrip().splitlines()[-1].startswith("interrupted")


SCRIPT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background process would ignore it
from pathlib import Path
from rich.console import Console
from coursekit.execution.course import CourseRun, execute
from coursekit.execution.plan import Task
tasks = [Task.from_json(text) for text in sys.argv[2:]]
out = Path(sys.argv[1])
sys.exit(execute(CourseRun(tasks, [], "smoke", 0, 2, out, out / "junit.xml"), Console()))
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_end_the_kernels_and_leave_a_report(make_task, tmp_path, sent):
    nap = "import pathlib, time\npathlib.Path({!r}).touch()\ntime.sleep(300)"
    marks = [tmp_path / name for name in ("one", "two")]
    tasks = [make_task(mark.name, nap.format(str(mark))) for mark in marks]
    out = tmp_path / "out"
    command = [sys.executable, "-c", SCRIPT, str(out), *(task.to_json() for task in tasks)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        deadline = time.monotonic() + 60
        while not all(mark.exists() for mark in marks) and time.monotonic() < deadline:
            time.sleep(0.1)
        helpers = psutil.Process(parent.pid).children()  # what workers are forked from, and Python's own
        below = [process for helper in helpers for process in helper.children(recursive=True)]
        assert len(below) >= 4  # two workers, two kernels
        parent.send_signal(sent)
        said, _ = parent.communicate(timeout=20 + 2 * GRACE_SECONDS)
    assert parent.returncode == 130
    assert not any(process.is_running() for process in below)
    assert psutil.wait_procs(helpers, timeout=5)[1] == [], "they end with their parent"
    assert "interrupted; notebooks, pages, timings and results are in" in said
    messages = [failure.get("message") for failure in ElementTree.parse(out / "junit.xml").iter("failure")]
    assert messages == ["interrupted", "interrupted"]
    assert list((out / "01_start").glob("[!.]*")) == []


def test_what_took_longest_begins_first_and_the_report_keeps_the_order_of_the_course(
    make_task, course_run, log, tmp_path
):
    order = tmp_path / "order.txt"
    tasks = [make_task(name, MARKED.format(str(order)).replace("ran", name)) for name in ("quick", "slow", "unknown")]
    seconds = {"quick": ("smoke", 1.0), "slow": ("smoke", 50.0), "unknown": ("cpu", 3.0)}
    runs = tuple(
        bands.RunRecord(name, "tensorflow", "cpu", profile, "2026-11-27", (0,), (took,), (1.0,))
        for name, (profile, took) in seconds.items()
    )
    run = replace(course_run(*tasks), jobs=1, runs=runs)
    assert execute(run, log) == 0, log.file.getvalue()
    assert order.read_text().split() == ["unknown", "slow", "quick"]
    assert list(json.loads((run.out / "results.json").read_text())["lessons"]) == ["quick", "slow", "unknown"]


def test_off_the_main_thread_signals_are_left_alone(make_task, course_run, log):
    codes = []
    thread = threading.Thread(target=lambda: codes.append(execute(course_run(make_task("good", "1")), log)))
    thread.start()
    thread.join()
    assert codes == [0]


@pytest.mark.parametrize("set_by_user", [None, "3"])
@pytest.mark.parametrize("name", THREADS)
def test_lessons_side_by_side_share_the_cores(make_task, course_run, log, monkeypatch, name, set_by_user):
    """Two lessons at a time: each one gets half of the cores for its threads, at least one; what the user set stays."""
    for each in THREADS:
        monkeypatch.delenv(each, raising=False)
    if set_by_user:
        monkeypatch.setenv(name, set_by_user)
    record = f"import os\nfrom coursekit import results\nresults.record('threads', int(os.environ['{name}']));"
    run = course_run(make_task("good", record))
    assert execute(run, log) == 0, log.file.getvalue()
    threads = json.loads((run.out / "results.json").read_text())["lessons"]["good"]["results"]["threads"]["value"]
    assert threads == (3 if set_by_user else max(1, os.cpu_count() // 2))
    assert os.environ.get(name) == set_by_user
