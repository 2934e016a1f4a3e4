"""The papermill engine of a course run: tells each cell's beginning and end, and calls a timed-out cell failed."""

import ast
import time
from collections.abc import Callable

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

from coursekit.execution.cells import cell_name, first_line, runs
from coursekit.execution.memory import PeakMemory
from coursekit.execution.outcome import CellTiming
from coursekit.execution.repeating import REQUEST, is_check

ENGINE = "coursekit"
WHERE = (
    "(lambda devices: (devices.backend(), devices.device(), devices.versions(), "
    "devices.placed() if 'keras' in __import__('sys').modules else ''))(__import__('coursekit.devices').devices)"
)


class Watch:
    """Follows one notebook: announces events, times the cells, measures their memory.

    Args:
        announce: Called with each event, a dict of plain data with the key "event".
    """

    def __init__(self, announce: Callable[[dict], None]):
        self.announce = announce
        self.cells: list[CellTiming] = []
        self.current: int | None = None  # index in the notebook of the cell begun last
        self.number = 0  # of code cells begun; the n of `In [n]`
        self.total = 0
        self.peak_memory_bytes = 0
        self.backend = ""
        self.device = ""
        self.versions: dict[str, str] = {}
        self.placed = ""  # where a tensor of the kernel's lies; empty if it has not loaded Keras
        self._memory: PeakMemory | None = None
        self._began = 0.0

    def kernel_started(self, process_id: int | None, notebook: nbformat.NotebookNode) -> None:
        """Begin to measure the kernel's memory, if it is a process of this machine."""
        self.total = sum(runs(cell) for cell in notebook.cells)
        self.announce({"event": "started", "cells": self.total, "kernel_process_id": process_id})
        if process_id is not None:
            self._memory = PeakMemory(process_id)
            self._memory.start()

    def cell_began(self, cell: nbformat.NotebookNode, index: int) -> None:
        """Note that a code cell begins."""
        self.current = index
        self.number += 1
        self.announce(
            {
                "event": "cell",
                "number": self.number,
                "cells": self.total,
                "name": cell_name(cell),
                "first_line": first_line(cell),
            }
        )
        if self._memory:
            self._memory.reset_cell()
        self._began = time.perf_counter()

    def cell_ended(self, cell: nbformat.NotebookNode) -> None:
        """Note that it ended, well or not."""
        seconds = time.perf_counter() - self._began
        if self._memory:
            self._memory.sample()
        peak = self._memory.cell_peak_bytes if self._memory else 0
        self.cells.append(CellTiming(self.number, cell_name(cell), first_line(cell), seconds, peak))
        self.announce({"event": "cell_done", "number": self.number, "cells": self.total, "seconds": seconds})

    def kernel_ends(self) -> None:
        """End the measurement; the kernel is shut down after this."""
        if self._memory:
            self.peak_memory_bytes = self._memory.stop()
            self._memory = None


class CourseClient(PapermillNotebookClient):
    """nbclient's client as papermill drives it, with a `Watch` on it; each check runs `repeats` times more."""

    def __init__(self, nb_man, watch: Watch, repeats: int = 0, **traits):
        super().__init__(nb_man, **traits)
        self.watch = watch
        self.repeats = repeats

    def papermill_execute_cells(self) -> None:
        """Execute all cells; one that times out or takes the kernel with it ends as failed, which papermill forgets."""
        self.watch.kernel_started(getattr(self.km.provisioner, "pid", None), self.nb)
        try:
            super().papermill_execute_cells()
            watch = self.watch
            watch.backend, watch.device, watch.versions, watch.placed = self._where_it_computed()
        except (CellTimeoutError, DeadKernelError) as error:
            self._mark_failed(error)
            raise
        finally:
            self.watch.kernel_ends()

    def execute_cell(self, cell, cell_index, **options):
        """Execute one cell between two words to the watch."""
        if not runs(cell):
            return super().execute_cell(cell, cell_index, **options)
        self.watch.cell_began(cell, cell_index)
        try:
            executed = super().execute_cell(cell, cell_index, **options)
        finally:
            self.watch.cell_ended(cell)
        if self.repeats and is_check(cell):
            self._repeat(cell)
        return executed

    def _repeat(self, cell: nbformat.NotebookNode) -> None:
        """Run a check that has passed again; let it fail, as nbclient does, if any run refuses the same answer."""
        request = REQUEST.format(source=cell.source, times=self.repeats)
        reply = self.wait_for_reply(self.kc.execute("", silent=True, user_expressions={"refused": request}), cell)
        answer = reply["content"].get("user_expressions", {})["refused"]
        if answer["status"] != "ok":
            name, value = answer["ename"], f"the kernel can't repeat this check: {answer['evalue']}"
        elif failed := ast.literal_eval(answer["data"]["text/plain"]):
            number, name, text = failed
            value = f"it passed, and in run {number} of {self.repeats} more it refused the same answer: {text}"
        else:
            return
        trace = [f"{name}: {value}"]
        cell.outputs.append(nbformat.v4.new_output("error", ename=name, evalue=value, traceback=trace))
        raise CellExecutionError(traceback=trace[0], ename=name, evalue=value)

    def _where_it_computed(self) -> tuple[str, str, dict[str, str], str]:
        """Ask the kernel for Keras's backend, device and versions, and where a tensor lies; empty if it knows none."""
        request = self.kc.execute("", silent=True, user_expressions={"where": WHERE})
        reply = self.wait_for_reply(request)
        answer = reply["content"].get("user_expressions", {}).get("where", {}) if reply else {}
        return ast.literal_eval(answer["data"]["text/plain"]) if answer.get("status") == "ok" else ("", "", {}, "")

    def _mark_failed(self, error: Exception) -> None:
        index = self.watch.current
        cell = self.nb.cells[index]
        if isinstance(error, CellTimeoutError):
            name, value = "CellTimeoutError", f"the cell ran longer than {self.timeout} s and was ended"
        else:
            name = "DeadKernelError"
            value = "the kernel died while it ran this cell (out of memory, or a crash in native code)"
        cell.outputs.append(nbformat.v4.new_output("error", ename=name, evalue=value, traceback=[f"{name}: {value}"]))
        self.nb_man.cell_exception(cell, cell_index=index, exception=error)


class CourseEngine(NBClientEngine):
    """Papermill's own engine with the watched client; the kernel is ended at once, since teardown costs seconds."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, *, watch, timeout_seconds, repeats=0, start_timeout=60, log_output=False, **unused
    ):
        """Execute the notebook; papermill calls this with its options, of which a course run needs only these."""
        client = CourseClient(
            nb_man,
            watch,
            repeats,
            kernel_name=kernel_name,
            timeout=timeout_seconds,
            startup_timeout=start_timeout,
            shutdown_kernel="immediate",
            coalesce_streams=True,
        )
        # Papermill writes the whole notebook before and after each cell; here nobody reads it before its end, when it does so again.
        path, nb_man.output_path = nb_man.output_path, None
        try:
            return client.execute()
        finally:
            nb_man.output_path = path


papermill_engines.register(ENGINE, CourseEngine)
