"""What README says about the battery's size."""

from pathlib import Path

from adversarial.honest.grading import every_form
from adversarial.submission import variants

README = Path(__file__).parents[2] / "README.md"


def test_readme_counts_what_is_graded():
    said = f"CI grades {len(variants())} hostile, broken and unlucky submissions and {len(every_form())} honest but unusual ones"
    assert said in " ".join(README.read_text(encoding="utf-8").split())
