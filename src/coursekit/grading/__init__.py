"""From a submission to a score with a reason: nbgrader's own converters, with the course's policy."""
