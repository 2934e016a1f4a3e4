"""The diagnostic: its bank against the syllabus, every suggestion, and a learner's answers that are never lost."""

import itertools
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from coursekit import diagnostic
from coursekit.errors import CourseError
from coursekit.syllabus import Module, load

ROOT = Path(__file__).parents[1]
SYLLABUS = load(ROOT / "course")
BANK = diagnostic.load_bank()
NAMES = [module.name for module in SYLLABUS.modules]
ALL_RIGHT = {question.skill: question.right.text for question in BANK.questions}


def without(*skills: str) -> dict[str, str]:
    return {skill: text for skill, text in ALL_RIGHT.items() if skill not in skills}


def test_twelve_questions_one_a_skill():
    assert len(BANK.questions) == 12
    assert [question.skill for question in BANK.questions] == list(SYLLABUS.skills)
    assert all(choice.right or choice.means for question in BANK.questions for choice in question.choices)
    places = [question.choices.index(question.right) for question in BANK.questions]
    assert {places.count(place) for place in range(4)} == {3}, "no place is right more often than another"


def test_every_role_is_a_path_of_the_syllabus():
    assert set(BANK.roles) == {"analyst", "engineer", "manager"} <= set(SYLLABUS.paths)


@pytest.mark.parametrize("role", [None, *BANK.roles, "no such role"])
def test_every_suggestion_leads_to_a_module_of_the_syllabus(role):
    gaps = itertools.chain.from_iterable(itertools.combinations(SYLLABUS.skills, size) for size in (0, 1, 2, 12))
    for missing in gaps:
        suggestion = diagnostic.suggest(BANK, without(*missing), SYLLABUS, role)
        assert suggestion.start in NAMES and suggestion.start != "00_orientation"
        assert set(suggestion.modules) | set(suggestion.outside) <= set(NAMES)
        told = [*itertools.chain(*suggestion.modules.values(), *suggestion.outside.values()), *suggestion.later]
        assert sorted(told) == sorted(missing), "each skill is named once"
        assert (diagnostic.LATER in suggestion.text) == bool(suggestion.later)


@pytest.fixture
def whole(tmp_path):
    """A course of seven modules, and a path for one role."""
    teaches = {
        "00_orientation": ("vectorisation",),
        "01_data_preprocessing": ("data auditing", "leakage control", "reading claims critically", "reproducible runs"),
        "02_backprop_by_hand": ("derivation", "gradient checking", "vectorisation"),
        "03_sgd_derivation": ("derivation", "optimisation"),
        "04_cnn_cifar10": ("gradient checking", "training diagnosis", "evaluation with uncertainty"),
        "05_lstm_sentiment": ("sequence modelling",),
        "06_transformer": ("attention",),
    }
    lesson = SYLLABUS.lessons[0]
    modules = tuple(
        Module(name, f"T{name[:2]}", (), skills, (replace(lesson, teaches=dict.fromkeys(skills, "1")),), tmp_path)
        for name, skills in teaches.items()
    )
    path = ("00_orientation", "01_data_preprocessing", "04_cnn_cifar10")
    return replace(SYLLABUS, modules=modules, paths={"manager": path})


def test_the_earliest_gap_decides(whole):
    assert diagnostic.suggest(BANK, without("attention", "optimisation"), whole).start == "03_sgd_derivation"
    suggestion = diagnostic.suggest(BANK, without("attention", "gradient checking", "derivation"), whole)
    assert suggestion.start == "02_backprop_by_hand"
    assert suggestion.modules["02_backprop_by_hand"] == ("derivation", "gradient checking")
    assert suggestion.later == ()


def test_a_path_is_kept_and_what_lies_outside_is_said(whole):
    suggestion = diagnostic.suggest(BANK, without("gradient checking", "attention"), whole, "manager")
    assert suggestion.start == "04_cnn_cifar10", "the path leaves out module 2"
    assert suggestion.outside == {"06_transformer": ("attention",)}
    assert "Outside your path, T06 (06_transformer) teaches: attention." in suggestion.text


def test_the_first_module_that_teaches_a_skill_is_named_and_not_the_one_that_the_diagnostic_closes(whole):
    assert diagnostic.suggest(BANK, without("vectorisation"), whole).modules == {
        "02_backprop_by_hand": ("vectorisation",)
    }


