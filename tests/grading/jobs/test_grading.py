"""Whole runs of `coursekit grade` on a tiny course, from submitted/ to the gradebook."""

import json
import shutil
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from coursekit.errors import CourseError
from coursekit.grading.jobs import worker
from coursekit.grading.jobs.bundle import read_bundle
from coursekit.grading.jobs.grading import Options, Reporter, check, grade
from coursekit.grading.jobs.lock import grading_lock
from coursekit.grading.scratch import nbgrader

# nbgrader adds submissions in an order of its own, and SQLAlchemy 2.1 remarks on it
pytestmark = pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning")


class InThisProcess(Executor):
    """Runs a job at once, here; dies as often as it is told to."""

    deaths: dict[str, int] = {}

    def __init__(self, setup, workers):
        course = worker.GradedCourse.load(worker.Path(setup.folder))
        course.config.RepairingExporter.cleaned = True
        if setup.unsandboxed:
            course.allow_unsandboxed()
        self.worker = worker.Worker(course, setup.job_seconds)

    def submit(self, function, job):
        future = Future()
        if self.deaths.get(job.learner, 0) > 0:
            self.deaths[job.learner] -= 1
            future.set_exception(BrokenExecutor("a worker died"))
        else:
            future.set_result(self.worker.run(job))
        return future


@pytest.fixture(autouse=True)
def no_deaths(monkeypatch):
    monkeypatch.setattr(InThisProcess, "deaths", {})


def scores(course) -> dict[str, dict[str, float | None]]:
    with Gradebook(course.load().db_url) as gradebook:
        return {
            submission.student.id: {
                each.name: each.auto_score for notebook in submission.notebooks for each in notebook.grades
            }
            for submission in gradebook.assignment_submissions(course.assignment)
        }


def run(course, **options):
    rows = grade(course.load(), course.assignment, Options(make_executor=InThisProcess, **options))
    return {row.learner: row for row in rows}


def states(rows) -> dict[str, str]:
    return {learner: row.state for learner, row in rows.items()}


def sql(course, statement: str) -> list:
    engine = create_engine(course.load().db_url)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def test_real_workers_and_kernels_grade_right_wrong_and_untouched(course):
    course.submit("ada", course.right)
    course.submit("ben", course.right | {"double": "def double(x):\n    return 3 * x"})
    course.submit("cleo")
    rows = {row.learner: row for row in grade(course.load(), course.assignment)}
    wanted = {
        "ada": {"check_double": 2, "check_total": 3, "why": None},
        "ben": {"check_double": 0, "check_total": 3, "why": None},
        "cleo": {"check_double": 0, "check_total": 0, "why": 0},
    }
    assert scores(course) == wanted
    assert states(rows) == dict.fromkeys(["ada", "ben", "cleo"], "graded")
    assert (rows["ada"].committed.score, rows["ada"].committed.maximum, rows["ada"].committed.waiting) == (5, 9, 1)
    assert rows["ada"].contained is False, "stock Execute has no sandbox"
    assert check(course.load(), course.assignment) == []
    # nbgrader's own verb, alone, gives the same
    done = nbgrader("autograde", course.assignment, "--force", folder=course.folder)
    assert done.returncode == 0, done.stderr
    assert scores(course) == wanted
    assert check(course.load(), course.assignment) == []


def test_what_did_not_change_is_not_graded_again(course):
    course.quick()
    course.submit("ada", course.right)
    course.submit("ben")
    assert states(run(course)) == {"ada": "graded", "ben": "graded"}
    assert states(run(course)) == {"ada": "unchanged", "ben": "unchanged"}
    course.submit("ben", course.right)
    assert states(run(course)) == {"ada": "unchanged", "ben": "graded"}
    assert states(run(course, learner="ada", force=True)) == {"ada": "graded"}
    bundles = [path for path in (course.folder / ".coursekit" / "bundles").iterdir()]
    assert len(bundles) == 2, "a superseded bundle is removed"
    assert check(course.load(), course.assignment) == []


def test_a_changed_policy_or_assignment_means_grading_again(course):
    course.quick()
    course.submit("ada", course.right)
    run(course)
    course.say("c.LimitOutput.max_lines = 77")
    assert states(run(course)) == {"ada": "graded"}
    source = course.folder / "source" / course.assignment / "first.ipynb"
    source.write_text(source.read_text().replace("double(3) == 6", "double(4) == 8"), encoding="utf-8")
    course.generate()
    assert states(run(course)) == {"ada": "graded"}


def test_the_score_falls_when_tests_were_deleted_after_a_good_submission(course):
    course.quick()
    course.say("c.OverwriteCells.add_missing_cells = False")
    course.submit("ada", course.right)
    assert run(course)["ada"].committed.score == 5
    course.submit("ada", course.right, without=["check_total"])
    assert run(course)["ada"].committed.score == 2
    assert scores(course)["ada"]["check_total"] == 0
    reasons = sql(course, "SELECT reason FROM coursekit_ledger WHERE cell = 'check_total' ORDER BY seq")
    assert reasons == [("passed",), ("the test cell is missing from the submission",)]


