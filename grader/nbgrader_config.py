"""The grader's policy, and nothing else: which folders, which limits, which parts. All verbs stay nbgrader's own."""

from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    GetGrades,
    IgnorePattern,
    LimitOutput,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
)

from coursekit.grading.export import SpreadsheetExport
from coursekit.grading.feedback.comments import SaveReasons
from coursekit.grading.feedback.exporter import FeedbackExporter
from coursekit.grading.feedback.neutralise import NeutraliseContent
from coursekit.grading.judge.bounding import BoundOutputs
from coursekit.grading.judge.preprocessor import JudgeExecute
from coursekit.grading.repair.collecting import CollectWithoutLinks
from coursekit.grading.repair.exporter import RepairingExporter
from coursekit.grading.repair.preprocessor import RepairCells
from coursekit.grading.repair.standins import ScoreStandIns
from coursekit.project import Project

c = get_config()  # noqa: F821 (traitlets puts it there)
project = Project.find(Path(__file__).parent)

c.CourseDirectory.course_id = "coursekit"
c.CourseDirectory.root = str(project.grader)
# What never travels: editors' leavings, lesson sources, the versions that an update laid beside a learner's own work, and
# a learner's answers to the diagnostic.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    ".nbgrader.log",
    "*.md",
    "*.new.ipynb",
    "*diagnostic-answers*",
]
c.Exchange.root = str(project.exchange)

# Long trainings and figures are tagged demo: graded cells take seconds and need none of them.
c.Execute.skip_cells_with_tag = "demo"
c.Execute.timeout = 120  # seconds a cell; nbgrader's 30 are less than an import of Keras on a busy machine
c.Execute.shutdown_kernel = "immediate"  # TensorFlow takes 2 s to leave politely
c.OverwriteCells.add_missing_cells = True  # a deleted test cell comes back, and is then failed or passed like any other

# A submission is mended first, run by the judge in nbgrader's place, and cleaned before anybody opens it.
c.Autograde.exporter_class = RepairingExporter
c.Autograde.sanitize_preprocessors = [
    RepairCells,
    ClearOutput,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    JudgeExecute,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    BoundOutputs,
    ScoreStandIns,
    SaveAutoGrades,
    SaveReasons,
    AssignLatePenalties,
    NeutraliseContent,
    CheckCellMetadata,
]
c.ClearMetadataPreprocessor.clear_cell_metadata = False  # why each point was given stands there
c.ClearMetadataPreprocessor.clear_notebook_metadata = False
c.GenerateFeedback.exporter_class = FeedbackExporter
c.GenerateFeedback.preprocessors = [GetGrades]
c.ExchangeFactory.collect = CollectWithoutLinks  # nbgrader's own follows links out of the exchange
c.ExportApp.plugin_class = SpreadsheetExport
