"""What a submission must be before anything of it runs: plain files, readable notebooks, every graded cell in its place.

Nothing in `submitted/` is ever changed: `clean_submission` copies what is sound and says, as `Mend`s written for the
learner, what it left out or set right. `RepairingExporter` and `RepairCells` bring that into nbgrader's own flow.
"""
