"""A kernelspec that has no name, and a language of another world."""


def make(submission):
    submission.notebooks["exercises.ipynb"].metadata.update(
        {"kernelspec": {"display_name": "My kernel"}, "language_info": {"name": "whitespace"}})
