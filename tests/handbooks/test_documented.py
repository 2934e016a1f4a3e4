"""Every command, option and make target says what it does, and stands in the README or a handbook where it belongs."""

import re
from collections.abc import Iterator

import pytest
import typer
from handbook_pages import ROOT, handbooks

from coursekit import cli

PAGES = [page for page in handbooks() if not page.name.startswith(("tests/", "course/"))]


def leaves(command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, object]]:
    """(words, command) of each command that does something; groups are gone through."""
    for name, one in getattr(command, "commands", {}).items():
        yield " ".join((*path, name)), one
        yield from leaves(one, (*path, name))


COMMANDS = dict(leaves(typer.main.get_command(cli.app)))
OPTIONS = [
    (verb, parameter)
    for verb, command in COMMANDS.items()
    for parameter in command.params
    if parameter.param_type_name == "option" and parameter.name != "help"
]
TARGETS = re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def sections() -> Iterator[str]:
    """The text of each section of README and handbooks, from one heading to the next."""
    for page in PAGES:
        starts = [heading.line - 1 for heading in page.headings]
        lines = page.text.splitlines()
        for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
            yield "\n".join(lines[start:end])


SECTIONS = list(sections())


def stands_in_one(*texts: str) -> bool:
    """Whether one section says all of it, each as a word of its own."""
    return any(all(re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", one) for text in texts) for one in SECTIONS)


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_says_what_it_does(verb):
    said = (COMMANDS[verb].help or "").strip()
    assert len(said.split()) >= 4, f"`coursekit {verb} --help` says nothing: give its function a docstring"
    bare = [
        one.name for one in COMMANDS[verb].params if one.name != "help" and not (getattr(one, "help", "") or "").strip()
    ]
    assert bare == [], f"`coursekit {verb}`: give {', '.join(bare)} a help= text"


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_command_stands_in_a_page(verb):
    assert stands_in_one(f"coursekit {verb}"), f"no page shows `coursekit {verb}`: add it to README.md, Every command"


@pytest.mark.parametrize(("verb", "parameter"), OPTIONS, ids=lambda one: getattr(one, "name", one))
def test_every_option_stands_in_a_page_beside_its_command(verb, parameter):
    names = [*parameter.opts, *parameter.secondary_opts]
    assert any(stands_in_one(f"coursekit {verb}", name) for name in names), (
        f"no section that shows `coursekit {verb}` says {' or '.join(names)}: add it to README.md, Every command"
    )


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_says_what_it_does_and_stands_in_a_page(target):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:[^#\n]*## \S.{{9}}", makefile, re.MULTILINE), (
        f"Makefile: say after ## what {target} does"
    )
    assert stands_in_one(f"make {target}"), f"no page shows `make {target}`: add it to README.md or CONTRIBUTING.md"


def test_an_option_is_a_word_of_its_own():
    SECTIONS.append("`coursekit lab` and --ports")
    try:
        assert not stands_in_one("coursekit lab", "--ports-of-call") and stands_in_one("coursekit lab", "--ports")
    finally:
        SECTIONS.pop()
    assert len(COMMANDS) >= 13 and len(OPTIONS) >= 20 and {"env", "test", "lab"} <= set(TARGETS)
