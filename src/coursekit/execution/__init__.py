"""Executes the solutions of the lessons and holds their results to the recorded bands.

In the order of the work: `plan` (lessons -> tasks), `pool` (tasks side by side, one process each), `worker` and
`engine` (one notebook through papermill), `webpage` and `mathematics` (the executed notebook as one HTML file),
`progress` (what a run shows), `bands`, `verification` (outputs compared by nbval), `report` and `junit` (what a run
leaves behind), `overview` with `matrix`, `strips` and `surroundings` (its page), `commands` (the verb `coursekit run`).
"""
