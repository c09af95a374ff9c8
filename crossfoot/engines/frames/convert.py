"""Frames of other libraries as pandas frames, without a figure changing on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def as_pandas(frame: Any) -> pd.DataFrame:
    """A frame as a pandas frame.

    polars, Arrow and DuckDB hand over Python's own numbers, so that ``Decimal`` and whole numbers
    beside blanks stay what they are; what speaks the Arrow stream protocol alone is read through
    it.

    Raises:
        TypeError: it is no data frame that is known here.
    """
    import pandas as pd

    if isinstance(frame, pd.DataFrame):
        return frame
    if hasattr(frame, "collect") and hasattr(frame, "lazy"):  # polars, not yet computed
        frame = frame.collect()
    if hasattr(frame, "to_pydict"):  # Arrow
        return pd.DataFrame(frame.to_pydict(), dtype=object)
    if hasattr(frame, "to_dict") and hasattr(frame, "lazy"):  # polars
        return pd.DataFrame(frame.to_dict(as_series=False), dtype=object)
    if hasattr(frame, "fetchall") and hasattr(frame, "columns"):  # a relation of DuckDB
        return pd.DataFrame(frame.fetchall(), columns=list(frame.columns), dtype=object)
    from_arrow = getattr(pd.DataFrame, "from_arrow", None)
    if hasattr(frame, "__arrow_c_stream__") and from_arrow is not None:
        made: pd.DataFrame = from_arrow(frame)
        return made
    raise TypeError(f"{type(frame).__name__} is neither a path nor a data frame known here")
