"""pandas and pandera, loaded when somebody hands in a frame."""

from __future__ import annotations

import warnings
from functools import cache


class FramesMissing(ImportError):
    """pandas or pandera is not installed."""


@cache
def need_frames() -> None:
    """Load pandas and pandera, all of it that is used here.

    pandera looks for pyspark in several places, some of them on the first validation only, and
    pyspark remarks each time that it does not know this pandas yet.

    Raises:
        FramesMissing: one of them is not installed.
    """
    try:
        import pandas as pd

        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", "PySpark does not yet fully support pandas", FutureWarning
            )
            import pandera.extensions
            import pandera.pandas as pa
            import pandera.typing.pyspark  # noqa: F401

            pa.DataFrameSchema({}).validate(pd.DataFrame())
    except ImportError as error:
        raise FramesMissing(
            f"checking data frames needs {error.name or 'pandas and pandera'}, which is not "
            'installed: pip install "crossfoot[frames]"',
            name=error.name,
        ) from error
