"""One thing that was found wrong with a submission, said so that its learner can set it right."""

from dataclasses import dataclass, field

from coursekit.grading.feedback.catalogue import wording
from coursekit.grading.repair.names import printable

MENDS_SHOWN = 40  # a million bad files are one message, not a million


@dataclass(frozen=True)
class Mend:
    """A mend or a refusal.

    Attributes:
        code: Which kind, as the catalogue's key `mend.<code>`.
        file: The file's name, safe to print.
        cell: The grade_id of the cell, or None where the whole file is meant.
        text: In English: what was found, what was expected, how to mend it.
        values: What the sentence names, so that it can be said in another language.
    """

    code: str
    file: str
    cell: str | None
    text: str
    values: dict[str, str] = field(default_factory=dict)

    def as_dict(self) -> dict:
        """Plain data, as it stands in a notebook's metadata."""
        return {"code": self.code, "file": self.file, "cell": self.cell, "text": self.text, "values": dict(self.values)}

    @classmethod
    def from_dict(cls, data: dict) -> "Mend":
        """The mend that `as_dict` wrote."""
        return cls(data["code"], data["file"], data["cell"], data["text"], dict(data.get("values", {})))


def mend(code: str, file: str, cell: str | None = None, **values: object) -> Mend:
    """Return the mend of that kind.

    Args:
        code: A kind that the catalogue has a sentence for.
        file: Name of the file as it was handed in; shown with its odd characters spelled out.
        cell: The grade_id of the cell that is meant.
        values: The other things that the sentence names.
    """
    named = {"file": printable(file), "cell": printable(cell or "")}
    named |= {key: printable(str(value)) for key, value in values.items()}
    return Mend(code, named["file"], printable(cell) if cell else None, wording("en", f"mend.{code}", named), named)


def shortened(mends: list[Mend]) -> list[Mend]:
    """Return at most MENDS_SHOWN mends; the last one then says how many more there were."""
    if len(mends) <= MENDS_SHOWN:
        return mends
    kept = mends[: MENDS_SHOWN - 1]
    return [*kept, mend("and_more", "", count=len(mends) - len(kept))]
