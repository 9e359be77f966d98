"""What is said of a text that is no ticker, and the same code under another exchange."""

from __future__ import annotations

import pandas as pd
import pytest
import yanbao as yb
from yanbao._ticker import near


@pytest.mark.parametrize(
    ("text", "write"),
    [
        ("AAPL", "write AAPL.US .*AAPL.O .*AAPL.N"),
        ("brk-b", "write BRK-B.US"),
        ("700", "write 0700.HK"),
        ("HK0700", "write 0700.HK"),
        ("510300", "510300.SH or 510300.SZ"),
        ("AAPL.XYZ", ".XYZ is no exchange"),
        ("60051.SH", ".SH is no exchange for it"),
    ],
)
def test_what_to_write(text: str, write: str) -> None:
    with pytest.raises(yb.errors.InvalidValueError, match=write) as found:
        yb.ticker(text)
    assert repr(text) in str(found.value)
    with pytest.raises(yb.errors.InvalidValueError, match=write):  # in a frame of prices too
        yb.Prices.from_frame(
            pd.DataFrame({"date": ["2024-05-28"], "ticker": text, "close": 1.0}),
            adjusted="raw",
            volume_unit="share",
        )


@pytest.mark.parametrize("text", ["", "?", "腾讯控股", "^GSPC", "0", "USDCNY=X"])
def test_nothing_is_made_up(text: str) -> None:
    with pytest.raises(yb.errors.InvalidValueError) as found:
        yb.ticker(text)
    assert "write" not in str(found.value)


@pytest.mark.parametrize("text", ["AAPL", "brk-b", "700", "HK0700"])
def test_what_is_to_be_written_can_be_read(text: str) -> None:
    with pytest.raises(yb.errors.InvalidValueError) as found:
        yb.ticker(text)
    said = str(found.value).split("write ")[1].split()[0]
    assert yb.ticker(said) == said


@pytest.mark.parametrize(
    ("ticker", "among", "want"),
    [
        ("600519.SZ", ["000001.SZ", "600519.SH"], "600519.SH"),
        ("AAPL.O", ["AAPL.US", "MSFT.US"], "AAPL.US"),
        ("BRK.B.US", ["BRK.B.N"], "BRK.B.N"),
        ("0700.HK", ["0700.TW"], "0700.TW"),
        ("A.N", ["A.US", "A.O"], "A.US"),
        ("AAPL.O", ["AAPL.O"], None),
        ("AAPL.O", ["AAP.O", "AAPLE.US"], None),
        ("AAPL.O", [], None),
        ("AAPL", ["MSFT"], None),
    ],
)
def test_the_same_code_elsewhere(ticker: str, among: list[str], want: str | None) -> None:
    assert near(ticker, among) == want
    assert near(ticker, pd.Index(among, dtype=object)) == want
