import datetime
import os

import pytest
from nbgrader.utils import parse_utc

from coursekit.grading.repair.timestamps import arrival, readable_timestamp

NOW = datetime.datetime(2026, 5, 1, 12, 0)


@pytest.mark.parametrize(
    "text", ["2026-05-01 11:59:00.123456 UTC", "2026-05-01 08:00:00 America/New_York", "2020-01-01"]
)
def test_what_nbgrader_writes_is_believed(text):
    assert readable_timestamp(text.encode(), now=NOW)


@pytest.mark.parametrize(
    "data", [b"tomorrow", b"\xff\xfe\x00", b"2031-01-01 00:00:00 UTC", b"9" * 300, b"99999999999999999999", b"{}"]
)
def test_what_is_no_past_moment_is_not(data):
    assert not readable_timestamp(data, now=NOW)


def test_arrival_is_when_the_file_came_whatever_its_mtime_says(tmp_path):
    file = tmp_path / "timestamp.txt"
    file.write_text("x")
    os.utime(file, (0, 0))
    moment = parse_utc(arrival(file.lstat()))
    assert abs(moment - datetime.datetime.now(datetime.UTC).replace(tzinfo=None)) < datetime.timedelta(minutes=1)
