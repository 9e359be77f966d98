"""From Arrow tables of many reports to pandas, with the types that the frames of one report have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def to_pandas(table: pa.Table) -> pd.DataFrame:
    """Int64, boolean where values can be absent, float64, datetime64[ns], texts as this pandas has them."""
    import pandas as pd

    columns = {name: _column(table.column(name)) for name in table.column_names}
    made: pd.DataFrame = pd.DataFrame(columns, index=pd.RangeIndex(table.num_rows), copy=False)
    return made


def _column(values: Any) -> Any:
    import pandas as pd
    import pyarrow as pa

    kind = values.type
    if pa.types.is_integer(kind):
        absent = values.is_null().to_numpy()
        return pd.arrays.IntegerArray(values.fill_null(0).to_numpy().astype("int64"), absent)
    if pa.types.is_boolean(kind):
        absent = values.is_null().to_numpy()
        filled = values.fill_null(False).to_numpy()
        return pd.arrays.BooleanArray(filled, absent) if absent.any() else filled
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return values.to_numpy().astype("datetime64[ns]")
    if pa.types.is_floating(kind):
        return values.to_numpy().copy()
    if int(pd.__version__.partition(".")[0]) >= 3:
        import numpy as np

        dtype: Any = pd.StringDtype(na_value=np.nan)
        return dtype.__from_arrow__(values)
    return values.to_pandas().to_numpy(dtype=object)
