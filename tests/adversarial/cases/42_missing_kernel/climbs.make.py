"""A kernel's name that climbs out of the folder of kernels."""


def make(submission):
    submission.notebooks["exercises.ipynb"].metadata["kernelspec"] = {"name": "../../../../tmp/evil", "display_name": "x", "language": "python"}
