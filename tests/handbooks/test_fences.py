"""Every command that README, handbooks and lessons show could run; a block that nobody checks fails by name.

`test_readme.py` and `tests/grading/test_round_trip.py` run what is here only read: commands as their own programs' parsers
see them, and the lessons, modules, data sets, targets and files that they name.
"""

import re
import tempfile
import tomllib
from pathlib import Path

import pytest
from handbook_pages import ROOT, Fence, Page, handbooks, lesson_pages
from nbgrader.apps import NbGraderApp
from shell_commands import CHECKERS, commands, trouble
from traitlets.config import PyFileConfigLoader

PAGES = [*handbooks(), *lesson_pages()]
FENCES = [fence for page in PAGES for fence in page.fences]
PROGRAMS = set(CHECKERS) - {".", "cd", "echo"}
INLINE = [
    (page.name, span.line, span.text)
    for page in PAGES
    for span in page.spans
    if span.kind == "code" and re.match(rf"([A-Z_]+=\S+ )*({'|'.join(PROGRAMS)}) ", span.text)
]


def troubles(fence: Fence) -> list[str]:
    """What is wrong in a block, each with page and line."""
    if fence.language in ("sh", "bash"):
        found = [(fence.line + 1 + number, trouble(words)) for number, words in commands(fence.text)]
        return [f"{fence.page}:{line}: {what}" for line, what in found if what]
    check = OTHERS.get((fence.page, fence.language))
    what = (
        check(fence.text)
        if check
        else (
            f"a block of {fence.language or 'no language'} that no test runs or reads; "
            "call it ```sh if it holds commands, else add its check to OTHERS in tests/handbooks/test_fences.py"
        )
    )
    return [f"{fence}: {what}"] if what else []


def policy_of_another_course(text: str) -> str:
    """Load the block as the nbgrader_config.py that it is, with the paths that it leaves open filled in."""
    with tempfile.TemporaryDirectory() as folder:
        config = text.replace("/path/to/coursekit", str(ROOT)).replace("/path/to/your", folder)
        (Path(folder) / "nbgrader_config.py").write_text(config, encoding="utf-8")
        loaded = PyFileConfigLoader("nbgrader_config.py", path=folder).load_config()
    judged = "JudgeExecute" in str(loaded.Autograde.get("autograde_preprocessors"))
    own = loaded.CourseDirectory.root == f"{folder}/course" and loaded.CourseDirectory.course_id == "your_course"
    return "" if judged and own else f"loaded as nbgrader's configuration it does not judge this course: {loaded}"


def case_of_the_battery(text: str) -> str:
    """Its keys, those that it shows as a comment too, are keys that the battery's own cases use."""
    used = {key for case in (ROOT / "tests/adversarial/cases").glob("*/case.toml") for key in keys(case.read_text())}
    shown = keys(re.sub(r"^# (?=\w+ = )", "", text, flags=re.MULTILINE))
    return "" if shown <= used else f"no case of the battery has {', '.join(sorted(shown - used))}"


def keys(case: str) -> set[str]:
    """The keys of a case and of its variants."""
    table = tomllib.loads(case)
    return {*table, *(key for variant in table["variant"].values() for key in variant)} - {"variant"}


def verbs_in_a_picture(text: str) -> str:
    """The programs that a drawing names are there."""
    shown = re.findall(r"\b(coursekit|nbgrader) (\w+)", text)
    found = [trouble([program, verb]) for program, verb in shown]
    gone = [what for what in found if what and "Missing argument" not in what]
    return gone[0] if gone else "" if shown else "the drawing names no command any more; nothing is checked in it"


OTHERS = {
    ("grader/README.md", "python"): policy_of_another_course,
    ("grader/SECURITY.md", "text"): verbs_in_a_picture,
    ("tests/adversarial/README.md", "toml"): case_of_the_battery,
}


@pytest.mark.parametrize("fence", FENCES, ids=str)
def test_every_block_could_run(fence):
    assert troubles(fence) == []


def test_every_command_in_the_text_could_run():
    """Where only the verb is talked about, what it needs besides may be missing."""
    found = [
        f"{page}:{line}: {what}"
        for page, line, text in INLINE
        for _, words in commands(text)
        if (what := trouble(words)) and "Missing argument" not in what
    ]
    assert found == []


def test_the_pages_are_all_there():
    assert {"README.md", "CONTRIBUTING.md", "grader/README.md", "benchmarks/README.md"} <= {page.name for page in PAGES}
    assert len(FENCES) >= 18 and len(INLINE) >= 40


@pytest.mark.parametrize(
    ("block", "says"),
    [
        ("```sh\nmake lab\nmake tset\n```", "p.md:3: `make --dry-run --no-print-directory tset` ends with 2"),
        ("```sh\ncoursekit rnu\n```", "p.md:2: `coursekit rnu`: there is no 'rnu'; there are lab, workspace"),
        ("```sh\ncoursekit run --porfile cpu\n```", "No such option: --porfile"),
        ("```sh\ncoursekit run --profile tpu\n```", "unknown profile 'tpu'"),
        ("```sh\ncoursekit run --jobs none\n```", "Invalid value for '--jobs'"),
        ("```sh\ncoursekit run \\\n  cnn\n```", "p.md:2: `coursekit run cnn`: unknown lesson 'cnn'"),
        ("```sh\ncoursekit grade 04_cnn\n```", "unknown module '04_cnn'"),
        ("```sh\ncoursekit data card mnist\n```", "mnist"),
        ("```sh\ncd grader && coursekit data crad adult\n```", "there is no 'crad'; there are list, card"),
        ("```bash\nnbgrader submitt 04_cnn_cifar10\n```", "nbgrader has no 'submitt'"),
        ("```bash\nnbgrader submit 04_cnn\n```", "unknown module '04_cnn'"),
        ("```bash\nnbgrader export --too=grades.csv\n```", "nbgrader export has no option '--too=grades.csv'"),
        ("```sh\nuv pip compile pyproject.toml --all-the-extras\n```", "--all-the-extras"),
        ("```sh\nuv pip compile project.toml\n```", "there is no project.toml"),
        ("```sh\necho 'jax>=9' | uv pip compile -\n```", "is not among pyproject's extras"),
        ("```sh\npython benchmarks/grading.py --submitters 20\n```", "has no --submitters"),
        ("```sh\nls\n```", "no test knows how to check 'ls'"),
        ("```sh\n. .venv/bin/activte\n```", "is no environment's bin/activate"),
        ("    make lab\n", "p.md:1: a block of no language that no test runs or reads"),
        ("```python\nimport coursekit\n```", "p.md:1: a block of python that no test runs or reads"),
    ],
)
def test_a_block_that_rots_is_named_with_page_and_line(block, says):
    (fence,) = Page("p.md", block).fences
    assert says in "\n".join(troubles(fence))


def test_what_stands_in_blocks_of_other_languages_is_read():
    assert "no case of the battery has sconds" in case_of_the_battery("[variant.a]\nsconds = 3\n")
    assert "does not judge" in policy_of_another_course("c = get_config()\n")
    assert "nbgrader has no 'grade'" in verbs_in_a_picture("nbgrader grade")
    assert set(NbGraderApp.subcommands) > {"autograde"}
