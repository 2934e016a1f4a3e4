"""Record which lines of a package run in this process and its forks, where a coverage tool cannot write its file."""

import json
import os
import sys
from types import FrameType

lines: dict[str, list[int]] = {}


def start(folder: str) -> None:
    """Record lines of files below `folder` from the next call on; forks carry on with what was recorded."""

    def trace(frame: FrameType, event: str, argument: object):
        if not frame.f_code.co_filename.startswith(folder):
            return None
        seen = lines.setdefault(frame.f_code.co_filename, [])
        if event == "line":
            seen.append(frame.f_lineno)
        return trace

    sys.settrace(trace)


def recorded() -> bytes:
    """Return what was recorded as one line of JSON."""
    sys.settrace(None)
    return json.dumps({file: sorted(set(numbers)) for file, numbers in lines.items()}).encode() + b"\n"


def save_at_exit(folder: str) -> int:
    """Write what was recorded into the open folder, if it can still be reached, when this process or a fork leaves.

    Returns:
        A descriptor of the folder.
    """
    leave = os._exit
    descriptor = os.open(folder, os.O_RDONLY)
    os.set_inheritable(descriptor, True)

    def save_and_leave(code: int) -> None:
        for place in ({"dir_fd": descriptor}, {}):
            try:
                name = f"{os.getpid()}.json" if place else f"{folder}/{os.getpid()}.json"
                with os.fdopen(os.open(name, os.O_CREAT | os.O_WRONLY, 0o666, **place), "wb") as file:
                    file.write(recorded())
                break
            except OSError:
                continue
        leave(code)

    os._exit = save_and_leave
    return descriptor


def report(arguments: dict, descriptors: list[int]) -> int:
    """A payload: tell which lines ran until it was called."""
    with os.fdopen(os.dup(descriptors[0]), "wb") as stream:
        stream.write(recorded())
    return 0
