r"""yanbao (研报): sell-side research reports as point-in-time data.

>>> import yanbao as yb
>>> r = yb.read("第一行\n第二行\n")
>>> len(r.table("estimates"))
0
"""

from __future__ import annotations

try:
    from yanbao._core import __version__
except ImportError as error:
    raise ImportError(
        f"yanbao's compiled core cannot be loaded ({error}). In a clone of the repository, `pip install .` "
        "compiles it; a folder named yanbao in the working directory may also hide the installed package."
    ) from error

from yanbao import errors
from yanbao._backtest.costs import costs
from yanbao._backtest.factor_study import factor_study
from yanbao._backtest.grid import grid
from yanbao._backtest.rules import rules
from yanbao._backtest.run import backtest
from yanbao._concepts import Concepts
from yanbao._corpus import Corpus
from yanbao._f import f
from yanbao._lexicon import Lexicon
from yanbao._limits import Limits
from yanbao._many import read_many
from yanbao._panel import Panel
from yanbao._prices import Prices
from yanbao._read import read
from yanbao._report import Report
from yanbao._securities import Securities
from yanbao._table import Table
from yanbao._ticker import ticker
from yanbao.errors import YanbaoError

__all__ = [
    "Concepts",
    "Corpus",
    "Lexicon",
    "Limits",
    "Panel",
    "Prices",
    "Report",
    "Securities",
    "Table",
    "YanbaoError",
    "__version__",
    "backtest",
    "costs",
    "errors",
    "f",
    "factor_study",
    "grid",
    "read",
    "read_many",
    "rules",
    "ticker",
]


def __dir__() -> list[str]:
    return __all__