def test_manual_scores_and_comments_survive_and_are_to_be_looked_at_again(course):
    course.quick()
    course.submit("ada", course.right)
    run(course)
    with Gradebook(course.load().db_url) as gradebook:
        grade_ = gradebook.find_grade("why", "first", course.assignment, "ada")
        grade_.manual_score, grade_.extra_credit, grade_.needs_manual_grade = 3, 0.5, False
        gradebook.find_comment("why", "first", course.assignment, "ada").manual_comment = "well put"
        gradebook.db.commit()
    row = run(course)["ada"]
    assert (row.state, row.committed.score, row.committed.waiting) == ("unchanged", 8.5, 0)
    course.submit("ada", course.right | {"why": "Because of that."})
    row = run(course)["ada"]
    assert (row.state, row.committed.score, row.committed.waiting) == ("graded", 8.5, 1)
    with Gradebook(course.load().db_url) as gradebook:
        assert gradebook.find_comment("why", "first", course.assignment, "ada").comment == "well put"


def test_late_penalties_are_those_of_the_policy(course):
    course.quick()
    course.say("c.LateSubmissionPlugin.penalty_method = 'zero'")
    with Gradebook(course.load().db_url) as gradebook:
        gradebook.update_or_create_assignment(course.assignment, duedate="2025-01-01 00:00:00 UTC")
    course.submit("ada", course.right, timestamp="2024-12-31 23:00:00 UTC")
    course.submit("ben", course.right, timestamp="2025-01-01 01:00:00 UTC")
    rows = run(course)
    assert [(rows[name].committed.score, rows[name].committed.penalty) for name in ("ada", "ben")] == [(5, 0), (0, 5)]
    assert sql(course, "SELECT count(*) FROM submitted_assignment WHERE timestamp IS NOT NULL") == [(2,)]


def test_a_worker_that_dies_once_costs_nothing(course):
    course.quick()
    for name in ("ada", "ben", "cleo"):
        course.submit(name, course.right)
    InThisProcess.deaths = {"ben": 1}
    rows = run(course)
    assert states(rows) == dict.fromkeys(["ada", "ben", "cleo"], "graded")


def test_one_that_dies_twice_is_a_row_that_asks_the_instructor_to_look(course):
    course.quick()
    for name in ("ada", "ben", "cleo"):
        course.submit(name, course.right)
    InThisProcess.deaths = {"ben": 2}
    rows = run(course)
    assert states(rows) == {"ada": "graded", "ben": "failed", "cleo": "graded"}
    assert "died twice" in rows["ben"].note
    assert (rows["ben"].committed.score, rows["ben"].committed.waiting) == (0, 3)
    assert check(course.load(), course.assignment) == []
    assert states(run(course)) == {"ada": "unchanged", "ben": "graded", "cleo": "unchanged"}, (
        "a failed one is tried again"
    )


def test_a_real_worker_that_ends_itself_is_survived(course):
    course.quick()
    course.submit("ada", course.right)
    course.submit("ben", {"double": "import os; os._exit(3)"})
    course.submit("cleo", course.right)
    rows = {row.learner: row for row in grade(course.load(), course.assignment)}
    assert states(rows) == {"ada": "graded", "ben": "failed", "cleo": "graded"}


def test_a_job_that_takes_too_long_is_given_up(course):
    course.quick()
    course.submit("ada", {"double": "import time; time.sleep(600)"})
    rows = grade(course.load(), course.assignment, Options(jobs=1, job_seconds=2))
    assert [row.state for row in rows] == ["failed"]


def test_a_submission_that_nbgrader_cannot_convert_fails_alone(course):
    course.quick()
    course.submit("ada", course.right)
    (course.submit("ben") / "first.ipynb").write_text("not JSON", encoding="utf-8")
    (course.submit("cleo") / "first.ipynb").unlink()
    rows = run(course)
    assert states(rows) == {"ada": "graded", "ben": "failed", "cleo": "failed"}
    assert "not JSON" in rows["ben"].note or "JSON" in rows["ben"].note
    assert rows["cleo"].note == "no notebook of this assignment was handed in; expected: first"
    assert scores(course)["ben"] == {"check_double": 0, "check_total": 0, "why": None}


def test_with_repair_in_the_policy_broken_submissions_are_graded(course):
    course.quick()
    course.say("from coursekit.grading.repair.preprocessor import RepairCells")
    course.say("from coursekit.grading.repair.exporter import RepairingExporter")
    course.say("c.Autograde.exporter_class = RepairingExporter")
    course.say("c.Autograde.sanitize_preprocessors = [RepairCells, *Autograde.sanitize_preprocessors.default()]")
    course.submit("ada", course.right)
    (course.submit("ben") / "first.ipynb").write_text("not JSON", encoding="utf-8")
    rows = run(course)
    assert states(rows) == {"ada": "graded", "ben": "graded"}
    assert (rows["ada"].committed.score, rows["ben"].committed.score) == (5, 0)
    assert "first.ipynb" in rows["ben"].note
    assert rows["ada"].note == ""


