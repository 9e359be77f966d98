"""Frames of a panel, dates × tickers, in the shapes that other libraries take.

A cell of date d is known before d's open.  So a return from d's open on, or from its close, is one that could
be had; one into d is not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao._ticker import ticker as in_habit
from yanbao.errors import InvalidValueError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]


def to_alphalens(frame: pd.DataFrame, *, tz: str | None = None) -> pd.Series[float]:
    """A factor as alphalens takes it.

    Parameters
    ----------
    frame
        Dates × tickers, numbers or conditions.
    tz
        The time zone of your prices' dates, where they have one: alphalens wants the same of both.

    Returns
    -------
    pandas.Series
        On (date, asset), in that order, without cells that are missing or infinite.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.DatetimeIndex(["2024-09-02", "2024-09-03"])
    >>> frame = pd.DataFrame({"600570.SH": [1.5, None], "000858.SZ": [0.5, 2.0]}, index=days)
    >>> to_alphalens(frame).reset_index()
            date      asset  factor
    0 2024-09-02  000858.SZ     0.5
    1 2024-09-02  600570.SH     1.5
    2 2024-09-03  000858.SZ     2.0
    """
    dates, names, cells = _cells(frame)
    if tz is not None:
        dates = dates.tz_localize(tz)
    made = _stacked(dates, names, {"factor": cells}, ["date", "asset"])
    factor: pd.Series[float] = made["factor"]
    return factor


def to_qlib(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Features as qlib's ``D.features`` gives them.

    Parameters
    ----------
    frames
        A frame, dates × tickers, for each name.

    Returns
    -------
    pandas.DataFrame
        On (instrument, datetime), a column a name; instruments are written ``SH600570``.  Rows in which
        nothing is known are left out.  A ``StaticDataLoader`` takes it as ``.swaplevel().sort_index()``.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.DatetimeIndex(["2024-09-02", "2024-09-03"])
    >>> to_qlib({"pe": pd.DataFrame({"600570.SH": [None, 15.2]}, index=days)}).reset_index()
      instrument   datetime    pe
    0   SH600570 2024-09-03  15.2
    """
    import numpy as np
    import pandas as pd

    parts = {name: _cells(frame, "qlib") for name, frame in _named(frames).items()}
    dates = pd.DatetimeIndex(sorted({day for days, _, _ in parts.values() for day in days}))
    names = pd.Index(sorted({code for _, codes, _ in parts.values() for code in codes}), dtype=object)
    columns: dict[str, Floats] = {}
    for name, (days, codes, cells) in parts.items():
        whole = np.full((len(names), len(dates)), np.nan)
        whole[np.ix_(names.get_indexer(codes), dates.get_indexer(days))] = cells.T
        columns[name] = whole
    return _stacked(names, dates, columns, ["instrument", "datetime"])


def write_qlib(frames: Mapping[str, pd.DataFrame], folder: str | os.PathLike[str]) -> None:
    """Write features as a data folder of qlib's: ``qlib.init(provider_uri=folder)`` then has ``$pe``.

    It holds ``calendars/day.txt``, ``instruments/all.txt`` (code, first and last day with a figure) and
    ``features/sh600570/pe.day.bin``, as qlib's own ``dump_bin`` writes them; qlib keeps 32 bits of a number.

    Raises
    ------
    InvalidValueError
        The folder is there and not empty, or a name is none that an expression of qlib's can call.
    """
    import numpy as np

    root = Path(folder)
    if root.exists() and any(root.iterdir()):
        raise InvalidValueError(f"{root} is there, and not empty")
    bad = [name for name in frames if not re.fullmatch(r"[a-z][a-z0-9_]*", name)]
    if bad:
        raise InvalidValueError(f"qlib cannot call a feature {bad[0]!r}: small letters, digits and _")
    features = to_qlib(frames)
    days = features.index.unique("datetime").sort_values()
    for part in ("calendars", "instruments", "features"):
        (root / part).mkdir(parents=True, exist_ok=True)
    _write_lines(root / "calendars" / "day.txt", [f"{day:%Y-%m-%d}" for day in days])
    spans = []
    for code, rows in features.groupby(level="instrument"):
        at = days.get_indexer(rows.index.get_level_values("datetime"))
        spans.append(f"{code}\t{days[at[0]]:%Y-%m-%d}\t{days[at[-1]]:%Y-%m-%d}")
        own = root / "features" / str(code).lower()
        own.mkdir()
        for name in features.columns:
            whole = np.full(at[-1] - at[0] + 1, np.nan, "<f4")
            whole[at - at[0]] = rows[name].to_numpy()
            # the place of the first day in the calendar goes first
            np.concatenate([np.array([at[0]], "<f4"), whole]).tofile(own / f"{name}.day.bin")
    _write_lines(root / "instruments" / "all.txt", spans)


