"""Estimates of houses that merge, as a panel's rows: from that day on the newest of them counts alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao._houses import Houses, houses_of

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Spans = list[tuple[int, str]]  # from which session on a broker is of a house, the first from ever


def split_at_mergers(
    rows: pd.DataFrame, sessions: Any, *, first: int = 0, houses: Houses | None = None
) -> pd.DataFrame:
    """Rows of a panel by house: one that is live when its house merges becomes two.

    A row of a house that merges lives as the old house's until the session before the day, and as the new
    one's from then on.  Rows that the new house has already are cut on that session too, and the result is
    in the order in which the estimates were known: of rows that begin on one session the last one counts, so
    that the newest of what the merged houses expect is the one of the new house.  No cell of an earlier
    session changes.

    Parameters
    ----------
    rows
        Columns ``broker``, ``session`` (on which the row is known) and ``last`` (on which it is live last),
        both numbers of sessions; of one session, the later row counts.  Other columns stay.
    sessions
        Days of the calendar, in order.
    first
        The place among them of session 0; a row's session may be negative.
    houses
        Who is of which house; by the package's lexicon unless given.

    Returns
    -------
    pandas.DataFrame
        With ``house`` and ``input_row``, the place of the row that was given.

    Examples
    --------
    >>> import numpy as np
    >>> import pandas as pd
    >>> from yanbao._mergers import split_at_mergers
    >>> rows = pd.DataFrame({"broker": ["国泰君安", "海通证券"], "session": [0, 1], "last": [9, 9]})
    >>> days = np.array(["2025-04-09", "2025-04-10", "2025-04-11", "2025-04-14"], "datetime64[ns]")
    >>> split_at_mergers(rows, days)[["house", "session", "last", "input_row"]]
        house  session  last  input_row
    0  国泰君安证券        0     1          0
    1  国泰海通证券        2     9          0
    2    海通证券        1     1          1
    3  国泰海通证券        2     9          1
    """
    import numpy as np
    import pandas as pd

    known = houses_of(None) if houses is None else houses
    codes, brokers = pd.factorize(rows["broker"])
    spans = [spans_of(known, broker, np.asarray(sessions, "datetime64[ns]"), first) for broker in brokers]
    cuts = _cuts(spans)
    whole: pd.DataFrame = rows.assign(input_row=np.arange(len(rows)))
    whole["house"] = np.array([span[0][1] for span in spans], dtype=object)[codes] if len(rows) else None
    pieces = [whole[np.isin(codes, [code for code, cut in enumerate(cuts) if not cut])]]
    for code, cut in enumerate(cuts):
        mine = whole[codes == code] if cut else None
        if mine is not None:
            pieces += _pieces(mine, spans[code], cut)
    if len(pieces) == 1:
        return whole
    joined = pd.concat(pieces)
    begins = rows["session"].to_numpy()[joined["input_row"].to_numpy()]
    order = np.lexsort((joined["session"].to_numpy(), joined["input_row"].to_numpy(), begins))
    done: pd.DataFrame = joined.iloc[order].reset_index(drop=True)
    return done


def spans_of(houses: Houses, broker: str, days: npt.NDArray[np.datetime64], first: int = 0) -> Spans:
    """Of which houses a broker is, each from a session on, which counts from `first` of the days."""
    spans = [(-(2**31), houses.name(broker))]
    for since, into in houses.becomes(broker):
        at = int(days.searchsorted(since.astype("datetime64[ns]")))
        if at == len(days):  # beyond the calendar
            break
        spans.append((-(2**31) if at == 0 else at - first, into))
    return [span for i, span in enumerate(spans) if i + 1 == len(spans) or spans[i + 1][0] > span[0]]


def _cuts(spans: list[Spans]) -> list[list[int]]:
    """Of each broker the sessions on which its house takes another in, or is taken in."""
    merged = {(at, house) for span in spans for at, house in span[1:]}
    cuts: list[list[int]] = []
    for span in spans:
        ends = [*(at for at, _ in span[1:]), 2**31]
        cuts.append(
            sorted(
                at
                for at, house in merged
                if any(
                    begin <= at < end and mine == house for (begin, mine), end in zip(span, ends, strict=True)
                )
            )
        )
    return cuts


def _pieces(rows: pd.DataFrame, spans: Spans, cuts: list[int]) -> list[pd.DataFrame]:
    """The rows of one broker between its cuts, those parts that are alive."""
    import numpy as np

    pieces = []
    for begin, end in zip([-(2**31), *cuts], [*cuts, 2**31], strict=True):
        house = next(name for at, name in reversed(spans) if at <= begin)
        session, last = rows["session"].to_numpy(), rows["last"].to_numpy()
        piece = rows.assign(
            house=house,
            session=np.maximum(session, begin).astype(session.dtype),
            last=np.minimum(last, end - 1).astype(last.dtype),
        )
        pieces.append(piece[piece["session"] <= piece["last"]])
    return pieces
