"""What can go wrong between judge and learner's kernel, as exceptions.

A learner's own exception arrives as an exception of the same built-in type; the ones below are those of the road.
"""


class BridgeFailure(BaseException):
    """The road itself is gone or late: no `except Exception` of a test cell may take it for an answer."""


class LearnerKernelDied(BridgeFailure):
    """The learner's kernel ended, or spoke in a way that no kernel does, while the judge waited for its answer."""


class TimeLimitExceeded(BridgeFailure):
    """The learner's kernel did not answer before the deadline."""


class CannotCross(Exception):
    """A value that is no plain data, or too large, where plain data is needed; says which, and what can cross."""


class LearnerExit(SystemExit, Exception):
    """The learner's code called `sys.exit`: an exception like any other for the test cell, no end of the judge."""


class LearnerInterrupt(KeyboardInterrupt, Exception):
    """The learner's code raised KeyboardInterrupt, or was interrupted: an exception like any other for the test cell."""


def learner_traceback(error: BaseException) -> str | None:
    """Return the traceback that the learner would have seen, without a frame of ours.

    Args:
        error: An exception that a call through the bridge raised.

    Returns:
        The text as Python prints it, or None if the exception did not come from the learner's code.
    """
    return getattr(error, "__learner_traceback__", None)