def to_bt(frame: pd.DataFrame) -> pd.DataFrame:
    """What ``bt.algos.SelectWhere`` takes of conditions, and ``bt.algos.WeighTarget`` of weights.

    Parameters
    ----------
    frame
        Dates × tickers.  Conditions: what is not known is not selected.  Weights: bt rebalances on the dates
        that are there, so that one without any weight is left out; a missing weight beside others is none.

    Returns
    -------
    pandas.DataFrame
        Of bool or float64, dates × tickers.

    Raises
    ------
    InvalidValueError
        A weight is infinite, or the frame is no dates × tickers.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.DatetimeIndex(["2024-09-02", "2024-09-03"])
    >>> to_bt(pd.DataFrame({"600570.SH": [None, 0.5], "000858.SZ": [None, 0.5]}, index=days))
                000858.SZ  600570.SH
    2024-09-03        0.5        0.5
    """
    import numpy as np
    import pandas as pd

    conditions = _of_conditions(frame)
    dates, names, cells = _cells(frame, keep_infinite=True)
    made = pd.DataFrame(cells, index=dates, columns=names)
    if conditions:
        selected: pd.DataFrame = made == 1.0
        return selected
    if np.isinf(cells).any():
        raise InvalidValueError("a weight is infinite")
    weights: pd.DataFrame = made.dropna(how="all")
    return weights


def _cells(
    frame: Any, habit: str | None = None, keep_infinite: bool = False
) -> tuple[pd.DatetimeIndex, pd.Index[str], Floats]:
    """Dates, sorted names and float64 cells of a frame; NaN where a cell is no number."""
    import numpy as np
    import pandas as pd

    if not isinstance(frame, pd.DataFrame) or not isinstance(frame.index, pd.DatetimeIndex):
        raise InvalidValueError("a frame has dates as its index and tickers as its columns")
    dates = frame.index
    if dates.tz is not None or dates.hasnans or not dates.is_unique:
        raise InvalidValueError("dates are days without a time zone, each once")
    texts = [str(c) if habit is None else in_habit(str(c), habit) for c in frame.columns]
    names: pd.Index[str] = pd.Index(texts, dtype=object)
    if not names.is_unique:
        raise InvalidValueError(f"two columns are {names[names.duplicated()][0]}")
    try:
        cells = frame.to_numpy("float64", na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"a frame holds numbers or conditions: {error}") from None
    if not keep_infinite:
        cells = np.where(np.isfinite(cells), cells, np.nan)
    across, down = np.argsort(names), np.argsort(dates.to_numpy(), kind="stable")
    return dates[down], names[across], cells[np.ix_(down, across)]


def _stacked(outer: Any, inner: Any, columns: Mapping[str, Floats], names: list[str]) -> pd.DataFrame:
    """Cells of which any is known as rows; the index holds no level that no row has."""
    import numpy as np
    import pandas as pd

    known = np.any([~np.isnan(cells) for cells in columns.values()], axis=0)
    codes: Any = np.nonzero(known)
    index = pd.MultiIndex(levels=[outer, inner], codes=list(codes), names=names).remove_unused_levels()
    made: pd.DataFrame = pd.DataFrame({n: c[known] for n, c in columns.items()}, index=index)
    return made


def _of_conditions(frame: Any) -> bool:
    """Whether all that a frame holds is true, false or missing."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame) or not frame.shape[1]:
        return False
    return all(
        pd.api.types.is_bool_dtype(column) or pd.api.types.infer_dtype(column, skipna=True) == "boolean"
        for _, column in frame.items()
    )


def _named(frames: Any) -> Mapping[str, Any]:
    if not isinstance(frames, Mapping) or not frames or not all(isinstance(n, str) for n in frames):
        raise InvalidValueError("features come as a mapping of names to frames")
    return frames


def _write_lines(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
