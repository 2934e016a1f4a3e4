"""Why a check gave its points, in the learner's language and without anything of its hidden part."""

from coursekit.grading.feedback.catalogue import known, wording

NOT_SHOWN = {  # what a reason becomes where it was found in the hidden part: its values are inputs or answers
    "failed_check": "failed_hidden",
    "failed_statement": "failed_hidden",
    "raised": "raised_hidden",
    "unusable_result": "unusable_result_hidden",
    "cannot_cross": "cannot_cross_hidden",
    "exited": "exited",
}
OF_THE_NOTEBOOK = {"answer_failed", "given_failed", "not_defined"}  # found before any check's value was used


def told(judged: dict, language: str) -> str:
    """Return what a learner reads about one check.

    Args:
        judged: The check's metadata.coursekit, as `Verdict.metadata` makes it.
        language: A catalogue's language.
    """
    if judged.get("misconception"):
        return str(judged["misconception"])  # the lesson's own words
    reason = judged["reason"]
    code, parameters = reason["code"], reason.get("parameters", {})
    if judged.get("hidden") and code not in OF_THE_NOTEBOOK:
        code = NOT_SHOWN.get(code, code)
        parameters = {
            name: value for name, value in parameters.items() if name not in ("detail", "evalue", "statement")
        }
    if not known(f"reason.{code}"):
        return wording(language, "reason.failed_hidden") if judged.get("hidden") else str(reason.get("text", ""))
    values = {name: f"{value:g}" if isinstance(value, float) else str(value) for name, value in parameters.items()}
    return wording(language, f"reason.{code}", values).strip()


def hides_traceback(judged: dict) -> bool:
    """Whether the learner sees no traceback: its last line says what the hidden part's values were."""
    return bool(judged.get("hidden"))
