"""Figures of a panel by label: consensus of what is to come, actuals of what is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao import _core, _fx_reasons
from yanbao._metric_names import Year, check_year
from yanbao._moved_money import moved_of
from yanbao._panel_rows import Cells, Level, check_metric, count
from yanbao.errors import UnknownNameError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    from yanbao._panel_rows import Rows
    from yanbao._panel_years import Years

    Ints = npt.NDArray[np.int32]
    Codes = npt.NDArray[np.uint8]

BASES = ("actual", "any")
# why a cell is empty: what a report can say, and what only a panel can
REASONS = {
    **{name: name for name in _core.reasons()},
    "no_estimate": "nobody has estimated that year by then",
    "window": "the last estimate is older than the window",
    "too_few_brokers": "fewer brokers than min_brokers have one",
    "share_base": "the shares have split since, in a ratio that the prices do not tell",
    "no_actual": "no actual is known by then",
    "stale_estimate": "a value: an estimate of a year that is over stands in for its actual",
    "no_year": "the label means no year there: no actual has been disclosed",
    "no_price": "no price before that session",
    **{name: what for name, what in _fx_reasons.REASONS.items() if name != "ok"},
    "no_rating": "no broker's rating is live",
    "no_concepts": "no list of the concept is known by then",
    "no_group": "it is in no industry that is known by then",
    "undefined": "arithmetic of the expression has no value",
}
CODES = {name: code for code, name in enumerate(REASONS)}
_QUALITY_DAYS = ((90, 5), (120, 1))  # strict, loose: within so many days, from so many brokers


class Levels:
    """Consensus and actuals of every metric, each made once."""

    def __init__(
        self, used: pd.DataFrame, actuals: list[pd.DataFrame], cells: Cells, years: Years, **settings: Any
    ) -> None:
        self.used, self.actuals, self.cells, self.years = used, actuals, cells, years
        self.window = count(settings["window"], "window")
        self.min_brokers = count(settings["min_brokers"], "min_brokers")
        self.base = settings["base"]
        if self.base not in BASES:
            raise UnknownNameError(f"base cannot be {self.base!r}: {', '.join(BASES)}")
        self._made: dict[Any, Any] = {}

    def once(self, key: Any, make: Any) -> Any:
        """What `make` gives, kept under `key`."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def rows(self, metric: str, window: int | None, **how: bool) -> Rows:
        """Used rows of a metric, made once for each window."""
        key = ("rows", metric, window, *sorted(how.items()))
        made: Rows = self.once(key, lambda: self.cells.rows(self.used, metric, window, **how))
        return made

    def consensus(
        self, metric: str, wanted: Ints, window: int | None = None, min_brokers: int | None = None
    ) -> dict[str, Any]:
        """Statistics of live estimates of the years wanted."""
        check_metric(self.used, metric)
        rows = self.rows(metric, window or self.window)
        return self.cells.consensus(rows, metric, wanted, min_brokers or self.min_brokers)

    def moved(
        self, metric: str, wanted: Ints, sessions: int, window: int | None = None, how: str = "matched"
    ) -> tuple[Any, Any]:
        """Change of the consensus against so many sessions before, and breadth."""
        import numpy as np

        check_metric(self.used, metric)
        n = len(self.cells.sessions)
        back = np.arange(n, dtype=np.int32) - np.int32(count(sessions, "sessions"))
        rows = self.rows(metric, window or self.window)
        made = _core.revision(
            **rows._asdict(), **self.cells.sized(wanted), then=back, how=how, min_brokers=self.min_brokers
        )
        for column, change, breadth in moved_of(
            self.cells, self.used, metric, window or self.window, wanted, back, how, self.min_brokers
        ):
            made[0][:, column], made[1][:, column] = change, breadth
        if n and self.cells.per_share(metric):
            kinds = self.cells.kinds()
            for array in made:
                array[kinds != kinds[np.maximum(back, 0)]] = np.nan
        return made

    def quality(self, metric: str, wanted: Ints, found: Any) -> Codes:
        """Code of each cell as GoGoal has it: 0 actual, 1 strict, 2 loose, 3 carried forward, 4 none."""
        import numpy as np

        out = np.where(found["count"] > 0, 3, 4).astype(np.uint8)
        for code, (days, brokers) in ((2, _QUALITY_DAYS[1]), (1, _QUALITY_DAYS[0])):
            rows = self.rows(metric, days)
            live = self.cells.consensus(rows, metric, wanted)["count"]
            out[(live >= brokers) & (out < 4)] = code
        for frame in self.actuals:
            rows = self.cells.rows(frame, metric, None)
            out[self.cells.consensus(rows, metric, wanted)["count"] > 0] = 0
        return out

    def level(self, metric: str, year: Year) -> Level:
        """The figure of a label: consensus of years to come, actuals of years that have one."""
        asked = check_year(year)
        made: Level = self.once((metric, asked), lambda: self._level(metric, asked))
        return made

    def before(self, metric: str, year: Year) -> Level:
        """The figure of the year before the one that a label means."""
        asked = check_year(year)
        made: Level = self.once(
            (metric, asked, "before"), lambda: self._of_years(metric, _earlier(self.years.wanted(asked)))
        )
        return made

    def _level(self, metric: str, asked: Year) -> Level:
        return self._forward(metric) if asked == "ftm" else self._of_years(metric, self.years.wanted(asked))

    def _of_years(self, metric: str, wanted: Ints) -> Level:
        import numpy as np

        latest = self.years.latest()
        wide = wanted[:, None] if wanted.ndim == 1 else wanted
        over = np.broadcast_to(wide <= latest, self.cells.shape)
        parts = []
        if not over.all():
            parts.append((~over, self._expected(metric, wanted)))
        if over.any() or not parts:
            actual = self._actual(metric, wanted)
            if self.base == "any":
                actual = _first_of(actual, self._expected(metric, wanted))
            parts.append((over, actual))
        return parts[0][1] if len(parts) == 1 else _chosen(over, parts[1][1], parts[0][1])

    def _expected(self, metric: str, wanted: Ints) -> Level:
        import numpy as np

        found = self.consensus(metric, wanted)

        def why() -> Codes:
            count = {
                name: self.cells.consensus(self.rows(metric, window, **how), metric, wanted)["count"]
                for name, window, how in (
                    ("ever", None, {"end_with_base": False, "convert": False}),
                    ("live", self.window, {"end_with_base": False}),
                    ("said", self.window, {"convert": False}),
                )
            }
            no_year = (wanted[:, None] if wanted.ndim == 1 else wanted) <= 0
            few, other = found["count"] > 0, count["said"] > found["count"]
            asked = {
                "ok": ~np.isnan(found["mean"]),
                "no_year": np.broadcast_to(no_year, few.shape),
                "no_estimate": count["ever"] == 0,
                "too_few_brokers": few,
                "no_fx": other,
                "share_base": count["live"] > found["count"],
            }
            codes = np.select([*asked.values()], [CODES[name] for name in asked], CODES["window"])
            return codes.astype(np.uint8)

        return Level(found["mean"], why)

    def _actual(self, metric: str, wanted: Ints) -> Level:
        import numpy as np

        value = np.full(self.cells.shape, np.nan)
        for frame in self.actuals:  # what the user gives comes before what reports print
            rows = self.cells.rows(frame, metric, None)
            found = self.cells.consensus(rows, metric, wanted)["mean"]
            value = np.where(np.isnan(value), found, value)
        none = (wanted[:, None] if wanted.ndim == 1 else wanted) <= 0
        missing = np.where(none, CODES["no_year"], CODES["no_actual"])
        return Level(value, lambda: np.where(np.isnan(value), missing, 0).astype(np.uint8))

    def _forward(self, metric: str) -> Level:
        import numpy as np

        first, weight = self.years.ahead()
        now, then = self._expected(metric, first), self._expected(metric, first + np.int32(1))
        value = weight * now.value + (1 - weight) * then.value
        return Level(value, lambda: np.where(now.reason != 0, now.reason, then.reason).astype(np.uint8))


def _earlier(wanted: Ints) -> Ints:
    import numpy as np

    return np.where(wanted > 0, wanted - 1, 0).astype(np.int32)


def _first_of(one: Level, other: Level) -> Level:
    import numpy as np

    use = ~np.isnan(one.value)
    value = np.where(use, one.value, other.value)
    stale = CODES["stale_estimate"]
    why = lambda: np.where(use, 0, np.where(np.isnan(value), one.reason, stale)).astype(np.uint8)  # noqa: E731
    return Level(value, why)


def _chosen(use: Any, one: Level, other: Level) -> Level:
    import numpy as np

    return Level(
        np.where(use, one.value, other.value),
        lambda: np.where(use, one.reason, other.reason).astype(np.uint8),
    )
