import pytest
from nbgrader.converters import GenerateFeedback
from nbgrader.preprocessors import GetGrades
from traitlets.config import Config

from coursekit.errors import CourseError
from coursekit.grading.feedback.exporter import FeedbackExporter, read_languages


def generate(course):
    config = Config()
    config.GenerateFeedback.exporter_class = FeedbackExporter
    config.GenerateFeedback.preprocessors = [GetGrades]
    GenerateFeedback(coursedir=course.coursedir, config=config).start()


def test_nbgraders_own_command_writes_each_page_in_its_learners_language(course):
    course.submit("ada", course.answered())
    course.submit("bruno", b"")
    (course.root / "languages.toml").write_text('bruno = "de-CH"\n')
    course.autograde()
    generate(course)
    pages = {
        learner: (course.root / "feedback" / learner / "quick" / "functions.html").read_text()
        for learner in ("ada", "bruno")
    }
    assert '<html lang="en">' in pages["ada"] and "5 of 8 points" in pages["ada"] and "1462" not in pages["ada"]
    assert '<html lang="de">' in pages["bruno"] and "die Datei ist leer" in pages["bruno"]
    assert all("https://" not in html for html in pages.values())


@pytest.mark.parametrize("text", ["ada = ", "ada = 7", 'ada = "<script>"', "\xff"])
def test_a_language_that_cannot_be_read_is_named(tmp_path, text):
    file = tmp_path / "languages.toml"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(CourseError, match="languages.toml"):
        read_languages(file)
