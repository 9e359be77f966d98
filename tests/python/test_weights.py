"""Weights of what passes a screen, as a user asks for them."""

from __future__ import annotations

import math
import threading
from typing import Any

import numpy as np
import pandas as pd
import pytest
import yanbao as yb
from sold import BROKERS, sold

Wrong, Unknown = yb.errors.InvalidValueError, yb.errors.UnknownNameError
CODES = ["000858.SZ", "300750.SZ", "600519.SH", "600570.SH", "601318.SH"]
SAID = [(code, BROKERS[0], "2024-03-01", 2023, 1.0 + i) for i, code in enumerate(CODES)]
EPS = yb.f.eps("fy1")
ALL = EPS > 0


def panel(end: str = "2024-04-12", *, cap: dict[str, float] | None = None, **more: Any) -> yb.Panel:
    """Five stocks, EPS of 1 to 5 in the order of their tickers, known from 2024-03-04 on."""
    px = None
    if cap is not None:
        days = pd.bdate_range("2024-03-01", "2024-03-29")
        frames = [
            pd.DataFrame({"date": days, "ticker": t, "close": 10.0, "market_cap": c}) for t, c in cap.items()
        ]
        px = yb.Prices.from_frame(pd.concat(frames), adjusted="raw", volume_unit="share")
    rows = [*SAID, *more.pop("rows", [])]
    return sold(rows, **more.pop("columns", {})).panel(start="2024-03-04", end=end, prices=px, **more)


P = panel()


def held(frame: pd.DataFrame, row: int = 0) -> dict[str, float]:
    weights = frame.iloc[row]
    return {str(t): round(float(w), 12) for t, w in weights[weights != 0].items()}


def codes(frame: pd.DataFrame) -> dict[str, int]:
    return {finding["code"]: finding["count"] for finding in frame.attrs["findings"]}


def test_the_best_by_rank() -> None:
    w = P.weights(ALL, top=2, rank_by=EPS)
    assert w.index.name == "date"
    assert w.columns.name == "ticker"
    assert (w.dtypes == "float64").all()
    assert held(w, -1) == {"600570.SH": 0.5, "601318.SH": 0.5}
    assert held(P.weights(ALL, top=2, rank_by=-EPS), -1) == {"000858.SZ": 0.5, "300750.SZ": 0.5}
    assert w.attrs["made_by"] == "panel.weights"
    assert "passes" in w.attrs["explain"]


def test_equals_go_by_ticker() -> None:
    assert list(held(P.weights(ALL, top=2, rank_by=EPS * 0))) == CODES[:2]
    both = held(P.weights(ALL, rank_by=EPS * 0, long_short=(1, 1)))
    assert both == {CODES[0]: 1.0, CODES[4]: -1.0}


def test_a_part_is_not_a_count() -> None:
    assert len(held(P.weights(ALL, top=1, rank_by=EPS))) == 1
    assert len(held(P.weights(ALL, top=1.0, rank_by=EPS))) == 5
    assert len(held(P.weights(ALL, top=0.5, rank_by=EPS))) == 2
    assert len(held(P.weights(ALL, top=0.01, rank_by=EPS))) == 1
    assert len(held(P.weights(ALL))) == 5


def test_who_has_no_rank_is_left_out_and_counted() -> None:
    w = P.weights(ALL, "M", rank_by=EPS / (EPS - 1), top=9)  # the first has none: 1 / 0
    assert CODES[0] not in held(w)
    assert w.attrs["unranked"] == len(w) == codes(w)["rank_missing"] == codes(w)["fewer_than_asked"]


def test_nobody_passes_is_cash_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    w = P.weights(EPS > 3, "D")
    assert np.allclose(w.sum(axis=1), 1)
    assert "findings" in w.attrs
    none = P.weights(EPS > 99, "D")
    assert (none == 0).all(axis=None)
    assert len(none) == len(P.sessions) == none.attrs["cash_sessions"]
    assert codes(none) == {"rebalance_cash": len(none)}
    assert capsys.readouterr().out == ""


