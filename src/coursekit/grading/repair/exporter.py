"""nbgrader's autograder reads submissions through an exporter; this one sees that they are fit to be read."""

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from traitlets import Bool

from coursekit.grading.repair.quarantine import Quarantine


class RepairingExporter(NotebookExporter):
    """For `Autograde.exporter_class`: the converter grades cleaned copies, and `submitted/` stays as it was handed in.

    nbgrader makes the exporter once, before the first submission, and hands it the converter as its parent: the moment
    to give the converter a course directory whose submissions are the cleaned ones.
    """

    cleaned = Bool(
        False,
        help="Whether the submissions were made by coursekit's clean_submission already, and so are taken as they are",
    ).tag(config=True)

    def __init__(self, config=None, **options):
        super().__init__(config=config, **options)
        if isinstance(self.parent, Autograde) and not self.cleaned:
            quarantine = Quarantine(self.parent.coursedir, self.log)
            quarantine.fill()
            self.parent.coursedir = quarantine.coursedir
            self.parent.init_notebooks()
