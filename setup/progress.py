"""Tells a person how far pip is, in few lines; pip's own output goes to a log."""

import re
import subprocess
import time

LARGE_MEGABYTES = 50
EVERY_PACKAGES = 40


class Installation:
    """Turns pip's output lines into a few that a person wants to read.

    Args:
        total: How many packages the lock names (those for other platforms included: an upper bound).
        say: Called with each line for the person.
    """

    def __init__(self, total, say):
        self.total = total
        self.say = say
        self.seen = 0
        self.started = time.monotonic()
        say(f"  fetching up to {total} locked packages (about 1 GB the first time)")

    def line(self, line):
        if line.startswith(("Collecting ", "Processing ", "Requirement already satisfied: ")):
            self.seen += 1
            if self.seen % EVERY_PACKAGES == 0:
                self.say(f"  {self.seen} of at most {self.total} packages, {self.seconds()} s")
            return
        download = re.match(r"\s+(?:Downloading|Using cached) (\S+?)-(\S+?)-.* \((\d+)(?:\.\d+)? MB\)", line)
        if download and int(download[3]) >= LARGE_MEGABYTES:
            self.say(f"  fetching {download[1]} {download[2]}, {download[3]} MB")
        elif line.startswith("Installing collected packages:"):
            packages = line.count(",") + 1
            self.say(
                f"  all fetched after {self.seconds()} s; unpacking and compiling {packages} packages{patience(packages)}"
            )

    def seconds(self):
        return round(time.monotonic() - self.started)


def patience(packages):
    """A word that the next step is silent and long, where it is."""
    return " (half a minute or more without a word)" if packages > EVERY_PACKAGES else ""


def follow(command, log, line_seen):
    """Run a command, write all of its output to a log, and show each line to `line_seen`.

    Returns:
        Its exit code.
    """
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        try:
            for line in process.stdout:
                log.write(line)
                log.flush()
                line_seen(line)
        except BaseException:
            process.terminate()  # interrupted: pip must not go on writing behind our back
            raise
    return process.returncode
