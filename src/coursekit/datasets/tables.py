"""Reading tables so that a missing value is missing, and nothing else is."""

import io

SOURCE = "source"


def read_csv(content: bytes, missing: str, source: str, **options):
    """Read a comma-separated table.

    Pandas takes some twenty words for missing by default, "None" and "null" among them; here only `missing` is.

    Args:
        content: UTF-8 text of the table.
        missing: What stands for a missing value.
        source: Where it comes from; kept as `table.attrs["source"]`.
        options: Passed on to `pandas.read_csv`.

    Returns:
        The table as a pandas DataFrame.
    """
    import pandas as pd

    table = pd.read_csv(io.BytesIO(content), keep_default_na=False, na_values=[missing], **options)
    return with_source(table, source)


def with_source(table, source: str):
    """Note in a table's `attrs` where it comes from, and return it."""
    table.attrs[SOURCE] = source
    return table
