"""nbgrader's execution step, with the judge: learners' cells in a contained kernel, test cells in a process of their own.

Stands in place of `nbgrader.preprocessors.Execute` in `Autograde.autograde_preprocessors`; what `c.Execute` says of
timeouts and tags holds here too.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_core.utils import run_sync
from nbclient.exceptions import CellControlSignal
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.grading.judge.launching import Surroundings, surroundings
from coursekit.grading.judge.program import Program, TrustedCell, from_gradebook, read_source
from coursekit.grading.judge.session import Session
from coursekit.grading.judge.verdict import Verdict


class JudgeExecute(Execute):
    """Runs a submission: what it says stands in `cell.metadata["coursekit"]` and in the outputs of test cells."""

    kernel_name = Unicode("coursekit-sandbox", help="Kernelspec in which learners' cells run.").tag(config=True)

    allow_unsandboxed = Bool(
        False, help="Grade even where no sandbox can be made; every cell so graded is marked."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any] | None = None, km: Any = None):
        """Run the notebook and judge its test cells.

        Raises:
            CourseError: If no sandbox can be made and `allow_unsandboxed` is off: nothing is graded then.
        """
        where = resources["nbgrader"]
        with Gradebook(where["db_url"]) as gradebook:
            row = gradebook.find_notebook(where["notebook"], where["assignment"])
            program = from_gradebook(row, read_source(*self._sources(where)), skip_tag=self.skip_cells_with_tag)
        self.judge(nb, program, resources, files=self._files(where))
        return nb, resources

    def judge(self, nb: NotebookNode, program: Program, resources: dict[str, Any], files: Path | None = None):
        """Run a notebook against a program.

        Args:
            nb: The submission; outputs and metadata are written into it.
            program: The instructor's cells.
            resources: nbconvert's; `resources["metadata"]["path"]` is the submission's folder.
            files: Folder of the instructor's files that test cells may read.

        Returns:
            The session as it ended; None if there was nothing to run.
        """
        self.nb, self.resources, self.km, self.kc = nb, resources, None, None
        self.reset_execution_trackers()
        restore_missing(nb, program)
        if not any(cell.cell_type == "code" and cell.source.strip() for cell in nb.cells):
            return None
        around = surroundings(self.kernel_name, self.allow_unsandboxed, files, _data_folders(), self.config)
        if self.allow_unsandboxed:
            self.update_config(Config({"SandboxProvisioner": {"allow_unsandboxed": True}}))
        return run_sync(self._judge)(program, around)

    async def _judge(self, program: Program, around: Surroundings) -> Session:
        seconds = self.timeout if self.timeout and self.timeout > 0 else around.limits.submission_seconds
        limits = replace(around.limits, cell_seconds=seconds)
        session = Session(self, program, around.launch, limits, plain_kernel=around.plain_kernel)
        try:
            async with session:
                for index in order(self.nb, program):
                    await self._run_cell_whatever_comes(session, index, around)
        finally:
            self.set_widgets_metadata()
        self.log.debug("judged in %s", session.timings)
        return session

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take one message of the learner's kernel; one that nbclient cannot read is left out."""
        try:
            return super().process_message(msg, cell, cell_index)
        except CellControlSignal:
            raise
        except Exception as problem:
            self.log.debug("left out a message of the learner's kernel: %r", problem)
            return None

    async def _run_cell_whatever_comes(self, session: Session, index: int, around: Surroundings) -> None:
        """Run a cell; if that fails in a way that nobody foresaw, a test cell says so and the others are run.

        Raises:
            CourseError: If nothing can be graded here, whatever was handed in (SandboxUnavailable is one).
        """
        try:
            await self._run_cell(session, index, around)
        except CourseError:
            raise
        except Exception as problem:
            self.log.exception("cell %d could not be run", index + 1)
            cell = self.nb.cells[index]
            key = key_of(cell, session.program)
            verdict = await session.give_up(key or f"cell {index + 1}", problem)
            if verdict is not None:
                self._write(cell, verdict, session, around)

    async def _run_cell(self, session: Session, index: int, around: Surroundings) -> None:
        cell, program = self.nb.cells[index], session.program
        trusted = key_of(cell, program)
        key, kind = trusted or f"cell {index + 1}", program[trusted].kind if trusted else "plain"
        skipped = self.skip_cells_with_tag in (program[trusted].tags if trusted else cell.metadata.get("tags", ()))
        if kind == "test":
            self._write(cell, await session.run_test(key), session, around)
        elif skipped or not cell.source.strip():
            return
        elif kind == "given":
            await session.run_given(cell, index, key)
        else:
            await session.run_learner(cell, index, key)

    def _write(self, cell: NotebookNode, verdict: Verdict, session: Session, around: Surroundings) -> None:
        cell.execution_count = None
        cell.outputs = [NotebookNode(output) for output in map(_as_node, verdict.cell_outputs())]
        contained = around.contained and session.contained
        cell.metadata["coursekit"] = _as_node(verdict.metadata(contained, around.why_not_contained))

    def _sources(self, where: dict[str, Any]) -> Iterator[Path]:
        for folder in self._folders(where):
            yield folder / f"{where['notebook']}.ipynb"

    def _files(self, where: dict[str, Any]) -> Path | None:
        return next((folder for folder in self._folders(where) if folder.is_dir()), None)

    def _folders(self, where: dict[str, Any]) -> Iterator[Path]:
        """The assignment's folder of source notebooks, then that of released ones."""
        converter = getattr(self.parent, "parent", None)  # nbconvert: preprocessor -> exporter -> converter
        coursedir = getattr(converter, "coursedir", None)
        if coursedir is not None:
            for step in (coursedir.source_directory, coursedir.release_directory):
                yield Path(coursedir.format_path(step, ".", where["assignment"]))


