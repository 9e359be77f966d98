"""From the core's columns to pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core

if TYPE_CHECKING:
    import pandas as pd


def to_pandas(table: _core.Table) -> pd.DataFrame:
    """Nullable Int64 and boolean, float64, datetime64, and texts as this pandas has them; it owns its values.

    The arrays are filled in the core: pandas' own way from Arrow to nullable types takes ten times as long.
    """
    import pandas as pd

    columns = {
        name: _column(table, name, kind)
        for name, kind in zip(table.column_names, table.column_types, strict=True)
    }
    frame = pd.DataFrame(columns, copy=False)
    frame.attrs["table"] = table.name
    return frame


def _column(table: _core.Table, name: str, kind: str) -> Any:
    import numpy as np
    import pandas as pd

    if kind == "utf8":
        return _texts(table.values(name))
    values = table.array(name)
    if kind == "int64":
        return pd.arrays.IntegerArray(values, table.nulls(name))
    if kind == "date32":
        days = values.astype("datetime64[D]")
        days[table.nulls(name)] = np.datetime64("NaT")
        # nanoseconds join with every other frame of days; years that they cannot hold stay in seconds
        fits = not len(days) or (
            np.nanmin(days) > np.datetime64("1678") and np.nanmax(days) < np.datetime64("2262")
        )
        return days.astype("datetime64[ns]" if fits else "datetime64[s]")
    return values


def _texts(values: list[str | None]) -> Any:
    import numpy as np
    import pandas as pd

    if int(pd.__version__.partition(".")[0]) >= 3:
        return pd.array(values, dtype="str")
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
