"""The scratch gradebook: one assignment as the real gradebook holds it, without learners. Made once, then copied for each job.

Made table by table instead of by nbgrader's own Gradebook, which starts alembic in a process of its own for each new file.
"""

import os
import tempfile
from pathlib import Path

from nbgrader.api import Base, Course
from sqlalchemy import Column, Engine, MetaData, String, Table, create_engine, insert, inspect, select

from coursekit.errors import CourseError

ALEMBIC = "alembic_version"


def assignment_rows(engine: Engine, assignment: str) -> dict[str, list[dict]]:
    """Return the rows that make up an assignment, by table, parents first.

    Raises:
        CourseError: If the gradebook does not know the assignment.
    """
    tables = Base.metadata.tables
    with engine.connect() as connection:
        if "assignment" not in inspect(connection).get_table_names():
            raise CourseError(f"the gradebook is empty. Run: coursekit release {assignment}")

        def rows(table: str, column: str, keys: list) -> list[dict]:
            wanted = select(tables[table]).where(tables[table].c[column].in_(keys))
            return [dict(row) for row in connection.execute(wanted).mappings()]

        found = {"assignment": rows("assignment", "name", [assignment])}
        if not found["assignment"]:
            known = connection.execute(select(tables["assignment"].c.name)).scalars().all()
            raise CourseError(
                f"the gradebook knows no assignment {assignment!r}; it knows: {', '.join(sorted(known)) or 'none'}. "
                f"Run: coursekit release {assignment}"
            )
        found["notebook"] = rows("notebook", "assignment_id", [row["id"] for row in found["assignment"]])
        notebooks = [row["id"] for row in found["notebook"]]
        found["base_cell"] = rows("base_cell", "notebook_id", notebooks)
        cells = [row["id"] for row in found["base_cell"]]
        for table in ("grade_cells", "solution_cells", "task_cells"):
            found[table] = rows(table, "id", cells)
        found["source_cell"] = rows("source_cell", "notebook_id", notebooks)
        found[ALEMBIC] = [dict(row) for row in connection.execute(select(_alembic())).mappings()]
    return found


def _alembic() -> Table:
    return Table(ALEMBIC, MetaData(), Column("version_num", String(32), nullable=False))


def write_template(engine: Engine, assignment: str, path: Path) -> None:
    """Write the scratch gradebook of an assignment to `path`, whole or not at all."""
    found = assignment_rows(engine, assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    scratch = create_engine(f"sqlite:///{aside}")
    try:
        with scratch.begin() as connection:
            Base.metadata.create_all(connection)
            alembic = _alembic()
            alembic.create(connection)
            courses = {row["course_id"] for row in found["assignment"]} | {"default_course"}
            connection.execute(insert(Course.__table__), [{"id": course} for course in sorted(courses)])
            for name, rows in found.items():
                if rows:
                    connection.execute(insert(alembic if name == ALEMBIC else Base.metadata.tables[name]), rows)
        os.replace(aside, path)
    finally:
        scratch.dispose()
        Path(aside).unlink(missing_ok=True)


def notebook_names(engine: Engine, assignment: str) -> tuple[str, ...]:
    """Return the names of an assignment's notebooks, sorted."""
    return tuple(sorted(row["name"] for row in assignment_rows(engine, assignment)["notebook"]))
