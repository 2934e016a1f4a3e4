"""Tiny Shakespeare: his plays in one text, for models that write letter by letter."""

from dataclasses import dataclass

import numpy as np

from coursekit.datasets.resolution import SYNTHETIC, Files, obtain

TEXT = "tinyshakespeare.txt"
TWIN_SPEECHES = 300


@dataclass(frozen=True)
class TinyShakespeare:
    """The plays.

    Args:
        text: 1,115,394 characters, 65 distinct ones.
        source: "mirror", "store" or "synthetic".
    """

    text: str
    source: str


def load_tiny_shakespeare(profile: str = "cpu") -> TinyShakespeare:
    """Load the text.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("shakespeare", {(TEXT,): _read}, profile, twin=_twin)


def _read(files: Files) -> TinyShakespeare:
    return TinyShakespeare(files.read(TEXT).decode("utf-8"), files.source)


def _twin() -> TinyShakespeare:
    """Make 300 seeded speeches of made-up words, set like the plays: a name and a colon, lines, an empty line."""
    rng = np.random.default_rng(20)
    syllables = ["tha", "lo", "ri", "men", "sor", "wi", "be", "not", "gra", "ce"]

    def line() -> str:
        words = ["".join(rng.choice(syllables, rng.integers(1, 4))) for _ in range(rng.integers(4, 9))]
        return " ".join(words).capitalize() + rng.choice([",", ".", "!", ";"])

    speakers = ["FIRST PLAYER", "SECOND PLAYER", "CHORUS"]
    speeches = [
        "\n".join([f"{rng.choice(speakers)}:", *(line() for _ in range(rng.integers(1, 6)))])
        for _ in range(TWIN_SPEECHES)
    ]
    return TinyShakespeare("\n\n".join(speeches) + "\n", SYNTHETIC)
