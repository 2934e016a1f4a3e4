"""The peak memory of a kernel and everything that it starts."""

import threading
from pathlib import Path

import psutil


def tree_bytes(process_id: int) -> int:
    """Return the resident memory of a process and its descendants, in bytes; 0 once it is gone.

    Pages that parent and child share are counted in both, so this bounds the true use from above.
    """
    try:
        root = psutil.Process(process_id)
        processes = [root, *root.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0
    return sum(_resident_bytes(process) for process in processes)


def high_water_bytes(process_id: int) -> int:
    """Return the most resident memory that this one process ever had, as Linux keeps it; 0 where it isn't kept."""
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return 0
    kilobytes = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")), "0")
    return int(kilobytes) * 1024


def _resident_bytes(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0


class PeakMemory:
    """Samples a process tree in the background and remembers the peak, in all and since the last `reset_cell`.

    Args:
        process_id: The root of the tree.
        interval_seconds: Time between two samples; a shorter peak is seen only if the root itself had it.
    """

    def __init__(self, process_id: int, interval_seconds: float = 0.2):
        self.process_id = process_id
        self.interval_seconds = interval_seconds
        self.peak_bytes = 0
        self.cell_peak_bytes = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Begin to sample."""
        self.sample()
        self._thread.start()

    def sample(self) -> None:
        """Look once, now."""
        now = tree_bytes(self.process_id)
        self.peak_bytes = max(self.peak_bytes, now)
        self.cell_peak_bytes = max(self.cell_peak_bytes, now)

    def reset_cell(self) -> None:
        """Forget the peak of the cell before."""
        self.cell_peak_bytes = 0

    def stop(self) -> int:
        """End the sampling, while the process still lives, and return the peak in bytes."""
        self._ended.set()
        self._thread.join()
        self.peak_bytes = max(self.peak_bytes, high_water_bytes(self.process_id))
        return self.peak_bytes

    def _watch(self) -> None:
        while not self._ended.wait(self.interval_seconds):
            self.sample()
