"""The three ways to run a lesson; a papermill parameter, never an edit."""

from coursekit.errors import CourseError

PROFILES = {
    "smoke": "small real subsets, minutes for the whole course; the only profile in which synthetic data may stand in",
    "cpu": "the real thing within each lesson's budget on two cores",
    "gpu": "the real thing on an accelerator",
}


def known_profile(name: str) -> str:
    """Return `name` if it is a profile.

    Raises:
        CourseError: If it is not; the message lists the known ones.
    """
    if name not in PROFILES:
        raise CourseError(f"unknown profile {name!r}; known profiles: {', '.join(PROFILES)}")
    return name
