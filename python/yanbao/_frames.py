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

    kinds = dict(zip(table.column_names, table.column_types, strict=True))
    texts = _texts(table, [name for name, kind in kinds.items() if kind == "utf8"])
    columns = {
        name: texts[name] if name in texts else _column(table, name, kind) for name, kind in kinds.items()
    }
    frame: pd.DataFrame = pd.DataFrame(columns, copy=False)
    frame.attrs["table"] = table.name
    return frame


def _column(table: _core.Table, name: str, kind: str) -> Any:
    import numpy as np
    import pandas as pd

    values = table.array(name)
    if kind == "int64":
        return pd.arrays.IntegerArray(values, table.nulls(name))
    if kind == "date32":
        days = values.astype("datetime64[D]")
        days[table.nulls(name)] = np.datetime64("NaT", "D")
        # nanoseconds join with every other frame of days; years that they cannot hold stay in seconds
        known = days[~np.isnat(days)]
        fits = not len(known) or (known.min() > np.datetime64("1678") and known.max() < np.datetime64("2262"))
        return days.astype("datetime64[ns]" if fits else "datetime64[s]")
    return values


def _texts(table: _core.Table, names: list[str]) -> dict[str, Any]:
    """Columns of texts: `str` in pandas 3, through Arrow; objects and None before."""
    import numpy as np
    import pandas as pd

    if int(pd.__version__.partition(".")[0]) >= 3:
        import pyarrow as pa

        arrow: Any = pa.table(table)
        dtype: Any = pd.StringDtype(na_value=np.nan)
        return {name: dtype.__from_arrow__(arrow.column(name)) for name in names}
    texts = {}
    for name in names:
        texts[name] = np.empty(len(table), dtype=object)
        texts[name][:] = table.values(name)
    return texts
