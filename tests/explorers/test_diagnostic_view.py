"""The diagnostic's form, driven through ipywidgets' own objects, and its text for front ends without widgets."""

from pathlib import Path

import pytest

from coursekit import diagnostic, outputs
from coursekit.explorers import diagnostic_view
from coursekit.syllabus import load

BANK = diagnostic.load_bank()
SYLLABUS = load(Path(__file__).parents[2] / "course")


@pytest.fixture
def form(tmp_path):
    return diagnostic_view.Form(BANK, SYLLABUS, tmp_path / diagnostic.ANSWERS)


def test_opens_with_nothing_chosen(form):
    assert len(form.choices) == 12 and form.answers() == {} and form.result.value == ""
    assert form.role.label == diagnostic_view.WHOLE_COURSE  # shown from the start, not a blank field


def test_labels_show_no_backticks_and_answers_are_kept_as_the_bank_has_them(form):
    labels = [label for radio in form.choices.values() for label, _ in radio.options]
    assert len(labels) == 48 and not any("`" in label for label in labels)
    [marked] = [choice.text for question in BANK.questions for choice in question.choices if "`" in choice.text][:1]
    skill = next(q.skill for q in BANK.questions if any(choice.text == marked for choice in q.choices))
    form.choices[skill].value = marked
    assert form.answers() == {skill: marked}


def test_score_shows_what_a_choice_means_and_keeps_the_answers(form):
    form.choices["derivation"].value = "4"
    form.choices["data auditing"].value = "300"
    form.role.value = "manager"
    form.score_button.click()
    assert "1 right, 1 wrong, 10 left open" in form.result.value
    assert "the inner derivative x is missing" in form.result.value and "Right is <i>12</i>" in form.result.value
    assert "Start with" in form.result.value and "Kept in diagnostic-answers.json" in form.result.value
    [attempt], _ = diagnostic.load_attempts(form.file)
    assert attempt.role == "manager" and attempt.answers == {"derivation": "4", "data auditing": "300"}


def test_an_empty_form_gets_no_key_and_keeps_nothing(form):
    form.score_button.click()
    assert form.result.value == "<p>Nothing is answered yet. Choose at least one answer, then score.</p>"
    assert diagnostic.load_attempts(form.file) == ((), "")


def test_it_may_be_taken_again(form):
    form.choices["derivation"].value = "12"
    form.score_button.click()
    form.again_button.click()
    assert form.answers() == {} and "1 of 12 right" in form.result.value
    form.choices["derivation"].value = "4"
    form.score_button.click()
    again = diagnostic_view.Form(BANK, SYLLABUS, form.file)
    assert "0 of 12 right" in again.result.value
    assert len(diagnostic.load_attempts(form.file)[0]) == 2


def test_a_damaged_file_is_told(form):
    form.file.write_text("{")
    again = diagnostic_view.Form(BANK, SYLLABUS, form.file)
    assert "kept as diagnostic-answers.damaged-1.json" in again.result.value


def test_a_file_that_cannot_be_written_is_told_and_the_score_shown(form):
    form.choices["derivation"].value = "12"
    form.file.mkdir()
    form.score_button.click()
    assert "1 right, 0 wrong, 11 left open" in form.result.value and "Not kept" in form.result.value
    assert "cannot be read" in diagnostic_view.Form(BANK, SYLLABUS, form.file).result.value


def test_markup_in_a_bank_is_text():
    assert diagnostic_view._marked("a < `b`") == "a &lt; <code>b</code>"


@pytest.mark.parametrize("syllabus", [SYLLABUS, None])
def test_on_paper_all_questions_choices_and_the_key(syllabus):
    text, page = diagnostic_view.as_text(BANK, syllabus), diagnostic_view.as_html(BANK, syllabus)
    for question in BANK.questions:
        letter = "abcd"[question.choices.index(question.right)]
        assert question.ask in text and f". {letter} ({question.skill}; " in text
        assert all(f"{choice.text}\n" in text for choice in question.choices)
        assert diagnostic_view._marked(question.ask) in page
    assert "To score by hand" in text and "<details>" in page


def test_show_prints_the_paper_without_a_notebook(tmp_path, capsys):
    diagnostic_view.show(tmp_path)
    assert "To score by hand" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_show_publishes_widget_and_paper_in_a_notebook(tmp_path, monkeypatch):
    published = []
    monkeypatch.setattr(outputs, "in_notebook", lambda: True)
    monkeypatch.setattr(outputs, "publish", lambda data: published.append(data))
    diagnostic_view.show(tmp_path)
    assert {"application/vnd.jupyter.widget-view+json", "text/html", "text/plain"} <= set(published[0])
    assert published[0]["text/plain"].startswith("The diagnostic on paper")
