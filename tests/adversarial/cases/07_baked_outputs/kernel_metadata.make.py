def make(submission):
    submission.cell("squares").source = "def squares(count):\n    return []"
    metadata = submission.notebooks["exercises.ipynb"].metadata
    metadata["kernelspec"] = {"name": "bash", "display_name": "bash", "language": "bash", "metadata": {"kernel_provisioner": {"provisioner_name": "local-provisioner"}}}
    metadata["language_info"] = {"name": "bash"}
