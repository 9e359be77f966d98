"""k against plain Python, and against itself without what is known later."""

from __future__ import annotations

from typing import Any

import exchange_oracle as oracle
import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from exchange_rows import DAYS, TICKERS, Row, exchange, fx, implied, reasons
from hypothesis import given, settings

EXPLAINS = [None, "1", "fx:HKD/CNY", "fx:USD/CNY", "ads:4", "1|ads:4", "1|ads:6|ads:7", "fx:HKD/USD"]
RATIO = st.builds(
    lambda report, at, ticker, k, width, explains: (report, at, ticker, k, k * width, None, explains),
    st.sampled_from(["a", "b", "c"]),
    st.integers(0, 29),
    st.sampled_from([*TICKERS, "VIPS.N"]),
    st.sampled_from([0.14, 0.91, 0.92, 1.0, 1.8, 7.1, 7.2]),
    st.sampled_from([1.0, 1.02, 1.2]),
    st.sampled_from(EXPLAINS),
)


SHARED = st.sampled_from([(7.0, 7.2), (7.1, 7.3), (7.25, 7.4), (8.5, 8.6)])
# two currencies, so that no rate goes over a third; reports that agree are frequent
PLAIN = RATIO.map(lambda row: (*row[:6], None if row[6] == "fx:HKD/USD" else row[6])).filter(
    lambda row: row[2].endswith(("O", "N")) and not (row[6] or "").startswith("fx:HKD")
)


@settings(max_examples=40)
@given(
    st.lists(PLAIN, max_size=10).flatmap(lambda rows: st.permutations(rows)),
    st.lists(st.tuples(st.integers(10, 18), SHARED, st.booleans()), max_size=5),
    st.sampled_from([{}, {"PDD.O": 4.0}, {"PDD.O": 1.0, "VIPS.N": 6.0}]),
    st.sampled_from([None, "CNY", "USD"]),
    st.booleans(),
)
def test_k_is_what_plain_python_finds(
    rows: list[Row], shared_rates: list[Any], ads: dict[str, float], eps: str | None, quoted: bool
) -> None:
    for at, (low, high), of_ads in shared_rates:
        made = implied(at, low, high, "USD/CNY")
        if of_ads:  # a certificate may be one of the witnesses
            made[1:] = [(made[0][0], at, "PDD.O", 1.004 * low / 4, high / 4, None, "ads:4")]
        rows = rows + made
    given_rates = {("CNY", "USD"): 0.14} if quoted else {}
    frame = fx(*[(f"{day:%Y-%m-%d}", "CNY/USD", 0.14) for day in [pd.Timestamp("2024-02-29"), *DAYS]])
    tickers = ["PDD.O", "VIPS.N", "TME.N", "600570.SH"]
    k = exchange(rows, fx=frame if quoted else None, ads=ads).k(tickers, None, [eps] * 4)
    for column, ticker in enumerate(tickers):
        found = reasons(k, column)
        for session in range(0, 30, 2):
            expected = oracle.k(rows, given_rates, ads, session, ticker, eps)
            if isinstance(expected, str):
                assert found[session] == expected
            else:
                assert found[session] == "ok"
                bounds = (k.low[session, column], k.high[session, column])
                assert bounds == pytest.approx(expected, rel=1e-12)
                assert k.value[session, column] == pytest.approx(sum(bounds) / 2, rel=0.02)


@settings(max_examples=40)
@given(
    st.lists(RATIO, max_size=12),
    st.lists(RATIO, max_size=12),
    st.integers(0, 29),
    st.sampled_from([None, {"PDD.O": 4}]),
)
def test_nothing_known_later_changes_k(
    rows: list[Row], others: list[Row], at: int, ads: dict[str, float] | None
) -> None:
    quoted = [(f"{DAYS[i]:%Y-%m-%d}", "USD/CNY", 7.0 + i / 100) for i in range(0, 30, 3)]
    known = [row for row in rows if row[1] <= at]
    later = [row for row in others if row[1] > at]
    fx_known = fx(*[q for q in quoted if pd.Timestamp(q[0]) < DAYS[at]])
    for eps in ([None] * 4, ["CNY"] * 4, ["HKD", None, "USD", "CNY"]):
        whole = exchange(rows + later, fx=fx(*quoted), ads=ads).k(TICKERS, None, eps)
        then = exchange(known, fx=fx_known, ads=ads).k(TICKERS, None, eps)
        for now, before in zip(whole[:4], then[:4], strict=True):
            np.testing.assert_array_equal(now[: at + 1], before[: at + 1])
        assert (whole.reason == 0).tolist() == (~np.isnan(whole.value)).tolist()
        assert ((whole.low <= whole.value * (1 + 1e-12)) | np.isnan(whole.value)).all()