def test_what_is_unknown_is_not_selected() -> None:
    late = panel(rows=[("002230.SZ", BROKERS[0], "2024-03-20", 2023, 9.0)])
    w = late.weights(~(EPS < 3), "D")["002230.SZ"]
    assert w[:"2024-03-20"].eq(0).all()  # type: ignore[misc]
    assert w["2024-03-21":].gt(0).all()  # type: ignore[misc]


def test_by_market_value_known_before() -> None:
    caps = dict(zip(CODES, [1e9, 2e9, 3e9, 4e9], strict=False))
    w = panel(cap=caps).weights(ALL, "W-FRI", weight="cap")
    assert held(w) == pytest.approx({c: v / 10e9 for c, v in caps.items()})
    assert w.attrs["unweighted"] == len(w)  # one has no market value
    assert held(panel(cap=caps).weights(ALL, rank_by=EPS, top=2, weight="cap")) == pytest.approx(
        {CODES[2]: 3 / 7, CODES[3]: 4 / 7}  # the best one cannot be held: the next one is
    )
    with pytest.raises(Unknown, match="market_cap"):
        P.weights(ALL, weight="cap")


def test_market_values_in_several_currencies() -> None:
    rows = [("0700.HK", BROKERS[0], "2024-03-01", 2023, 20.0)]
    both = {"rows": rows, "cap": {CODES[0]: 1e9, "0700.HK": 2e9}, "columns": {"currency": "CNY"}}
    with pytest.raises(yb.errors.MixedCurrenciesError, match="HKD"):
        panel(**both).weights(ALL, weight="cap")
    fx = pd.DataFrame({"date": pd.bdate_range("2024-03-01", "2024-04-12"), "pair": "HKD/CNY", "rate": 0.5})
    w = panel(**both, fx=fx).weights(ALL, weight="cap")
    assert held(w) == pytest.approx({CODES[0]: 0.5, "0700.HK": 0.5})


def test_the_largest_weight() -> None:
    own = pd.DataFrame([[8.0, 1.0, 1.0, 0.0, np.nan]] * len(P.sessions), index=P.sessions, columns=CODES)
    assert held(P.weights(ALL, weight=own)) == {CODES[0]: 0.8, CODES[1]: 0.1, CODES[2]: 0.1}
    assert held(P.weights(ALL, weight=own, max_weight=0.4)) == {CODES[0]: 0.4, CODES[1]: 0.3, CODES[2]: 0.3}
    few = P.weights(ALL, weight=own, max_weight=0.25)
    assert few.sum(axis=1).tolist() == [0.75] * len(few)
    assert codes(few) == {"max_weight_idle": len(few), "weight_missing": 2 * len(few)}


def test_long_and_short() -> None:
    w = P.weights(ALL, rank_by=EPS, long_short=(2, 1))
    assert held(w) == {CODES[0]: -1.0, CODES[3]: 0.5, CODES[4]: 0.5}
    assert held(P.weights(EPS > 3, rank_by=EPS, long_short=(4, 4))) == {CODES[3]: -1.0, CODES[4]: 1.0}
    one = P.weights(EPS > 4, rank_by=EPS, long_short=(4, 4))
    assert held(one) == {}
    assert codes(one) == {"rebalance_cash": len(one), "one_sided": len(one)}


def test_by_role() -> None:
    text = "青石证券研究所\n\n计算机行业周报\n\n2024年10月18日\n\n"
    text += "信创：重点推荐恒生电子，受益标的包括用友网络。\n"
    themes = yb.read_many([text], progress=False).panel(start="2024-10-21", end="2024-11-01")
    w = themes.weights(yb.f.theme("信创"), weight="role")
    assert held(w) == pytest.approx({"600570.SH": 5 / 7, "600588.SH": 2 / 7})
    strong = yb.f.theme("信创", min_role="pick") | yb.f.theme("信创")
    assert held(themes.weights(strong, weight="role")) == held(w)
    with pytest.raises(Wrong, match="theme"):
        P.weights(ALL, weight="role")


