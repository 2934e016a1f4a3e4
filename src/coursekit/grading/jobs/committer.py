"""Merges bundles into the gradebook: one transaction a submission, ledger rows included, all or nothing.

Says the same as nbgrader's own Autograde, SaveAutoGrades and AssignLatePenalties would, but in one transaction instead of
one a cell.
"""

from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Assignment, Comment, Grade, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from coursekit.errors import CourseError
from coursekit.grading.jobs.bundle import Bundle
from coursekit.grading.jobs.course import GradedCourse
from coursekit.grading.ledger import chain
from coursekit.grading.ledger.table import Entry


@dataclass(frozen=True)
class Committed:
    """What the gradebook says of a submission now.

    Attributes:
        changed: Whether anything was written.
        score: With manual scores, extra credit and the late penalty, as nbgrader exports it.
        waiting: Number of cells that a hand has to grade.
        penalty: For being late; included in `score`.
    """

    changed: bool
    score: float
    maximum: float
    waiting: int
    penalty: float = 0.0


class Committer:
    """Writes bundles into one gradebook.

    Args:
        course: Whose policy decides late penalties, and whether unknown learners are added.
    """

    def __init__(self, course: GradedCourse, engine: Engine):
        self.engine = engine
        converter = course.converter()
        self.creates_learners = converter.create_student
        self.late = next(
            (
                kind(config=course.config)
                for kind in converter.autograde_preprocessors
                if isinstance(kind, type) and issubclass(kind, AssignLatePenalties)
            ),
            None,
        )
        if self.late:
            self.late.init_plugin()
        chain.create(engine)

    def commit(self, bundle: Bundle, *, again: bool = False) -> Committed:
        """Bring a submission's rows to what its bundle says; write nothing if they say so already.

        Args:
            again: Write even then, as after a run with --force.

        Raises:
            CourseError: If the policy adds no learners and this one is unknown.
        """
        with Session(self.engine) as session, session.begin():
            entries = entries_of(bundle)
            known = chain.latest(session.connection(), bundle.assignment, bundle.learner).get(bundle.learner, {})
            entered = known == {(entry.notebook, entry.cell): entry for entry in entries}
            submission = self._submission(session, bundle)
            written = not (entered and self._holds(submission, bundle)) or again
            if written:
                self._write(session, submission, bundle)
            if not entered:
                chain.append(session.connection(), entries)
            session.flush()
            session.expire_all()
            return self._state(submission, written)

    def _submission(self, session: Session, bundle: Bundle) -> SubmittedAssignment:
        """The submission with a row for each cell of the assignment, as nbgrader's add_submission makes them."""
        if session.get(Student, bundle.learner) is None:
            if not self.creates_learners:
                raise CourseError(
                    f"the gradebook knows no learner {bundle.learner!r} and the policy adds none "
                    f"(Autograde.create_student). Run: nbgrader db student add {bundle.learner}"
                )
            session.add(Student(id=bundle.learner))
            session.flush()
        assignment = session.scalars(select(Assignment).where(Assignment.name == bundle.assignment)).one()
        wanted = select(SubmittedAssignment).where(
            SubmittedAssignment.assignment_id == assignment.id, SubmittedAssignment.student_id == bundle.learner
        )
        submission = session.scalars(wanted).one_or_none()
        if submission is None:
            submission = SubmittedAssignment(assignment_id=assignment.id, student_id=bundle.learner)
            session.add(submission)
            session.flush()
        if _complete(session, submission, assignment):
            session.flush()
            session.expire_all()
        return submission

    def _holds(self, submission: SubmittedAssignment, bundle: Bundle) -> bool:
        """Whether the gradebook's automatic scores and comments are those of the bundle."""
        grades, comments = _grades(submission), _comments(submission)
        return all(grades[cell.notebook, cell.cell].auto_score == cell.points for cell in bundle.cells) and all(
            comments[comment.notebook, comment.cell].auto_comment == comment.text for comment in bundle.comments
        )

    def _write(self, session: Session, submission: SubmittedAssignment, bundle: Bundle) -> None:
        if bundle.timestamp:
            submission.timestamp = datetime.fromisoformat(bundle.timestamp)
        grades, comments = _grades(submission), _comments(submission)
        for cell in bundle.cells:
            grade = grades[cell.notebook, cell.cell]
            grade.auto_score = cell.points
            # as nbgrader has it: a score that a hand gave stays, and is to be looked at again
            grade.needs_manual_grade = cell.hand or cell.points is None or grade.manual_score is not None
        for comment in bundle.comments:
            comments[comment.notebook, comment.cell].auto_comment = comment.text
        session.flush()
        session.expire_all()
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = self._penalty(submission, notebook)

    def _penalty(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> float | None:
        seconds = submission.total_seconds_late
        if not self.late or not seconds > 0:
            return None
        penalty = self.late.plugin_inst.late_submission_penalty(submission.student_id, notebook.score, seconds)
        return None if penalty is None else self.late._check_late_penalty(notebook, penalty)

    def _state(self, submission: SubmittedAssignment, changed: bool) -> Committed:
        penalty = submission.late_submission_penalty
        waiting = sum(grade.needs_manual_grade for notebook in submission.notebooks for grade in notebook.grades)
        return Committed(
            changed, max(0.0, submission.score - penalty), submission.assignment.max_score, waiting, penalty
        )


def _complete(session: Session, submission: SubmittedAssignment, assignment: Assignment) -> bool:
    """Add the rows of notebooks and cells that the submission has none for; return whether there were any."""
    have = {notebook.notebook_id: notebook for notebook in submission.notebooks}
    added: list = []
    for notebook in assignment.notebooks:
        submitted = have.get(notebook.id)
        graded = {grade.cell_id for grade in submitted.grades} if submitted else set()
        commented = {comment.cell_id for comment in submitted.comments} if submitted else set()
        if submitted is None:
            submitted = SubmittedNotebook(notebook_id=notebook.id, assignment_id=submission.id)
            session.add(submitted)
            session.flush()  # gives it its id
            added.append(submitted)
        to_grade = [cell.id for cell in (*notebook.grade_cells, *notebook.task_cells)]
        to_comment = [cell.id for cell in (*notebook.solution_cells, *notebook.task_cells)]
        added += [Grade(cell_id=id_, notebook_id=submitted.id) for id_ in to_grade if id_ not in graded]
        added += [Comment(cell_id=id_, notebook_id=submitted.id) for id_ in to_comment if id_ not in commented]
    session.add_all(added)
    return bool(added)


def _grades(submission: SubmittedAssignment) -> dict[tuple[str, str], Grade]:
    return {(notebook.name, grade.name): grade for notebook in submission.notebooks for grade in notebook.grades}


def _comments(submission: SubmittedAssignment) -> dict[tuple[str, str], Comment]:
    return {(notebook.name, each.name): each for notebook in submission.notebooks for each in notebook.comments}


def entries_of(bundle: Bundle) -> list[Entry]:
    """Return a bundle's ledger rows, in the order of its cells."""
    return [
        Entry(
            learner=bundle.learner,
            assignment=bundle.assignment,
            notebook=cell.notebook,
            cell=cell.cell,
            points=cell.points,
            max=cell.maximum,
            reason=cell.reason,
            misconception=cell.misconception,
            job=bundle.key,
            grader=bundle.grader,
            contained=cell.contained,
        )
        for cell in bundle.cells
    ]
