"""What two corpora say of the same figures: which agree, which differ, which one side has alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yanbao._differences import compared, of_one_side
from yanbao._own_figures import cells, reasons
from yanbao._pairs import Figures, meet, paired

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._houses import Houses

    Ints = npt.NDArray[np.int64]

_KEY = ["house", "ticker", "metric", "fiscal_year"]
_STATUSES = ("agree", "differ", "only_here", "only_there")
_OF_BOTH = ("ticker", "name", "metric", "fiscal_year", "unit")
_HERE = ("half_unit", "currency", "published", "report", "report_id", "src_page", "src_line", "row")
_THERE = ("half_unit", "currency", "published", "report", "report_id", "row")


def reconciled(here: pd.DataFrame, there: pd.DataFrame, houses: Houses, days: int) -> pd.DataFrame:
    """Two tables `estimates`, cell by cell; `attrs` counts every row of both."""
    import numpy as np
    import pandas as pd

    (ours, all_ours, why_here), (theirs, _, why_there) = (_one_a_cell(f, houses) for f in (here, there))
    both = pd.concat([ours[_KEY], theirs[_KEY]], ignore_index=True)
    number = both.groupby(_KEY, sort=False).ngroup().to_numpy("int64")
    pair = paired(_figures(ours, number[: len(ours)]), _figures(theirs, number[len(ours) :]), days)
    ours = _with_those_that_meet(ours, all_ours, theirs, pair)
    late = np.setdiff1d(np.arange(len(theirs)), pair)
    left = np.r_[np.arange(len(ours)), np.full(len(late), -1)]
    mine, others = ours.reindex(left), theirs.reindex(np.r_[pair, late])
    status, guess = (np.full(len(left), None, dtype=object) for _ in range(2))
    ratio = np.full(len(left), np.nan)
    at = np.flatnonzero(pair >= 0)
    sides = mine.iloc[at], others.iloc[at]
    status[at], guess[at], ratio[at] = compared(*sides, ours)
    for side, rows, beside in (("only_here", np.flatnonzero(pair < 0), theirs), ("only_there", late, ours)):
        at = rows if side == "only_here" else np.arange(len(ours), len(left))
        status[at] = side
        guess[at] = of_one_side((ours if side == "only_here" else theirs).iloc[rows], beside, days)
    frame: pd.DataFrame = pd.DataFrame({"status": status, "guess": guess, "ratio": ratio})
    first = pd.concat([ours, theirs.iloc[late]], ignore_index=True)
    frame["broker"] = first["house"]
    for column in _OF_BOTH:
        frame[column] = first[column]
    frame["here"] = mine["value"].to_numpy()
    for column in _HERE:
        frame[column] = mine[column].array
    frame["there"] = others["value"].to_numpy()
    for column in _THERE:
        frame[f"{column}_there"] = others[column].array
    counts = frame["status"].value_counts()
    frame.attrs["status"] = {status: int(counts.get(status, 0)) for status in _STATUSES}
    frame.attrs["here"] = {"rows": len(here), "in_result": len(ours), **why_here}
    frame.attrs["there"] = {"rows": len(there), "in_result": len(theirs), **why_there}
    return frame


def _one_a_cell(estimates: pd.DataFrame, houses: Houses) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, int]]:
    """The row that stands for each cell; all own figures; how many of the others there are by reason."""
    import numpy as np
    import pandas as pd

    rows = pd.DataFrame(estimates).assign(row=pd.array(np.arange(len(estimates)), "Int64"))
    why = reasons(rows)
    own = rows[pd.isna(why)].copy()
    own["cell"], stands, own["contradicts"] = cells(own)
    own["house"] = houses.at(own["broker"], own["published"].to_numpy())
    counts = pd.Series(why[~pd.isna(why)]).value_counts(sort=False)
    told = {str(reason): int(count) for reason, count in counts.items()}
    repeated = int((~stands).sum())
    return own[stands].reset_index(drop=True), own, told | ({"repeated": repeated} if repeated else {})


def _figures(rows: pd.DataFrame, key: Ints) -> Figures:
    day = rows["published"].to_numpy().astype("datetime64[D]").astype("int64")
    return Figures(key, day, rows["value"].to_numpy("float64"), rows["half_unit"].fillna(0.0).to_numpy())


def _with_those_that_meet(
    ours: pd.DataFrame, all_ours: pd.DataFrame, theirs: pd.DataFrame, pair: Ints
) -> pd.DataFrame:
    """A report that prints several figures for a cell says what the other says where one of them is that."""
    import numpy as np
    import pandas as pd

    doubted = ours.index[(pair >= 0) & ours["contradicts"].to_numpy()]
    if not len(doubted):
        return ours
    at = (
        pd.Series(doubted, index=ours["cell"].to_numpy()[doubted])
        .reindex(all_ours["cell"])
        .to_numpy("float64")
    )
    several, place = all_ours[~np.isnan(at)], at[~np.isnan(at)].astype("int64")
    b = theirs.iloc[pair[place]]
    values = [side[c].fillna(0.0).to_numpy() for side in (several, b) for c in ("value", "half_unit")]
    taken = several.assign(place=place)[meet(*values)].drop_duplicates("place").set_index("place")
    kept = ours.drop(index=taken.index)
    made: pd.DataFrame = pd.concat([kept, taken]).sort_index()
    return made
