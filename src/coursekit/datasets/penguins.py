"""Palmer penguins: three species, measured on three Antarctic islands."""

from typing import TYPE_CHECKING

import numpy as np

from coursekit.datasets.resolution import SYNTHETIC, Files, obtain
from coursekit.datasets.tables import read_csv, with_source

if TYPE_CHECKING:
    import pandas as pd

TIDY, RAW = "penguins.csv", "penguins_raw.csv"
# bill length, bill depth, flipper length (mm), body mass (g): middle and spread, rounded by hand
TWIN_SPECIES = {
    "Adelie": ("Torgersen", (39, 18, 190, 3700), (3, 1, 7, 450)),
    "Chinstrap": ("Dream", (49, 18, 196, 3700), (3, 1, 7, 400)),
    "Gentoo": ("Biscoe", (47, 15, 217, 5100), (3, 1, 7, 500)),
}
TWIN_EACH = 40


def load_penguins(profile: str = "cpu") -> "pd.DataFrame":
    """Load the tidy table, missing values missing.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        344 rows: species, island, bill_length_mm, bill_depth_mm, flipper_length_mm, body_mass_g, sex, year.
        `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("penguins", {(TIDY,): _reader(TIDY)}, profile, twin=_twin)


def load_penguins_raw(profile: str = "cpu") -> "pd.DataFrame":
    """Load the table as it was published: 344 rows, 17 columns with their units in the names, missing values missing.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("penguins", {(RAW,): _reader(RAW)}, profile, twin=_twin_raw)


def _reader(name: str):
    def read(files: Files) -> "pd.DataFrame":
        return read_csv(files.read(name), missing="NA", source=files.source)

    return read


def _twin() -> "pd.DataFrame":
    """Make 40 seeded birds a species, two of them without measurements and some without sex."""
    import pandas as pd

    rng = np.random.default_rng(14)
    parts = []
    for species, (island, middle, spread) in TWIN_SPECIES.items():
        measures = rng.normal(middle, spread, size=(TWIN_EACH, 4)).round(1)
        part = pd.DataFrame(measures, columns=["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"])
        part.insert(0, "species", species)
        part.insert(1, "island", island)
        part["sex"] = rng.choice(["male", "female"], TWIN_EACH)
        part["year"] = rng.integers(2007, 2010, TWIN_EACH)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True)
    table.loc[[3, 60], ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex"]] = None
    table.loc[[8, 9, 100], "sex"] = None
    return with_source(table, SYNTHETIC)


def _twin_raw() -> "pd.DataFrame":
    """Dress the twin's birds in the columns of the published table."""
    import pandas as pd

    tidy = _twin()
    count = len(tidy)
    rng = np.random.default_rng(15)
    table = pd.DataFrame(
        {
            "studyName": "PAL0000",
            "Sample Number": np.arange(1, count + 1),
            "Species": tidy["species"] + " (synthetic)",
            "Region": "Nowhere",
            "Island": tidy["island"],
            "Stage": "Adult, 1 Egg Stage",
            "Individual ID": [f"N{k}A1" for k in range(1, count + 1)],
            "Clutch Completion": "Yes",
            "Date Egg": tidy["year"].astype(str) + "-11-11",
            "Culmen Length (mm)": tidy["bill_length_mm"],
            "Culmen Depth (mm)": tidy["bill_depth_mm"],
            "Flipper Length (mm)": tidy["flipper_length_mm"],
            "Body Mass (g)": tidy["body_mass_g"],
            "Sex": tidy["sex"].str.upper(),
            "Delta 15 N (o/oo)": rng.normal(8.7, 0.5, count).round(5),
            "Delta 13 C (o/oo)": rng.normal(-25.7, 0.8, count).round(5),
            "Comments": pd.Series([None] * (count - 1) + ["A make-believe bird."], dtype="str"),
        }
    )
    table.loc[[0, 5], "Delta 15 N (o/oo)"] = None
    return with_source(table, SYNTHETIC)
