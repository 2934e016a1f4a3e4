"""The connection to the real gradebook: one writing transaction at a time, on SQLite and on PostgreSQL."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import Engine, create_engine, event, make_url

from coursekit.errors import CourseError
from coursekit.grading.jobs.course import GradedCourse

WAIT_SECONDS = 60  # for Formgrader or another verb to finish writing


@contextlib.contextmanager
def open_gradebook(course: GradedCourse) -> Iterator[Engine]:
    """Connect to the course's gradebook.

    Raises:
        CourseError: If it can't be reached.
    """
    url = make_url(course.db_url)
    if url.drivername in ("postgresql", "postgres"):
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})
        event.listen(engine, "connect", _leave_transactions_to_us)
        event.listen(engine, "begin", _begin_writing)
    else:
        engine = create_engine(url)
    try:
        with _reachable(url.render_as_string(hide_password=True)):
            engine.connect().close()
        yield engine
    finally:
        engine.dispose()


def _leave_transactions_to_us(connection, record) -> None:
    # Python's sqlite3 begins a transaction only at the first write: what was read before it could be stale.
    connection.isolation_level = None


def _begin_writing(connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextlib.contextmanager
def _reachable(name: str) -> Iterator[None]:
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, ImportError) as problem:
        raise CourseError(f"the gradebook {name} can't be opened: {str(problem).splitlines()[0]}") from problem