def test_a_name_that_climbs_or_a_folder_that_is_a_link_is_refused_in_a_row_of_its_own(course):
    course.quick()
    course.submit("ada", course.right)
    course.submit("=cmd", course.right)
    (course.folder / "submitted" / "ben").symlink_to(course.folder / "submitted" / "ada")
    rows = run(course)
    assert states(rows) == {"ada": "graded", "=cmd": "refused", "ben": "refused"}
    assert rows["=cmd"].committed is None and "only letters" in rows["=cmd"].note
    for name in ("../ada", "", "a/b"):
        with pytest.raises(CourseError, match="can't be used"):
            run(course, learner=name)


def test_unknown_learners_assignments_and_folders_are_said(course, tmp_path):
    with pytest.raises(CourseError, match="no submission of sums"):
        run(course)
    course.submit("ada")
    with pytest.raises(CourseError, match="no submission of sums in .*nobody"):
        run(course, learner="nobody")
    course.submit("ada").rename(course.folder / "submitted" / "ada" / "other")
    with pytest.raises(CourseError, match="knows no assignment 'other'; it knows: sums"):
        grade(course.load(), "other")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CourseError, match="is no nbgrader course"):
        worker.GradedCourse.load(tmp_path / "empty")


def test_an_unknown_learner_is_refused_where_the_policy_adds_none(course):
    course.quick()
    course.say("c.Autograde.create_student = False")
    course.submit("ada", course.right)
    rows = run(course)
    assert states(rows) == {"ada": "refused"} or "student" in rows["ada"].note.lower()


def test_two_at_once_do_not_meet(course):
    course.submit("ada")
    import os

    with grading_lock(course.folder / ".coursekit" / "grade.lock"):
        with pytest.raises(CourseError, match=f"another `coursekit grade` is at work here \\(process {os.getpid()}\\)"):
            run(course)


def test_a_score_changed_behind_the_ledgers_back_is_named_and_put_back(course):
    course.quick()
    course.submit("ada", course.right)
    course.submit("ben")
    run(course)
    sql(course, "UPDATE grade SET auto_score = 3 WHERE auto_score = 0")
    faults = check(course.load(), course.assignment)
    assert [fault.split(":")[0] for fault in faults] == [
        f"ben, first, {name}" for name in ("check_double", "check_total", "why")
    ]
    assert (
        "the gradebook says 3, the ledger 0. To put the ledger's score back, run: coursekit grade sums --learner ben"
        in faults[0]
    )
    assert states(run(course)) == {"ada": "unchanged", "ben": "restored"}
    assert check(course.load(), course.assignment) == []


def test_lost_autograded_files_and_broken_bundles_are_made_good(course):
    course.quick()
    course.submit("ada", course.right)
    run(course)
    page = course.folder / "autograded" / "ada" / course.assignment / "first.ipynb"
    content = page.read_bytes()
    shutil.rmtree(page.parent)
    assert states(run(course)) == {"ada": "restored"}
    assert page.read_bytes() == content
    (bundle,) = (course.folder / ".coursekit" / "bundles").iterdir()
    assert json.loads((bundle / "bundle.json").read_text())["learner"] == "ada"
    (bundle / "bundle.json").write_text("{", encoding="utf-8")
    assert read_bundle(bundle.parent, bundle.name) is None
    assert states(run(course)) == {"ada": "graded"}


def test_learners_graded_by_nbgrader_alone_are_named_by_check(course):
    course.quick()
    course.submit("ada", course.right)
    done = nbgrader("autograde", course.assignment, folder=course.folder)
    assert done.returncode == 0, done.stderr
    (fault,) = check(course.load(), course.assignment)
    assert fault.startswith("ada: graded by nbgrader autograde alone")
    run(course)
    assert check(course.load(), course.assignment) == []


def test_without_a_sandbox_nothing_is_graded(course):
    course.quick()
    course.say(
        "from nbgrader.preprocessors import NbGraderPreprocessor\n"
        "class SandboxUnavailable(Exception): pass\n"
        "class Refuses(NbGraderPreprocessor):\n"
        "    def preprocess(self, nb, resources): raise SandboxUnavailable('set kernel.unprivileged_userns_clone=1')\n"
        "c.Autograde.autograde_preprocessors = [Refuses]"
    )
    course.submit("ada", course.right)
    with pytest.raises(CourseError, match="kernel.unprivileged_userns_clone"):
        run(course)
    assert scores(course) == {}


def test_a_reporter_hears_of_each_step(course):
    heard = []

    class Heard(Reporter):
        def begin(self, total, unchanged):
            heard.append((total, unchanged))

        def started(self, learner):
            heard.append(f"started {learner}")

        def finished(self, row):
            heard.append(f"{row.state} {row.learner}")

    course.quick()
    course.submit("ada", course.right)
    grade(course.load(), course.assignment, Options(make_executor=InThisProcess), Heard())
    assert heard == [(1, 0), "started ada", "graded ada"]
