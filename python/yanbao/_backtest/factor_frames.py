"""Frames of dates × tickers that a study is given, as arrays on the dates and tickers of its factor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from yanbao._ticker import ticker as canonical
from yanbao.errors import InvalidValueError, YanbaoError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Floats = npt.NDArray[np.float64]
    Ints = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]


class Labelled(NamedTuple):
    """Codes of groups, -1 where a cell has none, and the names they stand for."""

    codes: Ints
    names: list[str]


class Spread(NamedTuple):
    """Something by date and ticker, and how many of the factor's dates took an earlier row."""

    cells: Any
    carried: int


def sides(frame: Any, what: str) -> tuple[pd.DatetimeIndex, pd.Index[str]]:
    """The dates and tickers of a frame, checked."""
    import pandas as pd

    if not isinstance(frame, pd.DataFrame) or not isinstance(frame.index, pd.DatetimeIndex):
        raise InvalidValueError(f"{what} is a frame of dates × tickers, not {_kind(frame)}")
    dates = frame.index
    if dates.tz is not None or dates.hasnans or not dates.is_unique or (dates != dates.normalize()).any():
        raise InvalidValueError(f"dates of {what} are days without an hour or a time zone, each once")
    return dates, tickers_of(frame.columns, what)


def tickers_of(names: Any, what: str) -> pd.Index[str]:
    """Tickers as yanbao prints them, each once."""
    import pandas as pd

    try:
        made: pd.Index[str] = pd.Index([canonical(str(name)) for name in names], dtype=object, name="ticker")
    except YanbaoError as error:
        raise InvalidValueError(f"a ticker of {what} is none: {error}") from None
    if not made.is_unique:
        raise InvalidValueError(f"two columns of {what} are {made[made.duplicated()][0]}")
    return made


def numbers(frame: pd.DataFrame, what: str) -> Floats:
    """Cells as float64, NaN where there is none."""
    import numpy as np

    try:
        made: Floats = frame.to_numpy("float64", na_value=np.nan)
    except (ValueError, TypeError) as error:
        raise InvalidValueError(f"{what} holds numbers: {error}") from None
    return made


def placed(frame: Any, dates: pd.DatetimeIndex, tickers: pd.Index[str], what: str) -> Spread:
    """Numbers of a frame: on each date its newest row that is not later, NaN for a ticker it has not."""
    import numpy as np

    row, column, carried = _places(frame, dates, tickers, what)
    cells = numbers(frame, what)
    out = np.full((len(dates), len(tickers)), np.nan)
    out[np.ix_(row >= 0, column >= 0)] = cells[np.ix_(row[row >= 0], column[column >= 0])]
    return Spread(out, carried)


def mask(frame: Any, dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> Spread:
    """A universe: true where the frame says so, false where it says nothing."""
    import numpy as np

    found = placed(frame, dates, tickers, "universe")
    if not np.isin(found.cells[~np.isnan(found.cells)], (0.0, 1.0)).all():
        raise InvalidValueError("a universe holds true and false, and no other numbers")
    return Spread(found.cells == 1.0, found.carried)


def labels(groups: Any, dates: pd.DatetimeIndex, tickers: pd.Index[str]) -> tuple[Labelled, int, bool]:
    """Groups of a frame, or of a Series by ticker (then True at the end: they know no date)."""
    import numpy as np
    import pandas as pd

    if isinstance(groups, pd.Series):
        names = tickers_of(groups.index, "groups")
        codes, unique = pd.factorize(groups, sort=False)
        column = names.get_indexer(tickers)
        line = np.where(column >= 0, codes[column] if len(codes) else -1, -1).astype(np.int32)
        return _ordered(np.tile(line, (len(dates), 1)), unique), 0, True
    row, column, carried = _places(groups, dates, tickers, "groups")
    flat, unique = pd.factorize(groups.to_numpy(dtype=object).ravel(), sort=False)
    cells = flat.reshape(groups.shape)
    out = np.full((len(dates), len(tickers)), -1, np.int32)
    out[np.ix_(row >= 0, column >= 0)] = cells[np.ix_(row[row >= 0], column[column >= 0])]
    return _ordered(out, unique), carried, False


def _ordered(codes: Ints, unique: Any) -> Labelled:
    """Codes in the order of the names, so that no date decides on them; names that no cell has are gone."""
    import numpy as np

    texts = np.array([str(u) for u in unique], dtype=object)
    used = np.unique(codes[codes >= 0])
    names = sorted(set(texts[used]))
    place = {name: i for i, name in enumerate(names)}
    lookup = np.array([*(place.get(text, -1) for text in texts), -1], np.int32)
    return Labelled(np.ascontiguousarray(lookup[codes]), names)


def _places(
    frame: Any, dates: pd.DatetimeIndex, tickers: pd.Index[str], what: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    import numpy as np

    own, names = sides(frame, what)
    order = np.argsort(own.to_numpy(), kind="stable")
    days = own.to_numpy().astype("datetime64[ns]")[order]
    wanted = dates.to_numpy().astype("datetime64[ns]")
    at = np.searchsorted(days, wanted, side="right") - 1
    row = np.where(at >= 0, order[at] if len(order) else -1, -1)
    carried = int((days[at[at >= 0]] != wanted[at >= 0]).sum())
    column = names.get_indexer(tickers).astype("int64")
    return row.astype("int64"), column, carried


def _kind(value: object) -> str:
    return "a frame without dates" if hasattr(value, "columns") else type(value).__name__