def test_a_frame_of_conditions() -> None:
    flags = P.screen(EPS > 3)
    pd.testing.assert_frame_equal(P.weights(flags), P.weights(EPS > 3))
    foreign = flags.rename(columns={CODES[0]: "AAPL.O"})
    foreign["AAPL.O"] = True
    assert held(P.weights(foreign))["AAPL.O"] == pytest.approx(1 / 3)
    assert P.weights(foreign, top=3, rank_by=EPS).attrs["unranked"] == 6
    part = P.weights(flags.loc["2024-03-18":"2024-03-29"])  # type: ignore[misc]
    assert part.index.strftime("%m-%d").tolist() == ["03-22", "03-29"]
    assert codes(part)["outside_frame"] == 4
    gone = flags.astype(object)
    gone.iloc[:, 4] = None
    assert held(P.weights(gone)) == {CODES[3]: 1.0}
    for bad in (flags.astype(float), flags.drop(flags.index[4]), flags.shift(1, freq="100D"), "x", EPS):
        with pytest.raises(Wrong):
            P.weights(bad)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "asked",
    [
        {"top": 0, "rank_by": EPS},
        {"top": True, "rank_by": EPS},
        {"top": 1.5, "rank_by": EPS},
        {"top": math.nan, "rank_by": EPS},
        {"top": 5},
        {"long_short": (1, 1)},
        {"long_short": (1, 1), "top": 1, "rank_by": EPS},
        {"long_short": (0.6, 0.6), "rank_by": EPS},
        {"long_short": 3, "rank_by": EPS},
        {"rank_by": ALL},
        {"max_weight": 0},
        {"max_weight": 2},
        {"weight": None},
        {"rebalance": 5},
        {"rebalance": ["2024-03-09"]},
        {"rebalance": [None]},
    ],
)
def test_wrong_arguments(asked: dict[str, Any]) -> None:
    with pytest.raises(Wrong):
        P.weights(ALL, **asked)


def test_unknown_names_and_frames_that_do_not_fit() -> None:
    for asked in ({"weight": "caps"}, {"rebalance": "W-FRY"}):
        with pytest.raises(Unknown, match="did you mean"):
            P.weights(ALL, **asked)  # type: ignore[arg-type]
    ones = pd.DataFrame(1.0, index=P.sessions, columns=CODES)
    for own in (-ones, ones * math.inf, ones.iloc[:3]):
        with pytest.raises(Wrong):
            P.weights(ALL, weight=own)


def test_a_panel_of_nothing() -> None:
    empty = panel().weights(ALL, [])
    assert empty.shape == (0, 5)
    assert codes(empty) == {}
    nobody = P.weights(P.screen(ALL).iloc[:, :0], "M")
    assert nobody.shape == (1, 0)
    assert codes(nobody) == {"rebalance_cash": 1}
    assert P.weights(P.screen(ALL).iloc[:0]).shape == (0, 5)


def test_some_rows_are_the_rows_of_all() -> None:
    """What an expression ranks it ranks within a session: a weekly portfolio is the daily one on its days."""
    expr = (yb.f.rank(EPS) <= 4) & (EPS / yb.f.mean(EPS) > 0.5)
    daily, weekly = (P.weights(expr, rule, top=2, rank_by=yb.f.rank(-EPS)) for rule in ("D", "W-FRI"))
    pd.testing.assert_frame_equal(daily.loc[weekly.index], weekly)


def test_threads_give_the_same() -> None:
    want = P.weights(ALL, "D", top=2, rank_by=EPS)
    found: list[pd.DataFrame] = []
    threads = [
        threading.Thread(target=lambda: found.append(P.weights(ALL, "D", top=2, rank_by=EPS))) for _ in "1234"
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    for each_found in found:
        pd.testing.assert_frame_equal(each_found, want)
    assert len(found) == 4


def test_bt_takes_them() -> None:
    from yanbao._handoff import to_bt

    w = P.weights(EPS > 3, "W-FRI")
    assert np.array_equal(to_bt(w).to_numpy(), w.to_numpy())
