"""The notebook asks for a kernel that this machine doesn't have."""


def make(submission):
    submission.notebooks["exercises.ipynb"].metadata["kernelspec"] = {"name": "julia-9.9", "display_name": "Julia 9.9", "language": "julia"}
