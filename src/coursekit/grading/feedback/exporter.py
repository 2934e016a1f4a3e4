"""nbgrader's `generate_feedback` writes pages through an exporter; this one writes coursekit's."""

import re
import tomllib
from pathlib import Path

from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import Exporter
from traitlets import Unicode

from coursekit.errors import CourseError
from coursekit.grading.feedback.catalogue import FALLBACK, closest
from coursekit.grading.feedback.page import page


class FeedbackExporter(HTMLExporter):
    """For `GenerateFeedback.exporter_class`; works with nbgrader's own GetGrades as the only preprocessor."""

    languages_file = Unicode(
        "languages.toml",
        help='File in the course directory that says which learner reads which language, a line each: alice = "de"',
    ).tag(config=True)

    language = Unicode(FALLBACK, help="Language of everybody who is not in languages_file, as a code such as fr").tag(
        config=True
    )

    def from_notebook_node(self, nb, resources=None, **keywords):
        """Return the page and the resources, as nbconvert asks an exporter to."""
        nb_copy, resources = Exporter.from_notebook_node(self, nb, resources, **keywords)
        about = resources["nbgrader"]
        return page(nb_copy, about, language=self._language_of(about["student"])), resources

    def _language_of(self, learner: str) -> str:
        coursedir = getattr(self.parent, "coursedir", None)
        file = Path(coursedir.root if coursedir else ".", self.languages_file)
        wishes = read_languages(file) if file.is_file() else {}
        return closest(wishes.get(learner, self.language))


def read_languages(file: Path) -> dict[str, str]:
    """Return the language of each learner.

    Raises:
        CourseError: If the file is no TOML of learner = "language".
    """
    try:
        wishes = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CourseError(
            f'{file}: expected lines such as alice = "de"; {error}. Mend that line and run again.'
        ) from error
    for learner, language in wishes.items():
        if not isinstance(language, str) or not re.fullmatch(r"[A-Za-z]{2,3}([-_]\w+)*", language):
            raise CourseError(f'{file}: {learner}: expected a language such as "de"; received {language!r}.')
    return wishes