def test_every_skill_that_a_module_of_this_course_teaches_is_suggested_there():
    for skill in SYLLABUS.skills:
        teaching = [module.name for module in SYLLABUS.modules[1:] if skill in module.taught]
        suggestion = diagnostic.suggest(BANK, without(skill), SYLLABUS)
        assert suggestion.modules == ({teaching[0]: (skill,)} if teaching else {})


def test_all_right_starts_at_the_paths_first_module(whole):
    assert diagnostic.suggest(BANK, ALL_RIGHT, whole).start == "01_data_preprocessing"


def test_without_a_syllabus_no_module_is_named():
    assert diagnostic.suggest(BANK, without("attention"), None).text.startswith("Look for lessons on: attention.")
    assert diagnostic.suggest(BANK, ALL_RIGHT, None).start is None


def test_an_empty_syllabus_is_said(whole):
    suggestion = diagnostic.suggest(BANK, {}, replace(whole, modules=()))
    assert suggestion.start is None and "no module yet" in suggestion.text and len(suggestion.later) == 12


def test_left_open_is_not_wrong():
    question = BANK.questions[0]
    wrong = next(choice.text for choice in question.choices if not choice.right)
    score = diagnostic.score(BANK, {question.skill: wrong, "derivation": "12", "attention": "no such choice"})
    assert score.wrong == ("data auditing",) and score.right == ("derivation",)
    assert len(score.unanswered) == 10 and "attention" in score.unanswered


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            '"300"\nright = true',
            '"300"\nright = false',
            "wrong choice '300' of question 1 (data auditing) needs means = <str>",
        ),
        (
            'means = "That is the error',
            'right = true\nmeans = "',
            "question 3 (derivation) needs one choice with right",
        ),
        ('skill = "attention"', 'skill = "derivation"', "question 10 asks for 'derivation' again"),
        ('text = "4"', 'text = "12"', "question 3 (derivation) needs 4 different choices"),
        ('skill = "attention"', "", "question 10 needs skill = <str>; received nothing"),
        ("[roles]", "[roles", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_bank_is_named(tmp_path, old, new, says):
    text = diagnostic.BANK.read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "bank.toml"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as error:
        diagnostic.load_bank(file)
    assert str(file) in str(error.value) and says in str(error.value)


def test_a_bank_that_is_not_there(tmp_path):
    with pytest.raises(CourseError, match="is not there"):
        diagnostic.load_bank(tmp_path / "bank.toml")


def test_attempts_are_kept_in_order(tmp_path):
    file = tmp_path / diagnostic.ANSWERS
    assert diagnostic.load_attempts(file) == ((), "")
    diagnostic.save_attempt(file, {"derivation": "4"}, "manager", datetime(2026, 1, 2, 3, 4, 5))
    diagnostic.save_attempt(file, ALL_RIGHT)
    attempts, told = diagnostic.load_attempts(file)
    assert told == "" and attempts[0] == diagnostic.Attempt("2026-01-02T03:04:05", "manager", {"derivation": "4"})
    assert attempts[1].answers == ALL_RIGHT
    assert [each.name for each in tmp_path.iterdir()] == [file.name], "nothing is left aside"


@pytest.mark.parametrize(
    "damage",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"attempts": [{"taken": 1}]}',
        b'{"attempts": [{"taken": "", "role": "", "answers": []}]}',
    ],
)
def test_a_damaged_file_is_named_and_kept(tmp_path, damage):
    file = tmp_path / diagnostic.ANSWERS
    for number in (1, 2):
        file.write_bytes(damage)
        _, told = diagnostic.save_attempt(file, {"derivation": "4"})
        aside = tmp_path / f"diagnostic-answers.damaged-{number}.json"
        assert aside.name in told and aside.read_bytes() == damage
        assert len(json.loads(file.read_text())["attempts"]) == 1


def test_it_works_where_no_course_lies(tmp_path):
    """As in the grader's sandbox, which shows the package and not the course."""
    shutil.copytree(ROOT / "src" / "coursekit", tmp_path / "package" / "coursekit")
    code = "from coursekit.explorers import diagnostic_view as v; v.show(); import coursekit; print(coursekit.__file__)"
    variables = {name: value for name, value in os.environ.items() if name != "COURSEKIT_ROOT"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=variables | {"PYTHONPATH": str(tmp_path / "package")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(tmp_path) in done.stdout
    assert "12. c (reproducible runs; see the syllabus)" in done.stdout
