"""The one error that is shown to a user as a sentence rather than as a traceback."""


class CourseError(Exception):
    """A mistake that its reader can mend: names the thing, what was expected, and what to do next.

    Args:
        message: The whole text for the reader.
        exit_code: What the command line exits with (2: bad input or a missing thing, 1: a check failed).
    """

    def __init__(self, message: str, exit_code: int = 2):
        super().__init__(message)
        self.exit_code = exit_code
