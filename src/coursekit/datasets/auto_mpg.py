"""Auto MPG: cars of 1970 to 1982 and how many miles they go on a gallon."""

from typing import TYPE_CHECKING

import numpy as np

from coursekit.datasets.resolution import SYNTHETIC, Files, obtain
from coursekit.datasets.tables import read_csv, with_source

if TYPE_CHECKING:
    import pandas as pd

TABLE = "mpg.csv"
TWIN_CARS = 120


def load_auto_mpg(profile: str = "cpu") -> "pd.DataFrame":
    """Load the cars, missing horsepower missing.

    Args:
        profile: "smoke", "cpu" or "gpu"; only smoke accepts the synthetic twin.

    Returns:
        398 rows: mpg (miles per gallon), cylinders, displacement (cubic inches), horsepower, weight (pounds),
        acceleration (seconds from 0 to 60 miles per hour), model_year (70 to 82), origin, name.
        `.attrs["source"]` says where it comes from.

    Raises:
        CourseError: If no source has it, or a file of the mirror is wrong.
    """
    return obtain("auto_mpg", {(TABLE,): _read}, profile, twin=_twin)


def _read(files: Files) -> "pd.DataFrame":
    return read_csv(files.read(TABLE), missing="", source=files.source)


def _twin() -> "pd.DataFrame":
    """Make 120 seeded cars whose consumption grows with their weight, three of them without horsepower."""
    import pandas as pd

    rng = np.random.default_rng(16)
    cylinders = rng.choice([4, 6, 8], TWIN_CARS, p=[0.5, 0.2, 0.3])
    weight = (cylinders * 400 + rng.integers(400, 1000, TWIN_CARS)).astype(np.int64)
    horsepower = (weight / 25 + rng.normal(0, 10, TWIN_CARS)).round()
    horsepower[[7, 50, 90]] = np.nan
    table = pd.DataFrame(
        {
            "mpg": (70_000 / weight + rng.normal(0, 1.5, TWIN_CARS)).round(1),
            "cylinders": cylinders,
            "displacement": (cylinders * 40 + rng.normal(0, 15, TWIN_CARS)).round(),
            "horsepower": horsepower,
            "weight": weight,
            "acceleration": rng.normal(15.5, 2.5, TWIN_CARS).round(1),
            "model_year": rng.integers(70, 83, TWIN_CARS),
            "origin": rng.choice(["usa", "europe", "japan"], TWIN_CARS, p=[0.6, 0.2, 0.2]),
            "name": [f"make-believe car {k}" for k in range(TWIN_CARS)],
        }
    )
    return with_source(table, SYNTHETIC)
