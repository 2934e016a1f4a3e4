"""What a cell is called and which cells run."""

from collections.abc import Mapping


def cell_name(cell: Mapping) -> str:
    """Return what the cell is called: its grade_id, else its id."""
    return cell["metadata"].get("nbgrader", {}).get("grade_id") or cell.get("id", "")


def first_line(cell: Mapping) -> str:
    """Return the first line of a cell that is neither empty nor a comment; the first comment if there is none."""
    lines = [line.strip() for line in cell["source"].splitlines() if line.strip()]
    return next((line for line in lines if not line.startswith("#")), lines[0] if lines else "")


def runs(cell: Mapping) -> bool:
    """Return whether the cell is sent to the kernel."""
    return cell["cell_type"] == "code" and bool(cell["source"].strip())
