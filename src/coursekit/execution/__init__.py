"""Executes the solutions of the lessons and holds their results to the recorded bands.

In the order of the work: `plan` (lessons -> tasks), `built`, `fingerprint` and `cache` (what need not be built or run
again), `pool` and `forking` (tasks side by side, one process each), `worker` and `engine` (one notebook through papermill),
`pictures` (figures without words), `webpage` and `mathematics` (the executed notebook as one HTML file), `progress` (what a
run shows), `bands` and `recording` (results against their bands, and how these are written), `committed` and `verification`
(outputs compared by nbval), `report` and `junit` (what a run leaves behind), `overview` with `matrix`, `strips` and
`surroundings` (its page), `commands` (the verb `coursekit run`).
"""

from coursekit import lean  # noqa: F401 (before nbformat)
