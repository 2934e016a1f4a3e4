"""Adult: people of the 1994 US census, and whether their income is above 50,000 dollars."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coursekit.datasets.resolution import SYNTHETIC, Files, obtain
from coursekit.datasets.tables import read_csv, with_source

if TYPE_CHECKING:
    import pandas as pd

TRAIN, TEST = "adult.data", "adult.test"
COLUMNS = [
    "age",
    "workclass",
    "fnlwgt",
    "education",
    "education-num",
    "marital-status",
    "occupation",
    "relationship",
    "race",
    "sex",
    "capital-gain",
    "capital-loss",
    "hours-per-week",
    "native-country",
    "income",
]
TWIN_TRAIN, TWIN_TEST = 800, 400


@dataclass(frozen=True)
class Adult:
    """The training and the test table, split by the authors.

    Args:
        train: 32,561 rows; columns as in `COLUMNS`; income is "<=50K" or ">50K"; missing values are missing.
        test: 16,281 rows.
        source: "mirror", "store" or "synthetic".
    """

    train: "pd.DataFrame"
    test: "pd.DataFrame"
    source: str


def load_adult(profile: str = "cpu") -> Adult:
    """Load Adult with its flaws left in, for a lesson to find: sentinels (capital-gain 99999) and repeated rows.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("adult", {(TRAIN, TEST): _read}, profile, twin=_twin)


def load_adult_raw(profile: str = "cpu") -> "pd.DataFrame":
    """Load the training table as it stands in the file: every cell is text, blanks and "?" left in.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        32,561 rows of text; columns as in `COLUMNS`. `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("adult", {(TRAIN,): _read_raw}, profile, twin=_twin_raw)


def _read_raw(files: Files) -> "pd.DataFrame":
    """Read with no value taken for missing: in a table of texts there is nothing but text."""
    import pandas as pd

    content = io.BytesIO(files.read(TRAIN))
    table = pd.read_csv(content, header=None, names=COLUMNS, dtype=str, keep_default_na=False, na_filter=False)
    return with_source(table, files.source)


def _read(files: Files) -> Adult:
    train = _table(files.read(TRAIN), files.source)
    _remark, _, rows = files.read(TEST).partition(b"\n")  # |1x3 Cross validator
    test = _table(rows, files.source)
    test["income"] = test["income"].str.removesuffix(".")
    return Adult(train, test, files.source)


def _table(content: bytes, source: str) -> "pd.DataFrame":
    return read_csv(content, missing="?", source=source, header=None, names=COLUMNS, skipinitialspace=True)


def _twin() -> Adult:
    rng = np.random.default_rng(12)
    return Adult(_twin_table(rng, TWIN_TRAIN), _twin_table(rng, TWIN_TEST), SYNTHETIC)


def _twin_raw() -> "pd.DataFrame":
    """Write the twin's training table as the file would have it: a blank before each cell but the first, "?" for missing."""
    table = _twin().train
    text = table.astype("object").where(table.notna(), "?").astype(str)
    text[COLUMNS[1:]] = " " + text[COLUMNS[1:]]
    return with_source(text, SYNTHETIC)


def _twin_table(rng: np.random.Generator, count: int) -> "pd.DataFrame":
    """Make rows in which schooling, age and hours go with income, with missing values, a sentinel and a repeat."""
    import pandas as pd

    schools = {"HS-grad": 9, "Some-college": 10, "Bachelors": 13, "Masters": 14}
    education = rng.choice(list(schools), count, p=[0.4, 0.3, 0.2, 0.1])
    years = np.array([schools[school] for school in education])
    age, hours = rng.integers(17, 80, count), rng.integers(10, 70, count)
    score = (years - 10) + (age - 45) / 15 + (hours - 45) / 15 + rng.normal(0, 1, count)
    gain = np.where(rng.random(count) < 0.05, 99999, 0)
    table = pd.DataFrame(
        {
            "age": age,
            "workclass": rng.choice(["Private", "Local-gov", "Self-emp-inc"], count),
            "fnlwgt": rng.integers(20_000, 400_000, count),
            "education": education,
            "education-num": years,
            "marital-status": rng.choice(["Never-married", "Married-civ-spouse", "Divorced"], count),
            "occupation": rng.choice(["Sales", "Craft-repair", "Exec-managerial"], count),
            "relationship": rng.choice(["Husband", "Wife", "Not-in-family"], count),
            "race": rng.choice(["White", "Black", "Other"], count),
            "sex": rng.choice(["Male", "Female"], count),
            "capital-gain": gain,
            "capital-loss": np.zeros(count, dtype=np.int64),
            "hours-per-week": hours,
            "native-country": rng.choice(["United-States", "Mexico", "Canada"], count, p=[0.9, 0.05, 0.05]),
            "income": np.where(score > 1, ">50K", "<=50K"),
        }
    )
    for column in ("workclass", "occupation", "native-country"):
        table.loc[rng.random(count) < 0.04, column] = None
    table.iloc[-1] = table.iloc[0]
    return with_source(table, SYNTHETIC)
