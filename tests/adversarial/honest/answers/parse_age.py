# %% question: Return the age in text as a number; raise your own AgeError, a kind of ValueError, when it is no whole number from 0 to 150.
# %% stub
class AgeError(ValueError):
    """Not an age."""


def parse_age(text):
    """Return the age in text."""
# %% solution
    try:
        age = int(text)
    except ValueError:
        raise AgeError(f"{text!r} is no whole number") from None
    if not 0 <= age <= 150:
        raise AgeError(f"{age} is no age")
    return age
# %% check
assert parse_age("42") == 42
try:
    parse_age("old")
except AgeError:
    pass
else:
    raise AssertionError("'old' is no age: raise AgeError")
# %% hidden
assert issubclass(AgeError, ValueError)
assert parse_age(" 7 ") == 7
for text in ("-1", "151", "", "4.5"):
    try:
        parse_age(text)
    except AgeError as error:
        assert isinstance(error, ValueError)
        continue
    raise AssertionError(f"{text!r} is no age: raise AgeError")
try:
    parse_age("200")
except ValueError:
    pass
else:
    raise AssertionError("an AgeError is a ValueError")
# %% right: isdigit
class AgeError(ValueError):
    pass


def parse_age(text):
    text = text.strip()
    if not text.isdigit() or int(text) > 150:
        raise AgeError(text)
    return int(text)
# %% right: exception with data and a message of its own
class AgeError(ValueError):
    def __init__(self, text, reason):
        super().__init__(text, reason)
        self.text, self.reason = text, reason

    def __str__(self):
        return f"{self.text!r}: {self.reason}"


def parse_age(text):
    try:
        age = int(text)
    except ValueError as error:
        raise AgeError(text, "not a number") from error
    if age not in range(151):
        raise AgeError(text, "not from 0 to 150")
    return age
# %% right: keyword-only exception
class AgeError(ValueError):
    def __init__(self, *, text):
        self.text = text


def parse_age(text):
    import re

    if not re.fullmatch(r"\s*(\d{1,2}|1[0-4]\d|150)\s*", text):
        raise AgeError(text=text)
    return int(text)
# %% right: two levels of exceptions
class DataError(ValueError):
    pass


class AgeError(DataError):
    pass


class TooOld(AgeError):
    pass


def parse_age(text):
    try:
        age = int(text)
    except ValueError:
        raise AgeError("no number")
    if age > 150:
        raise TooOld(age)
    if age < 0:
        raise AgeError(age)
    return age
# %% right: assert turned into the error
class AgeError(ValueError): ...


def parse_age(text):
    try:
        age = int(text)
        assert age >= 0 and age <= 150
    except (AssertionError, ValueError) as error:
        raise AgeError from error
    return age
# %% right: exception group inside is unpacked
class AgeError(ValueError):
    pass


def parse_age(text):
    errors = []
    if not text.strip().lstrip("-").isdecimal():
        errors.append(AgeError("no number"))
    elif not 0 <= int(text) <= 150:
        errors.append(AgeError("out of range"))
    for error in errors:
        error.add_note("ages run from 0 to 150")
        raise error
    return int(text)
# %% right: a context manager raises
from contextlib import contextmanager


class AgeError(ValueError):
    """No age."""


@contextmanager
def as_age_error():
    try:
        yield
    except ValueError as error:
        raise AgeError(str(error)) from error


def parse_age(text):
    with as_age_error():
        age = int(text)
        (None,)[not 0 <= age <= 150 and _refuse(age)]
        return age


def _refuse(age):
    raise ValueError(age)
# %% right: logs before it raises
import logging


class AgeError(ValueError):
    pass


def parse_age(text):
    try:
        age = int(text)
        if age < 0 or age > 150:
            raise AgeError(f"{age} out of range")
    except AgeError:
        raise
    except ValueError as error:
        logging.exception("cannot read %r", text)
        raise AgeError(text) from error
    return age
# %% right: exception made by type()
AgeError = type("AgeError", (ValueError,), {"__doc__": "Not an age."})


def parse_age(text):
    if (age := {str(n): n for n in range(151)}.get(text.strip())) is None:
        raise AgeError(text)
    return age
# %% right: exception class in a cell above
def parse_age(text):
    try:
        return LIMITS[0] + list(range(LIMITS[0], LIMITS[1] + 1)).index(int(text))
    except ValueError as error:
        raise AgeError(*error.args)
# %% above
LIMITS = 0, 150


class AgeError(ValueError):
    """Text that holds no age."""
