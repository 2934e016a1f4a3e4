"""Make the answer that knows nothing but the visible examples: it must lose marks.

The reference solution is run on the visible part of its check while every call is written down; the answer made from that
looks calls up and repeats the first recorded result for all others. Run as a module, it reads a job from standard input, so
that lesson code never runs in the auditor's own process.
"""

import base64
import copy
import functools
import hashlib
import inspect
import io
import json
import subprocess
import sys
import types

from coursekit.authoring.source import LessonSource, visible
from coursekit.errors import CourseError

ANSWER = '''"""An answer that knows the visible examples and nothing else."""
from coursekit.authoring.recording import replay

{name} = replay("""
{payload}
""")
'''


def hard_coded_answers(source: LessonSource) -> dict[str, str]:
    """For each exercise of a lesson, the code of an answer hard-coded for the visible examples.

    Raises:
        CourseError: If a solution fails its own visible check, never is called there, or returns what cannot be written down.
    """
    job = {
        "given": [cell.source for cell in source.given],
        "exercises": {
            name: [cell.source, visible(source.checks[name].source)] for name, cell in source.exercises.items()
        },
    }
    done = subprocess.run(
        [sys.executable, "-m", "coursekit.authoring.recording"],
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        error = done.stderr.strip().rpartition("\n  File ")[2].partition("\n")[2].strip()
        raise CourseError(
            f"{source.lesson.path}: cannot record what the visible checks feed the solutions:\n{error}", exit_code=1
        )
    payloads = json.loads(done.stdout.splitlines()[-1])
    return {name: ANSWER.format(name=name, payload=payload) for name, payload in payloads.items()}


def record(given: list[str], exercises: dict[str, list[str]]) -> dict[str, str]:
    """Run each solution on its visible check and pack what it was asked and what it answered.

    Returns:
        For each exercise, base64 text that `replay` reads.
    """
    payloads = {}
    for name, (solution, check) in exercises.items():
        namespace: dict = {"__name__": "lesson"}
        for code in [*given, solution]:
            exec(compile(code, f"<{name}>", "exec"), namespace)
        calls: list = []
        namespace[name] = _listening(namespace[name], calls)
        exec(compile(check, f"<check of {name}>", "exec"), namespace)
        results = [(key, result) for key, result in calls if result is not None]
        if not results:
            raise ValueError(f"the visible check of {name!r} never gets a result from it")
        content = [[key, encode(result)] for key, result in results]
        payloads[name] = base64.b64encode(json.dumps(content).encode()).decode()
    return payloads


def _listening(function, calls: list):
    signature = inspect.signature(function)

    @functools.wraps(function)
    def listening(*args, **kwargs):
        key = call_key(signature, args, kwargs)
        result = function(*copy.deepcopy(args), **copy.deepcopy(kwargs))
        calls.append((key, result))
        return result

    return listening


def replay(payload: str):
    """The function that answers recorded calls, and any other with the first recorded result."""
    content = json.loads(base64.b64decode(payload))
    table = dict(content)

    def replayed(*args, **kwargs):
        key = _key_of_values([*args, *kwargs.values()])
        return decode(table.get(key, content[0][1]))

    return replayed


def call_key(signature: inspect.Signature, args: tuple, kwargs: dict) -> str:
    """A fingerprint of a call's values, in the order of the function's parameters."""
    bound = signature.bind(*args, **kwargs)
    return _key_of_values(list(bound.arguments.values()))


def _key_of_values(values: list) -> str:
    return hashlib.sha256(json.dumps([encode(value) for value in values]).encode()).hexdigest()


def encode(value):
    """Plain data, NumPy arrays and Keras models as JSON; of a function that a check hands over, its name.

    Raises:
        TypeError: For anything else, naming its type.
    """
    import numpy as np

    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        buffer = io.BytesIO()
        np.save(buffer, np.asarray(value), allow_pickle=False)
        return {"npy": base64.b64encode(buffer.getvalue()).decode()}
    if isinstance(value, list | tuple):
        return {type(value).__name__: [encode(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": [[encode(key), encode(item)] for key, item in value.items()]}
    if type(value).__module__.startswith("keras."):
        import keras

        return {"keras": keras.saving.serialize_keras_object(value)}
    if isinstance(value, types.FunctionType):
        return {"function": value.__name__}  # tells calls apart; an answer that is a function is refused by `decode`
    raise TypeError(
        f"a {type(value).__module__}.{type(value).__qualname__} is no plain data; exercises take and give plain data"
    )


def decode(value):
    """The inverse of `encode`; a Keras model comes back with fresh weights."""
    import numpy as np

    if not isinstance(value, dict):
        return value
    ((kind, content),) = value.items()
    if kind == "npy":
        return np.load(io.BytesIO(base64.b64decode(content)), allow_pickle=False)
    if kind in ("list", "tuple"):
        items = [decode(item) for item in content]
        return items if kind == "list" else tuple(items)
    if kind == "dict":
        return {decode(key): decode(item) for key, item in content}
    if kind == "function":
        raise TypeError(f"{content} is a function, and an answer that is one can't be written down")
    import keras

    return keras.saving.deserialize_keras_object(content)


if __name__ == "__main__":
    job = json.load(sys.stdin)
    print(json.dumps(record(job["given"], job["exercises"])))