def key_of(cell: NotebookNode, program: Program) -> str | None:
    """The trusted cell that a submission's cell stands for; None for a cell of the learner's own."""
    key = cell.metadata.get("nbgrader", {}).get("grade_id")
    return key if cell.cell_type == "code" and isinstance(key, str) and key in program else None


def order(nb: NotebookNode, program: Program) -> list[int]:
    """Indices of code cells in the order of running: as written, but a check waits for the answers that it needs."""
    places = {key_of(cell, program): index for index, cell in enumerate(nb.cells)}
    waiting: dict[int, list[int]] = {}
    later = set()
    for key, index in places.items():
        if key is None or program[key].kind != "test":
            continue
        last = max((places[answer.key] for answer in program.answers_for(key) if answer.key in places), default=-1)
        if last > index:
            waiting.setdefault(last, []).append(index)
            later.add(index)
    found = []
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and index not in later:
            found += [index, *waiting.get(index, ())]
    return found


def restore_missing(nb: NotebookNode, program: Program) -> None:
    """Put given and test cells back that a submission lacks: what was deleted is run and checked all the same."""
    for position, trusted in enumerate(program.cells):
        places = {key_of(cell, program): index for index, cell in enumerate(nb.cells)}
        if trusted.kind not in ("given", "test") or trusted.key in places:
            continue
        before = [places[cell.key] for cell in program.cells[:position] if cell.key in places]
        cell = restored(trusted)
        if nb.nbformat_minor < 5:
            del cell["id"]
        nb.cells.insert(max(before, default=-1) + 1, cell)


def restored(trusted: TrustedCell) -> NotebookNode:
    """A given or test cell as nbgrader would have it in a submission."""
    about = {
        "grade": trusted.kind == "test",
        "grade_id": trusted.key,
        "locked": True,
        "solution": False,
        "task": False,
        "cell_type": "code",
        "schema_version": 3,
    }
    if trusted.kind == "test":
        about["points"] = trusted.points
    cell = new_code_cell(trusted.source, metadata={"nbgrader": about, "deletable": False, "editable": False})
    cell.metadata["tags"] = sorted(trusted.tags)
    cell.metadata.nbgrader["checksum"] = utils.compute_checksum(cell)
    return cell


def _data_folders() -> list[Path]:
    """The mirror of data sets that test cells may read as well."""
    mirror = os.environ.get("COURSEKIT_DATA")
    return [Path(mirror)] if mirror and Path(mirror).is_dir() else []


def _as_node(value: Any) -> Any:
    if isinstance(value, dict):
        return NotebookNode({key: _as_node(item) for key, item in value.items()})
    return [_as_node(item) for item in value] if isinstance(value, list | tuple) else value
