"""When a submission was handed in, as far as its timestamp.txt can be believed."""

import datetime
import os

NAME = "timestamp.txt"
LARGEST_BYTES = 256
SLACK = datetime.timedelta(days=1)  # clocks and time zones differ


def readable_timestamp(data: bytes, *, now: datetime.datetime) -> bool:
    """Whether `data` is a moment, in words that nbgrader reads, and not in the future.

    Args:
        data: The file's bytes.
        now: The present moment, in UTC and without a zone.
    """
    from nbgrader.utils import parse_utc

    if len(data) > LARGEST_BYTES:
        return False
    try:
        moment = parse_utc(data.decode("utf-8").strip())
    except (ValueError, OverflowError, TypeError, AttributeError):
        return False
    return moment is not None and moment <= now + SLACK


def arrival(status: os.stat_result) -> str:
    """The moment at which a file came to lie where it lies, in nbgrader's words: no learner can set a ctime."""
    moment = datetime.datetime.fromtimestamp(status.st_ctime, datetime.UTC)
    return moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
