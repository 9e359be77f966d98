"""The core's panel takes arrays as they are, and refuses what does not fit."""

from __future__ import annotations

import threading
from time import process_time
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from yanbao import _core, errors

SIZE = {"sessions": 2, "tickers": 1}


def arrays(**changed: Any) -> dict[str, Any]:
    """Two estimates of one broker, with what a test changes."""
    one = np.ones(2, np.int32)
    table: dict[str, Any] = {
        "ticker": one * 0,
        "broker": one,
        "period": one * 2025,
        "session": np.array([0, 1], np.int32),
        "value": np.array([1.0, 3.0]),
        "wanted": np.full(2, 2025, np.int32),
        **SIZE,
    }
    return {**table, **changed}


def known(**changed: Any) -> dict[str, Any]:
    table = arrays()
    return {**{k: table[k] for k in ["ticker", "session", "value"]}, **SIZE, **changed}


def test_what_is_given_back() -> None:
    value, used = _core.as_of(**known())
    assert value.tolist() == [[1.0], [3.0]]
    assert used is None
    found = _core.consensus(**arrays())
    assert list(found) == ["count", "mean", "median", "std", "high", "low"]
    assert found["count"].dtype == np.int32
    assert found["mean"].tolist() == [[1.0], [3.0]]
    change, breadth = _core.revision(**arrays(), then=np.array([-1, 0], np.int32))
    np.testing.assert_array_equal(change, [[np.nan], [2.0]])
    np.testing.assert_array_equal(breadth, [[np.nan], [1.0]])


def misaligned() -> NDArray[np.int32]:
    return np.frombuffer(b"\0" * 9, np.int8)[1:].view(np.int32)


@pytest.mark.parametrize(
    "ticker",
    [
        np.zeros(2, np.int64),
        np.zeros(2),
        np.zeros(4, np.int32)[::2],
        np.zeros(2, np.dtype(">i4")),
        np.array(["a", "b"]),
        misaligned(),
    ],
    ids=["long", "floating", "strided", "swapped", "words", "misaligned"],
)
def test_no_copy_is_made_in_silence(ticker: NDArray[Any]) -> None:
    for kernel, table in [(_core.as_of, known()), (_core.consensus, arrays())]:
        with pytest.raises(errors.InvalidValueError, match=r"ticker .*int32"):
            kernel(**{**table, "ticker": ticker})


def test_a_column_in_the_order_of_fortran_is_refused() -> None:
    wanted = np.asfortranarray(np.full((2, 2), 2025, np.int32))
    with pytest.raises(errors.InvalidValueError, match="wanted"):
        _core.consensus(**arrays(wanted=wanted, tickers=2))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ticker": np.array([0, 1], np.int32)}, errors.InvalidValueError),
        ({"ticker": np.array([0, -1], np.int32)}, errors.InvalidValueError),
        ({"broker": np.array([0, -1], np.int32)}, errors.InvalidValueError),
        ({"period": np.zeros(2, np.int32)}, errors.InvalidValueError),
        ({"value": np.array([1.0, np.inf])}, errors.InvalidValueError),
        ({"value": np.ones(3)}, errors.ShapeMismatchError),
        ({"value": np.ones((2, 1))}, errors.ShapeMismatchError),
        ({"last": np.ones(1, np.int32)}, errors.ShapeMismatchError),
        ({"last": np.ones(0, np.int32)}, errors.ShapeMismatchError),
        ({"wanted": np.ones((1, 2), np.int32)}, errors.ShapeMismatchError),
        ({"wanted": np.ones((2, 2), np.int32)}, errors.ShapeMismatchError),
        ({"wanted": np.ones((1, 2, 1), np.int32)}, errors.ShapeMismatchError),
        ({"wanted": np.array(1, np.int32)}, errors.ShapeMismatchError),
        ({"sessions": -1}, errors.InvalidValueError),
        ({"sessions": 2**31 - 1, "tickers": 2**31 - 1}, errors.LimitExceededError),
        ({"min_brokers": 0}, errors.InvalidValueError),
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        _core.consensus(**arrays(**changed))


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"then": np.array([0, 2], np.int32)}, errors.InvalidValueError),
        ({"then": np.array([0, -1], np.int32)}, errors.InvalidValueError),
        ({"then": np.zeros(1, np.int32)}, errors.ShapeMismatchError),
        ({"how": "both"}, errors.UnknownNameError),
    ],
)
def test_comparisons_that_do_not_fit_are_refused(changed: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        _core.revision(**{**arrays(then=np.zeros(2, np.int32)), **changed})


def test_no_rows_and_no_cells() -> None:
    nothing = {k: v[:0] if isinstance(v, np.ndarray) else v for k, v in arrays().items()}
    nothing["wanted"] = arrays()["wanted"]
    assert _core.consensus(**nothing)["count"].tolist() == [[0], [0]]
    empty = arrays(sessions=0, wanted=np.zeros(0, np.int32))
    assert _core.consensus(**empty)["mean"].shape == (0, 1)
    assert _core.as_of(**known(sessions=0), with_rows=True)[0].shape == (0, 1)
    assert _core.revision(**empty, then=np.zeros(0, np.int32))[0].shape == (0, 1)
    with pytest.raises(errors.InvalidValueError):
        _core.as_of(**known(tickers=0))


def test_rows_stay_as_they_are_and_threads_may_share_them() -> None:
    random = np.random.default_rng(2)
    n = 50_000
    rows = arrays(
        ticker=random.integers(0, 40, n, np.int32),
        broker=random.integers(0, 20, n, np.int32),
        period=np.full(n, 2025, np.int32),
        session=random.integers(0, 500, n, np.int32),
        value=random.normal(size=n),
        wanted=np.full(500, 2025, np.int32),
        sessions=500,
        tickers=40,
    )
    for array in rows.values():
        if isinstance(array, np.ndarray):
            array.flags.writeable = False
    expected = _core.consensus(**rows)["mean"]
    found: list[NDArray[Any]] = []
    threads = [
        threading.Thread(target=lambda: found.append(_core.consensus(**rows)["mean"])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for other in found:
        np.testing.assert_array_equal(other, expected)


@pytest.mark.slow
@pytest.mark.parametrize("tall", ["broker", "period", "session"])
def test_time_is_linear(tall: str) -> None:
    """Sixteen times the rows cost sixteen times the time, also where each has a broker or year of its own."""
    random = np.random.default_rng(3)

    def seconds(n: int) -> float:
        one = np.ones(n, np.int32)
        sessions = n // 400 if tall == "session" else 50
        rows = {
            "ticker": np.arange(n, dtype=np.int32) % 20,
            "broker": random.permutation(n).astype(np.int32) if tall == "broker" else one,
            "period": random.permutation(n).astype(np.int32) + 1 if tall == "period" else one,
            "session": random.integers(0, sessions, n, np.int32),
            "value": random.normal(size=n),
            "wanted": np.ones(sessions, np.int32),
            "sessions": sessions,
            "tickers": 20,
        }
        then = np.maximum(np.arange(sessions, dtype=np.int32) - 9, 0)
        start = process_time()
        _core.consensus(**rows)
        _core.revision(**rows, then=then)
        return process_time() - start

    seconds(20_000)
    # one behind the other: what slows the machine for a while slows both
    ratios = [seconds(320_000) / seconds(20_000) for _ in range(5)]
    assert min(ratios) < 2.5**4
