from __future__ import annotations

from yanbao import _core
from yanbao.errors import InvalidValueError


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
    return _core.format_ticker(text, habit)
