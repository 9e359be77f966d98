from __future__ import annotations

import re
from collections.abc import Iterable

from yanbao import _core
from yanbao.errors import InvalidValueError

_AMERICAN = ("US", "O", "N", "A", "P")


def ticker(text: str, habit: str = "yanbao") -> str:
    """Write a ticker in another habit of the field.

    Parameters
    ----------
    text
        A ticker in any habit: ``600570.SH``, ``SH600570``, ``sh.600570``, ``600570.XSHG``, ``00700.HK``,
        ``NVDA.O``.
    habit
        ``yanbao`` (600570.SH, 0700.HK), ``qlib`` (SH600570), ``joinquant`` (600570.XSHG), ``yahoo``
        (600570.SS), ``baostock`` (sh.600570), ``akshare`` (600570, 00700) or ``tushare`` (600570.SH,
        00700.HK).

    Raises
    ------
    InvalidValueError
        The text is no ticker.
    UnknownNameError
        There is no such habit.

    Examples
    --------
    >>> import yanbao as yb
    >>> yb.ticker("600570.SH", "qlib"), yb.ticker("00700.HK")
    ('SH600570', '0700.HK')
    """
    for value in (text, habit):
        if not isinstance(value, str):
            raise InvalidValueError(f"a ticker and its habit are texts, not {type(value).__name__}")
    try:
        return _core.format_ticker(text, habit)
    except InvalidValueError as error:
        raise InvalidValueError(f"{error}{_how(text.strip().upper())}") from None


def near(ticker: str, among: Iterable[str]) -> str | None:
    """The same code under another exchange: an American one for an American one, else the first."""
    code, _, exchange = ticker.upper().rpartition(".")
    alike = [other for other in among if other != ticker and other.upper().rpartition(".")[0] == code]
    if not code or not alike:
        return None
    kin = [other for other in alike if exchange in _AMERICAN and other.rpartition(".")[2] in _AMERICAN]
    return (kin or alike)[0]


def _how(text: str) -> str:
    """How what may be meant is written."""
    if re.fullmatch(r"[A-Z]{1,5}([.-][A-Z])?", text):
        return f": write {text}.US for an American one (or {text}.O of Nasdaq, {text}.N of New York)"
    if found := re.fullmatch(r"(?:HK)?0*([1-9]\d{0,4})(?:\.HK)?", text):
        return f": write {found[1].zfill(4)}.HK for one of Hong Kong"
    if re.fullmatch(r"\d{6}", text):
        return f": write {text}.SH or {text}.SZ, its code does not tell the exchange"
    if found := re.fullmatch(r"[A-Z0-9.-]+\.([A-Z]+)", text):
        return f": .{found[1]} is no exchange for it, such as .SH, .SZ, .BJ, .HK, .US, .O and .N are"
    return ""
