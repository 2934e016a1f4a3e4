"""Whether a command that a page shows could run: its program's own parser takes it, and what it names is there.

Nothing is run that costs more than a second. A checker takes the words of one command and returns what is wrong with it,
or an empty string.
"""

import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import dropwhile
from pathlib import Path

import typer
from handbook_pages import ROOT
from nbgrader.apps import NbGraderApp

from coursekit import cli
from coursekit.datasets.registry import dataset
from coursekit.errors import CourseError
from coursekit.execution.bands import BACKENDS
from coursekit.profiles import known_profile
from coursekit.syllabus import load

BIN = Path(sys.executable).parent
HERE = "HERE"  # what <a placeholder> becomes
PLACEHOLDER = re.compile(r"[A-Z][A-Z_]*|.*(/path/to/|….*)")
ENDS_A_COMMAND = {"&&", "||", "|", ";", ";;", "&"}


def commands(script: str) -> Iterator[tuple[int, list[str]]]:
    """Cut a script into (line from 0, words of a command); comments go, continued lines are joined."""
    number = 0
    for text in re.sub(r"\\\n", "\0", script).split("\n"):
        words: list[str] = []
        lexer = shlex.shlex(re.sub(r"<[^<>]*>", HERE, text.replace("\0", " ")), posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        for word in lexer:
            if word in ENDS_A_COMMAND:
                yield number, words
                words = []
            else:
                words.append(word)
        if words:
            yield number, words
        number += 1 + text.count("\0")


def trouble(words: list[str]) -> str:
    """What keeps this command from running, in words; empty if nothing does."""
    return _trouble(tuple(dropwhile(re.compile(r"[A-Z_]+=\S*").fullmatch, words)))


@cache
def _trouble(words: tuple[str, ...]) -> str:
    check = CHECKERS.get(words[0])
    if check is None:
        return f"no test knows how to check {words[0]!r}: add its checker to tests/handbooks/shell_commands.py"
    return check(list(words))


def answers(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a quick command; its last words if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    said = (done.stderr.strip() or done.stdout.strip()).splitlines()[-3:]
    return "" if done.returncode == 0 else f"`{' '.join(map(str, command))}` ends with {done.returncode}: {said}"


def make(words: list[str]) -> str:
    return answers("make", "--dry-run", "--no-print-directory", *words[1:])


def coursekit(words: list[str]) -> str:
    """Give the words to the command line's own parser, and look up what they name."""
    command, rest = typer.main.get_command(cli.app), words[1:]
    while hasattr(command, "commands") and rest:
        if rest[0] not in command.commands:
            return f"`{' '.join(words)}`: there is no {rest[0]!r}; there are {', '.join(command.commands)}"
        command, rest = command.commands[rest[0]], rest[1:]
    try:
        named = command.make_context(command.name, list(rest)).params if rest or words[1:] else {}
        for parameter, value in named.items():
            for one in value if isinstance(value, list | tuple) else [value]:
                if isinstance(one, str) and parameter in KNOWN and not PLACEHOLDER.fullmatch(one):
                    KNOWN[parameter](one)
    except CourseError as error:
        return f"`{' '.join(words)}`: {error}"
    except Exception as error:
        if not hasattr(error, "format_message"):  # anything but the parser's own refusal
            raise
        return f"`{' '.join(words)}`: {error.format_message()}"
    return ""


def known_backend(name: str) -> None:
    if name not in BACKENDS:
        raise CourseError(f"unknown backend {name!r}; known backends: {', '.join(BACKENDS)}")


def known_module(name: str) -> None:
    load(ROOT / "course").module(name)


def known_lesson(name: str) -> None:
    load(ROOT / "course").lesson(name)


KNOWN: dict[str, Callable] = {
    "module": known_module,
    "modules": known_module,
    "lesson": known_lesson,
    "lessons": known_lesson,
    "name": dataset,
    "names": dataset,
    "profile": known_profile,
    "backend": known_backend,
}


def nbgrader(words: list[str]) -> str:
    """nbgrader itself goes on past an unknown option, so its tables of options are asked."""
    if words[1:] and words[1] not in NbGraderApp.subcommands:
        return f"`{' '.join(words)}`: nbgrader has no {words[1]!r}; it has {', '.join(NbGraderApp.subcommands)}"
    app = NbGraderApp.subcommands[words[1]][0] if words[1:] else NbGraderApp
    for word in words[2:]:
        option = word.removeprefix("--").split("=")[0]
        if word.startswith("-") and option not in {*app().flags, *app().aliases} and "." not in option:
            return f"`{' '.join(words)}`: nbgrader {words[1]} has no option {word!r}"
        module = word.split("/")[0]
        if re.match(r"\d\d_", module):
            try:
                known_module(module)
            except CourseError as error:
                return f"`{' '.join(words)}`: {error}"
    return ""


def uv(words: list[str]) -> str:
    """uv refuses an option it doesn't know before it shows help."""
    files = [word for word in words if word.endswith((".lock", ".toml"))]
    gone = [name for name in files if not (ROOT / name).is_file()]
    return f"`{' '.join(words)}`: there is no {gone[0]}" if gone else answers(BIN / "uv", *words[1:], "--help")


def echo(words: list[str]) -> str:
    """What is echoed to uv is what pyproject asks for."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    asked = [text for extra in extras.values() for text in extra]
    return "" if words[1:] and set(words[1:]) <= set(asked) else f"{words[1:]} is not among pyproject's extras: {asked}"


def python(words: list[str]) -> str:
    """A script of ours: it is there, and holds every option and verb that it is given."""
    if not words[1:] or words[1] == "-m":
        return "" if words[2:3] == ["adversarial.stock"] else f"no test knows how to check {words}"
    if not (ROOT / words[1]).is_file():
        return f"there is no {words[1]}"
    script = (ROOT / words[1]).read_text(encoding="utf-8")
    named = [word for word in words[2:] if re.fullmatch("(--)?[a-z][a-z-]*", word)]
    unknown = [word for word in named if f'"{word}"' not in script]
    return f"{words[1]} has no {', '.join(unknown)}" if unknown else ""


def git(words: list[str]) -> str:
    """`git clone` with these options, of an empty repository."""
    if words[1] != "clone":
        return f"no test knows how to check {words}"
    with tempfile.TemporaryDirectory() as folder:
        options = [word for word in words[2:] if word.startswith("-")]
        made = answers("git", "init", "--quiet", "from", folder=Path(folder))
        return made or answers("git", "clone", "--quiet", *options, "from", "to", folder=Path(folder))


def source(words: list[str]) -> str:
    right = re.fullmatch(r"(\.\./)*\.venv/bin/activate", words[1]) and (Path(sys.prefix) / "bin" / "activate").is_file()
    return "" if right else f"{words[1]} is no environment's bin/activate"


def cd(words: list[str]) -> str:
    return "" if words[1] == "coursekit" or (ROOT / words[1]).is_dir() else f"there is no folder {words[1]}"


def conda(words: list[str]) -> str:
    files = [word for word in words if word.endswith(".yml")]
    return "" if files and all((ROOT / name).is_file() for name in files) else f"{words} names no file that is here"


def pip(words: list[str]) -> str:
    return answers(sys.executable, "-m", "pip", *words[1:], "--help")


CHECKERS: dict[str, Callable[[list[str]], str]] = {
    ".": source,
    "cd": cd,
    "conda": conda,
    "coursekit": coursekit,
    "echo": echo,
    "git": git,
    "make": make,
    "nbgrader": nbgrader,
    "pip": pip,
    "python": python,
    "uv": uv,
}
